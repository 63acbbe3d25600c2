import type { Context } from 'hono'
import { html } from 'hono/html'
import { riyadhDay } from '#core/riyadh.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import type { Slot } from '#store/slots.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { bothDaysOf } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { answersPart } from './answers-part.ts'
import { criteriaPart, meetingsPart, tasksPart } from './case-parts.ts'
import { clockPart } from './clock-part.ts'
import { declarationPart, decisionsPart } from './decisions-part.ts'
import { historyPart } from './history-part.ts'
import { lostPart, stepsPart } from './steps-part.ts'
import { refusalText, serviceName, stateWord } from './words.ts'

/** What an action has to say above the case, and what was typed where it could not be done. */
export interface CaseShown {
  readonly refused?: Refused
  /** What is wrong with what was typed. */
  readonly problem?: string
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
  const { refused, form = {}, reveal = false } = shown
  const dossier = await readDossier(c, desk, reveal)
  const { standing } = dossier
  const answers = {
    revealed: reveal,
    pictures: await picturesOf(desk, standing.id),
    open: refused?.items ?? [],
    typed: form,
  }
  const body = html`${headPart(desk, dossier)}
    <div class="case">
      <div>
        ${clockPart(desk, dossier)} ${answersPart(desk, dossier, answers)}
        ${criteriaPart(desk, dossier, answers.open)} ${meetingsPart(desk, dossier)}
        ${decisionsPart(desk, dossier)} ${declarationPart(desk, dossier)} ${historyPart(desk, dossier)}
      </div>
      <aside id="steps" aria-label="${desk.word('cases.steps')}">
        ${lostPart(desk, dossier, form)} ${tasksPart(desk, dossier)}
        ${stepsPart(desk, { ...dossier, offered: await slotsFor(desk, dossier) }, form)}
      </aside>
    </div>`
  const title = `${serviceName(desk, standing.service, standing.kind)} · ${standing.reference}`
  const problem = refused ? refusalText(desk, refused) : shown.problem
  const note = problem === undefined ? undefined : ({ kind: 'problem', text: problem } as const)
  const status = problem === undefined ? 200 : refused?.refused === 'changed_meanwhile' ? 409 : 422
  return c.html(page(desk, { title, place: 'cases', wide: true, ...(note && { note }) }, body), status)
}

/** The state, who else asks for the same, and the ways to other pages. */
function headPart(desk: Desk, { standing, file, forAnother, twins }: Dossier): Markup {
  return html`<p class="row" id="head" data-live="case">
    <span class="badge">${stateWord(desk, file.state)}</span>
    ${erasedBadge(desk, file.erasedAt)}
    ${forAnother ? html`<span class="badge">${desk.word('cases.forAnother')}</span>` : ''}
    ${twins.map(
      ({ id, reference, state }) =>
        html`<a class="badge warn" href="/console/cases/${id}"
          >${desk.word('cases.twin')} <bdi dir="ltr">${reference}</bdi> (${stateWord(desk, state)})</a
        >`,
    )}
    <a class="narrow-only" href="#steps">${desk.word('cases.steps')}</a>
    <a href="/console/cases/${standing.id}/print" target="_blank" rel="noopener"
      >${desk.word('cases.print')}</a
    >
  </p>`
}

/** Times that may be booked for this case: those kept for it, and free ones. */
async function slotsFor({ parts, now }: Desk, { standing, file }: Dossier): Promise<readonly Slot[]> {
  if (file.state !== 'assessment') return []
  const kept = await parts.store.slots.ofCase(standing.id)
  const free = await parts.store.slots.free(now, 20)
  return [...kept.filter(({ state, at }) => state === 'held' && at > now), ...free]
}

/** Where there is nothing to read any more: why, and since when. */
function erasedBadge(desk: Desk, erasedAt: number | undefined): Markup {
  if (erasedAt === undefined) return html``
  const day = bothDaysOf(riyadhDay(erasedAt), desk.language)
  return html`<span class="badge warn">${desk.word('cases.erased', { day })}</span>`
}

/** Which files of the case a browser may show as a picture. */
async function picturesOf({ parts }: Desk, caseId: string): Promise<ReadonlySet<string>> {
  const files = await parts.store.files.ofCase(caseId)
  return new Set(files.filter(({ mime }) => mime.startsWith('image/')).map(({ id }) => id))
}

/** The dossier of the address, as far as the member may see it. */
export async function readDossier(c: Context, { parts, member }: Desk, reveal: boolean): Promise<Dossier> {
  const shown = await parts.runner.cases.show(member, { id: c.req.param('id') ?? '' }, { reveal })
  if ('refused' in shown) throw new NotHere()
  return shown
}
