/** Brings the chat page to life: what is typed, pressed and dropped, and what the server says. */
import { addFiles, isHeld, sendFile } from './files.js'
import { addMessage, endChoices, hasMessage, isEmpty, newestId, onPress, setState, toEnd } from './log.js'
import { element, find, framed, keep, kept, lang, say } from './page.js'
import { enqueue, forgetUnsent, sendWaiting, startQueue, waiting } from './queue.js'
import { openLine } from './stream.js'

const DRAFT = 'wasl.draft'
const SHORT_GAP_MS = 2000

const text = find('#text', HTMLTextAreaElement)
const fileInput = find('#file', HTMLInputElement)
const attach = find('#attach', HTMLButtonElement)
const notice = find('#notice', HTMLElement)
const state = find('#state', HTMLElement)
const title = document.title

let unread = 0
/** False while the frame that shows us is folded away. */
let lookedAt = true
/** @type {boolean | undefined} */
let lineUp
/** @type {ReturnType<typeof setTimeout> | undefined} */
let lineTimer

/** @param {import('./queue.js').Entry['body']} body */
function send(body) {
  endChoices()
  showOwn(enqueue(body))
  toEnd()
}

/** @param {import('./queue.js').Entry} entry */
function showOwn({ id, at, body }) {
  if (body.kind === 'start' || hasMessage(id)) return
  addMessage({ id, at, from: 'them', text: body.kind === 'text' ? body.text : body.label })
}

/** Sends what is in the box, and empties it only then. */
function submit() {
  if (text.value.trim() === '') return
  send({ kind: 'text', text: text.value })
  text.value = ''
  keep(DRAFT, '')
  grow()
}

/** Browsers without `field-sizing` need the height told. */
function grow() {
  if (!CSS.supports('field-sizing', 'content')) text.rows = Math.min(6, text.value.split('\n').length)
}

/** @param {string} said @param {string} [reason] */
function showNotice(said, reason = '') {
  notice.replaceChildren()
  if (!said) return
  notice.append(element('p', '', said))
  if (reason !== 'cookies' || !framed) return
  const link = element('a', '', say('openWindow'))
  link.href = `/?lang=${lang}`
  link.target = '_blank'
  link.rel = 'noopener'
  notice.append(link)
}

/** @param {boolean} connected */
function showLine(connected) {
  if (connected) sendWaiting()
  if (connected === lineUp) return
  lineUp = connected
  clearTimeout(lineTimer)
  const show = () => {
    state.textContent = say(connected ? 'connected' : 'reconnecting')
    state.dataset['line'] = connected ? 'up' : 'down'
  }
  // A short gap is nobody's business; a screen reader would read each one out.
  lineTimer = setTimeout(show, connected ? 0 : SHORT_GAP_MS)
}

/** @param {number} count */
function showUnread(count) {
  unread = count
  document.title = count > 0 ? `(${count}) ${title}` : title
  tellFrame({ wasl: 'unread', count })
}

/** @param {{ wasl: string, count?: number }} message holds nothing that another site may not know */
function tellFrame(message) {
  if (framed) parent.postMessage(message, '*')
}

function listenToComposer() {
  find('#composer', HTMLFormElement).addEventListener('submit', (event) => {
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
    keep(DRAFT, text.value)
    grow()
  })
  if (!text.value) text.value = kept(DRAFT)
  grow()
}

function listenToFiles() {
  attach.hidden = false
  attach.addEventListener('click', () => fileInput.click())
  fileInput.addEventListener('change', () => {
    addFiles([...(fileInput.files ?? [])], showNotice)
    fileInput.value = ''
  })
  text.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])]
    if (pasted.length > 0) event.preventDefault()
    addFiles(pasted, showNotice)
  })
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    addFiles([...(event.dataTransfer?.files ?? [])], showNotice)
  })
}

function listenToMenu() {
  const menu = find('.menu', HTMLDetailsElement)
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    if (menu.open) {
      menu.open = false
      menu.querySelector('summary')?.focus()
    } else tellFrame({ wasl: 'close' })
  })
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false
  })
  find('#leave', HTMLFormElement).addEventListener('submit', () => {
    forgetUnsent()
    keep(DRAFT, '')
  })
}

function listenToFrame() {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && lookedAt) showUnread(0)
  })
  if (!framed) return
  const close = find('#close', HTMLButtonElement)
  close.hidden = false
  close.addEventListener('click', () => tellFrame({ wasl: 'close' }))
  // The frame is shown and hidden by the page around it, which says so.
  addEventListener('message', (event) => {
    if (event.source !== parent) return
    lookedAt = event.data?.wasl === 'opened'
    if (!lookedAt) return
    showUnread(0)
    text.focus()
  })
}

function begin() {
  document.querySelector('#begin')?.remove()
  const after = newestId()
  for (const entry of waiting()) showOwn(entry)
  startQueue({
    state(entry, how, said) {
      showOwn(entry)
      setState(entry.id, how, said)
    },
    notice: (reason, said) => showNotice(said, reason),
  })
  if (isEmpty()) enqueue({ kind: 'start' })
  toEnd()
  openLine(after, {
    line: showLine,
    item(item) {
      const unseen = document.visibilityState === 'hidden' || !lookedAt
      if (addMessage(item) && item.from === 'us' && unseen) showUnread(unread + 1)
    },
  })
}

onPress({
  choice: (question, choice, label) => send({ kind: 'choice', question, choice, label }),
  wantFile: () => fileInput.click(),
  retry: (id) => (isHeld(id) ? void sendFile(id, showNotice) : sendWaiting()),
})
listenToComposer()
listenToFiles()
listenToMenu()
listenToFrame()
begin()
