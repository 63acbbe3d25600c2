import { GroupError } from '#channels/staff-group.ts'
import { keepTopic } from './keep-topic.ts'
import type { StaffDeskRunning } from './desk-parts.ts'

/** The last change that the topics know of. */
const CURSOR = 'staff_topics.cursor'

const PAGE = 100
/** Conversations that are looked at when the process begins. */
const MOST = 500
/** Looked again without a word from anybody, after this. */
const ASLEEP = 60_000
const FIRST_WAIT = 1_000
const LONGEST_WAIT = 60_000
/** Telegram's usual wait, where it does not say how long. */
const USUAL_WAIT = 5_000

/**
 * Brings the topics up to date with whatever changes, until the desk stops. The changes are on disk and so is how far
 * they were followed: a process that dies in between tells nothing twice that it noted, and forgets nothing.
 */
export async function followEvents(running: StaffDeskRunning): Promise<void> {
  const { store, stopping } = running
  const bell = createBell(running)
  try {
    let cursor = await tried(running, () => begin(running))
    while (!stopping.aborted && cursor !== undefined) {
      const last = cursor
      bell.reset()
      const events = await tried(running, () => store.consoleEvents.after(last, PAGE))
      const seen = events?.at(-1)?.seq
      if (!events || seen === undefined) {
        await bell.rings(ASLEEP)
        continue
      }
      const contacts = new Set(
        events.flatMap(({ kind, subject }) => (kind === 'handoff' || kind === 'message' ? [subject] : [])),
      )
      for (const id of contacts) await tried(running, () => keepTopic(running, id))
      if (stopping.aborted) return
      await tried(running, () => store.commit([store.settings.set(CURSOR, String(seen))]))
      cursor = seen
    }
  } finally {
    bell.close()
  }
}

/** What is open now is looked at whatever the cursor says: changes are not kept for ever. */
async function begin(running: StaffDeskRunning): Promise<number> {
  const { store } = running
  const kept = await store.settings.get(CURSOR)
  const cursor = kept === undefined ? await store.consoleEvents.last() : Number(kept)
  // Kept before anything is told: what changes from now on is followed, whenever this process ends.
  if (kept === undefined) await store.commit([store.settings.set(CURSOR, String(cursor))])
  for (const { contactId } of await store.handoffs.live(MOST))
    await tried(running, () => keepTopic(running, contactId))
  return cursor
}

/** Does something until it is done; undefined when the group refuses it for good or the desk stops. */
async function tried<T>(running: StaffDeskRunning, work: () => Promise<T>): Promise<T | undefined> {
  const { clock, log, stopping } = running
  for (let wait = FIRST_WAIT; !stopping.aborted; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof GroupError && (error.failure === 'refused' || error.failure === 'no_topic')) {
        log.error('staff_group_refused')
        return undefined
      }
      const throttled = error instanceof GroupError && error.failure === 'throttled'
      if (!throttled) log.warn('staff_group_unreachable')
      const asked = error instanceof GroupError ? error.retryAfter : undefined
      await clock.sleep(asked ?? (throttled ? USUAL_WAIT : wait), stopping)
    }
  }
  return undefined
}

/** Rings when something changed; what changed before one listens is not missed. */
function createBell({ runner, clock, stopping }: StaffDeskRunning) {
  let rang = false
  let wake = (): void => undefined
  const close = runner.onChange(() => {
    rang = true
    wake()
  })
  return {
    close,
    reset(): void {
      rang = false
    },
    async rings(atMost: number): Promise<void> {
      if (rang || stopping.aborted) return
      const nap = new AbortController()
      await Promise.race([
        new Promise<void>((resolve) => (wake = resolve)),
        clock.sleep(atMost, AbortSignal.any([stopping, nap.signal])),
      ])
      nap.abort()
    },
  }
}
