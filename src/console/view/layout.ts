import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { StaffAction } from '#core/staff.ts'
import type { Desk, PageLanguage } from '../desk.ts'

/** Markup that is escaped where it must be. */
export type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** What stands in the bar of every page, and what a role must allow for it. */
const PLACES: readonly { readonly path: string; readonly key: string; readonly needs: StaffAction }[] = [
  { path: '/console/inbox', key: 'inbox', needs: 'inbox' },
  { path: '/console/cases', key: 'cases', needs: 'list' },
  { path: '/console/tasks', key: 'tasks', needs: 'tasks' },
  { path: '/console/calendar', key: 'calendar', needs: 'slots' },
  { path: '/console/committee', key: 'committee', needs: 'give_opinion' },
  { path: '/console/answers', key: 'answers', needs: 'answers' },
  { path: '/console/satisfaction', key: 'satisfaction', needs: 'figures' },
  { path: '/console/staff', key: 'staff', needs: 'staff' },
  { path: '/console/settings', key: 'settings', needs: 'settings' },
  { path: '/console/audit', key: 'audit', needs: 'audit' },
]

/** The way from right to left, or the other. */
export function directionOf(language: PageLanguage): 'rtl' | 'ltr' {
  return language === 'ar' ? 'rtl' : 'ltr'
}

/** A page before anybody is signed in. */
export function plainPage(
  given: { readonly language: PageLanguage; readonly title: string; readonly name: string },
  body: Markup,
): Markup {
  const { language, title, name } = given
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} · ${name}</title>
        <link rel="stylesheet" href="/console/console.css" />
        <link rel="icon" href="/console/icon.svg" type="image/svg+xml" />
      </head>
      <body class="plain">
        <main id="main">
          <p class="brand">${name}</p>
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html>`
}

/** What a page of the console is given. */
export interface PageParts {
  readonly title: string
  /** The place in the bar that is current. */
  readonly place?: string
  /** A word above the page: what was done, or why not. */
  readonly note?: { readonly kind: 'done' | 'problem'; readonly text: string }
  /** Wide pages: the inbox, boards. */
  readonly wide?: boolean
}

/** A page of the console with its bar. Every page works without script; scripts only make it quicker. */
export function page(desk: Desk, parts: PageParts, body: Markup): Markup {
  const { language, member, word, association } = desk
  const name =
    language === 'ar' ? association.shortName.ar : (association.shortName.en ?? association.shortName.ar)
  return html`<!doctype html>
    <html lang="${language}" dir="${directionOf(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${parts.title} · ${name}</title>
        <link rel="stylesheet" href="/console/console.css" />
        <link rel="icon" href="/console/icon.svg" type="image/svg+xml" />
        <script type="module" src="/console/console.js"></script>
      </head>
      <body class="${parts.wide ? 'wide' : 'narrow'}" data-place="${parts.place ?? ''}">
        <a class="skip" href="#main">${word('layout.skip')}</a>
        <header class="bar">
          <p class="brand"><a href="/console">${name}</a></p>
          ${places(desk, parts.place)}
          <div class="me">
            <span
              id="live"
              class="live"
              role="status"
              data-on="${word('live.on')}"
              data-off="${word('live.off')}"
              data-draft-kept="${word('live.draftKept')}"
              data-not-sent="${word('live.notSent')}"
            ></span>
            <a href="/console/me"><bdi>${member.name}</bdi></a>
          </div>
        </header>
        <main id="main" tabindex="-1">
          <h1>${parts.title}</h1>
          ${parts.note ? html`<p class="note ${parts.note.kind}" role="status">${parts.note.text}</p>` : ''}
          ${body}
        </main>
      </body>
    </html>`
}

function places({ word, may }: Desk, current: string | undefined): Markup {
  const shown = PLACES.filter(({ needs }) => may(needs))
  return html`<nav aria-label="${word('layout.places')}">
    <ul>
      ${shown.map(({ path, key }) => {
        const here = key === current
        return html`<li>
          <a href="${path}" ${here ? html`aria-current="page"` : ''}>${word(`places.${key}`)}</a>
        </li>`
      })}
    </ul>
  </nav>`
}
