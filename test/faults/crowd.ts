import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import type { SentMessage } from '../fakes/bot-api/state.ts'
import { react, referenceIn } from './applicant.ts'
import type { Applicant } from './applicant.ts'

/** One thing that a person did, as the bot's log must have it. */
export interface Said {
  readonly update: number
  readonly text: string
}

/** A person in front of the chat, and what they remember of it. */
export interface Member {
  readonly person: Applicant
  readonly said: readonly Said[]
  /** References in the order in which they were given, each once. */
  readonly references: readonly string[]
  /** Whether they wait for an answer. */
  readonly waiting: boolean
}

/** Many people who fill in the form to its end and begin again, each answering as soon as the bot has asked. */
export interface Crowd {
  readonly members: readonly Member[]
  /** Everyone greets the bot. */
  greet(): void
  /** Reads what came since, and answers it. */
  act(): void
  /** From now on nobody begins another request, but those who have not sent one yet. */
  finishing: boolean
  /** Whether everyone has reached the end of the last request. */
  readonly finished: boolean
}

interface Mind extends Member {
  readonly said: Said[]
  readonly references: string[]
  readonly answered: Set<string>
  waiting: boolean
  home: boolean
}

/** People at the fake server; `random` in [0, 1) decides who presses and who types. */
export function gather(api: BotApi, people: readonly Applicant[], random: () => number): Crowd {
  const members = people.map((person): Mind => {
    return { person, said: [], references: [], answered: new Set(), waiting: false, home: false }
  })
  const byChat = new Map(members.map((member) => [member.person.chat, member]))
  let read = 0
  const crowd = {
    members,
    finishing: false,
    greet() {
      for (const member of members) say(api, member, 'السلام عليكم')
    },
    act() {
      const all = api.sent()
      for (; read < all.length; read += 1) {
        const message = all[read]
        const member = message && byChat.get(message.chat)
        if (member) answer(api, member, message, { random, finishing: crowd.finishing })
      }
    },
    get finished() {
      return members.every(({ home }) => home)
    },
  }
  return crowd
}

function say(api: BotApi, member: Mind, text: string): void {
  member.said.push({ update: api.say(member.person.chat, text), text })
  member.waiting = true
}

function answer(
  api: BotApi,
  member: Mind,
  message: SentMessage,
  { random, finishing }: { readonly random: () => number; readonly finishing: boolean },
): void {
  const reference = referenceIn(message.text)
  if (reference !== undefined && !member.references.includes(reference)) member.references.push(reference)
  const run = member.references.length + 1
  const reaction = react(member.person, message, run)
  if (reaction.kind === 'nothing') return
  // The same question again is a message that was sent twice; a person answers it once.
  const question = reaction.kind === 'press' ? (reaction.data.split(':')[1] ?? '') : `${run} ${message.text}`
  if (member.answered.has(question)) return
  if (finishing && member.references.length > 0 && atMenu(message)) {
    member.home = true
    member.waiting = false
    return
  }
  member.answered.add(question)
  if (reaction.kind === 'say') return say(api, member, reaction.text)
  if (random() < 0.5) return say(api, member, reaction.label)
  const update = api.press(member.person.chat, { data: reaction.data })
  member.said.push({ update, text: reaction.data.split(':')[2] ?? '' })
  member.waiting = true
}

/** Whether a message is the main menu, between two requests. */
function atMenu({ buttons }: SentMessage): boolean {
  return buttons.some(({ data }) => data.endsWith(':request'))
}
