import type { StaffGroup } from '#channels/staff-group.ts'
import type { TextParam } from '#core/text.ts'
import type { Store } from '#store/store.ts'
import type { Clock, RunnerLog } from '../parts.ts'
import type { Runner } from '../runner.ts'

/** What the staff's group works with. */
export interface StaffDeskParts {
  readonly store: Store
  readonly runner: Pick<Runner, 'handoffs' | 'onChange' | 'content'>
  readonly group: StaffGroup
  readonly clock: Clock
  readonly log: RunnerLog
  /** What the group is spoken to in. */
  readonly language: 'ar' | 'en'
  /** Whether what people say is copied into the group; off, it is read in the console only. */
  readonly mirror: boolean
  /** Where the console shows a conversation. */
  address(handoffId: string): string
}

/** The desk at work: what each of its functions is given. */
export interface StaffDeskRunning extends StaffDeskParts {
  readonly stopping: AbortSignal
  /** Accounts that were told that they are no staff. */
  readonly told: Set<string>
  /** Says something without holding up whoever said the last word. */
  inBackground(work: () => Promise<void>): void
}

/** Words for staff, from `locales/<lang>/staff.json`. */
export function wordOf(
  { runner, language }: Pick<StaffDeskParts, 'runner' | 'language'>,
  key: string,
  params?: Readonly<Record<string, TextParam>>,
): string {
  return runner.content().renderer.text({ key: `staff:${key}`, ...(params && { params }) }, language)
}
