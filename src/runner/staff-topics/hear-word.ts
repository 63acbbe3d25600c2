import { GroupError } from '#channels/staff-group.ts'
import type { GroupWord } from '#channels/staff-group.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import type { StaffTopic } from '#store/staff-topics.ts'
import { StoreUnavailable } from '#store/write.ts'
import type { HandoffRefused } from '../handoffs/handoff-access.ts'
import { GROUP_NOTE } from './copy-thread.ts'
import { linkMember } from './link-member.ts'
import { wordOf } from './desk-parts.ts'
import type { StaffDeskRunning } from './desk-parts.ts'

/** A command and what stands behind it; `//` begins a note as `/note` does. */
const COMMAND = /^\/(?:(?<name>[a-z]{1,32})(?:@\w+)?(?=\s|$)|\/)\s*/i

/**
 * Carries out what was written in the group: in a topic of ours a plain text is the answer to the person. Whoever is
 * no staff is told so once; other topics and the general part are none of our business.
 */
export async function hearWord(running: StaffDeskRunning, word: GroupWord): Promise<void> {
  if (word.chat !== running.group.chat) return
  try {
    await carryOut(running, word)
  } catch (error) {
    // Not confirmed to the platform, which brings it again. Any other failure would bring it again for ever.
    if (error instanceof StoreUnavailable) throw error
    running.log.error('staff_group_unheard')
    answer(running, word, wordOf(running, 'group.failed'))
  }
}

async function carryOut(running: StaffDeskRunning, word: GroupWord): Promise<void> {
  const { store } = running
  const { name, rest } = readCommand(word.text)
  if (name === 'link' && !word.edited)
    return answer(running, word, await linkMember(running, word.from, rest))
  const topic = word.thread === undefined ? undefined : await store.staffTopics.at(word.chat, word.thread)
  if (!topic) {
    if (name === 'help' && word.thread === undefined) answer(running, word, wordOf(running, 'group.help'))
    return
  }
  const member = await memberOf(running, word.from)
  if (!member) return hint(running, word)
  if (word.edited) return answer(running, word, wordOf(running, 'group.edited'))
  if (word.text === undefined) return answer(running, word, wordOf(running, 'group.textOnly'))
  if (name === 'help') return answer(running, word, wordOf(running, 'group.help'))
  const handoff = await store.handoffs.openOf(topic.contactId)
  if (!handoff) return answer(running, word, wordOf(running, 'group.over'))
  const act = name === undefined ? say : ACTS.get(name)
  if (!act) return answer(running, word, wordOf(running, 'group.unknown'))
  const refused = await act({ running, word, member, handoff, topic, rest })
  if (refused)
    answer(running, word, wordOf(running, `refusals.${refused.refused}`, await nameOf(running, refused)))
  else taken(running, word)
}

function readCommand(text = ''): { readonly name?: string; readonly rest: string } {
  const found = COMMAND.exec(text)
  if (!found) return { rest: text }
  return { name: found.groups?.['name']?.toLowerCase() ?? 'note', rest: text.slice(found[0].length) }
}

/** One thing that a member wants done with a conversation. */
interface Wish {
  readonly running: StaffDeskRunning
  readonly word: GroupWord
  readonly member: StaffMember
  readonly handoff: Handoff
  readonly topic: StaffTopic
  readonly rest: string
}

type Act = (wish: Wish) => Promise<HandoffRefused | undefined>

const ACTS: ReadonlyMap<string, Act> = new Map<string, Act>([
  [
    'claim',
    async ({ running, member, handoff }) => refusal(await running.runner.handoffs.claim(member, handoff.id)),
  ],
  [
    'release',
    async ({ running, member, handoff }) =>
      refusal(await running.runner.handoffs.release(member, handoff.id)),
  ],
  ['note', note],
  ['close', ({ rest, ...wish }) => close(wish, rest)],
  ['bot', backToBot],
])

/** A reply; whoever answers somebody who waits takes the conversation with it. */
async function say({ running, word, member, handoff, rest }: Wish): Promise<HandoffRefused | undefined> {
  const { handoffs } = running.runner
  if (handoff.state === 'open') {
    const claimed = refusal(await handoffs.claim(member, handoff.id))
    if (claimed) return claimed
  }
  return refusal(
    await handoffs.reply(member, handoff.id, { text: rest, clientKey: keyOf(word), via: 'group' }),
  )
}

async function note({ running, word, member, handoff, rest }: Wish): Promise<HandoffRefused | undefined> {
  const id = `${GROUP_NOTE}${keyOf(word)}`
  return refusal(await running.runner.handoffs.note(member, handoff.id, rest, id))
}

async function close(
  { running, word, member, handoff }: Omit<Wish, 'rest'>,
  text: string,
  via: { readonly via?: 'group' } = { via: 'group' },
): Promise<HandoffRefused | undefined> {
  return refusal(
    await running.runner.handoffs.close(member, handoff.id, { text, clientKey: keyOf(word), ...via }),
  )
}

/** Closes with the usual words, in the person's language. */
async function backToBot({ rest: _rest, ...wish }: Wish): Promise<HandoffRefused | undefined> {
  const { store, runner, language } = wish.running
  const contact = await store.contacts.get(wish.handoff.contactId)
  const spoken = contact?.language ?? language
  return close(wish, runner.content().renderer.text({ key: 'replies:handoff.returned' }, spoken), {})
}

function refusal(result: object): HandoffRefused | undefined {
  return 'refused' in result ? (result as HandoffRefused) : undefined
}

/** The same message is the same key, however often the platform brings it. */
function keyOf({ chat, messageId }: GroupWord): string {
  return `tg:${chat}:${messageId}`
}

async function memberOf({ store }: StaffDeskRunning, account: string): Promise<StaffMember | undefined> {
  const id = await store.staffTelegram.staffOf(account)
  const member = id === undefined ? undefined : await store.staff.get(id)
  return member?.status === 'active' ? member : undefined
}

async function nameOf({ store }: StaffDeskRunning, { by }: HandoffRefused): Promise<{ by: string }> {
  return { by: by === undefined ? '' : ((await store.staff.get(by))?.name ?? by) }
}

function hint(running: StaffDeskRunning, word: GroupWord): void {
  if (running.told.has(word.from)) return
  running.told.add(word.from)
  answer(running, word, wordOf(running, 'group.stranger'))
}

function answer({ group, inBackground }: StaffDeskRunning, word: GroupWord, text: string): void {
  inBackground(() => group.say(word.thread, text, word.messageId))
}

/** A mark on the message says that it is on its way; a group that allows no marks gets a word. */
function taken(running: StaffDeskRunning, word: GroupWord): void {
  const { group, inBackground } = running
  inBackground(async () => {
    try {
      await group.mark(word.messageId)
    } catch (error) {
      if (!(error instanceof GroupError) || error.failure !== 'refused') throw error
      await group.say(word.thread, wordOf(running, 'group.taken'), word.messageId)
    }
  })
}
