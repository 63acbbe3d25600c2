import { html } from 'hono/html'
import type { Language, Localised } from '#core/text.ts'
import { MODULES } from './assets.ts'
import type { ChatItem } from './chat-item.ts'
import { TEXT_LENGTH } from './options.ts'
import { LANGUAGE_NAMES, directionOf, fillIn, textsIn, wordsIn } from './texts.ts'
import type { TextsByLanguage, WebTexts } from './texts.ts'
import { transcript } from './transcript.ts'
import type { Html } from './transcript.ts'

/** What one rendering of the chat page shows. */
export interface PageView {
  readonly language: Language
  readonly languages: readonly Language[]
  readonly texts: TextsByLanguage
  readonly associationName: Localised
  readonly items: readonly ChatItem[]
  readonly now: number
  readonly fileBytes: number
  /** Id for the message that a form without scripts will post. */
  readonly nextId: string
  /** A kind sentence about what was not taken. */
  readonly notice?: string
  /** What had been typed and was not taken. */
  readonly draft?: string
}

/** The whole chat page: usable as it stands, and brought to life by `client/chat.js`. */
export function chatPage(view: PageView): Html {
  const { language } = view
  const texts = textsIn(view.texts, language)
  const name = wordsIn(view.associationName, language)
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#0c5a55" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#12302f" media="(prefers-color-scheme: dark)" />
        <title>${fillIn(texts.title, { name })}</title>
        <link rel="icon" href="/chat/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/chat/chat.css" />
        ${MODULES.map((module) => html`<link rel="modulepreload" href="/chat/${module}.js" />`)}
        <noscript><link rel="stylesheet" href="/chat/plain.css" /></noscript>
        <script type="module" src="/chat/chat.js"></script>
      </head>
      <body data-texts="${JSON.stringify(texts)}" data-file-bytes="${view.fileBytes}">
        <a class="skip" href="#text">${texts.skip}</a>
        <div class="chat">
          ${header(view, texts, name)}
          <main>
            <div id="log" role="log" aria-live="polite" aria-label="${texts.log}" tabindex="0">
              ${welcome(view, texts, name)} ${transcript(view.items, language, texts, view.now)}
            </div>
            <button type="button" id="latest" hidden>
              ${texts.latest} <span aria-hidden="true">↓</span>
            </button>
            <div id="notice" role="alert">${view.notice ? html`<p>${view.notice}</p>` : ''}</div>
            ${composer(view, texts)} ${withoutScripts(view, texts)}
          </main>
        </div>
      </body>
    </html>`
}

function header(view: PageView, texts: WebTexts, name: string): Html {
  const others = view.languages.filter((language) => language !== view.language)
  return html`<header>
    <span class="mark" aria-hidden="true">${mark()}</span>
    <div class="who">
      <h1>${name}</h1>
      <p><span class="assistant">${texts.assistant}</span> <span id="state" role="status"></span></p>
    </div>
    <details class="menu">
      <summary aria-label="${texts.menu}"><span aria-hidden="true">⋮</span></summary>
      <div class="sheet">
        ${others.map(
          (language) =>
            html`<a
              href="/?lang=${language}"
              lang="${language}"
              dir="${directionOf(language)}"
              hreflang="${language}"
              >${LANGUAGE_NAMES[language]}</a
            >`,
        )}
        <form method="post" action="/chat/leave?lang=${view.language}" id="leave">
          <button type="submit" aria-describedby="leave-note">${texts.forget}</button>
          <p id="leave-note">${texts.forgetNote}</p>
        </form>
      </div>
    </details>
    <button type="button" id="close" aria-label="${texts.closeChat}" hidden>
      <span aria-hidden="true">✕</span>
    </button>
  </header>`
}

function welcome(view: PageView, texts: WebTexts, name: string): Html {
  return html`<div class="welcome">
    <p>${fillIn(texts.welcome, { name })}</p>
    ${
      view.items.length > 0
        ? ''
        : html`<form method="post" action="/chat/messages?lang=${view.language}" id="begin">
            <button type="submit" name="start" value="1" class="primary">${texts.begin}</button>
          </form>`
    }
  </div>`
}

function composer(view: PageView, texts: WebTexts): Html {
  return html`<form id="composer" method="post" action="/chat/messages?lang=${view.language}">
    <input type="hidden" name="id" value="${view.nextId}" />
    <input type="file" id="file" hidden tabindex="-1" aria-hidden="true" />
    <button type="button" id="attach" class="round" aria-label="${texts.attach}" hidden>
      ${paperclip()}
    </button>
    <label class="unseen" for="text">${texts.message}</label>
    <textarea
      id="text"
      name="text"
      rows="1"
      dir="auto"
      maxlength="${TEXT_LENGTH}"
      placeholder="${texts.placeholder}"
      enterkeyhint="send"
      autocomplete="off"
    >
${view.draft ?? ''}</textarea>
    <button type="submit" class="round primary" aria-label="${texts.send}">${arrow()}</button>
  </form>`
}

function withoutScripts(view: PageView, texts: WebTexts): Html {
  return html`<noscript>
    <div class="plain">
      <a href="/?lang=${view.language}#text">${texts.refresh}</a>
      <form method="post" action="/chat/files?lang=${view.language}" enctype="multipart/form-data">
        <label>${texts.chooseFile} <input type="file" name="file" required /></label>
        <button type="submit">${texts.sendFile}</button>
      </form>
    </div>
  </noscript>`
}

/** A page that only says something kind, for what cannot be shown. */
export function noticePage(language: Language, texts: WebTexts, notice: string): Html {
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${notice}</title>
        <link rel="stylesheet" href="/chat/chat.css" />
      </head>
      <body>
        <main class="only">
          <h1>${notice}</h1>
          <p><a href="/?lang=${language}">${texts.begin}</a></p>
        </main>
      </body>
    </html>`
}

/** Two links of a chain: wasl, connection. */
function mark(): Html {
  return html`<svg
    viewBox="0 0 32 32"
    fill="none"
    stroke="currentColor"
    stroke-width="3"
    stroke-linecap="round"
  >
    <path d="M13 19l6-6M11.5 14.5l-3 3a5 5 0 0 0 7 7l3-3M20.5 17.5l3-3a5 5 0 0 0-7-7l-3 3" />
  </svg>`
}

function paperclip(): Html {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">
    <path d="M8 12.5l6.5-6.5a3 3 0 0 1 4.2 4.2l-8.4 8.4a5 5 0 0 1-7-7L11 4" />
  </svg>`
}

function arrow(): Html {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" class="arrow">
    <path d="M5 12h14M13 6l6 6-6 6" />
  </svg>`
}
