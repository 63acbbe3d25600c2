/**
 * The conversation on the page.
 *
 * @typedef {import('./stream.js').Item} Item
 * @typedef {import('./queue.js').State} State
 *
 * @typedef {object} Presses
 * @property {(question: string, choice: string, label: string) => void} choice
 * @property {() => void} wantFile
 * @property {(id: string) => void} retry
 */
import { makeDay, makeMessage } from './bubble.js'
import { button, element, find, say } from './page.js'

const NEAR_END_PX = 120
/** @type {Record<State, string>} */
const STATE_WORDS = { sending: 'sending', sent: 'sent', kept: 'kept', refused: 'notTaken' }

const log = find('#log', HTMLElement)
const list = find('#messages', HTMLElement)
const latest = find('#latest', HTMLButtonElement)

let following = true

latest.addEventListener('click', () => {
  toEnd()
  log.focus()
})
log.addEventListener('scroll', () => {
  following = isAtEnd()
  if (following) latest.hidden = true
})
// A keyboard that opens, or a notice, takes room from below: the newest message is not to vanish behind it.
new ResizeObserver(() => {
  if (following) toEnd()
}).observe(log)

function isAtEnd() {
  return log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END_PX
}

/** Shows the newest message. */
export function toEnd() {
  log.scrollTop = log.scrollHeight
  latest.hidden = true
}

/** @param {string} id */
function lineOf(id) {
  const line = list.querySelector(`li[data-id="${CSS.escape(id)}"]`)
  return line instanceof HTMLElement ? line : null
}

/** @param {string} id */
export function hasMessage(id) {
  return lineOf(id) !== null
}

export function isEmpty() {
  return !list.querySelector('.message')
}

/** The newest message that the server has too. */
export function newestId() {
  const lines = list.querySelectorAll('li[data-id]:not([data-state])')
  return [...lines].at(-1)?.getAttribute('data-id') ?? ''
}

/** What was offered before can be pressed no more. */
export function endChoices() {
  // Not `disabled`: the pressed button would lose the focus, and with it its place in the conversation.
  for (const one of list.querySelectorAll('.choices button')) one.setAttribute('aria-disabled', 'true')
}

/**
 * Adds a message at the end, once; true if it was new.
 * @param {Item} item
 */
export function addMessage(item) {
  if (hasMessage(item.id)) {
    setState(item.id, 'sent')
    return false
  }
  const follow = item.from === 'them' || isAtEnd()
  const day = makeDay(item.at)
  const shown = [...list.querySelectorAll('.day')].at(-1)
  if (!(shown instanceof HTMLElement) || shown.dataset['day'] !== day.dataset['day']) list.append(day)
  if (item.from === 'them' || item.choices?.length) endChoices()
  const line = makeMessage(item)
  line.dataset['new'] = ''
  list.append(line)
  if (follow) toEnd()
  else latest.hidden = false
  return true
}

/**
 * Says under a message of one's own how it stands with it.
 * @param {string} id @param {State} state @param {string} [said]
 */
export function setState(id, state, said) {
  const line = lineOf(id)
  const meta = line?.querySelector('.meta')
  if (!line?.matches('.them') || !meta) return
  if (state === 'sent') delete line.dataset['state']
  else line.dataset['state'] = state
  meta.querySelector('.state')?.remove()
  const shown = element('span', `state ${state}`, said || say(STATE_WORDS[state]))
  // Read out, it would interrupt at every message; what counts is how it ends.
  if (state === 'sending') shown.ariaHidden = 'true'
  if (state === 'kept') shown.append(' ', button('retry', say('retry')))
  const follow = isAtEnd()
  meta.append(shown)
  if (follow) toEnd()
}

/**
 * Shows how much of a file has gone out.
 * @param {string} id @param {number} part from 0 to 1
 */
export function setProgress(id, part) {
  const bubble = lineOf(id)?.querySelector('.bubble')
  if (!bubble) return
  const bar = bubble.querySelector('progress') ?? element('progress')
  bar.value = part
  bar.setAttribute('aria-label', say('sending'))
  if (part >= 1) bar.remove()
  else if (!bar.isConnected) bubble.append(bar)
}

/**
 * Listens to the buttons among the messages.
 * @param {Presses} presses
 */
export function onPress(presses) {
  list.addEventListener('click', (event) => {
    const pressed = event.target instanceof Element ? event.target.closest('button') : null
    if (!pressed) return
    if (pressed.matches('.retry')) presses.retry(pressed.closest('li')?.dataset['id'] ?? '')
    else if (pressed.matches('.want-file')) presses.wantFile()
    else if (pressed.matches('.choices button')) {
      event.preventDefault()
      if (pressed.getAttribute('aria-disabled') === 'true') return
      pressed.classList.add('chosen')
      /** @type {[string, string]} */
      const [question, choice] = JSON.parse(pressed.value)
      presses.choice(question, choice, pressed.querySelector('bdi')?.textContent ?? '')
    }
  })
}
