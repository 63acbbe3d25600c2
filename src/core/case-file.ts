import { TRANSITIONS, staffOf } from './case.ts'
import type { Actor, CaseKind, CaseState } from './case.ts'
import { moveOf } from './case-event.ts'
import type { CaseEvent, CheckResult, Finding, Missing, TellingState } from './case-event.ts'
import type { Decision, Opinion, Recusal } from './decision.ts'

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
  /** The clock stands still since, while the request is returned. */
  readonly pausedSince?: number
  /** Milliseconds for which the clock has stood still before. */
  readonly pausedFor: number
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
  /** Staff who completed or assessed the case: they do not decide it. */
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
  const move = moveOf(event)
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
        ...file,
        checks: { ...file.checks, [item]: { result, by, at, ...(note !== undefined && { note }) } },
      }
    }
    case 'returned':
      return {
        ...file,
        missing: event.missing,
        reminders: 0,
        ...(file.completeAt !== undefined && file.pausedSince === undefined && { pausedSince: event.at }),
      }
    case 'reminded':
      return { ...file, reminders: file.reminders + 1 }
    case 'resubmitted':
      return { ...file, missing: [], checks: without(file.checks, event.items), findings: {} }
    case 'completed':
      return completed(file, event)
    case 'criterion_found':
      return {
        ...prepared(file, event.by),
        findings: { ...file.findings, [event.finding.criterion]: event.finding },
      }
    case 'assessed':
      return { ...prepared(file, event.by), ...(event.waived !== undefined && { waived: event.waived }) }
    default:
      return withMeeting(file, event) ?? withDecision(file, event) ?? withService(file, event)
  }
}

function completed(file: CaseFile, event: CaseEvent): CaseFile {
  const { pausedSince, ...rest } = prepared(file, event.by)
  return {
    ...rest,
    completeAt: file.completeAt ?? event.at,
    pausedFor: file.pausedFor + (pausedSince === undefined ? 0 : event.at - pausedSince),
  }
}

/** Interviews and field visits. */
function withMeeting(file: CaseFile, event: CaseEvent): CaseFile | undefined {
  const { interview, visit } = file
  switch (event.kind) {
    case 'interview_offered':
      return { ...file, interview: { state: 'offered', offered: event.slots } }
    case 'interview_booked':
      return { ...file, interview: { state: 'booked', offered: [], slot: event.slot, at: event.when } }
    case 'interview_cancelled':
      return { ...file, interview: { state: 'cancelled', offered: [] } }
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
      return { ...prepared(file, event.by), visit: { ...visit, state: 'done', result: event.result } }
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
      return { ...file, decisions: [...file.decisions, event.decision], telling: 'waiting' }
    case 'telling_changed':
      return event.round === file.round ? { ...file, telling: event.telling } : file
    case 'objected':
      return { ...file, objection: event.why }
    case 'reopened':
      return file.state === 'closed' ? { ...file, objection: event.why } : file
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
      return file.delivery ? { ...file, delivery: { ...file.delivery, confirmedBy: event.by } } : file
    case 'answered':
      return { ...file, answer: event.text }
    default:
      return file
  }
}

function prepared(file: CaseFile, by: Actor): CaseFile {
  const member = staffOf(by)
  if (member === undefined || file.preparers.includes(member)) return file
  return { ...file, preparers: [...file.preparers, member] }
}

function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)))
}
