import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Desk } from './desk.ts'
import { moment } from './view/format.ts'
import { page } from './view/layout.ts'

const PAGE = 100

/** Who changed what, and who looked at what; the newest first. The chain of hashes is checked on every look. */
export async function auditPage(c: Context, desk: Desk): Promise<Response> {
  const { parts, word, language } = desk
  const { audit } = parts.store
  const head = await audit.head()
  const asked = Number(c.req.query('before'))
  const end = Number.isSafeInteger(asked) && asked > 1 ? asked - 1 : (head?.seq ?? 0)
  const from = Math.max(0, end - PAGE)
  const rows = (await audit.after(from, PAGE)).filter(({ seq }) => seq <= end).toReversed()
  const check = await audit.verify(undefined, from)
  const body = html`<p class="note ${check.ok ? 'done' : 'problem'}">
      ${check.ok ? word('audit.whole') : word('audit.broken', { place: check.brokenAt ?? 0 })}
    </p>
    <div class="table">
      <table>
        <caption class="unseen">
          ${word('audit.title')}
        </caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">${word('audit.when')}</th>
            <th scope="col">${word('audit.who')}</th>
            <th scope="col">${word('audit.what')}</th>
            <th scope="col">${word('audit.subject')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td>${row.seq}</td>
                <td>${moment(row.at, language)}</td>
                <td><bdi dir="ltr">${row.actor}</bdi></td>
                <td><code dir="ltr">${row.action}</code></td>
                <td><bdi dir="ltr">${row.subject}</bdi></td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${from > 0 ? html`<p><a href="/console/audit?before=${from + 1}">${word('audit.older')}</a></p>` : ''}`
  return c.html(page(desk, { title: word('audit.title'), place: 'audit', wide: true }, body))
}
