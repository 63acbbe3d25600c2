import type { GroupWord } from '#channels/staff-group.ts'
import type { StaffDeskParts, StaffDeskRunning } from './desk-parts.ts'
import { followEvents } from './follow-events.ts'
import { hearWord } from './hear-word.ts'

/** Conversations as topics of the staff's group: beside the console, and on the same road. */
export interface StaffDesk {
  /** Takes in what was written in the group; see `HearGroup`. */
  hear(word: GroupWord): Promise<void>
  /** Goes on where an earlier process stopped. */
  start(): void
  stop(): Promise<void>
}

/** The desk of one group. Nothing starts before `start()`. */
export function createStaffDesk(parts: StaffDeskParts): StaffDesk {
  const stopping = new AbortController()
  const answers = new Set<Promise<void>>()
  let following: Promise<void> = Promise.resolve()
  const running: StaffDeskRunning = {
    ...parts,
    stopping: stopping.signal,
    told: new Set(),
    inBackground(work) {
      const done = work().catch(() => parts.log.warn('staff_group_unanswered'))
      answers.add(done)
      void done.finally(() => answers.delete(done))
    },
  }
  return {
    hear: (word) => hearWord(running, word),
    start() {
      following = followEvents(running)
    },
    async stop() {
      stopping.abort()
      await Promise.all([following, ...answers])
    },
  }
}
