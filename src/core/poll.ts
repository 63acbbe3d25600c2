import type { FieldOption, Form } from './form.ts'
import type { Localised } from './text.ts'

/** One question of a poll: a score from 1 to 5, a choice, or a comment in own words. */
export interface PollQuestion {
  readonly id: string
  readonly kind: 'scale' | 'choice' | 'comment'
  readonly label: Localised
  readonly ask: Localised
  readonly options?: readonly FieldOption[]
  /** CEL over the earlier answers (a score not given counts as 0): asked only while it holds. */
  readonly when?: string
}

/**
 * Satisfaction questions about one service (R16–R19). `form` asks the same questions, each of them optional, in the
 * manner of every form; its id is `poll_<service>`.
 */
export interface Poll {
  readonly id: string
  readonly questions: readonly PollQuestion[]
  readonly form: Form
}

/**
 * A poll that comes round by itself, besides the one after a service (R16 of huda). The policy says "periodically" and
 * no number: the days between two stand in a setting, and none is sent while it is empty.
 */
export interface Survey extends Poll {
  readonly setting: string
}
