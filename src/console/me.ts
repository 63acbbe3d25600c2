import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Desk } from './desk.ts'
import { readForm, text } from './read-form.ts'
import { moment } from './view/format.ts'
import { page } from './view/layout.ts'

/** The member's own page: language, signed-in browsers, recovery codes left. */
export async function mePage(c: Context, desk: Desk): Promise<Response> {
  const { parts, member, word, language } = desk
  const sessions = await parts.store.staffSessions.of(member.id)
  const access = await parts.store.access.get(member.id)
  const body = html`<p><bdi>${member.name}</bdi> · ${word(`roles.${member.role}`)}</p>
    <form method="post" action="/console/me/language" class="inline">
      <label for="language">${word('me.language')}</label>
      <select id="language" name="language">
        <option value="ar" ${language === 'ar' ? html`selected` : ''}>العربية</option>
        <option value="en" ${language === 'en' ? html`selected` : ''}>English</option>
      </select>
      <button type="submit">${word('me.change')}</button>
    </form>
    <p id="sound" hidden>
      <label><input type="checkbox" /> ${word('me.sound')}</label>
    </p>
    <p>${word('me.recoveryLeft', { count: access?.recoveryLeft ?? 0 })}</p>
    <h2>${word('me.sessions')}</h2>
    <ul class="rows">
      ${sessions.map(
        (session) =>
          html`<li>
            <span><bdi>${session.device}</bdi> · ${moment(session.seenAt, language)}</span>
            ${
              session.mark === desk.session.mark
                ? html`<span class="badge">${word('me.thisOne')}</span>`
                : html`<form method="post" action="/console/me/end">
                    <input type="hidden" name="mark" value="${session.mark}" />
                    <button class="quiet" type="submit">${word('me.end')}</button>
                  </form>`
            }
          </li>`,
      )}
    </ul>
    <form method="post" action="/console/sign-out">
      <button type="submit">${word('me.signOut')}</button>
    </form>`
  return c.html(page(desk, { title: word('me.title') }, body))
}

/** Takes the language of the member's pages. */
export async function takeLanguage(c: Context, { parts, member }: Desk): Promise<Response> {
  const wanted = text(await readForm(c), 'language')
  const language = wanted === 'en' ? 'en' : 'ar'
  await parts.store.commit([parts.store.staff.update({ ...member, language })])
  return c.redirect('/console/me', 303)
}

/** Ends another browser's session. */
export async function endSession(c: Context, { parts, member }: Desk): Promise<Response> {
  const mark = text(await readForm(c), 'mark')
  if (/^[0-9a-f]{64}$/.test(mark))
    await parts.store.commit([parts.store.staffSessions.endByMark(member.id, mark)])
  return c.redirect('/console/me', 303)
}
