import { isolate } from '#core/isolate.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { LogRow, MessageEntry } from '#store/messages.ts'
import type { StaffTopic } from '#store/staff-topics.ts'
import type { Store } from '#store/store.ts'
import { wordOf } from './desk-parts.ts'
import type { StaffDeskRunning } from './desk-parts.ts'

/** Turns with which a conversation comes into the group. */
const FIRST_TURNS = 6
const PAGE = 20
/** Letters of one message of ours in the group, below every platform's limit; the rest is in the console. */
const LONGEST = 3_500

/** What a note of the group is called: it stands there already. */
export const GROUP_NOTE = 'group:'

/** The place in a contact's log after which its last turns come. */
export async function placeBeforeLast(store: Store, contact: Contact): Promise<number> {
  const key = await store.vault.open(contact.keyId)
  const [first] = await store.messages.of(contact.id, key, { limit: FIRST_TURNS })
  return first ? first.seq - 1 : 0
}

/** Copies into the topic what was said since, up to the end of the handoff; several turns become one message. */
export async function copyThread(
  running: StaffDeskRunning,
  handoff: Handoff,
  contact: Contact,
  from: StaffTopic,
): Promise<void> {
  const { store, group } = running
  const key = await store.vault.open(contact.keyId)
  let { saidTo, notedAt } = from
  for (;;) {
    const page = await store.messages.of(contact.id, key, { after: saidTo, limit: PAGE })
    const turns = page.filter((turn) => handoff.closedAt === undefined || turn.at <= handoff.closedAt)
    const notes = await notesSince(running, contact, key, notedAt)
    const lines = [...(await linesOf(running, turns)), ...notes.lines]
    if (lines.length > 0) await group.say(from.thread, cutLines(running, lines))
    const last = turns.at(-1)?.seq ?? saidTo
    if (last !== saidTo || notes.at !== notedAt)
      await store.commit([store.staffTopics.put({ ...from, saidTo: last, notedAt: notes.at })])
    saidTo = last
    notedAt = notes.at
    if (turns.length < PAGE) return
  }
}

async function linesOf(running: StaffDeskRunning, turns: readonly LogRow[]): Promise<string[]> {
  const lines: string[] = []
  for (const { entries } of turns) {
    for (const entry of entries) {
      if (entry.via === 'group') continue
      const words = entry.text ?? (entry.fileId === undefined ? '' : wordOf(running, 'group.file'))
      if (words !== '') lines.push(`${await speakerOf(running, entry)}: ${words}`)
    }
  }
  return lines
}

async function speakerOf(running: StaffDeskRunning, { from }: MessageEntry): Promise<string> {
  if (from === 'contact' || from === 'bot') return wordOf(running, `group.${from}`)
  return isolate((await running.store.staff.get(from))?.name ?? from)
}

async function notesSince(
  running: StaffDeskRunning,
  contact: Contact,
  key: DataKey,
  notedAt: number,
): Promise<{ readonly lines: readonly string[]; readonly at: number }> {
  const notes = (await running.store.notes.of(contact.id, key)).filter(({ at }) => at > notedAt)
  const lines: string[] = []
  for (const { id, staffId, text } of notes) {
    if (id.startsWith(GROUP_NOTE)) continue
    const who = (await running.store.staff.get(staffId))?.name ?? staffId
    lines.push(wordOf(running, 'group.note', { who, text }))
  }
  return { lines, at: notes.at(-1)?.at ?? notedAt }
}

function cutLines(running: StaffDeskRunning, lines: readonly string[]): string {
  const text = lines.join('\n\n')
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…\n${wordOf(running, 'group.more')}`
}
