import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { page } from '../view/layout.ts'
import { answersPart } from './answers-part.ts'
import { criteriaPart, decisionsPart, historyPart, meetingsPart, tasksPart } from './case-parts.ts'
import { clockPart } from './clock-part.ts'
import { stepsPart } from './steps-part.ts'
import { refusalText, serviceName, stateWord } from './words.ts'

/** What an action has to say above the case, and what was typed where it could not be done. */
export interface CaseShown {
  readonly refused?: Refused
  readonly form?: Readonly<Record<string, string>>
  readonly reveal?: boolean
}

/** Everything about one case on one page, and what this member can do next. */
export async function casePage(c: Context, desk: Desk): Promise<Response> {
  return answerCase(c, desk, {})
}

/** Shows what is masked; the look is on record. A POST, so that no link and no history shows it again. */
export async function revealCase(c: Context, desk: Desk): Promise<Response> {
  return answerCase(c, desk, { reveal: true })
}

/** The page of a case after an action. A stale save shows the case as it is now, with what was typed beside it. */
export async function answerCase(c: Context, desk: Desk, shown: CaseShown): Promise<Response> {
  const dossier = await readDossier(c, desk, shown.reveal ?? false)
  const { standing, file } = dossier
  const title = `${serviceName(desk, standing.service, standing.kind)} · ${standing.reference}`
  const body = html`<p class="row">
      <span class="badge">${stateWord(desk, file.state)}</span>
      ${dossier.forAnother ? html`<span class="badge">${desk.word('cases.forAnother')}</span>` : ''}
      ${dossier.twins.length > 0 ? html`<span class="badge warn">${desk.word('cases.twins')}</span>` : ''}
      <a href="/console/cases/${standing.id}/print" target="_blank" rel="noopener"
        >${desk.word('cases.print')}</a
      >
    </p>
    <div class="case">
      <div>
        ${clockPart(desk, dossier)} ${answersPart(desk, dossier, shown.reveal ?? false)}
        ${criteriaPart(desk, dossier)} ${meetingsPart(desk, dossier)} ${decisionsPart(desk, dossier)}
        ${historyPart(desk, dossier)}
      </div>
      <aside aria-label="${desk.word('cases.steps')}">
        ${tasksPart(desk, dossier)} ${stepsPart(desk, dossier, shown.form ?? {})}
      </aside>
    </div>`
  const note = shown.refused && ({ kind: 'problem', text: refusalText(desk, shown.refused) } as const)
  const status = shown.refused ? (shown.refused.refused === 'changed_meanwhile' ? 409 : 422) : 200
  return c.html(page(desk, { title, place: 'cases', wide: true, ...(note && { note }) }, body), status)
}

/** The dossier of the address, as far as the member may see it. */
export async function readDossier(c: Context, { parts, member }: Desk, reveal: boolean): Promise<Dossier> {
  const shown = await parts.runner.cases.show(member, { id: c.req.param('id') ?? '' }, { reveal })
  if ('refused' in shown) throw new NotHere()
  return shown
}
