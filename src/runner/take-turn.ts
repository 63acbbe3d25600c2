import { resumeSession, startSession } from '#engine/engine.ts'
import { isHushed } from '#engine/pin.ts'
import { hasAnswers } from '#engine/session.ts'
import type { Session } from '#engine/session.ts'
import type { Turn } from '#engine/turn.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { StoredSession } from '#store/sessions.ts'
import type { Write } from '#store/write.ts'
import { doubted } from './account-cases.ts'
import { withSecondOpinion } from './answer-chooser.ts'
import { applyEvents } from './apply-events.ts'
import { buildEnv, isIdle } from './build-env.ts'
import type { Coming } from './build-env.ts'
import { composeMessage } from './compose-message.ts'
import { draftTimer } from './draft-timer.ts'
import { keepSilent } from './keep-silent.ts'
import { takeBurst } from './merge-burst.ts'
import { noticeSending, noticeTaken, stillWaits } from './notices/notice-job.ts'
import { prepareEvents } from './prepare-events.ts'
import type { Prepared } from './prepare-events.ts'
import { readJob } from './read-job.ts'
import type { Rendered } from './render.ts'
import type { Job, Running } from './running.ts'
import { unusedFiles } from './uploads/drop-unused.ts'

const DAY = 86_400_000
/** A session is kept this long after its last turn; a request begun is never lost in less than 30 days (R3). */
const SESSION_DAYS = 120

/** Whose turn it is: the contact, the key of its data, and the moment. */
interface Desk {
  readonly contact: Contact
  readonly key: DataKey
  readonly at: number
}

/**
 * One turn, one commit: reads the contact and its session, lets the engine decide, turns events into writes,
 * and commits session, log, outbox and "inbox done" together.
 */
export async function takeTurn(running: Running, contactId: string, job: Job): Promise<void> {
  const { store, mailboxes, delivery, planner } = running
  if (job.kind === 'notice' && !(await stillWaits(running, job.notice))) return
  const contact = await store.contacts.get(contactId)
  if (!contact) throw new Error('the contact is gone')
  const desk: Desk = { contact, key: await store.vault.open(contact.keyId), at: running.clock.now() }
  const read = await readJob(running, contact, desk.key, job)
  const begun = [...jobDone(running, job, contact), ...read.writes]
  if (read.input === undefined || contact.owner !== 'bot') {
    const kept = await keepSilent(running, contact, desk.key, read.input)
    await store.commit([
      ...begun,
      ...kept.writes,
      ...logged(running, desk, [...read.entries, ...kept.entries]),
    ])
    delivery.wake()
    return
  }
  const burst = takeBurst(running, contact)
  const stored = await store.sessions.find(contactId, desk.key)
  const session = stored?.state as Session | undefined
  const said = [...read.entries, ...burst.entries]
  const entries = session && isHushed(running, session) ? said.map(hushed) : said
  const came = { ...desk, input: read.input, session }
  const idle = isIdle(came)
  const coming = idle ? { ...came, contact: doubted(contact, desk.at) } : came
  const turn = await think(running, coming)
  const prepared = await prepareEvents(running, coming.contact, turn.events)
  const asksForPerson = turn.events.some((event) => event.kind === 'handoff_requested')
  const handoff = asksForPerson ? await store.handoffs.openOf(contactId) : undefined
  const flooded = burst.jobs.size > 0
  const writes = turnWrites(running, desk, { stored, turn, entries, flooded, handoff, job, prepared })
  // Before what the turn leads to: the right PIN in it proves the account again.
  const unproven = idle ? [store.contacts.setProven(contactId, false)] : []
  const guard = store.contacts.ownedBy(contactId, 'bot')
  const unused = unusedFiles(read.input, turn.events)
  const dropped = unused.map((file) => store.files.removed(file))
  await store.commit([guard, ...begun, ...dropped, ...burst.writes, ...unproven, ...writes])
  // Bytes that a crash leaves here are swept at the next start.
  await Promise.all(unused.map((file) => store.files.erase(file)))
  if (burst.jobs.size > 0) mailboxes.remove(contactId, burst.jobs)
  delivery.wake()
  if (job.kind === 'message') await planner.contactWrote(contactId)
}

async function think(running: Running, coming: Coming): Promise<Turn> {
  const { contact, session, input } = coming
  const env = await buildEnv(running, coming)
  return withSecondOpinion(running, env, (known) => {
    if (session) return resumeSession(known, session, input)
    const start = { id: running.ids.newId(), language: contact.language ?? running.language }
    return startSession(known, start, input)
  })
}

/** A line of the log without what was said. */
function hushed({ text: _secret, ...entry }: MessageEntry): MessageEntry {
  return entry
}

interface TurnResult {
  readonly stored: StoredSession | undefined
  readonly turn: Turn
  readonly entries: readonly MessageEntry[]
  readonly flooded: boolean
  readonly handoff: Handoff | undefined
  readonly job: Job
  readonly prepared: Prepared
}

function turnWrites(running: Running, desk: Desk, result: TurnResult): Write[] {
  const { contact, key, at } = desk
  const { handoff, prepared } = result
  const { session, events } = result.turn
  const context = { running, contact, key, at, session, prepared, ...(handoff && { handoff }) }
  const applied = applyEvents(events, context)
  const note = result.flooded ? running.renderer.text({ key: 'replies:flood' }, session.language) : undefined
  const rendered = withNote(applied.messages, note)
  const usual = { language: session.language, at }
  const composed = rendered.map((message, place) =>
    composeMessage(running, contact, key, message, {
      ...usual,
      // The last message of the turn stands for the notice: it asks, or says what there is to say.
      ...(result.job.kind === 'notice' && noticeSending(result.job, place === rendered.length - 1)),
    }),
  )
  return [
    ...applied.writes,
    saveSession(running, desk, result),
    ...draftTimer(running, contact, at, result.stored?.state as Session | undefined, session),
    ...composed.map((message) => message.write),
    ...logged(running, desk, [...result.entries, ...composed.map((message) => message.entry)]),
  ]
}

/** A note stands before the question, and never makes a third message. */
function withNote(messages: readonly Rendered[], note: string | undefined): readonly Rendered[] {
  const [first, ...rest] = messages
  if (note === undefined) return messages
  if (!first || rest.length === 0) return [{ text: note }, ...messages]
  return [{ ...first, text: `${note}\n\n${first.text}` }, ...rest]
}

function saveSession(running: Running, desk: Desk, { stored, turn }: TurnResult): Write {
  const { session } = turn
  const top = session.stack.at(-1)
  return running.store.sessions.save(
    {
      id: session.id,
      contactId: desk.contact.id,
      state: session,
      at: desk.at,
      expiresAt: desk.at + SESSION_DAYS * DAY,
      status: session.status,
      ...(top && { flow: top.flow, step: top.step }),
      waiting:
        session.pending?.kind ??
        (hasAnswers(session.stack) ? 'form' : session.question ? 'question' : 'nothing'),
    },
    stored?.rev ?? 0,
    desk.key,
  )
}

function jobDone(running: Running, job: Job, contact: Contact): Write[] {
  if (job.kind === 'message') return [running.store.inbox.done(job.id)]
  if (job.kind === 'notice') return noticeTaken(running, job, contact)
  return job.kind === 'timer' ? [running.store.timers.done(job.timer.id)] : []
}

function logged(running: Running, desk: Desk, entries: readonly MessageEntry[]): Write[] {
  if (entries.length === 0) return []
  const { contact, key, at } = desk
  return [running.store.messages.append({ id: running.ids.newId(), contactId: contact.id, at, entries }, key)]
}
