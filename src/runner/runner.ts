import type { Receive, Reports } from '#channels/channel.ts'
import type { UploadDesk } from '#channels/upload-desk.ts'
import type { Actor } from '#core/case.ts'
import type { StaffMember } from '#store/staff.ts'
import { createAnswerDesk } from './answers/answer-desk.ts'
import type { AnswerDesk } from './answers/answer-desk.ts'
import { createOwnAnswers } from './answers/own-content.ts'
import { createCaseDesk } from './cases/case-desk.ts'
import type { CaseDesk } from './cases/case-desk.ts'
import { createDelivery } from './deliver.ts'
import { createHandoffDesk } from './handoffs/handoff-desk.ts'
import type { HandoffDesk } from './handoffs/handoff-desk.ts'
import { createMailboxes } from './mailbox.ts'
import type { Mailboxes } from './mailbox.ts'
import { createPlanner } from './notices/planner.ts'
import type { Planner } from './notices/planner.ts'
import type { RunnerContent, RunnerParts } from './parts.ts'
import { receiveMessages } from './receive.ts'
import type { Job, Running } from './running.ts'
import { createSchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import { keepClocks, setSetting } from './set-setting.ts'
import type { SettingName } from './settings.ts'
import { search } from './search/search.ts'
import { createReports } from './take-reports.ts'
import { createUploadDesk } from './uploads/upload-desk.ts'
import { createListeners, watchCommits } from './watch-commits.ts'
import { workOn } from './work.ts'

/** The imperative shell: receives, takes turns, commits, delivers, keeps time. */
export interface Runner {
  readonly receive: Receive
  /** For channels whose platforms tell more than messages. */
  readonly reports: Reports
  /** Takes files in over one-time links. */
  readonly uploads: UploadDesk
  /** Goes on with what an earlier process left behind, then starts delivering and keeping time. */
  start(): Promise<void>
  /** Gives a contact's conversation back to the bot. */
  release(contactId: string): Promise<void>
  /** What staff do with cases, tasks, slots and people. */
  readonly cases: CaseDesk
  /** Changes a setting, and what follows from it; says what is wrong with a value. */
  setSetting(by: Actor | 'operator', name: SettingName, text: string): ReturnType<typeof setSetting>
  /** Takes corrected content into use: from the next turn on, for everybody; a turn under way ends with the old. */
  replace(content: RunnerContent): Promise<void>
  /** What staff do with conversations. */
  readonly handoffs: HandoffDesk
  /** What a member of staff finds, as far as they may see it. */
  search(member: StaffMember, query: string): ReturnType<typeof search>
  /** What staff do with approved answers. */
  readonly answers: AnswerDesk
  /** Tells of changes that open pages may show, until the returned function is called. */
  onChange(listener: () => void): () => void
  /** The content in use now. */
  content(): RunnerContent
  /** Resolves when inbox and outbox have nothing left to do. */
  idle(): Promise<void>
  /** Takes no more, and waits for what is under way. */
  stop(): Promise<void>
}

/** Builds the runner. Nothing starts before `start()`. */
export function createRunner(parts: RunnerParts): Runner {
  const stopping = new AbortController()
  let lastSeq = 0
  const nextSeq = (): number => (lastSeq = Math.max(lastSeq + 1, parts.clock.now() * 1000))
  const planner: Planner = createPlanner(() => running)
  const changes = createListeners()
  const store = watchCommits(parts.store, {
    'notices.insert': planner.wake,
    'console_events.add': changes.tell,
  })
  const delivery = createDelivery({ ...parts, store }, stopping.signal, planner.wake)
  const mailboxes: Mailboxes<Job> = createMailboxes((contact, job) => workOn(running, contact, job))
  let running: Running = {
    ...parts,
    store,
    mailboxes,
    delivery,
    planner,
    nextSeq,
    stopping: stopping.signal,
  }
  const schedule: Schedule = createSchedule(() => running)
  const own = createOwnAnswers(parts, {
    ...parts,
    apply: (part) => (running = { ...running, ...part }),
  })
  return {
    receive: (messages) => receiveMessages(running, messages),
    reports: createReports(() => running),
    uploads: createUploadDesk(() => running),
    async start() {
      // The clock may have been set back since: what is written now still comes after what waits.
      lastSeq = await parts.store.outbox.lastSeq()
      running = { ...running, ...(await own.over(parts)) }
      await recover(running)
      await keepClocks(running)
      delivery.start()
      schedule.start()
      planner.start()
    },
    async release(contactId) {
      const contact = await parts.store.contacts.get(contactId)
      if (!contact || contact.owner === 'bot') return
      await parts.store.commit([parts.store.contacts.setOwner(contactId, contact.owner, 'bot')])
      mailboxes.add(contactId, { kind: 'released' })
    },
    cases: createCaseDesk(() => running),
    setSetting: (by, name, text) => setSetting(running, by, name, text),
    async replace(content) {
      const part = await own.over(content)
      const next: Running = { ...running, ...content, ...part }
      await keepRevisions(next)
      running = next
      await keepClocks(next)
    },
    handoffs: createHandoffDesk(() => running),
    search: (member, query) => search(running, member, query),
    answers: createAnswerDesk(() => running, own.refresh),
    onChange: changes.add,
    content: () => running,
    async idle() {
      // A notice that is due becomes a message, and a message that is settled may settle a notice.
      for (let round = 0; round < 2; round++) {
        await mailboxes.idle()
        await delivery.idle()
        await planner.idle()
      }
      await mailboxes.idle()
      await delivery.idle()
      await own.idle()
    },
    async stop() {
      stopping.abort()
      await Promise.all([mailboxes.stop(), schedule.stop(), planner.stop()])
      await delivery.stop()
    },
  }
}

/** What the last process had on disk and not yet done is done now, in its order. */
async function recover(running: Running): Promise<void> {
  const { store, log, mailboxes, channels } = running
  const waits = [...channels].map(
    ([type, { capabilities }]) => [type, capabilities.settlesWithin ?? 0] as const,
  )
  const again = await store.outbox.recover(new Map(waits.filter(([, wait]) => wait > 0)))
  await keepRevisions(running)
  let after = 0
  let waiting = 0
  for (;;) {
    const rows = await store.inbox.pending(after)
    for (const row of rows) {
      mailboxes.add(row.contactId, {
        kind: 'message',
        id: row.id,
        attempts: row.attempts,
        content: row.content,
      })
      after = row.id
    }
    waiting += rows.length
    if (rows.length === 0) break
  }
  if (waiting > 0 || again > 0) log.info('resumed', { waiting, again })
}

/** Sessions stay on the revision they began with: the older ones come from the store, the newest are kept there. */
async function keepRevisions({ store, library, clock }: Running): Promise<void> {
  for (const kind of ['flow', 'form'] as const) {
    for (const revision of await store.revisions.all(kind)) library.add(revision)
  }
  const at = clock.now()
  await store.commit(library.newest.map((revision) => store.revisions.put({ ...revision, at })))
}
