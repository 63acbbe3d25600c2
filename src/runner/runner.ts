import type { Association } from '#core/association.ts'
import type { ChannelType } from '#core/contact.ts'
import type { Matcher } from '#core/inquiry.ts'
import type { Language } from '#core/text.ts'
import type { Channel, FileSource, Receive } from '#channels/channel.ts'
import type { StoredContent } from '#store/inbox.ts'
import type { Store } from '#store/store.ts'
import type { Timer } from '#store/timers.ts'
import type { AnswerChooser } from './answer-chooser.ts'
import { createDelivery } from './deliver.ts'
import type { Delivery } from './deliver.ts'
import type { RunnerLibrary } from './library.ts'
import { createMailboxes } from './mailbox.ts'
import type { Mailboxes } from './mailbox.ts'
import { receiveMessages } from './receive.ts'
import type { Renderer } from './render.ts'
import { createSchedule } from './schedule.ts'
import type { Schedule } from './schedule.ts'
import { workOn } from './work.ts'

/** Time as the runner sees it; tests give one that stands still or runs as they like. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after a while, or early when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Where ids come from. */
export interface Ids {
  newId(): string
  /** A request's reference: eight characters of an alphabet without look-alikes. */
  newReference(): string
}

/** What the runner may log: a word for what happened, and fields that never hold a person's words or numbers. */
export interface RunnerLog {
  info(what: string, fields?: Readonly<Record<string, string | number>>): void
  warn(what: string, fields?: Readonly<Record<string, string | number>>): void
  error(what: string, fields?: Readonly<Record<string, string | number>>): void
}

/** What people write and may correct while the bot runs: profile, words, flows, examples. It changes as a whole. */
export interface RunnerContent {
  readonly association: Association
  readonly renderer: Renderer
  readonly library: RunnerLibrary
  readonly matcher: Matcher
  /** Intents that a language model may choose among: those whose approved answer may be given by itself. */
  readonly choosable?: ReadonlySet<string>
}

/** All that the runner works with; built in one place. */
export interface RunnerParts extends RunnerContent {
  readonly store: Store
  readonly channels: ReadonlyMap<ChannelType, Channel>
  readonly fileSources: ReadonlyMap<ChannelType, FileSource>
  readonly clock: Clock
  readonly ids: Ids
  readonly log: RunnerLog
  /** Spoken until a person chooses. */
  readonly language: Language
  /** The flow that a conversation begins with, to try one out. */
  readonly entry?: string
  /** A second opinion on questions that the matcher is not sure of; off by default. */
  readonly chooser?: AnswerChooser
}

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

/** The parts at work: what each function of the runner is given. */
export interface Running extends RunnerParts {
  readonly mailboxes: Mailboxes<Job>
  readonly delivery: Delivery
  /** Order of messages to one contact: grows for ever. */
  nextSeq(): number
  readonly stopping: AbortSignal
}

/** The imperative shell: receives, takes turns, commits, delivers, keeps time. */
export interface Runner {
  readonly receive: Receive
  /** Goes on with what an earlier process left behind, then starts delivering and keeping time. */
  start(): Promise<void>
  /** Gives a contact's conversation back to the bot. */
  release(contactId: string): Promise<void>
  /** Takes corrected content into use: from the next turn on, for everybody; a turn under way ends with the old. */
  replace(content: RunnerContent): Promise<void>
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
  const delivery = createDelivery(parts, stopping.signal)
  const mailboxes: Mailboxes<Job> = createMailboxes((contact, job) => workOn(running, contact, job))
  let running: Running = { ...parts, mailboxes, delivery, nextSeq, stopping: stopping.signal }
  const schedule: Schedule = createSchedule(() => running)
  return {
    receive: (messages) => receiveMessages(running, messages),
    async start() {
      // The clock may have been set back since: what is written now still comes after what waits.
      lastSeq = await parts.store.outbox.lastSeq()
      await recover(running)
      delivery.start()
      schedule.start()
    },
    async release(contactId) {
      const contact = await parts.store.contacts.get(contactId)
      if (!contact || contact.owner === 'bot') return
      await parts.store.commit([parts.store.contacts.setOwner(contactId, contact.owner, 'bot')])
      mailboxes.add(contactId, { kind: 'released' })
    },
    async replace(content) {
      const next: Running = { ...running, ...content }
      await keepRevisions(next)
      running = next
    },
    async idle() {
      await mailboxes.idle()
      await delivery.idle()
    },
    async stop() {
      stopping.abort()
      await Promise.all([mailboxes.stop(), schedule.stop()])
      await delivery.stop()
    },
  }
}

/** What the last process had on disk and not yet done is done now, in its order. */
async function recover(running: Running): Promise<void> {
  const { store, log, mailboxes } = running
  const again = await store.outbox.recover()
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
