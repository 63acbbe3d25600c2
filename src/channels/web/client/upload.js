/**
 * Sends one file with its progress. Files are too large to keep in the browser: after a failure the page still
 * holds it and sends it again on request.
 *
 * @typedef {object} UploadOptions
 * @property {string} lang
 * @property {string} id
 * @property {File} file
 * @property {(part: number) => void} onProgress
 *
 * @typedef {{ ok: boolean, again: boolean, text: string }} UploadResult
 *
 * @param {UploadOptions} options
 * @returns {Promise<UploadResult>}
 */
export function upload({ lang, id, file, onProgress }) {
  const form = new FormData()
  form.set('id', id)
  form.set('file', file)
  // Not fetch: it cannot tell how much has gone out.
  const request = new XMLHttpRequest()
  request.open('POST', `/chat/files?lang=${lang}`)
  request.setRequestHeader('accept', 'application/json')
  request.responseType = 'json'
  return new Promise((resolve) => {
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded / event.total))
    request.addEventListener('load', () => {
      onProgress(1)
      const { status, response } = request
      resolve({ ok: status === 202, again: status === 429 || status >= 500, text: response?.text ?? '' })
    })
    request.addEventListener('error', () => {
      onProgress(1)
      resolve({ ok: false, again: true, text: '' })
    })
    request.send(form)
  })
}
