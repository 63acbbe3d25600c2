/**
 * Puts the chat on another page: <script src="https://…/embed.js" data-language="ar" data-side="end" defer></script>
 * Everything lives in a shadow root, so that neither page styles the other.
 */
{
  /** @type {Record<string, { open: string, close: string, direction: string }>} */
  const words = JSON.parse('WORDS')
  const script = document.currentScript
  if (!(script instanceof HTMLScriptElement)) throw new Error('the chat script must be a script of its own')
  const origin = new URL(script.src).origin
  const asked = script.dataset['language'] || document.documentElement.lang.slice(0, 2)
  const language = words[asked] ? asked : (Object.keys(words)[0] ?? 'ar')
  const { open: openText = '', close: closeText = '', direction = 'rtl' } = words[language] ?? {}

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; }
    button {
      position: fixed; inset-block-end: 20px; inset-inline-end: 20px; z-index: 2147483000;
      display: flex; align-items: center; gap: 10px; min-block-size: 56px; padding: 12px 22px;
      border: 0; border-radius: 28px; background: #0c5a55; color: #fff; cursor: pointer;
      font: 600 17px/1.4 'Noto Sans Arabic', 'Segoe UI', system-ui, Tahoma, sans-serif;
      box-shadow: 0 6px 24px rgb(12 60 56 / 35%);
    }
    button:hover { background: #0a4d49; }
    button:focus-visible { outline: 3px solid #f3b64c; outline-offset: 3px; }
    .start button, .start iframe { inset-inline: 20px auto; }
    svg { inline-size: 26px; block-size: 26px; flex: none; }
    .count { min-inline-size: 24px; padding: 0 7px; border-radius: 12px; background: #f3b64c; color: #26210f; text-align: center; }
    iframe {
      position: fixed; inset-block-end: 92px; inset-inline-end: 20px; z-index: 2147483000;
      inline-size: min(400px, calc(100vw - 40px)); block-size: min(680px, calc(100dvh - 120px));
      border: 0; border-radius: 18px; background: #f6f1e7; box-shadow: 0 12px 48px rgb(20 40 38 / 32%);
    }
    [hidden] { display: none; }
    @media (max-width: 560px) {
      iframe, .start iframe { inset: 0; inline-size: 100vw; block-size: 100dvh; border-radius: 0; }
      .open button { display: none; }
    }
    @media (prefers-color-scheme: dark) { iframe { background: #141b1b; } }
  `)

  const host = document.createElement('wasl-chat')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet]
  const box = document.createElement('div')
  box.lang = language
  box.dir = direction
  box.className = script.dataset['side'] === 'start' ? 'start' : 'end'

  const SVG = 'http://www.w3.org/2000/svg'
  const icon = document.createElementNS(SVG, 'svg')
  icon.setAttribute('viewBox', '0 0 24 24')
  icon.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS(SVG, 'path')
  path.setAttribute('fill', 'currentColor')
  path.setAttribute('d', 'M4 3h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-7l-5 4v-4H4a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2z')
  icon.append(path)

  const label = document.createElement('span')
  label.textContent = openText
  const count = document.createElement('span')
  count.className = 'count'
  count.hidden = true
  const button = document.createElement('button')
  button.type = 'button'
  button.setAttribute('aria-expanded', 'false')
  button.append(icon, label, count)
  box.append(button)
  root.append(box)

  /** @type {HTMLIFrameElement | null} */
  let frame = null

  /** @param {boolean} shown */
  const show = (shown) => {
    if (shown && !frame) {
      frame = document.createElement('iframe')
      frame.title = openText
      frame.src = `${origin}/?lang=${language}`
      box.append(frame)
    }
    if (frame) frame.hidden = !shown
    box.classList.toggle('open', shown)
    button.setAttribute('aria-expanded', String(shown))
    label.textContent = shown ? closeText : openText
    count.hidden = true
    frame?.contentWindow?.postMessage({ wasl: shown ? 'opened' : 'closed' }, origin)
    if (shown) frame?.focus()
    else button.focus()
  }

  button.addEventListener('click', () => show(!frame || Boolean(frame.hidden)))
  addEventListener('message', (event) => {
    if (!frame || event.source !== frame.contentWindow || event.origin !== origin) return
    if (event.data?.wasl === 'close') show(false)
    if (event.data?.wasl === 'unread' && frame.hidden) {
      count.textContent = String(Number(event.data.count))
      count.hidden = !(event.data.count > 0)
    }
  })
  document.body.append(host)
}
