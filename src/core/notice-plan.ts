import type { Owner, Reachability } from './contact.ts'
import { NOTICES } from './notice.ts'
import type { NoticeEnd, NoticeKind, NoticeWait } from './notice.ts'
import { DAY, startOfRiyadhDay } from './riyadh.ts'
import { afterQuietHours } from './working-time.ts'
import type { QuietHours } from './working-time.ts'

const HOUR = 3_600_000
const MINUTE = 60_000

/** After so long without a word of the person a chat is no longer open, on every platform that minds. */
export const OPEN_FOR = DAY
/** A notice waits at most so long before its reasons are looked at again. */
const LOOK_AGAIN = 6 * HOUR
/** One poll a person in so many days, at most (R18: encouraged, not pestered). */
export const BETWEEN_POLLS = 30 * DAY

/**
 * How a platform takes messages that nobody asked for: freely; only templates outside an open chat (`window`); or at
 * its own risk, so that we answer and hardly ever begin (`reply_only`: a linked device).
 */
export type Outreach = 'free' | 'window' | 'reply_only'

/** What lines to quiet people an account may still send; the daily number grows with the account's age. */
export interface Budget {
  /** Lines sent since midnight in Riyadh. */
  readonly sentToday: number
  readonly lastAt?: number
  /** Since when this account is in use; unknown counts as new. */
  readonly since?: number
  /** The platform has restricted the account until then. */
  readonly restrictedUntil?: number
}

/** All that decides when a notice is said. Times are milliseconds since 1970. */
export interface NoticeFacts {
  readonly id: string
  readonly kind: NoticeKind
  readonly createdAt: number
  readonly now: number
  readonly quiet: QuietHours
  readonly contact: { readonly owner: Owner; readonly reachability: Reachability; readonly seenAt: number }
  readonly outreach: Outreach
  readonly budget: Budget
  readonly lastPollAt?: number
  /** The person took back the consent to be asked for ratings. */
  readonly noSurveys?: boolean
}

/** What is done with a notice now: said whole, announced by one neutral line, kept waiting, or ended. */
export type NoticePlan =
  | { readonly do: 'say' }
  | { readonly do: 'line' }
  | { readonly do: 'wait'; readonly until: number; readonly why: NoticeWait }
  | { readonly do: 'end'; readonly why: NoticeEnd }

/** Lines a day of a new account, what each day of age adds, and the most. */
const FIRST_CAP = 5
const CAP_PER_DAY = 2
const LAST_CAP = 40
/** Between two lines at least this, and up to as much again, so that nothing looks like a machine. */
const SPACING = 90_000

/** Kinds that may be announced to a quiet person on a platform that minds; the others wait for a word of theirs. */
const WORTH_A_LINE: ReadonlySet<NoticeKind> = new Set([
  'decision',
  'return',
  'interview',
  'interview_reminder',
  'visit',
])

/** When and how a notice is said. Pure; the planner asks again until it is over. */
export function planNotice(facts: NoticeFacts): NoticePlan {
  const { now, kind, contact, outreach } = facts
  if (contact.reachability !== 'active')
    return { do: 'end', why: contact.reachability === 'stopped' ? 'stopped' : 'unreachable' }
  if (facts.noSurveys && (kind === 'poll' || kind === 'poll_reminder'))
    return { do: 'end', why: 'no_surveys' }
  if (kind === 'poll' && facts.lastPollAt !== undefined && now - facts.lastPollAt < BETWEEN_POLLS)
    return { do: 'end', why: 'polled_recently' }
  const patience = NOTICES[kind].callAfterHours
  if (now - facts.createdAt >= (patience === undefined ? BETWEEN_POLLS : patience * HOUR))
    return { do: 'end', why: 'too_long' }
  if (contact.owner !== 'bot') return { do: 'wait', until: now + HOUR, why: 'with_staff' }
  const awake = afterQuietHours(facts.quiet, now)
  const open = now - contact.seenAt < OPEN_FOR
  // Who is writing with us at night is awake.
  if (awake > now && now - contact.seenAt > 10 * MINUTE)
    return { do: 'wait', until: awake, why: 'quiet_hours' }
  if (outreach === 'free' || open) return { do: 'say' }
  return outreach === 'window' ? { do: 'line' } : planLine(facts)
}

/** A line to a quiet person from an account that the platform would rather see answer. */
function planLine({ id, kind, now, budget }: NoticeFacts): NoticePlan {
  const { restrictedUntil } = budget
  if (restrictedUntil !== undefined && restrictedUntil > now)
    return { do: 'wait', until: Math.min(restrictedUntil, now + LOOK_AGAIN), why: 'restricted' }
  if (!WORTH_A_LINE.has(kind)) return { do: 'wait', until: now + LOOK_AGAIN, why: 'awaits_message' }
  if (budget.sentToday >= dailyCap(budget, now))
    return { do: 'wait', until: startOfRiyadhDay(now) + DAY + jitter(id, HOUR), why: 'daily_cap' }
  const free = budget.lastAt === undefined ? now : budget.lastAt + SPACING + jitter(id, SPACING)
  return free > now ? { do: 'wait', until: free, why: 'spacing' } : { do: 'line' }
}

/** Lines that an account may send to quiet people today. */
export function dailyCap({ since }: Pick<Budget, 'since'>, now: number): number {
  const days = since === undefined ? 0 : Math.max(0, Math.floor((now - since) / DAY))
  return Math.min(LAST_CAP, FIRST_CAP + CAP_PER_DAY * days)
}

/** A part of a span, always the same for the same id: spread without chance, so that a test can tell. */
function jitter(id: string, span: number): number {
  let hash = 2166136261
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 16777619)
  return ((hash >>> 0) % 1000) * (span / 1000)
}
