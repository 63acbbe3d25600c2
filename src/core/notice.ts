/** Messages that the association starts (R22), by what they are about; each has a flow of its own. */
export const NOTICE_KINDS = [
  'decision',
  'return',
  'interview',
  'interview_reminder',
  'visit',
  'visit_reminder',
  'registered',
  'delivery',
  'matter_answered',
  'data_changed',
  'poll',
  'poll_reminder',
] as const

export type NoticeKind = (typeof NOTICE_KINDS)[number]

/** How a kind of notice is treated. */
export interface NoticeManner {
  /** The flow that says it. */
  readonly flow: string
  /** The smaller, the sooner. */
  readonly priority: number
  /**
   * Hours after which an employee calls instead, because it could not be said; absent where it may be dropped: a
   * poll is an offer, and nobody is called for it.
   */
  readonly callAfterHours?: number
}

/** Decisions go before all else; what is only an offer comes last. */
export const NOTICES: { readonly [K in NoticeKind]: NoticeManner } = {
  decision: { flow: 'decision', priority: 0, callAfterHours: 48 },
  return: { flow: 'complete_request', priority: 1, callAfterHours: 72 },
  interview: { flow: 'interview', priority: 1, callAfterHours: 24 },
  interview_reminder: { flow: 'interview_reminder', priority: 1, callAfterHours: 2 },
  visit: { flow: 'visit', priority: 2, callAfterHours: 48 },
  visit_reminder: { flow: 'visit_reminder', priority: 2, callAfterHours: 12 },
  data_changed: { flow: 'data_changed', priority: 2, callAfterHours: 24 },
  registered: { flow: 'registered', priority: 3, callAfterHours: 168 },
  delivery: { flow: 'delivery', priority: 3, callAfterHours: 168 },
  matter_answered: { flow: 'matter_answer', priority: 3, callAfterHours: 72 },
  poll: { flow: 'rating', priority: 4 },
  poll_reminder: { flow: 'rating', priority: 4 },
}

/** Why a notice waits; a state that staff see, with a sentence of its own. */
export const NOTICE_WAITS = [
  'quiet_hours',
  'with_staff',
  'awaits_message',
  'daily_cap',
  'spacing',
  'restricted',
  'turn_failed',
] as const

export type NoticeWait = (typeof NOTICE_WAITS)[number]

/** Why a notice will not be said; where it matters, an employee calls instead. */
export const NOTICE_ENDS = [
  'stopped',
  'unreachable',
  'too_long',
  'send_failed',
  'polled_recently',
  /** The person does not want to be asked for ratings. */
  'no_surveys',
] as const

export type NoticeEnd = (typeof NOTICE_ENDS)[number]

/**
 * `waiting` → `given` (its flow has begun, its message is in the outbox) → `told` (the platform took it), or `failed`
 * (an employee calls), or `dropped` (no longer needed).
 */
export type NoticeState = 'waiting' | 'given' | 'told' | 'failed' | 'dropped'
