/** Brings the chat page to life: the line to the server, the queue of unsent messages, files, and the frame. */
import { element, find } from './dom.js'
import { createLog } from './log.js'
import { createQueue, forgetAll, keep, kept, newId } from './queue.js'
import { openLine } from './stream.js'
import { upload } from './upload.js'

/** @type {Record<string, string>} */
const texts = JSON.parse(document.body.dataset['texts'] ?? '{}')
const fileBytes = Number(document.body.dataset['fileBytes'])
const lang = document.documentElement.lang
const title = document.title
const framed = window.parent !== window

const text = find('#text', HTMLTextAreaElement)
const composer = find('#composer', HTMLFormElement)
const fileInput = find('#file', HTMLInputElement)
const attach = find('#attach', HTMLButtonElement)
const notice = find('#notice', HTMLElement)
const state = find('#state', HTMLElement)

/** @type {Map<string, File>} */
const files = new Map()
let unread = 0
/** False while the frame that shows us is folded away. */
let lookedAt = true
/** @type {boolean | undefined} */
let lineUp
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lineTimer

const log = createLog({
  texts,
  lang,
  onChoice: (question, choice, label) => say({ kind: 'choice', question, choice, label }),
  onFileWanted: () => fileInput.click(),
  onRetry: (id) => (files.has(id) ? void sendFile(id) : queue.run()),
})

const queue = createQueue({
  lang,
  onState(entry, how, said) {
    showOwn(entry)
    log.setState(entry.id, how, said)
  },
  onNotice: showNotice,
})

/** @param {import('./queue.js').Entry['body']} body */
function say(body) {
  log.endChoices()
  showOwn(queue.add(body))
  log.toEnd()
}

/** @param {import('./queue.js').Entry} entry */
function showOwn({ id, at, body }) {
  if (body.kind === 'start' || log.has(id)) return
  log.add({ id, at, from: 'them', text: body.kind === 'text' ? body.text : body.label })
}

/** @param {string} reason @param {string} said */
function showNotice(reason, said) {
  notice.replaceChildren()
  if (!said) return
  notice.append(element('p', '', said))
  if (reason !== 'cookies' || !framed) return
  const link = element('a', '', texts['openWindow'] ?? '')
  link.href = `/?lang=${lang}`
  link.target = '_blank'
  link.rel = 'noopener'
  notice.append(link)
}

/** @param {File[]} chosen */
function addFiles(chosen) {
  for (const file of chosen) {
    const key = file.size === 0 ? 'fileEmpty' : file.size > fileBytes ? 'fileTooLarge' : ''
    if (key) {
      const limit = String(Math.floor(fileBytes / 1024 / 1024))
      showNotice(key, (texts[key] ?? '').replace('{{limit}}', limit))
      continue
    }
    const id = newId()
    files.set(id, file)
    log.add({ id, at: Date.now(), from: 'them', text: '', file: { name: file.name } })
    void sendFile(id)
  }
}

/** @param {string} id */
async function sendFile(id) {
  const file = files.get(id)
  if (!file) return
  log.setState(id, 'sending')
  const result = await upload({ lang, id, file, onProgress: (part) => log.setProgress(id, part) })
  if (!result.again) files.delete(id)
  log.setState(id, result.ok ? 'sent' : result.again ? 'kept' : 'refused', result.again ? '' : result.text)
  showNotice('', result.ok ? '' : result.text)
}

/** @param {boolean} connected */
function showLine(connected) {
  if (connected) queue.run()
  if (connected === lineUp) return
  lineUp = connected
  clearTimeout(lineTimer)
  // A short gap is nobody's business; a screen reader would read each one out.
  lineTimer = setTimeout(
    () => {
      state.textContent = (connected ? texts['connected'] : texts['reconnecting']) ?? ''
      state.dataset['line'] = connected ? 'up' : 'down'
    },
    connected ? 0 : 2000,
  )
}

/** @param {number} count */
function showUnread(count) {
  unread = count
  document.title = count > 0 ? `(${count}) ${title}` : title
  if (framed) parent.postMessage({ wasl: 'unread', count }, '*')
}

/** Sends what is in the box, and empties it only then. */
function submit() {
  if (text.value.trim() === '') return
  say({ kind: 'text', text: text.value })
  text.value = ''
  keep('wasl.draft', '')
  grow()
}

/** Browsers without `field-sizing` need the height told. */
function grow() {
  if (CSS.supports('field-sizing', 'content')) return
  text.rows = Math.min(6, text.value.split('\n').length)
}

composer.addEventListener('submit', (event) => {
  event.preventDefault()
  submit()
})
text.addEventListener('keydown', (event) => {
  // On a phone the key makes a new line; there is a button beside it.
  const typing = event.isComposing || event.shiftKey || !matchMedia('(pointer: fine)').matches
  if (event.key !== 'Enter' || typing) return
  event.preventDefault()
  submit()
})
text.addEventListener('input', () => {
  keep('wasl.draft', text.value)
  grow()
})
text.addEventListener('paste', (event) => {
  const pasted = [...(event.clipboardData?.files ?? [])]
  if (pasted.length > 0) event.preventDefault()
  addFiles(pasted)
})
attach.addEventListener('click', () => fileInput.click())
fileInput.addEventListener('change', () => {
  addFiles([...(fileInput.files ?? [])])
  fileInput.value = ''
})
document.addEventListener('dragover', (event) => event.preventDefault())
document.addEventListener('drop', (event) => {
  event.preventDefault()
  addFiles([...(event.dataTransfer?.files ?? [])])
})
find('#leave', HTMLFormElement).addEventListener('submit', forgetAll)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') showUnread(0)
})
document.addEventListener('keydown', (event) => {
  const menu = document.querySelector('details[open]')
  if (event.key !== 'Escape') return
  if (menu) menu.removeAttribute('open')
  else if (framed) parent.postMessage({ wasl: 'close' }, '*')
})
document.addEventListener('click', (event) => {
  const menu = document.querySelector('details[open]')
  if (menu && event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute('open')
})

attach.hidden = false
if (framed) {
  const close = find('#close', HTMLButtonElement)
  close.hidden = false
  close.addEventListener('click', () => parent.postMessage({ wasl: 'close' }, '*'))
  // The frame is shown and hidden by the page around it, which says so.
  addEventListener('message', (event) => {
    if (event.source !== parent) return
    lookedAt = event.data?.wasl === 'opened'
    if (!lookedAt) return
    showUnread(0)
    text.focus()
  })
}
if (!text.value) text.value = kept('wasl.draft')
grow()
for (const entry of queue.waiting()) {
  showOwn(entry)
  log.setState(entry.id, 'kept')
}
document.querySelector('#begin')?.remove()
const after = log.newestId()
if (log.isEmpty()) queue.add({ kind: 'start' })
log.toEnd()
openLine({
  after,
  onState: showLine,
  onItem(item) {
    const unseen = document.visibilityState === 'hidden' || !lookedAt
    if (log.add(item) && item.from === 'us' && unseen) showUnread(unread + 1)
  },
})
