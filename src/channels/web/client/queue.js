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
 * @typedef {object} Listener
 * @property {(entry: Entry, state: State, text?: string) => void} state
 * @property {(reason: string, text: string) => void} notice
 */
import { keep, kept, keptKeys, lang, newId } from './page.js'

/** Each message has a key of its own, so that two open pages never write over each other. */
const PREFIX = 'wasl.unsent.'
const LONGEST_WAIT_MS = 30_000
/** Tried again by itself; any other answer would be the same the next time. */
const AGAIN = new Set([408, 425, 429, 500, 502, 503, 504])

const entries = readKept()
let failures = 0
let busy = false
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** @type {Listener} */
let tell = { state() {}, notice() {} }

/** What waits, oldest first. */
export function waiting() {
  return entries
}

/**
 * Begins to send, and tells how it goes.
 * @param {Listener} listener
 */
export function startQueue(listener) {
  tell = listener
  addEventListener('online', sendWaiting)
  sendWaiting()
}

/**
 * Puts a message at the end.
 * @param {Entry['body']} body
 */
export function enqueue(body) {
  const entry = { id: newId(), at: Date.now(), body }
  entries.push(entry)
  if (body.kind !== 'start') keep(PREFIX + entry.id, JSON.stringify(entry))
  sendWaiting()
  return entry
}

/** Tries now, whatever was to be waited for. */
export function sendWaiting() {
  if (!busy) void run()
}

/** Removes what was not sent. */
export function forgetUnsent() {
  for (const key of keptKeys()) if (key.startsWith(PREFIX)) keep(key, '')
}

async function run() {
  busy = true
  clearTimeout(timer)
  while (entries[0]) {
    tell.state(entries[0], 'sending')
    if (!(await post(entries[0]))) break
  }
  busy = false
}

/**
 * Sends one; true when it is off the queue.
 * @param {Entry} entry
 */
async function post(entry) {
  const answer = await fetch(`/chat/messages?lang=${lang}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ id: entry.id, ...entry.body }),
  }).catch(() => null)
  if (answer?.status === 202) {
    done(entry)
    tell.notice('', '')
    tell.state(entry, 'sent')
    return true
  }
  /** @type {{ reason?: string, text?: string }} */
  const { reason = '', text = '' } = (await answer?.json().catch(() => null)) ?? {}
  if (reason) tell.notice(reason, text)
  if (!answer || AGAIN.has(answer.status)) {
    tryLater(Number(answer?.headers.get('retry-after') ?? 0) * 1000)
  } else if (reason !== 'cookies') {
    done(entry)
    tell.state(entry, 'refused', text)
    return true
  }
  tell.state(entry, 'kept')
  return false
}

/** @param {Entry} entry */
function done(entry) {
  entries.splice(entries.indexOf(entry), 1)
  failures = 0
  keep(PREFIX + entry.id, '')
}

/** @param {number} wait */
function tryLater(wait) {
  failures += 1
  timer = setTimeout(sendWaiting, Math.max(wait, Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)))
}

function readKept() {
  /** @type {Entry[]} */
  const found = []
  for (const key of keptKeys()) {
    if (!key.startsWith(PREFIX)) continue
    try {
      found.push(JSON.parse(kept(key)))
    } catch {
      keep(key, '')
    }
  }
  return found.sort((one, other) => one.at - other.at)
}
