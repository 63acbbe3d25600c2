/**
 * Messages on their way. What was typed is kept in the browser until the server says that it is on disk, and each
 * has an id of its own, so that sending it again does no harm. Kept only while unsent.
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {number} at
 * @property {{ kind: 'text', text: string } | { kind: 'choice', question: string, choice: string, label: string } | { kind: 'start' }} body
 *
 * @typedef {'sending' | 'sent' | 'kept' | 'refused'} State
 *
 * @typedef {object} QueueOptions
 * @property {string} lang
 * @property {(entry: Entry, state: State, text?: string) => void} onState
 * @property {(reason: string, text: string) => void} onNotice
 */

const PREFIX = 'wasl.unsent.'
const LONGEST_WAIT_MS = 30_000
/** Tried again by itself; any other answer would be the same the next time. */
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504])

/** An id that no other message has; `randomUUID` is missing on plain-http addresses. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Removes what this page keeps in the browser. */
export function forgetAll() {
  for (const key of ['wasl.draft', ...keptKeys()]) keep(key, '')
}

/**
 * Reads something kept; private windows may refuse.
 * @param {string} key
 */
export function kept(key) {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

/**
 * Keeps something; an empty value removes it.
 * @param {string} key @param {string} value
 */
export function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value)
    else localStorage.removeItem(key)
  } catch {
    // The page still holds it.
  }
}

/**
 * The queue of this page, beginning with what an earlier page could not send.
 * @param {QueueOptions} options
 */
export function createQueue({ lang, onState, onNotice }) {
  /** @type {Entry[]} */
  let entries = readKept()
  let failures = 0
  let busy = false
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  /** @param {Entry} entry */
  const done = (entry) => {
    entries = entries.filter(({ id }) => id !== entry.id)
    failures = 0
    keep(PREFIX + entry.id, '')
  }

  /** @param {Entry} entry @param {number} wait */
  const tryLater = (entry, wait) => {
    failures += 1
    onState(entry, 'kept')
    clearTimeout(timer)
    timer = setTimeout(run, Math.max(wait, Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)))
  }

  /** @param {Entry} entry */
  const post = async (entry) => {
    const answer = await fetch(`/chat/messages?lang=${lang}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ id: entry.id, ...entry.body }),
    }).catch(() => null)
    if (answer?.status === 202) {
      done(entry)
      onNotice('', '')
      onState(entry, 'sent')
      return true
    }
    /** @type {{ reason?: string, text?: string }} */
    const { reason = '', text = '' } = (await answer?.json().catch(() => null)) ?? {}
    if (!answer || AGAIN.has(answer.status)) {
      if (reason) onNotice(reason, text)
      tryLater(entry, Number(answer?.headers.get('retry-after') ?? 0) * 1000)
    } else if (reason === 'cookies') {
      onNotice(reason, text)
      onState(entry, 'kept')
    } else {
      done(entry)
      onNotice(reason, text)
      onState(entry, 'refused', text)
      return true
    }
    return false
  }

  const run = async () => {
    if (busy) return
    busy = true
    clearTimeout(timer)
    while (entries[0]) {
      onState(entries[0], 'sending')
      if (!(await post(entries[0]))) break
    }
    busy = false
  }

  addEventListener('online', () => void run())
  return {
    /** What waits, oldest first. */
    waiting: () => entries,
    /** @param {Entry['body']} body @returns {Entry} */
    add(body) {
      const entry = { id: newId(), at: Date.now(), body }
      entries.push(entry)
      if (body.kind !== 'start') keep(PREFIX + entry.id, JSON.stringify(entry))
      void run()
      return entry
    },
    run: () => void run(),
  }
}

/** Each message has a key of its own, so that two open pages never write over each other. */
function keptKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  } catch {
    return []
  }
}

function readKept() {
  /** @type {Entry[]} */
  const entries = []
  for (const key of keptKeys()) {
    try {
      entries.push(JSON.parse(kept(key)))
    } catch {
      keep(key, '')
    }
  }
  return entries.sort((one, other) => one.at - other.at)
}
