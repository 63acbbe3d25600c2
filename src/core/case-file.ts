import { TRANSITIONS, staffOf } from './case.ts'
import type { Actor, CaseKind, CaseState } from './case.ts'
import { moveOf } from './case-event.ts'
import type { CaseEvent, CheckResult, Finding, Missing, TellingState } from './case-event.ts'
import type { Decision, Opinion, Recusal } from './decision.ts'
import { withDestruction } from './erase-case.ts'

/** An interview of a case. Times are milliseconds since 1970. */
export interface Interview {
  readonly state: 'offered' | 'booked' | 'held' | 'missed' | 'cancelled'
  /** Offered slots (ids), while nothing is booked. */
  readonly offered: readonly string[]
  readonly slot?: string
  readonly at?: number
  readonly result?: string
}

/** A field visit of a case, only with the consent of the person visited. */
export interface Visit {
  readonly state: 'proposed' | 'consented' | 'declined' | 'planned' | 'done'
  /** Date, `YYYY-MM-DD`. */
  readonly day?: string
  readonly visitor?: string
  readonly result?: string
}

/** Handing over of what was granted (R15). */
export interface Delivery {
  readonly what: string
  readonly by: Actor
  readonly at: number
  /** Who confirmed that it arrived, once somebody did. */
  readonly confirmedBy?: Actor
  /** The beneficiary says that it did not arrive. */
  readonly denied?: boolean
}

/** All that is known of a case, folded from its events. */
export interface CaseFile {
  readonly id: string
  readonly kind: CaseKind
  readonly state: CaseState
  readonly submittedAt: number
  readonly assignedTo?: string
  readonly checks: Readonly<
    Record<
      string,
      { readonly result: CheckResult; readonly by: Actor; readonly at: number; readonly note?: string }
    >
  >
  /** What the applicant is asked for while the request is returned. */
  readonly missing: readonly Missing[]
  readonly reminders: number
  /** When the request first became complete: the clock of the decision runs from here (R13, R14). */
  readonly completeAt?: number
  /** The clock stands still since, while the request is returned or withdrawn. */
  readonly pausedSince?: number
  /** Milliseconds for which the clock has stood still before. */
  readonly pausedFor: number
  /** When it was first accepted or refused, whole or in part (R12): the period of the policy ends there. */
  readonly settledAt?: number
  /** The time that this took: from completeness, less what stood still; milliseconds. */
  readonly settledAfter?: number
  readonly interview?: Interview
  readonly visit?: Visit
  readonly findings: Readonly<Record<string, Finding>>
  readonly waived?: string
  /** Counts from 1; an objection or a deferral opens the next. */
  readonly round: number
  /** Opinions of the current round, by member. */
  readonly opinions: Readonly<Record<string, Opinion>>
  readonly recusals: Readonly<Record<string, Recusal>>
  /** One decision a round at most. */
  readonly decisions: readonly Decision[]
  readonly telling?: TellingState
  readonly objection?: string
  readonly registration?: { readonly number?: string; readonly at: number; readonly by: Actor }
  readonly delivery?: Delivery
  readonly answer?: string
  /** Of a request to destroy data: who proposed to do so, and when another one confirmed it. */
  readonly destruction?: { readonly proposedBy: Actor; readonly confirmedAt?: number }
  /** Since when there is nothing personal in it any more. */
  readonly erasedAt?: number
  /** Staff who checked, completed or assessed the case: they do not decide it. */
  readonly preparers: readonly string[]
}

/** A case as it stands after its first event. */
export function newCaseFile(id: string, kind: CaseKind, submittedAt: number): CaseFile {
  return {
    id,
    kind,
    state: 'submitted',
    submittedAt,
    checks: {},
    missing: [],
    reminders: 0,
    pausedFor: 0,
    findings: {},
    round: 1,
    opinions: {},
    recusals: {},
    decisions: [],
    preparers: [],
  }
}

