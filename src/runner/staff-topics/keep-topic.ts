import { GroupError } from '#channels/staff-group.ts'
import type { Contact } from '#store/contacts.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffTopic } from '#store/staff-topics.ts'
import type { Store } from '#store/store.ts'
import { copyThread, placeBeforeLast } from './copy-thread.ts'
import { wordOf } from './desk-parts.ts'
import type { StaffDeskRunning } from './desk-parts.ts'

/** Turns of the log in which a message is looked for that did not arrive. */
const LOOK_BACK = 12

/**
 * Brings the topic of a conversation up to date: made where there is none, told what became of the handoff, and, where
 * the association wishes, what was said. What was told is noted at once, so that it is not told again.
 */
export async function keepTopic(running: StaffDeskRunning, contactId: string): Promise<void> {
  const { store, group } = running
  const [handoff] = await store.handoffs.ofContact(contactId)
  const contact = handoff && (await store.contacts.get(contactId))
  if (!handoff || !contact) return
  const kept = await store.staffTopics.of(contactId)
  // Another group than before knows nothing of the topics of the first.
  const known = kept?.chat === group.chat ? kept : undefined
  if (!known && handoff.state === 'closed') return
  try {
    await tell(running, handoff, contact, known ?? (await openTopic(running, contact)))
  } catch (error) {
    if (!(error instanceof GroupError) || error.failure !== 'no_topic' || handoff.state === 'closed')
      throw error
    // Somebody deleted the topic in the group: the person still waits.
    await tell(running, handoff, contact, await openTopic(running, contact))
  }
}

/** A topic named without anything of the person: the mark is the one by which the console calls a visitor. */
async function openTopic(running: StaffDeskRunning, contact: Contact): Promise<StaffTopic> {
  const { store, group, clock } = running
  const channel = { key: `staff:channels.${contact.channel}` }
  const name = wordOf(running, 'group.topic', { mark: contact.id.slice(-4), channel })
  const thread = await group.openTopic(name)
  const createdAt = clock.now()
  const topic = {
    contactId: contact.id,
    chat: group.chat,
    thread,
    createdAt,
    told: '',
    saidTo: 0,
    notedAt: 0,
  }
  await store.commit([store.staffTopics.put(topic)])
  return topic
}

async function tell(
  running: StaffDeskRunning,
  handoff: Handoff,
  contact: Contact,
  before: StaffTopic,
): Promise<void> {
  const { store, group, mirror } = running
  const failed = await lastFailure(store, contact)
  const told = markOf(handoff, failed?.id)
  let topic = before
  if (told !== topic.told) {
    const news = await newsOf(running, handoff, contact, readMark(topic.told))
    const first = readMark(topic.told).id !== handoff.id
    const lost = !first && failed && failed.id !== readMark(topic.told).failed ? failed.failure : undefined
    const lines = [news, lost && lostText(running, lost)].filter((line) => line !== undefined)
    if (lines.length > 0) await group.say(topic.thread, lines.join('\n'))
    topic = { ...topic, told, ...(first && (await startOfCopy(running, handoff, contact, topic))) }
    await store.commit([store.staffTopics.put(topic)])
  }
  if (mirror) await copyThread(running, handoff, contact, topic)
}

/** A conversation that comes to staff is copied with its last words; what the bot said meanwhile stays out. */
async function startOfCopy(
  { store }: StaffDeskRunning,
  handoff: Handoff,
  contact: Contact,
  topic: StaffTopic,
): Promise<Pick<StaffTopic, 'saidTo' | 'notedAt'>> {
  const saidTo = Math.max(topic.saidTo, await placeBeforeLast(store, contact))
  return { saidTo, notedAt: Math.max(topic.notedAt, handoff.openedAt - 1) }
}

interface Mark {
  readonly id?: string
  readonly state?: string
  readonly reason?: string
  readonly by?: string
  readonly escalated?: string
  readonly failed?: string
}

/** How a handoff stands, as far as the topic is told of it. */
function markOf({ id, state, reason, claimedBy, escalatedAt }: Handoff, failed = ''): string {
  return [id, state, reason, claimedBy ?? '', escalatedAt ?? '', failed].join(' ')
}

function readMark(told: string): Mark {
  const [id, state, reason, by, escalated, failed] = told.split(' ')
  return {
    ...(id && { id }),
    ...(state && { state }),
    ...(reason && { reason }),
    ...(by && { by }),
    ...(escalated && { escalated }),
    ...(failed && { failed }),
  }
}

/** What is new about a handoff, in one message; nothing about the person is in it. */
async function newsOf(
  running: StaffDeskRunning,
  handoff: Handoff,
  contact: Contact,
  before: Mark,
): Promise<string | undefined> {
  const { store } = running
  if (before.id !== handoff.id)
    return handoff.state === 'closed' ? undefined : waitingText(running, handoff, contact, 'group.waiting')
  if (handoff.state === 'closed') return wordOf(running, 'group.closed')
  if (handoff.claimedBy !== before.by) {
    if (handoff.claimedBy === undefined) return wordOf(running, 'group.released')
    const member = await store.staff.get(handoff.claimedBy)
    return wordOf(running, 'group.claimed', { who: member?.name ?? handoff.claimedBy })
  }
  if (handoff.reason !== before.reason) return waitingText(running, handoff, contact, 'group.urgent')
  const late = handoff.escalatedAt !== undefined && String(handoff.escalatedAt) !== before.escalated
  return late ? waitingText(running, handoff, contact, 'group.late') : undefined
}

function waitingText(running: StaffDeskRunning, handoff: Handoff, contact: Contact, head: string): string {
  const { runner, language, address } = running
  const known = runner.content().renderer.has(`staff:reasons.${handoff.reason}`, language)
  return [
    wordOf(running, head),
    wordOf(running, 'group.facts', {
      reason: { key: `staff:reasons.${known ? handoff.reason : 'other'}` },
      channel: { key: `staff:channels.${contact.channel}` },
    }),
    wordOf(running, running.mirror ? 'group.how' : 'group.readThere'),
    address(handoff.id),
  ].join('\n')
}

/** The last message of staff that did not arrive, among the last ones said. */
async function lastFailure(
  store: Store,
  contact: Contact,
): Promise<{ readonly id: string; readonly failure: string } | undefined> {
  const key = await store.vault.open(contact.keyId)
  const turns = await store.messages.of(contact.id, key, { limit: LOOK_BACK })
  const ours = turns.flatMap(({ entries }) => entries).filter(({ kind }) => kind === 'staff')
  for (const { outboxId } of ours.toReversed()) {
    const state = outboxId === undefined ? undefined : await store.outbox.find(outboxId)
    if (state?.status === 'failed') return { id: state.id, failure: state.failure ?? 'rejected' }
  }
  return undefined
}

function lostText(running: StaffDeskRunning, failure: string): string {
  const { runner, language } = running
  const [reason = ''] = failure.split(' ')
  const known = runner.content().renderer.has(`staff:failures.${reason}`, language)
  return wordOf(running, 'group.lost', { why: { key: `staff:failures.${known ? reason : 'rejected'}` } })
}
