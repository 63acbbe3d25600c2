import type { CaseState } from '#core/case.ts'
import { decisionWindow } from '#core/deadline.ts'
import { DAY, riyadhDay, startOfRiyadhDay } from '#core/riyadh.ts'
import { isOpen } from '#core/working-time.ts'
import type { MonthFigures } from '#runner/cases/month-figures.ts'
import { usualTime } from '#runner/settings.ts'
import type { Applicant } from './applicant.ts'
import type { Milestone } from './milestones.ts'
import { granted } from './office.ts'
import type { Colleague, Office } from './office.ts'
import type { Stage } from './stage.ts'
import { atMenu, talkUntil } from './talk.ts'

/** What is told beside the conversation: somebody at the association did something. */
export interface Beside {
  did(who: Colleague, what: string, values?: Readonly<Record<string, string | number>>): void
  reached(milestone: Milestone): void
}

/** What came of a life. */
export interface Life {
  readonly reference: string
  readonly figures: MonthFigures
}

const HOUR = 3_600_000
const MINUTE = 60_000

/** All that the chapters of a life share. */
export interface Cast {
  readonly stage: Stage
  readonly applicant: Applicant
  readonly office: Office
  readonly beside: Beside
}

/** The chapters of a life, each with the milestone that it ends with. */
const CHAPTERS: readonly {
  readonly ends: Milestone
  readonly play: (cast: Cast, reference: string) => Promise<unknown>
}[] = [
  { ends: 'inquiry', play: inquire },
  { ends: 'submitted', play: submit },
  { ends: 'returned', play: sendBack },
  { ends: 'resubmitted', play: correct },
  { ends: 'completed', play: complete },
  { ends: 'interview_held', play: interview },
  { ends: 'assessed', play: assess },
  { ends: 'told', play: decide },
  { ends: 'read', play: read },
  { ends: 'confirmed', play: serve },
  { ends: 'closed', play: rate },
]

/** Plays a life until the end of the chapter in which a milestone is reached; the reference of its request. */
export async function playUntil(cast: Cast, last: Milestone): Promise<string> {
  let reference = ''
  for (const { ends, play } of CHAPTERS) {
    const made = await play(cast, reference)
    if (typeof made === 'string') reference = made
    if (ends === last) return reference
  }
  throw new Error(`no chapter ends with ${last}`)
}

/** Plays the whole life of one request: from the first question to the rating, both sides. */
export async function playLife(cast: Cast): Promise<Life> {
  const reference = await playUntil(cast, 'closed')
  const month = riyadhDay(cast.stage.clock.now()).slice(0, 7)
  const { office } = cast
  const figures = granted<'figures'>(await office.desk.figures(office.member('manager'), month), 'figures')
  return { reference, figures }
}

async function inquire({ stage, applicant, beside }: Cast): Promise<void> {
  await talkUntil(stage, applicant, () => atMenu(stage), applicant.line('greeting'))
  await talkUntil(stage, applicant, () => atMenu(stage), applicant.line('inquiry'))
  beside.reached('inquiry')
}

async function submit({ stage, applicant, beside }: Cast): Promise<string> {
  const found = async (): Promise<string | undefined> => (await stage.store.cases.newest(1))[0]?.reference
  const submitted = async (): Promise<boolean> => (await found()) !== undefined && (await atMenu(stage))
  const told = await talkUntil(stage, applicant, submitted, applicant.line('request'))
  const reference = (await found()) ?? ''
  applicant.remember(pinIn(told))
  beside.reached('submitted')
  return reference
}

/** The six digits that the last message of a submission tells. */
function pinIn(told: string): string {
  const plain = told.replaceAll(/[\u2066-\u2069]/g, '')
  return [...plain.matchAll(/(?<![\d.+])\d{6}(?!\d)/g)].at(-1)?.[0] ?? ''
}

