// One stream of changes for all tabs of a browser: HTTP/1.1 allows six connections, and people open twelve tabs.

import { ring } from './sound.ts'

interface Change {
  readonly kind: string
  readonly subject: string
}

interface TrustedPolicy {
  createHTML(text: string): string
}

const LOCK = 'wasl-live'
const channel = new BroadcastChannel('wasl-live')
const policy = makePolicy()
const title = document.title
let unseen = 0
let refreshing = false
let again = false

/** Listens to what changes and shows it; `shown` is called after the page was brought up to date. */
export function goLive(shown: () => void): void {
  if (!document.getElementById('live')) return
  channel.addEventListener('message', (event: MessageEvent) =>
    take(event.data as Change | 'on' | 'off', shown),
  )
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) count(0)
  })
  void navigator.locks.request(LOCK, () => lead(shown))
}

/** The tab that holds the lock holds the stream, until it is closed. */
function lead(shown: () => void): Promise<never> {
  const stream = new EventSource('/console/events')
  const tell = (what: Change | 'on' | 'off'): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no other origin
    channel.postMessage(what)
    // The tab with the stream rings for all of them.
    if (typeof what === 'object' && what.kind === 'handoff') ring()
    take(what, shown)
  }
  stream.addEventListener('hello', () => tell('on'))
  stream.addEventListener('error', () => tell('off'))
  stream.addEventListener('change', (event) => tell(JSON.parse(event.data as string) as Change))
  return new Promise<never>(() => undefined)
}

function take(what: Change | 'on' | 'off', shown: () => void): void {
  if (what === 'on' || what === 'off') {
    showState(what)
    if (what === 'on') void refreshSoon(shown)
    return
  }
  if (document.hidden && (what.kind === 'handoff' || what.kind === 'message')) count(unseen + 1)
  if (document.querySelector(`[data-live~="${what.kind}"]`)) void refreshSoon(shown)
}

function showState(state: 'on' | 'off'): void {
  const place = document.getElementById('live')
  if (!place) return
  place.className = `live ${state}`
  place.textContent = state === 'off' ? (place.dataset.off ?? '') : ''
  place.title = state === 'on' ? (place.dataset.on ?? '') : ''
}

function count(next: number): void {
  unseen = next
  document.title = unseen > 0 ? `(${unseen}) ${title}` : title
}

/** The first change is looked at now; those that come meanwhile are one more look, so that no older page comes last. */
async function refreshSoon(shown: () => void): Promise<void> {
  again = true
  if (refreshing) return
  refreshing = true
  while (again) {
    again = false
    await refresh(shown).catch(() => undefined)
  }
  refreshing = false
}

/** Brings the live parts of the page up to date; what is being written is in none of them. */
async function refresh(shown: () => void): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined)
  if (!answer?.ok || answer.redirected) return
  const fresh = new DOMParser().parseFromString(policy.createHTML(await answer.text()), 'text/html')
  let changed = false
  for (const place of document.querySelectorAll('[data-live]')) {
    const next = fresh.getElementById(place.id)
    if (!next || next.innerHTML === place.innerHTML) continue
    place.replaceChildren(...document.importNode(next, true).childNodes)
    changed = true
  }
  if (changed) shown()
}

function makePolicy(): TrustedPolicy {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
  }
  const rules: TrustedPolicy = { createHTML: (text) => text }
  // Our own server's pages only, and parsed where no script of them runs.
  return trustedTypes?.createPolicy('wasl', rules) ?? rules
}
