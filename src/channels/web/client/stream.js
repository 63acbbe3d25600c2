/**
 * The line to the server: an event stream that comes back by itself, and asking now and then where something
 * between swallows streams.
 *
 * @typedef {{ id: string, label: string }} Choice
 * @typedef {object} Item one message, as the server sends it
 * @property {string} id
 * @property {number} at
 * @property {'us' | 'them'} from
 * @property {string} text
 * @property {string} [language]
 * @property {string} [question]
 * @property {Choice[]} [choices]
 * @property {boolean} [unnumbered]
 * @property {'phone' | 'location' | 'file'} [request]
 * @property {{ name: string }} [file]
 * @property {boolean} [fetchable]
 *
 * @typedef {object} Listener
 * @property {(item: Item) => void} item
 * @property {(connected: boolean) => void} line
 */

const READY_MS = 10_000
/** The server's heartbeat comes every 20 seconds; two missed ones are a dead line. */
const SILENCE_MS = 50_000
const ASK_MS = 4000
const LONGEST_WAIT_MS = 30_000
/** After so many streams in a row that never got ready, asking is tried in between. */
const FAILURES_BEFORE_ASKING = 3

let newest = ''
let failures = 0
let resting = false
/** @type {EventSource | null} */
let source = null
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer
/** @type {Listener} */
let tell = { item() {}, line() {} }

/**
 * Opens the line; it stays until the page goes.
 * @param {string} after id of the newest message on the page
 * @param {Listener} listener
 */
export function openLine(after, listener) {
  newest = after
  tell = listener
  document.addEventListener('visibilitychange', wake)
  addEventListener('focus', wake)
  addEventListener('online', connect)
  addEventListener('pagehide', close)
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect()
  })
  connect()
}

function connect() {
  close()
  resting = false
  source = new EventSource(`/chat/events?after=${encodeURIComponent(newest)}`)
  source.addEventListener('ready', () => {
    failures = 0
    tell.line(true)
    alive()
  })
  source.addEventListener('message', (event) => {
    arrived(JSON.parse(event.data))
    alive()
  })
  source.addEventListener('beat', alive)
  source.addEventListener('rest', rest)
  source.addEventListener('error', lost)
  later(READY_MS, lost)
}

function close() {
  source?.close()
  source = null
}

/** Another page of this browser took the place; this one goes on when somebody looks at it. */
function rest() {
  resting = true
  clearTimeout(timer)
  close()
}

function wake() {
  if (document.visibilityState === 'visible' && (resting || failures > 0)) connect()
}

function alive() {
  later(SILENCE_MS, lost)
}

function lost() {
  close()
  failures += 1
  tell.line(false)
  const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)
  // Spread out, or all pages would come back to a restarted server in the same moment.
  later(wait * (0.5 + Math.random() / 2), failures < FAILURES_BEFORE_ASKING ? connect : ask)
}

/** Fetches what came meanwhile; every second time a stream is tried again. */
async function ask() {
  try {
    const answer = await fetch(`/chat/messages?after=${encodeURIComponent(newest)}`, {
      headers: { accept: 'application/json' },
    })
    if (!answer.ok) throw new Error('not answered')
    /** @type {{ items: Item[] }} */
    const { items } = await answer.json()
    for (const item of items) arrived(item)
    tell.line(true)
    failures = failures === FAILURES_BEFORE_ASKING ? failures + 1 : FAILURES_BEFORE_ASKING - 1
    later(ASK_MS, failures > FAILURES_BEFORE_ASKING ? ask : connect)
  } catch {
    lost()
  }
}

/** @param {Item} item */
function arrived(item) {
  newest = item.id
  tell.item(item)
}

/** @param {number} ms @param {() => void} act */
function later(ms, act) {
  clearTimeout(timer)
  timer = setTimeout(act, ms)
}
