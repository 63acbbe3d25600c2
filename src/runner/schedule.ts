import { riyadhDay } from '#core/riyadh.ts'
import type { Session } from '#engine/session.ts'
import type { Timer } from '#store/timers.ts'
import { StaleWrite } from '#store/write.ts'
import { CASE_TIMERS } from './cases/case-timers.ts'
import { DESTROY } from './cases/destroy-data.ts'
import { fireDestruction } from './cases/fire-destruction.ts'
import { fireCaseTimer } from './cases/fire-case-timer.ts'
import { REMIND_AFTER, isUnfinished } from './draft-timer.ts'
import { expireSession } from './expire-session.ts'
import { escalate, returnToBot } from './handoffs/handoff-timers.ts'
import { noticeWrites } from './notice.ts'
import type { Running } from './running.ts'

const ASLEEP = 60_000
const DAY = 86_400_000
const HOUR = 3_600_000
/** A timer that failed is tried again after this. */
const TRY_AGAIN = 5 * 60_000
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

/** What each kind of timer does; those of cases are found in `CASE_TIMERS`. */
const FIRE: Readonly<Record<string, (running: Running, timer: Timer) => Promise<void>>> = {
  draft_reminder: remind,
  wait: fireWait,
  [DESTROY]: fireDestruction,
  handoff_waits: escalate,
  handoff_quiet: returnToBot,
  ...Object.fromEntries(CASE_TIMERS.map((kind) => [kind, fireCaseTimer])),
}

/** Fires what is due. One that fails is put off, so that it holds up no other. */
async function fireDue(running: Running, now: number): Promise<void> {
  const { store, log } = running
  for (const timer of await store.timers.due(now, 100)) {
    const fire = FIRE[timer.kind]
    try {
      if (fire) await fire(running, timer)
      else await store.commit([store.timers.done(timer.id)])
    } catch (error) {
      // Who was first (a turn, a member of staff) changed what this timer is about: it looks again at once.
      if (error instanceof StaleWrite) continue
      log.error('timer_failed', { kind: timer.kind })
      await store.commit([store.timers.postpone(timer.id, now + TRY_AGAIN)])
    }
  }
}

/** A contact's timers wait for their turn in its mailbox, like its messages. */
async function fireWait(running: Running, timer: Timer): Promise<void> {
  const { contactId } = timer
  if (contactId === undefined) return void (await running.store.commit([running.store.timers.done(timer.id)]))
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
    () => store.pins.purge(riyadhDay(now - KEEP_SETTLED)),
    () => store.uploadLinks.purge(now - KEEP_SETTLED),
    () => store.consoleEvents.purge(now - DAY),
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
