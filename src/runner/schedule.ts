import type { Session } from '#engine/session.ts'
import type { Timer } from '#store/timers.ts'
import { REMIND_AFTER, isUnfinished } from './draft-timer.ts'
import { expireSession } from './expire-session.ts'
import { noticeWrites } from './notice.ts'
import type { Running } from './running.ts'

const ASLEEP = 60_000
const DAY = 86_400_000
const HOUR = 3_600_000
/** How long things are kept (console notes R20): the log of conversations, and rows that are settled. */
const KEEP_MESSAGES = 730 * DAY
const KEEP_SETTLED = 30 * DAY

/** Fires the durable timers of the store. */
export interface Schedule {
  start(): void
  stop(): Promise<void>
}

/** The schedule: timers live in the database, so a restart forgets none; each fires at least once and is marked in the same commit as its effect. */
export function createSchedule(current: () => Running): Schedule {
  let loop: Promise<void> = Promise.resolve()
  const run = async (): Promise<void> => {
    let tidied = 0
    for (;;) {
      const running = current()
      if (running.stopping.aborted) return
      const now = running.clock.now()
      await fireDue(running, now).catch(() => running.log.error('timers_failed'))
      if (now - tidied >= HOUR) {
        tidied = now
        await tidy(running, now).catch(() => running.log.error('tidy_failed'))
      }
      const next = await running.store.timers.next().catch(() => undefined)
      const pause = next === undefined ? ASLEEP : Math.max(50, Math.min(ASLEEP, next - running.clock.now()))
      await running.clock.sleep(pause, running.stopping)
    }
  }
  return {
    start() {
      loop = run()
    },
    stop: () => loop,
  }
}

/** Fires what is due: a contact's timers wait for their turn in its mailbox, like its messages. */
async function fireDue(running: Running, now: number): Promise<void> {
  for (const timer of await running.store.timers.due(now, 100)) {
    if (timer.kind === 'draft_reminder') await remind(running, timer)
    else if (timer.kind === 'wait' && timer.contactId !== undefined) fireWait(running, timer, timer.contactId)
    else await running.store.commit([running.store.timers.done(timer.id)])
  }
}

function fireWait(running: Running, timer: Timer, contactId: string): void {
  const waiting = running.mailboxes.waiting(contactId)
  const there = waiting.some((job) => job.kind === 'timer' && job.timer.id === timer.id)
  if (!there) running.mailboxes.add(contactId, { kind: 'timer', timer })
}

/** Reminds once of a request that was begun: only when the person has really been quiet, and wants our messages. */
async function remind(running: Running, timer: Timer): Promise<void> {
  const { store, clock, ids } = running
  const done = store.timers.done(timer.id)
  const contact = timer.contactId === undefined ? undefined : await store.contacts.get(timer.contactId)
  if (!contact) return void (await store.commit([done]))
  const key = await store.vault.open(contact.keyId)
  const stored = await store.sessions.find(contact.id, key)
  const session = stored?.state as Session | undefined
  if (!stored || !isUnfinished(session) || contact.reachability !== 'active' || contact.owner !== 'bot') {
    return void (await store.commit([done]))
  }
  const at = clock.now()
  const quietUntil = stored.updatedAt + REMIND_AFTER
  if (quietUntil > at) {
    const later = { id: ids.newId(), kind: timer.kind, contactId: contact.id, payload: {}, dueAt: quietUntil }
    return void (await store.commit([
      done,
      store.timers.schedule({ ...later, uniqueKey: `draft:${contact.id}` }),
    ]))
  }
  const language = session?.language ?? running.language
  const notice = { kind: 'draft_reminder', text: 'replies:draft.reminder', uniqueKey: `remind:${timer.id}` }
  await store.commit([done, ...noticeWrites(running, { contact, key, language }, notice)])
  running.delivery.wake()
}

/** Removes what has been kept long enough, a page at a time so that no turn waits for it, and empties the WAL of it. */
async function tidy(running: Running, now: number): Promise<void> {
  const { store } = running
  const purges = [
    () => store.inbox.purge(now - KEEP_SETTLED),
    () => store.outbox.purge(now - KEEP_SETTLED),
    () => store.messages.purge(now - KEEP_MESSAGES),
    () => store.timers.purge(now - KEEP_SETTLED),
  ]
  let removed = 0
  for (const purge of purges) {
    for (;;) {
      const [changed = 0] = await store.commit([purge()])
      removed += changed
      if (changed === 0) break
    }
  }
  for (const session of await store.sessions.expired(now, 100)) {
    await store.commit(await expireSession(running, session))
    removed += 1
  }
  running.delivery.wake()
  if (removed > 0) await store.scrub()
}
