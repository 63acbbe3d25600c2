import { element, find } from './dom.js'

/**
 * The conversation on the page. Builds the elements that `transcript.ts` renders on the server, from text only.
 *
 * @typedef {import('./stream.js').Item} Item
 * @typedef {import('./queue.js').State} State
 *
 * @typedef {object} LogOptions
 * @property {Record<string, string>} texts
 * @property {string} lang
 * @property {(question: string, choice: string, label: string) => void} onChoice
 * @property {() => void} onFileWanted
 * @property {(id: string) => void} onRetry
 */

const TIME_ZONE = 'Asia/Riyadh'
const ADDRESS = /https?:\/\/[^\s<>"'\u2066-\u2069]+/gu

/** @param {LogOptions} options */
export function createLog({ texts, lang, onChoice, onFileWanted, onRetry }) {
  const log = find('#log', HTMLElement)
  const list = find('#messages', HTMLElement)
  const latest = find('#latest', HTMLButtonElement)
  const clock = new Intl.DateTimeFormat(`${lang}-u-ca-gregory-nu-latn`, {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: TIME_ZONE,
  })
  const calendar = new Intl.DateTimeFormat(`${lang}-u-ca-gregory-nu-latn`, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: TIME_ZONE,
  })

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 120
  const toEnd = () => {
    log.scrollTop = log.scrollHeight
    latest.hidden = true
  }
  latest.addEventListener('click', () => {
    toEnd()
    log.focus()
  })
  log.addEventListener('scroll', () => {
    if (atEnd()) latest.hidden = true
  })

  /** @param {string} id */
  const lineOf = (id) => list.querySelector(`li[data-id="${CSS.escape(id)}"]`)

  const endChoices = () => {
    // Not `disabled`: the pressed button would lose the focus, and with it its place in the conversation.
    for (const button of list.querySelectorAll('.choices button'))
      button.setAttribute('aria-disabled', 'true')
  }

  /** @param {number} at */
  const dayLine = (at) => {
    const day = calendar.format(at)
    const shown = [...list.querySelectorAll('.day')].at(-1)
    if (shown instanceof HTMLElement && shown.dataset['day'] === day) return
    const now = Date.now()
    const near = {
      [calendar.format(now)]: texts['today'],
      [calendar.format(now - 86_400_000)]: texts['yesterday'],
    }
    const line = element('li', 'day', element('time', '', near[day] ?? day))
    line.dataset['day'] = day
    list.append(line)
  }

  list.addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null
    if (!button) return
    if (button.matches('.want-file')) onFileWanted()
    const item = button.closest('li')
    if (button.matches('.retry')) onRetry(item?.dataset['id'] ?? '')
    if (!button.matches('.choices button')) return
    event.preventDefault()
    if (button.disabled || button.getAttribute('aria-disabled') === 'true') return
    button.classList.add('chosen')
    /** @type {[string, string]} */
    const [question, choice] = JSON.parse(button.value)
    onChoice(question, choice, button.querySelector('bdi')?.textContent ?? '')
  })

  return {
    toEnd,
    endChoices,
    isEmpty: () => !list.querySelector('.message'),
    newestId: () =>
      [...list.querySelectorAll('li[data-id]:not([data-state])')].at(-1)?.getAttribute('data-id') ?? '',
    /** @param {string} id */
    has: (id) => lineOf(id) !== null,

    /**
     * Adds a message at the end, once.
     * @param {Item} item
     */
    add(item) {
      if (lineOf(item.id)) {
        this.setState(item.id, 'sent')
        return false
      }
      const follow = item.from === 'them' || atEnd()
      dayLine(item.at)
      if (item.from === 'them' || item.choices?.length) endChoices()
      const bubble = element('div', 'bubble')
      if (item.text) bubble.append(textOf(item, lang))
      if (item.file) bubble.append(fileOf(item, texts))
      const time = element('time', '', clock.format(item.at))
      time.dateTime = new Date(item.at).toISOString()
      bubble.append(element('p', 'meta', time))
      const line = element('li', `message ${item.from}`, bubble)
      line.dataset['id'] = item.id
      if (item.from === 'them') line.prepend(element('span', 'unseen', texts['you'] ?? ''))
      if (item.choices?.length) line.append(choicesOf(item))
      if (item.request === 'file') line.append(element('div', 'choices', wantFile(texts)))
      list.append(line)
      if (follow) toEnd()
      else latest.hidden = false
      return true
    },

    /**
     * Says under a message of one's own how it stands with it.
     * @param {string} id @param {State} state @param {string} [said]
     */
    setState(id, state, said) {
      const line = lineOf(id)
      const meta = line?.querySelector('.meta')
      if (!(line instanceof HTMLElement) || !meta || !line.matches('.them')) return
      if (state === 'sent') delete line.dataset['state']
      else line.dataset['state'] = state
      meta.querySelector('.state')?.remove()
      const words = { sending: 'sending', sent: 'sent', kept: 'kept', refused: 'notTaken' }[state]
      const shown = element('span', `state ${state}`, said || (texts[words] ?? ''))
      // Read out, it would interrupt at every message; what counts is how it ends.
      if (state === 'sending') shown.ariaHidden = 'true'
      if (state === 'kept') {
        const retry = element('button', 'retry', texts['retry'] ?? '')
        retry.type = 'button'
        shown.append(' ', retry)
      }
      meta.append(shown)
      if (atEnd()) toEnd()
    },

    /** @param {string} id @param {number} part from 0 to 1 */
    setProgress(id, part) {
      const bubble = lineOf(id)?.querySelector('.bubble')
      if (!bubble) return
      const bar = bubble.querySelector('progress') ?? element('progress')
      bar.value = part
      bar.setAttribute('aria-label', texts['sending'] ?? '')
      if (part >= 1) bar.remove()
      else if (!bar.isConnected) bubble.append(bar)
    },
  }
}

/** @param {Item} item */
function choicesOf(item) {
  const group = element('div', 'choices')
  for (const [index, { id, label }] of (item.choices ?? []).entries()) {
    const button = element(
      'button',
      '',
      element('span', 'number', String(index + 1)),
      element('bdi', '', label),
    )
    button.type = 'button'
    button.value = JSON.stringify([item.question ?? '', id])
    group.append(button)
  }
  return group
}

/** @param {Item} item @param {string} lang */
function textOf(item, lang) {
  const text = element('p', 'text')
  text.dir = 'auto'
  text.lang = item.language ?? lang
  let end = 0
  for (const match of item.from === 'us' ? item.text.matchAll(ADDRESS) : []) {
    const address = match[0].replace(/[.,،؛;:!?؟)\]»]+$/u, '')
    const link = element('a', '', element('bdi', '', address))
    link.href = address
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
    text.append(item.text.slice(end, match.index), link)
    end = match.index + address.length
  }
  text.append(item.text.slice(end))
  return text
}

/** @param {Item} item @param {Record<string, string>} texts */
function fileOf(item, texts) {
  const name = element('bdi', '', item.file?.name ?? texts['file'] ?? '')
  if (!item.fetchable) return element('p', 'file', element('span', 'unseen', texts['file'] ?? ''), ' ', name)
  const link = element('a', '', name)
  link.href = `/chat/files/${encodeURIComponent(item.id)}`
  link.download = ''
  return element('p', 'file', link)
}

/** @param {Record<string, string>} texts */
function wantFile(texts) {
  const button = element('button', 'want-file', element('bdi', '', texts['attach'] ?? ''))
  button.type = 'button'
  return button
}