async function sendBack(cast: Cast, reference: string): Promise<void> {
  const { office, beside } = cast
  await morning(cast, 1)
  const { items } = await office.sees('relations', reference)
  const given = items.filter(({ skipped }) => !skipped)
  const poor = given.find(({ files }) => files.length > 0) ?? given.at(-1)
  if (!poor) throw new Error('nothing was asked for')
  for (const { item } of given) {
    const result = item === poor.item ? 'unreadable' : 'matches'
    await office.does('relations', reference, { do: 'check', item, result })
  }
  beside.did('relations', 'checked', { count: given.length })
  await office.does('relations', reference, {
    do: 'return',
    missing: [{ item: poor.item, why: 'unreadable' }],
  })
  beside.did('relations', 'returned')
  beside.reached('returned')
}

/** The applicant completes what was missing, some hours later. */
async function correct(cast: Cast, reference: string): Promise<void> {
  const { stage, applicant, beside } = cast
  await stage.until(stage.clock.now() + 5 * MINUTE)
  await stage.until(stage.clock.now() + 3 * HOUR)
  await talkUntil(
    stage,
    applicant,
    async () => (await stateOf(cast, reference)) === 'submitted' && (await atMenu(stage)),
  )
  beside.reached('resubmitted')
}

async function complete(cast: Cast, reference: string): Promise<void> {
  const { office, beside } = cast
  await morning(cast, 1)
  const { items } = await office.sees('relations', reference)
  for (const { item } of items.filter(({ check, skipped }) => !check && !skipped))
    await office.does('relations', reference, { do: 'check', item, result: 'matches' })
  await office.does('relations', reference, { do: 'complete' })
  beside.did('relations', 'completed')
  await office.does('relations', reference, { do: 'assign', to: 'researcher' })
  await office.does('researcher', reference, { do: 'begin_assessment' })
  beside.reached('completed')
}

async function interview(cast: Cast, reference: string): Promise<void> {
  const { stage, office, beside, applicant } = cast
  const base = startOfRiyadhDay(stage.clock.now())
  const wanted = [3, 4, 5, 6, 7, 8]
    .map((days) => base + days * DAY + 10 * HOUR)
    .filter((at) => isOpen(hours(stage), at))
    .slice(0, 3)
    .map((at) => ({ at }))
  granted<'addSlots'>(await office.desk.addSlots(office.member('researcher'), wanted), 'slots')
  granted<'offer'>(await office.desk.offer(office.member('researcher'), { reference }), 'offer')
  beside.did('researcher', 'offered', { count: wanted.length })
  await stage.until(stage.clock.now() + 10 * MINUTE)
  const booked = async (): Promise<boolean> =>
    (await fileOf(cast, reference)).interview?.state === 'booked' && (await atMenu(stage))
  await talkUntil(stage, applicant, booked)
  beside.reached('interview_booked')
  const { interview: meeting } = await fileOf(cast, reference)
  const at = meeting?.at ?? stage.clock.now()
  await stage.until(at - 90 * MINUTE)
  await stage.until(at + 40 * MINUTE)
  await office.does('researcher', reference, { do: 'hold_interview', result: 'came' })
  beside.did('researcher', 'held')
  beside.reached('interview_held')
}

async function assess(cast: Cast, reference: string): Promise<void> {
  const { stage, office, beside, applicant } = cast
  const dossier = await office.sees('researcher', reference)
  const service = stage.content.association.services.find(({ id }) => id === dossier.standing.service)
  if (service?.mechanisms.includes('field_visit')) {
    await office.does('researcher', reference, { do: 'propose_visit' })
    beside.did('researcher', 'proposed')
    await stage.until(stage.clock.now() + 10 * MINUTE)
    const agreed = async (): Promise<boolean> =>
      (await fileOf(cast, reference)).visit?.state === 'consented' && (await atMenu(stage))
    await talkUntil(stage, applicant, agreed)
    const day = riyadhDay(nextMorning(stage, 2))
    await office.does('researcher', reference, { do: 'plan_visit', day, visitor: 'researcher' })
    await stage.until(stage.clock.now() + 10 * MINUTE)
    await talkUntil(stage, applicant, () => atMenu(stage))
    await morning(cast, 2)
    await office.does('researcher', reference, { do: 'finish_visit', result: 'seen' })
    beside.did('researcher', 'visited')
  }
  for (const { id } of dossier.criteria)
    await office.does('researcher', reference, {
      do: 'find',
      finding: { criterion: id, met: true, value: '–', source: 'form' },
    })
  await office.does('researcher', reference, { do: 'finish_assessment' })
  beside.did('researcher', 'assessed', { count: dossier.criteria.length })
  beside.reached('assessed')
}

