import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Urn } from '#core/contact.ts'
import type { FlowEvent } from '#engine/event.ts'
import type { Session } from '#engine/session.ts'
import { applyEvents } from '#runner/apply-events.ts'
import type { EventContext } from '#runner/handlers/handler.ts'
import { createMailboxes } from '#runner/mailbox.ts'
import type { RunnerLog } from '#runner/parts.ts'
import { prepareEvents } from '#runner/prepare-events.ts'
import type { Rendered } from '#runner/render.ts'
import type { Job, Running } from '#runner/running.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import { contentOf, createCountedIds, createManualClock } from '../fakes/conversation.ts'
import type { ManualClock } from '../fakes/conversation.ts'
import type { Logged } from './outbox-desk.ts'

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }

/** The runner's parts over a real store, with nobody at work: jobs are only taken down. */
export interface Room extends AsyncDisposable {
  readonly store: Store
  readonly clock: ManualClock
  readonly running: Running
  readonly logged: Logged[]
  /** Jobs that were put into mailboxes. */
  readonly jobs: { readonly contact: string; readonly job: Job }[]
  /** A contact that is on record. */
  contact(urn?: Urn): Promise<{ readonly contact: Contact; readonly key: DataKey }>
  /** Carries out what events lead to, and returns the messages. */
  apply(events: readonly FlowEvent[], changed?: Partial<EventContext>): Promise<readonly Rendered[]>
  actions(): Promise<readonly string[]>
}

/** A session that stands nowhere. */
export const SESSION: Session = { id: 's1', status: 'active', language: 'ar', stack: [], turns: 0 }

/** Opens a room of one association. */
export async function openRoom(association = 'musanid'): Promise<Room> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-room-'))
  const clock = createManualClock()
  const store = await openStore({ folder, ...KEYS, now: clock.now })
  const logged: Logged[] = []
  const note = (what: string, fields = {}): void => void logged.push({ what, fields })
  const log: RunnerLog = { info: note, warn: note, error: note }
  const jobs: { contact: string; job: Job }[] = []
  const mailboxes = createMailboxes<Job>((contact, job) => {
    jobs.push({ contact, job })
    return Promise.resolve()
  })
  let seq = 0
  const running: Running = {
    ...contentOf(association),
    store,
    clock,
    log,
    ids: createCountedIds(),
    language: 'ar',
    channels: new Map(),
    fileSources: new Map(),
    mailboxes,
    delivery: {
      start: () => undefined,
      wake: () => undefined,
      idle: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    planner: {
      start: () => undefined,
      wake: () => undefined,
      contactWrote: () => Promise.resolve(),
      idle: () => Promise.resolve(),
      stop: () => Promise.resolve(),
    },
    nextSeq: () => ++seq,
    stopping: new AbortController().signal,
  }
  const contact: Room['contact'] = async (urn = 'terminal:somebody') => {
    const known = await store.contacts.find(urn, 'test')
    if (known) return { contact: known, key: await store.vault.open(known.keyId) }
    const { key, write } = store.vault.newKey(running.ids.newId())
    const id = running.ids.newId()
    await store.commit([
      write,
      ...store.contacts.create({ id, urn, account: 'test', createdAt: clock.now() }, key),
    ])
    const made = await store.contacts.get(id)
    if (!made) throw new Error('no contact')
    return { contact: made, key }
  }
  return {
    store,
    clock,
    running,
    logged,
    jobs,
    contact,
    async apply(events, changed = {}) {
      const whose = await contact()
      const prepared = await prepareEvents(running, changed.contact ?? whose.contact, events)
      const now = { at: clock.now(), session: SESSION, prepared }
      const context: EventContext = { running, ...whose, ...now, ...changed }
      const { writes, messages } = applyEvents(events, context)
      if (writes.length > 0) await store.commit(writes)
      return messages
    },
    actions: async () => (await store.audit.after(0, 100)).map(({ actor, action }) => `${actor} ${action}`),
    async [Symbol.asyncDispose]() {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
