import { channelOf } from '#core/contact.ts'
import { planNotice } from '#core/notice-plan.ts'
import type { Budget, NoticePlan } from '#core/notice-plan.ts'
import { startOfRiyadhDay } from '#core/riyadh.ts'
import type { Contact } from '#store/contacts.ts'
import type { StoredNotice } from '#store/notices.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'
import { bestContact } from './best-contact.ts'
import { endNotice } from './end-notice.ts'
import { settleNotices } from './settle-notices.ts'

const ASLEEP = 60_000
/** Notices looked at in one round. */
const PAGE = 50

/** Says what is due to be said, when it may be said. */
export interface Planner {
  start(): void
  /** Something was written into the table of notices. */
  wake(): void
  /** The person wrote: what waited for a word of theirs may be said now. */
  contactWrote(contactId: string): Promise<void>
  /** Resolves when nothing that may be said now is left. */
  idle(): Promise<void>
  stop(): Promise<void>
}

/**
 * The planner: looks at each notice when its time comes, asks the rules (`planNotice`), and gives what may be said to
 * the contact's mailbox. It remembers nothing that the database does not know; a restart forgets none.
 */
export function createPlanner(current: () => Running): Planner {
  /** Given to a mailbox and not yet settled, so that no round gives it twice. */
  const underWay = new Set<string>()
  /** Contacts for whom something waits, so that a turn need not ask the database. */
  let waiting = new Set<string>()
  let rouse: (() => void) | undefined
  let woken = false
  let idlers: (() => void)[] = []
  let loop: Promise<void> = Promise.resolve()
  let started = false

  const wake = (): void => {
    woken = true
    rouse?.()
  }

  const round = async (running: Running): Promise<boolean> => {
    const { store, clock, log } = running
    await settleNotices(running)
    const due = await store.notices.due(clock.now(), PAGE + underWay.size)
    let busy = false
    for (const notice of due) {
      if (running.stopping.aborted) return false
      if (underWay.has(notice.id)) continue
      try {
        if (await attend(running, notice, underWay, wake)) busy = true
      } catch (error) {
        if (!(error instanceof StaleWrite)) log.error('notice_failed', { kind: notice.kind })
      }
    }
    return busy
  }

  const rest = async (running: Running): Promise<void> => {
    waiting = new Set(await running.store.notices.waitingContacts())
    const now = running.clock.now()
    const next = await running.store.notices.nextDue(now)
    const pause = next === undefined ? ASLEEP : Math.max(50, Math.min(ASLEEP, next - now))
    if (woken || running.stopping.aborted) return
    if (underWay.size === 0) for (const resolve of idlers.splice(0)) resolve()
    const nap = new AbortController()
    await Promise.race([
      new Promise<void>((resolve) => (rouse = resolve)),
      running.clock.sleep(pause, nap.signal),
    ])
    nap.abort()
    rouse = undefined
  }

  const run = async (): Promise<void> => {
    current().stopping.addEventListener('abort', wake, { once: true })
    for (;;) {
      const running = current()
      if (running.stopping.aborted) return
      woken = false
      try {
        if (!(await round(running))) await rest(running)
      } catch {
        running.log.error('notices_unavailable')
        await running.clock.sleep(ASLEEP, running.stopping)
      }
    }
  }

  return {
    start() {
      started = true
      loop = run()
    },
    wake,
    async contactWrote(contactId) {
      if (!waiting.has(contactId)) return
      const { store } = current()
      await store.commit([store.notices.hasten(contactId)])
      wake()
    },
    idle: () =>
      new Promise((resolve) => {
        if (!started || current().stopping.aborted) return resolve()
        idlers.push(resolve)
        wake()
      }),
    async stop() {
      wake()
      await loop
      for (const resolve of idlers.splice(0)) resolve()
    },
  }
}

/** Does with one notice what the plan says; true when something was done that may lead to more. */
async function attend(
  running: Running,
  notice: StoredNotice,
  underWay: Set<string>,
  wake: () => void,
): Promise<boolean> {
  const { store, mailboxes } = running
  const first = await store.contacts.get(notice.contactId)
  if (!first) return false
  const contact = await bestContact(running, first, notice.caseId)
  if (contact.id !== first.id) {
    await store.commit([store.notices.readdress(notice.id, contact.id)])
    return true
  }
  const plan = await planOf(running, notice, contact)
  if (plan.do === 'wait') {
    await store.commit([store.notices.postpone(notice.id, plan.until, plan.why)])
    return true
  }
  if (plan.do === 'end') {
    await store.commit(await endNotice(running, notice, plan.why))
    return true
  }
  underWay.add(notice.id)
  mailboxes.add(contact.id, {
    kind: 'notice',
    notice,
    line: plan.do === 'line',
    settled() {
      underWay.delete(notice.id)
      wake()
    },
  })
  return false
}

async function planOf(running: Running, notice: StoredNotice, contact: Contact): Promise<NoticePlan> {
  const { store, clock, channels } = running
  const now = clock.now()
  const settings = await readSettings(running)
  const outreach = channels.get(channelOf(contact.urn))?.capabilities.outreach ?? 'free'
  const lastPollAt =
    notice.kind === 'poll' ? (await store.pollOffers.ofContact(contact.id))[0]?.at : undefined
  const asksRating = notice.kind === 'poll' || notice.kind === 'poll_reminder'
  const surveys = asksRating ? await store.consents.latest(contact.id, 'surveys') : undefined
  return planNotice({
    id: notice.id,
    kind: notice.kind,
    createdAt: notice.createdAt,
    now,
    quiet: settings.quietHours,
    contact,
    outreach,
    budget: outreach === 'free' ? { sentToday: 0 } : await budgetOf(running, contact, now),
    ...(lastPollAt !== undefined && { lastPollAt }),
    ...(surveys?.given === false && { noSurveys: true }),
  })
}

/** What the account that this contact writes with may still send today. */
async function budgetOf(running: Running, contact: Contact, now: number): Promise<Budget> {
  const lines = await running.store.notices.lines(contact.channel, startOfRiyadhDay(now))
  const standing = running.standings?.get(contact.channel)?.()
  return {
    sentToday: lines.count,
    ...(lines.last !== undefined && { lastAt: lines.last }),
    ...(standing?.since !== undefined && { since: standing.since }),
    ...(standing?.restrictedUntil !== undefined && { restrictedUntil: standing.restrictedUntil }),
  }
}