/** A case after one more event. Throws on a move that the table does not have: only a broken record can cause that. */
export function applyCaseEvent(file: CaseFile, event: CaseEvent): CaseFile {
  const move = moveOf(event, file.kind)
  const to = move === undefined ? file.state : TRANSITIONS[file.state][move]
  if (to === undefined) throw new Error(`a case cannot be ${event.kind} while ${file.state}`)
  return { ...withDetail(file, event), state: to }
}

/** A case from all its events, the first of them `submitted`. */
export function foldCase(id: string, kind: CaseKind, events: readonly CaseEvent[]): CaseFile {
  const first = events[0]
  if (first?.kind !== 'submitted') throw new Error('a case begins with its submission')
  return events.slice(1).reduce(applyCaseEvent, newCaseFile(id, kind, first.at))
}

function withDetail(file: CaseFile, event: CaseEvent): CaseFile {
  switch (event.kind) {
    case 'assigned':
      return { ...file, assignedTo: event.to }
    case 'checked': {
      const { item, result, by, at, note } = event
      return {
        ...prepared(file, by),
        checks: { ...file.checks, [item]: { result, by, at, ...(note !== undefined && { note }) } },
      }
    }
    case 'returned':
      return { ...paused(file, event.at), missing: event.missing, reminders: 0 }
    case 'reminded':
      return { ...file, reminders: file.reminders + 1 }
    case 'resubmitted':
      return resubmitted(file, event)
    case 'completed':
      return { ...prepared(file, event.by), completeAt: file.completeAt ?? event.at }
    case 'criterion_found':
      return {
        ...prepared(file, event.by),
        findings: { ...file.findings, [event.finding.criterion]: event.finding },
      }
    case 'assessed': {
      const { waived: _before, ...rest } = prepared(file, event.by)
      return { ...rest, ...(event.waived !== undefined && { waived: event.waived }) }
    }
    default:
      return (
        withMeeting(file, event) ??
        withDecision(file, event) ??
        withReturn(file, event) ??
        withService(file, event)
      )
  }
}

/** What was found and thought rests on the answers: with new ones it is void. */
function resubmitted(file: CaseFile, event: CaseEvent & { kind: 'resubmitted' }): CaseFile {
  const rest = { ...resumed(file, event.at), missing: [] }
  if (event.items.length === 0) return rest
  return { ...rest, checks: without(file.checks, event.items), findings: {}, opinions: {} }
}

/** Withdrawn, and taken up again. */
function withReturn(file: CaseFile, event: CaseEvent): CaseFile | undefined {
  if (event.kind === 'withdrawn') {
    const { interview, visit, ...rest } = paused(file, event.at)
    // Nobody is met about a request that is no more.
    return {
      ...rest,
      ...(interview && { interview: interview.state === 'held' ? interview : CANCELLED }),
      ...(visit?.state === 'done' && { visit }),
    }
  }
  if (event.kind !== 'reopened') return undefined
  if (file.state !== 'withdrawn') return file.kind === 'support' ? { ...file, objection: event.why } : file
  const decided = file.decisions.some(({ round }) => round === file.round)
  const back = { ...resumed(file, event.at), missing: [], opinions: {} }
  return decided ? { ...back, round: file.round + 1, recusals: {} } : back
}

/** The decision's clock stands still while it is for the applicant to act. */
function paused(file: CaseFile, at: number): CaseFile {
  return file.completeAt === undefined || file.pausedSince !== undefined ? file : { ...file, pausedSince: at }
}

function resumed(file: CaseFile, at: number): CaseFile {
  const { pausedSince, ...rest } = file
  return pausedSince === undefined ? file : { ...rest, pausedFor: file.pausedFor + at - pausedSince }
}

const CANCELLED: Interview = { state: 'cancelled', offered: [] }

