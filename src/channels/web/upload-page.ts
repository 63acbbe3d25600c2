import { html } from 'hono/html'
import type { UploadTicket } from '#channels/upload-desk.ts'
import type { Language, Localised } from '#core/text.ts'
import { LANGUAGE_NAMES, directionOf, fillIn, wordsIn } from './texts.ts'
import type { Html } from './transcript.ts'
import type { UploadTexts } from './upload-texts.ts'

/** What one rendering of the upload page shows: the paper that is asked for, and nothing about the person. */
export interface UploadPageView {
  readonly language: Language
  /** The other languages of the page. */
  readonly others: readonly Language[]
  readonly texts: UploadTexts
  readonly associationName: Localised
  readonly ticket: UploadTicket
  /** Megabytes of one file. */
  readonly limit: number
  /** Why nothing was kept: sentences above the form. */
  readonly notice?: readonly string[]
}

/** What the file chooser of a phone offers; asked for JPEG, an iPhone turns its HEIC into one by itself. */
const ACCEPT: Readonly<Record<UploadTicket['kind'], string>> = {
  document: 'image/jpeg,image/png,image/webp,application/pdf',
  voice: 'audio/*',
}

/** The page under a one-time link: a form that needs no script. */
export function uploadPage(view: UploadPageView): Html {
  const { language, texts, ticket } = view
  const values = { paper: wordsIn(ticket.label, language), limit: view.limit, files: ticket.files }
  const many = ticket.files > 1
  const hint = fillIn(ticket.kind === 'voice' ? texts.kindVoice : texts.kindDocument, values)
  return page(
    view,
    html`<h1>${fillIn(texts.heading, values)}</h1>
      <p>${texts.safe}</p>
      ${notice(view.notice)}
      <form method="post" enctype="multipart/form-data" action="?lang=${language}">
        <label for="files">${many ? fillIn(texts.chooseMany, values) : texts.choose}</label>
        <input
          type="file"
          id="files"
          name="file"
          accept="${ACCEPT[ticket.kind]}"
          aria-describedby="hint"
          required
          ${many ? 'multiple' : ''}
        />
        <p id="hint" class="hint">${hint} ${many ? texts.together : ''}</p>
        <button type="submit">${texts.send}</button>
      </form>
      <p class="hint">${texts.once}</p>
      ${languages(view.others)}`,
  )
}

/** A page that says how it ended: the files have come, or the link does not work. */
export function uploadNotice(
  view: Omit<UploadPageView, 'ticket' | 'limit'>,
  ending: 'done' | 'closed' | 'tooFast' | 'unavailable',
): Html {
  const { texts } = view
  const note = ending === 'done' ? texts.doneNote : ending === 'closed' ? texts.closedNote : ''
  return page(
    view,
    html`<h1 class="${ending === 'done' ? 'done' : ''}">${texts[ending]}</h1>
      ${note === '' ? '' : html`<p>${note}</p>`} ${languages(view.others)}`,
  )
}

function page(
  { language, texts, associationName }: Omit<UploadPageView, 'ticket' | 'limit'>,
  body: Html,
): Html {
  const name = wordsIn(associationName, language)
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${fillIn(texts.title, { name })}</title>
        <link rel="icon" href="/chat/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/chat/upload.css" />
      </head>
      <body>
        <header><p>${name}</p></header>
        <main>${body}</main>
      </body>
    </html>`
}

function notice(sentences: readonly string[] = []): Html | '' {
  if (sentences.length === 0) return ''
  return html`<div class="notice" role="alert">
    ${sentences.map((sentence) => html`<p dir="auto">${sentence}</p>`)}
  </div>`
}

function languages(others: readonly Language[]): Html | '' {
  if (others.length === 0) return ''
  return html`<nav>
    ${others.map(
      (language) =>
        html`<a
          href="?lang=${language}"
          lang="${language}"
          dir="${directionOf(language)}"
          hreflang="${language}"
          >${LANGUAGE_NAMES[language]}</a
        >`,
    )}
  </nav>`
}
