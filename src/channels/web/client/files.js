/**
 * Files on their way. They are too large to keep in the browser: after a failure the page still holds them, and
 * sends them again on request.
 *
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {boolean} again worth another try
 * @property {string} text what the server said
 */
import { addMessage, setProgress, setState } from './log.js'
import { fileBytes, lang, newId, say } from './page.js'

/** @type {Map<string, File>} */
const held = new Map()

/**
 * Takes files that were chosen, pasted or dropped.
 * @param {Iterable<File>} chosen @param {(text: string) => void} notice
 */
export function addFiles(chosen, notice) {
  for (const file of chosen) {
    const wrong = file.size === 0 ? 'fileEmpty' : file.size > fileBytes ? 'fileTooLarge' : ''
    if (wrong) {
      notice(say(wrong, { limit: Math.floor(fileBytes / 1024 / 1024) }))
      continue
    }
    const id = newId()
    held.set(id, file)
    addMessage({ id, at: Date.now(), from: 'them', text: '', file: { name: file.name } })
    void sendFile(id, notice)
  }
}

/**
 * Whether this is a file that can be sent again.
 * @param {string} id
 */
export function isHeld(id) {
  return held.has(id)
}

/**
 * Sends a held file, perhaps again.
 * @param {string} id @param {(text: string) => void} notice
 */
export async function sendFile(id, notice) {
  const file = held.get(id)
  if (!file) return
  setState(id, 'sending')
  const { ok, again, text } = await upload(id, file)
  if (!again) held.delete(id)
  setState(id, ok ? 'sent' : again ? 'kept' : 'refused', again ? '' : text)
  notice(text)
}

/**
 * @param {string} id @param {File} file
 * @returns {Promise<Outcome>}
 */
function upload(id, file) {
  const form = new FormData()
  form.set('id', id)
  form.set('file', file)
  // Not fetch: it cannot tell how much has gone out.
  const request = new XMLHttpRequest()
  request.open('POST', `/chat/files?lang=${lang}`)
  request.setRequestHeader('accept', 'application/json')
  request.responseType = 'json'
  request.upload.addEventListener('progress', ({ loaded, total }) => setProgress(id, loaded / total))
  return new Promise((resolve) => {
    request.addEventListener('loadend', () => {
      setProgress(id, 1)
      const { status, response } = request
      const again = status === 0 || status === 409 || status === 429 || status >= 500
      resolve({ ok: status === 202, again, text: response?.text ?? '' })
    })
    request.send(form)
  })
}