/** Interviews and field visits. */
function withMeeting(file: CaseFile, event: CaseEvent): CaseFile | undefined {
  const { interview, visit } = file
  switch (event.kind) {
    case 'interview_offered':
      return { ...file, interview: { state: 'offered', offered: event.slots } }
    case 'interview_booked':
      return { ...file, interview: { state: 'booked', offered: [], slot: event.slot, at: event.when } }
    case 'interview_cancelled':
      return { ...file, interview: CANCELLED }
    case 'interview_held':
      return {
        ...prepared(file, event.by),
        interview: { offered: [], ...interview, state: 'held', result: event.result },
      }
    case 'interview_missed':
      return { ...file, interview: { offered: [], ...interview, state: 'missed' } }
    case 'visit_proposed':
      return { ...file, visit: { state: 'proposed' } }
    case 'visit_answered':
      return { ...file, visit: { ...visit, state: event.agreed ? 'consented' : 'declined' } }
    case 'visit_planned':
      return { ...file, visit: { state: 'planned', day: event.day, visitor: event.visitor } }
    case 'visit_done':
      return { ...visited(file, event.by), visit: { ...visit, state: 'done', result: event.result } }
    default:
      return undefined
  }
}

function withDecision(file: CaseFile, event: CaseEvent): CaseFile | undefined {
  switch (event.kind) {
    case 'opinion_given':
      return { ...file, opinions: { ...file.opinions, [event.opinion.member]: event.opinion } }
    case 'recused':
      return { ...file, recusals: { ...file.recusals, [event.recusal.member]: event.recusal } }
    case 'decided':
      return { ...settled(file, event), decisions: [...file.decisions, event.decision], telling: 'waiting' }
    case 'telling_changed':
      return tells(file, event) ? { ...file, telling: event.telling } : file
    case 'objected':
      return { ...file, objection: event.why }
    case 'round_opened':
      return { ...file, round: file.round + 1, opinions: {}, recusals: {} }
    default:
      return undefined
  }
}

function withService(file: CaseFile, event: CaseEvent): CaseFile {
  switch (event.kind) {
    case 'registered': {
      const { at, by, number } = event
      return { ...file, registration: { at, by, ...(number !== undefined && { number }) } }
    }
    case 'delivered':
      return { ...file, delivery: { what: event.what, by: event.by, at: event.at } }
    case 'delivery_confirmed':
      return file.delivery
        ? { ...file, delivery: { ...file.delivery, confirmedBy: event.by, denied: false } }
        : file
    case 'delivery_denied':
      return file.delivery ? { ...file, delivery: { ...file.delivery, denied: true } } : file
    case 'answered':
      return { ...file, answer: event.text, telling: 'waiting' }
    default:
      return withDestruction(file, event)
  }
}

function settled(file: CaseFile, { decision, at }: CaseEvent & { kind: 'decided' }): CaseFile {
  if (decision.outcome === 'deferred' || file.settledAt !== undefined) return file
  return { ...file, settledAt: at, settledAfter: at - (file.completeAt ?? at) - file.pausedFor }
}

/** Receipts may come late and in any order: what is known to have arrived stays so. */
function tells(file: CaseFile, event: CaseEvent & { kind: 'telling_changed' }): boolean {
  if (event.round !== file.round) return false
  if (file.telling === 'read') return false
  if (file.telling === 'called') return event.telling === 'read'
  return file.telling !== 'sent' || event.telling !== 'waiting'
}

/** The visitor prepared the case, too, whoever writes the result down. */
function visited(file: CaseFile, by: Actor): CaseFile {
  const { visitor } = file.visit ?? {}
  return prepared(visitor === undefined ? file : prepared(file, `staff:${visitor}`), by)
}

function prepared(file: CaseFile, by: Actor): CaseFile {
  const member = staffOf(by)
  if (member === undefined || file.preparers.includes(member)) return file
  return { ...file, preparers: [...file.preparers, member] }
}

function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}
