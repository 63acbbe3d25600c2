// What is being written is kept on the server: no crash, no colleague and no empty battery loses it.

const PAUSE = 800
const STILL_HERE = 20_000

/** Keeps the draft of the open composer, and says that somebody is looking. */
export function keepDraft(): void {
  const composer = document.getElementById('composer')
  const place = document.querySelector<HTMLElement>('[data-handoff]')
  if (!place) return
  const address = `/console/inbox/${place.dataset.handoff ?? ''}/draft`
  void post(address, new URLSearchParams())
  setInterval(() => void post(address, new URLSearchParams()), STILL_HERE)
  if (!(composer instanceof HTMLFormElement)) return
  const text = composer.elements.namedItem('text')
  const key = composer.elements.namedItem('key')
  if (!(text instanceof HTMLTextAreaElement) || !(key instanceof HTMLInputElement)) return
  let waiting: ReturnType<typeof setTimeout> | undefined
  const keepSoon = (): void => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void keep(address, text, key), PAUSE)
  }
  text.addEventListener('input', keepSoon)
  // Who types fast has begun before this script was there.
  if (text.value !== text.defaultValue) keepSoon()
  composer.addEventListener('submit', (event) => {
    clearTimeout(waiting)
    event.preventDefault()
    void send(composer)
  })
}

async function keep(address: string, text: HTMLTextAreaElement, key: HTMLInputElement): Promise<void> {
  const kept = await post(address, new URLSearchParams({ text: text.value, key: key.value }))
  say(kept ? 'draftKept' : 'off')
}

/** Sends without leaving the page; when the line is down the words stay, and the same key makes it one message. */
async function send(composer: HTMLFormElement): Promise<void> {
  const button = composer.querySelector('button')
  if (button) button.disabled = true
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(composer)) if (typeof value === 'string') body.set(name, value)
  const answer = await fetch(composer.action, { method: 'POST', body }).catch(() => undefined)
  if (button) button.disabled = false
  if (!answer) return say('notSent')
  if (answer.ok) return location.replace(answer.url)
  // The server says why: let it show its own page, with what was written.
  composer.submit()
}

async function post(address: string, body: URLSearchParams): Promise<boolean> {
  const answer = await fetch(address, { method: 'POST', body }).catch(() => undefined)
  return answer?.ok ?? false
}

function say(what: 'draftKept' | 'off' | 'notSent'): void {
  const place = document.getElementById('draft-state')
  const words = document.getElementById('live')?.dataset
  if (place) place.textContent = words?.[what] ?? ''
}
