import type { StoredContent } from '#store/inbox.ts'
import type { StoredNotice } from '#store/notices.ts'
import type { Timer } from '#store/timers.ts'
import type { Delivery } from './deliver.ts'
import type { Mailboxes } from './mailbox.ts'
import type { Planner } from './notices/planner.ts'
import type { RunnerParts } from './parts.ts'

/** Something to be worked on for one contact, in order. */
export type Job =
  | {
      readonly kind: 'message'
      readonly id: number
      readonly attempts: number
      readonly content: StoredContent
    }
  | { readonly kind: 'timer'; readonly timer: Timer }
  /** Staff gave the conversation back to the bot. */
  | { readonly kind: 'released' }
  /** Something to be told by the association's own wish; `line`: only that there is something. */
  | {
      readonly kind: 'notice'
      readonly notice: StoredNotice
      readonly line: boolean
      /** Called when the work is over, whatever came of it. */
      settled(): void
    }

/** The parts at work: what each function of the runner is given. */
export interface Running extends RunnerParts {
  readonly mailboxes: Mailboxes<Job>
  readonly delivery: Delivery
  readonly planner: Planner
  /** Order of messages to one contact: grows for ever. */
  nextSeq(): number
  readonly stopping: AbortSignal
}
