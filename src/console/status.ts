import type { Context } from 'hono'
import { html } from 'hono/html'
import type { HealthSource } from './health.ts'

/** What the status page shows besides health. */
export interface StatusSource extends HealthSource {
  /** The association's name, in Arabic. */
  readonly name: string
  /** A text of `locales/<lang>/console.json`. */
  word(key: string): string
  readonly samples: boolean
}

const CSP =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A small page for the person who runs Wasl: what works, what waits, what is off. No personal data. */
export async function statusPage(c: Context, source: StatusSource): Promise<Response> {
  const counts = await source.counts()
  const { word } = source
  const rows: readonly (readonly [string, string | number])[] = [
    ...source.channels.map(({ type, on, variable }) => {
      const off = variable ? `${word('status.off')} (${variable})` : word('status.off')
      return [word(`channels.${type}`), on ? word('status.on') : off] as const
    }),
    [word('status.inbox'), counts.inboxPending],
    [word('status.dead'), counts.inboxDead],
    [word('status.outbox'), counts.outboxPending + counts.outboxSending],
    [word('status.failed'), counts.outboxFailed],
    [word('status.handoffs'), counts.handoffsOpen],
    [word('status.cases'), Object.values(counts.casesByState).reduce((sum, n) => sum + n, 0)],
  ]
  c.header('content-security-policy', CSP)
  c.header('x-content-type-options', 'nosniff')
  c.header('referrer-policy', 'no-referrer')
  c.header('cache-control', 'no-store')
  return c.html(
    html`<!doctype html>
      <html lang="ar" dir="rtl">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${word('status.title')} · ${source.name}</title>
          <link rel="stylesheet" href="/status.css" />
        </head>
        <body>
          <main>
            <h1>${word('status.title')}</h1>
            <p>${source.name}</p>
            ${source.samples ? html`<p class="note">${word('status.samples')}</p>` : ''}
            <table>
              <caption>
                ${word('status.caption')}
              </caption>
              <tbody>
                ${rows.map(
                  ([name, value]) =>
                    html`<tr>
                      <th scope="row">${name}</th>
                      <td><bdi>${value}</bdi></td>
                    </tr>`,
                )}
              </tbody>
            </table>
            <p><a href="/">${word('status.chat')}</a></p>
          </main>
        </body>
      </html>`,
  )
}
