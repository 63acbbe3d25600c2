/**
 * The elements of one message; `transcript.ts` renders the same on the server.
 * @typedef {import('./stream.js').Item} Item
 */
import { button, element, lang, say } from './page.js'

// The association's own time, which its texts speak of, and Latin digits: Arabic has others by default.
const LOCALE = `${lang}-u-ca-gregory-nu-latn`
const TIME_ZONE = 'Asia/Riyadh'
const clock = new Intl.DateTimeFormat(LOCALE, { hour: 'numeric', minute: '2-digit', timeZone: TIME_ZONE })
const calendar = new Intl.DateTimeFormat(LOCALE, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  timeZone: TIME_ZONE,
})
const ADDRESS = /https?:\/\/[^\s<>"'\u2066-\u2069]+/gu
const DAY_MS = 86_400_000

/**
 * The line that names a day.
 * @param {number} at
 */
export function makeDay(at) {
  const day = calendar.format(at)
  const now = Date.now()
  const near = { [calendar.format(now)]: say('today'), [calendar.format(now - DAY_MS)]: say('yesterday') }
  const line = element('li', 'day', element('time', '', near[day] ?? day))
  line.dataset['day'] = day
  return line
}

/**
 * A message with what hangs under it.
 * @param {Item} item
 */
export function makeMessage(item) {
  const bubble = element('div', 'bubble')
  if (item.text) bubble.append(makeText(item))
  if (item.file) bubble.append(makeFile(item, item.file.name))
  const time = element('time', '', clock.format(item.at))
  time.dateTime = new Date(item.at).toISOString()
  bubble.append(element('p', 'meta', time))
  const line = element('li', `message ${item.from}`, bubble)
  line.dataset['id'] = item.id
  if (item.from === 'them') line.prepend(element('span', 'unseen', say('you')))
  if (item.choices?.length) line.append(makeChoices(item, item.choices))
  if (item.request === 'file')
    line.append(element('div', 'choices', button('want-file', element('bdi', '', say('attach')))))
  return line
}

/** Each line has its own direction, so that a telephone number among Arabic lines keeps its order. @param {Item} item */
function makeText(item) {
  const text = element('p', 'text')
  text.dir = directionOf(item.text) || document.documentElement.dir
  text.lang = item.language ?? lang
  for (const [index, line] of item.text.split('\n').entries()) {
    const shown = element('bdi', '', ...(item.from === 'us' ? linked(line) : [line]))
    shown.dir = directionOf(line) || 'ltr'
    text.append(...(index === 0 ? [] : ['\n']), shown)
  }
  return text
}

/**
 * By the first letter; what is isolated inside (an inserted name) does not decide.
 * @param {string} text
 */
function directionOf(text) {
  const letter = /\p{L}/u.exec(text.replaceAll(/[\u2066-\u2068][^\u2069]*\u2069?/gu, ''))
  if (!letter) return ''
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter[0]) ? 'rtl' : 'ltr'
}

/** @param {string} line */
function linked(line) {
  /** @type {(Node | string)[]} */
  const pieces = []
  let end = 0
  for (const match of line.matchAll(ADDRESS)) {
    const address = match[0].replace(/[.,،؛;:!?؟)\]»]+$/u, '')
    const link = element('a', '', element('bdi', '', address))
    link.href = address
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    pieces.push(line.slice(end, match.index), link)
    end = match.index + address.length
  }
  return [...pieces, line.slice(end)]
}

/** @param {Item} item @param {string} fileName */
function makeFile(item, fileName) {
  const name = element('bdi', '', fileName)
  if (!item.fetchable) return element('p', 'file', element('span', 'unseen', say('file')), ' ', name)
  const link = element('a', '', name)
  link.href = `/chat/files/${encodeURIComponent(item.id)}`
  link.download = ''
  return element('p', 'file', link)
}

/** @param {Item} item @param {import('./stream.js').Choice[]} choices */
function makeChoices(item, choices) {
  const buttons = choices.map(({ id, label }, index) => {
    const number = item.unnumbered ? [] : [element('span', 'number', String(index + 1))]
    const made = button('', ...number, element('bdi', '', label))
    made.value = JSON.stringify([item.question ?? '', id])
    return made
  })
  return element('div', 'choices', ...buttons)
}
