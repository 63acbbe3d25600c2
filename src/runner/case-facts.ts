import { CASE_OF_MATTER } from '#core/matter.ts'
import { changeCase } from '#core/change-case.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { OVER } from '#core/case.ts'
import { decisionWindow } from '#core/deadline.ts'
import { riyadhDay, riyadhMinute } from '#core/riyadh.ts'
import type { Language, Localised } from '#core/text.ts'
import { DEEDS_OF_LEVEL_1, shownState } from '#engine/case-facts.ts'
import type {
  ApplicantDeed,
  CaseAnswers,
  OfferedSlot,
  OpenedCase,
  OwnCase,
  Whose,
} from '#engine/case-facts.ts'
import type { CaseStanding } from '#store/cases.ts'
import { copyOf, grantsCopy } from './data-copy/copy-of.ts'
import { loadCase } from './cases/load-case.ts'
import type { LoadedCase } from './cases/load-case.ts'
import { frozenOf } from './cases/rules-of-case.ts'
import type { Running } from './running.ts'
import { whoseCases } from './whose-case.ts'

/** A contact's own cases as level 1 knows them. What is over is named only; all else is read from its history. */
export async function ownCases(
  running: Running,
  standings: readonly CaseStanding[],
  at: number,
): Promise<OwnCase[]> {
  const whose = await whoseOf(running, standings)
  const known: OwnCase[] = []
  for (const standing of standings) {
    const loaded = OVER.includes(standing.state) ? undefined : await loadCase(running, { id: standing.id })
    const own = loaded ? await ownCase(running, loaded, at) : named(running, standing)
    const person = whose.get(standing.reference)
    known.push(person ? { ...own, whose: person } : own)
  }
  return known
}

/** For whom they are: asked only where there are several. */
async function whoseOf(
  running: Running,
  standings: readonly CaseStanding[],
): Promise<ReadonlyMap<string, Whose>> {
  if (standings.length < 2) return new Map()
  const records = await Promise.all(standings.map(({ id }) => running.store.cases.get(id)))
  return whoseCases(
    running,
    records.filter((record) => record !== undefined),
  )
}

function named(running: Running, { reference, kind, service, state }: CaseStanding): OwnCase {
  const name = serviceName(running, service)
  return { reference, kind, serviceId: service, service: name, state: shownState(state), can: [] }
}

/** The name of a service or a matter, whatever the profile still has. */
function serviceName({ association }: Running, id: string): Localised {
  const found = [...association.services, ...association.matters].find((item) => item.id === id)
  return found?.name ?? { ar: id }
}

async function ownCase(running: Running, loaded: LoadedCase, at: number): Promise<OwnCase> {
  const { record, file, rules } = loaded
  const { earliestAt, latestAt } = decisionWindow(rules.period, file, at)
  const undecided = file.decisions.length < file.round
  const window = {
    ...(earliestAt !== undefined && { earliest: riyadhDay(earliestAt) }),
    ...(latestAt !== undefined && { latest: riyadhDay(latestAt) }),
  }
  const interview = await interviewOf(running, loaded)
  return {
    ...named(running, record),
    can: deedsOf(loaded, at).filter((deed) => DEEDS_OF_LEVEL_1.has(deed)),
    ...(undecided && Object.keys(window).length > 0 && { window }),
    ...(file.state === 'returned' && {
      returned: { missing: file.missing, content: contentOf(running, loaded) },
    }),
    ...(interview && { interview }),
    ...(file.visit && { visit: file.visit.state }),
    ...(file.visit?.state === 'planned' && file.visit.day !== undefined && { visitDay: file.visit.day }),
    ...(file.answer !== undefined && { answer: file.answer }),
    ...(grantsCopy(loaded) && { copy: copyOf(record) }),
  }
}

/** Samples of what an applicant may ask for; whether it can be is told by the rules themselves. */
const SAMPLES: readonly (CaseCommand & { readonly do: ApplicantDeed })[] = [
  { do: 'resubmit', items: [] },
  { do: 'book_interview', slot: '', when: 0 },
  { do: 'cancel_interview' },
  { do: 'answer_visit', agreed: true },
  // Consent can be taken back when a second yes says nothing more.
  { do: 'answer_visit', agreed: false },
  { do: 'object', why: '.' },
  { do: 'confirm_delivery' },
  { do: 'deny_delivery' },
  { do: 'withdraw' },
]

function deedsOf({ file, rules }: LoadedCase, at: number): ApplicantDeed[] {
  const open = SAMPLES.filter(
    (command) => !('refused' in changeCase(file, rules, command, { by: 'contact', at })),
  )
  return [...new Set(open.map((command) => command.do))]
}

async function interviewOf(running: Running, { record, file }: LoadedCase): Promise<OwnCase['interview']> {
  const { interview } = file
  if (file.state !== 'assessment' || !interview) return undefined
  const held = interview.state === 'offered' ? await running.store.slots.ofCase(record.id) : []
  const slots = held.filter(({ id, state }) => state === 'held' && interview.offered.includes(id))
  const booked = interview.state === 'booked' ? interview.at : undefined
  return {
    slots: slots.map(({ id, at, place }): OfferedSlot => ({ id, at, place, label: slotLabel(running, at) })),
    ...(booked !== undefined && { booked: slotLabel(running, booked) }),
  }
}

/** A time in few words, in every language that the texts are complete in. */
function slotLabel({ renderer }: Running, at: number): Localised {
  const day = riyadhDay(at)
  const [, month = 0, date = 0] = day.split('-').map(Number)
  const minute = riyadhMinute(at)
  const time = `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const label = (language: Language): string =>
    renderer.text(
      {
        key: 'replies:slot',
        params: {
          weekday: { key: `replies:weekday.${weekday}` },
          day: { words: { ar: `${date}/${month}` } },
          time: { words: { ar: time } },
        },
      },
      language,
    )
  return { ar: label('ar'), en: label('en') }
}

/** All of a case that its PIN opens. */
export function openedCase(running: Running, loaded: LoadedCase, at: number): OpenedCase {
  const { record, file } = loaded
  const { reference, kind } = record
  const decision = file.decisions.at(-1)
  const reason = running.association.reasons.find(({ id }) => id === decision?.reason)
  return {
    reference,
    kind,
    service: serviceName(running, record.service),
    state: file.state,
    can: deedsOf(loaded, at),
    content: contentOf(running, loaded),
    ...(decision && {
      decision: {
        outcome: decision.outcome,
        day: riyadhDay(decision.at),
        ...(reason && { reason: reason.label }),
        ...(decision.text !== undefined && { text: decision.text }),
        ...(decision.next !== undefined && { next: decision.next }),
        ...(decision.granted !== undefined && { granted: decision.granted }),
      },
    }),
    ...(file.registration?.number !== undefined && { registration: file.registration.number }),
  }
}

/** The form of a case is that of its service, or the matter's own. */
function contentOf({ association }: Running, { record }: LoadedCase): CaseAnswers {
  const service = association.services.find(({ id }) => id === record.service)
  const matter = Object.entries(CASE_OF_MATTER).find(([, kind]) => kind === record.kind)?.[0]
  const form = service?.form.id ?? matter ?? record.service
  return { form, revision: record.formRevision, ...frozenOf(record.answers) }
}
