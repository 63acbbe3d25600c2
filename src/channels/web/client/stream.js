/**
 * The line to the server: an event stream that comes back by itself, and polling where something between
 * swallows streams.
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
 * @property {'phone' | 'location' | 'file'} [request]
 * @property {{ name: string }} [file]
 * @property {boolean} [fetchable]
 *
 * @typedef {object} StreamOptions
 * @property {string} after id of the newest message on the page
 * @property {(item: Item) => void} onItem
 * @property {(connected: boolean) => void} onState
 */

const READY_MS = 10_000
const SILENCE_MS = 50_000
const LONGEST_WAIT_MS = 30_000

/**
 * Opens the line; it stays until the page goes.
 * @param {StreamOptions} options
 */
export function openLine({ after, onItem, onState }) {
  let newest = after
  let failures = 0
  let resting = false
  /** @type {EventSource | null} */
  let source = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer

  /** @param {number} ms @param {() => void} act */
  const later = (ms, act) => {
    clearTimeout(timer)
    timer = setTimeout(act, ms)
  }

  const close = () => {
    source?.close()
    source = null
  }

  const lost = () => {
    close()
    failures += 1
    onState(false)
    const wait = Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures)
    later(wait * (0.5 + Math.random() / 2), failures > 2 ? poll : connect)
  }

  /** @param {Item} item */
  const arrived = (item) => {
    newest = item.id
    onItem(item)
  }

  const alive = () => later(SILENCE_MS, lost)

  const connect = () => {
    close()
    resting = false
    const opened = new EventSource(`/chat/events?after=${encodeURIComponent(newest)}`)
    source = opened
    later(READY_MS, lost)
    opened.addEventListener('ready', () => {
      failures = 0
      onState(true)
      alive()
    })
    opened.addEventListener('message', (event) => {
      arrived(JSON.parse(event.data))
      alive()
    })
    opened.addEventListener('beat', alive)
    opened.addEventListener('rest', () => {
      // Another page of this browser took the place; this one goes on when somebody looks at it.
      resting = true
      clearTimeout(timer)
      close()
    })
    opened.addEventListener('error', lost)
  }

  /** Fetches what came meanwhile, then tries a stream again. */
  const poll = async () => {
    try {
      const answer = await fetch(`/chat/messages?after=${encodeURIComponent(newest)}`, {
        headers: { accept: 'application/json' },
      })
      if (!answer.ok) throw new Error('not answered')
      /** @type {{ items: Item[] }} */
      const { items } = await answer.json()
      for (const item of items) arrived(item)
      onState(true)
      failures = Math.min(failures, 4)
      later(4000, failures % 2 === 0 ? connect : poll)
      failures += 1
    } catch {
      later(Math.min(LONGEST_WAIT_MS, 500 * 2 ** failures), connect)
    }
  }

  const wake = () => {
    if (document.visibilityState === 'visible' && (resting || failures > 0)) connect()
  }
  document.addEventListener('visibilitychange', wake)
  addEventListener('focus', wake)
  addEventListener('online', () => connect())
  addEventListener('pagehide', close)
  addEventListener('pageshow', (event) => {
    if (event.persisted) connect()
  })
  connect()
}