async function decide(cast: Cast, reference: string): Promise<void> {
  const { stage, office, beside } = cast
  const { period, deciding } = stage.content.association
  const { earliestAt } = decisionWindow(period, await fileOf(cast, reference), stage.clock.now())
  const wait = Math.max(2, Math.ceil(((earliestAt ?? 0) - stage.clock.now()) / DAY) + 1)
  await morning(cast, wait)
  if (deciding.kind === 'committee') {
    for (const who of ['second', 'third', 'chair'] as const) {
      await office.does(who, reference, { do: 'give_opinion', outcome: 'accepted' })
      beside.did(who, 'opinion')
    }
    beside.reached('heard')
  }
  const who = deciding.kind === 'committee' ? 'chair' : 'manager'
  const { renderer } = stage.content
  const what = renderer.translate('demo:granted', stage.language)
  await office.does(who, reference, { do: 'decide', outcome: 'accepted', granted: what })
  beside.did(who, 'decided')
  beside.reached('decided')
  await stage.until(stage.clock.now() + 10 * MINUTE)
  if ((await fileOf(cast, reference)).telling !== 'sent') throw new Error('the decision was not told')
  beside.reached('told')
}

/** The applicant reads the decision, with the PIN. */
async function read(cast: Cast, reference: string): Promise<void> {
  const { stage, applicant, beside } = cast
  const shown = async (): Promise<boolean> =>
    (await fileOf(cast, reference)).telling === 'read' && (await atMenu(stage))
  await talkUntil(stage, applicant, shown)
  beside.reached('read')
}

async function serve(cast: Cast, reference: string): Promise<void> {
  const { stage, office, beside, applicant } = cast
  await morning(cast, 1)
  await office.does('relations', reference, { do: 'register', number: '1447-0042' })
  beside.did('relations', 'registered')
  beside.reached('registered')
  await stage.until(stage.clock.now() + 10 * MINUTE)
  await talkUntil(stage, applicant, () => atMenu(stage))
  await morning(cast, 3)
  const what = stage.content.renderer.translate('demo:granted', stage.language)
  await office.does('relations', reference, { do: 'deliver', what })
  beside.did('relations', 'delivered')
  beside.reached('delivered')
  await stage.until(stage.clock.now() + 10 * MINUTE)
  const confirmed = async (): Promise<boolean> =>
    (await fileOf(cast, reference)).delivery?.confirmedBy === 'contact' && (await atMenu(stage))
  await talkUntil(stage, applicant, confirmed)
  beside.reached('confirmed')
}

async function rate(cast: Cast, reference: string): Promise<void> {
  const { stage, beside, applicant } = cast
  const asked = stage.heard().length
  await stage.until(stage.clock.now() + DAY + HOUR)
  if (stage.heard().length === asked) throw new Error('nobody asked for a rating')
  await talkUntil(stage, applicant, () => atMenu(stage))
  const month = riyadhDay(stage.clock.now()).slice(0, 7)
  if ((await stage.store.ratings.ofMonth(month)).length === 0) throw new Error('nothing was rated')
  beside.reached('rated')
  if ((await stateOf(cast, reference)) !== 'closed') throw new Error('the case is still open')
  beside.reached('closed')
}

async function fileOf({ office }: Cast, reference: string) {
  return (await office.sees('manager', reference)).file
}

async function stateOf(cast: Cast, reference: string): Promise<CaseState> {
  return (await fileOf(cast, reference)).state
}

/** Half past nine of a working day, so many days on. */
function nextMorning(stage: Stage, days: number): number {
  let at = startOfRiyadhDay(stage.clock.now()) + days * DAY + 9.5 * HOUR
  while (!isOpen(hours(stage), at)) at += DAY
  return at
}

async function morning({ stage }: Cast, days: number): Promise<void> {
  await stage.until(nextMorning(stage, days))
}

function hours({ content, clock }: Stage) {
  return usualTime(content.association, clock.now())
}
