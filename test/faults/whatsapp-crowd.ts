import type { WAMessage } from '@whiskeysockets/baileys'
import { textOf } from '../fakes/whatsapp-relay/phone.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import { applicant, referenceIn } from './applicant.ts'
import type { Applicant } from './applicant.ts'
import { isMenu, replyTo, wordsOf } from './whatsapp-applicant.ts'
import type { Reply } from './whatsapp-applicant.ts'

/** One thing that a person said, by WhatsApp's id of it. */
export interface SaidOnWhatsApp {
  readonly id: string
  readonly text: string
}

/** People on WhatsApp in front of a bot. */
export interface WhatsAppPeople {
  /** Reads what came since, and does something about it. */
  act(): void
  /** From now on nobody begins anything new. */
  finishing: boolean
  readonly finished: boolean
}

/** Somebody who makes requests, and what they remember. */
export interface WhatsAppMember {
  readonly person: Applicant
  readonly phone: Phone
  readonly said: readonly SaidOnWhatsApp[]
  readonly references: readonly string[]
}

interface Mind extends WhatsAppMember {
  readonly said: SaidOnWhatsApp[]
  readonly references: string[]
  readonly answered: Set<string>
  readonly seen: Set<string>
  /** What is on its way to be said, one after another. */
  speaking: Promise<unknown>
  read: number
  greeted: boolean
  home: boolean
}

export interface CrowdOptions {
  readonly phones: readonly Phone[]
  /** The bot's address. */
  readonly to: string
  readonly wanted: ReadonlySet<string>
  /** The label of "make a request" in the main menu. */
  readonly menu: string
  readonly random: () => number
}

/** People who fill in the form to its end and begin again, each answering as soon as the bot has asked. */
export function gatherOnWhatsApp(
  options: CrowdOptions,
): WhatsAppPeople & { readonly members: readonly WhatsAppMember[] } {
  const members = options.phones.map((phone, place): Mind => ({
    person: applicant(place),
    phone,
    said: [],
    references: [],
    answered: new Set(),
    seen: new Set(),
    speaking: Promise.resolve(),
    read: 0,
    greeted: false,
    home: false,
  }))
  const crowd = {
    members,
    finishing: false,
    act() {
      for (const member of members) {
        if (!member.greeted) speak(member, options.to, { kind: 'say', text: 'السلام عليكم' })
        member.greeted = true
        for (const message of unread(member)) answer(member, message, options, crowd.finishing)
      }
    },
    get finished() {
      return members.every(({ home }) => home)
    },
  }
  return crowd
}

/** What came since, each message once: the same id again is a repetition that every phone hides. */
function unread(member: Mind): WAMessage[] {
  const { received } = member.phone
  const fresh = received.slice(member.read)
  member.read = received.length
  return fresh.filter(({ key, message }) => {
    if (!message || key.fromMe || member.seen.has(key.id ?? '')) return false
    member.seen.add(key.id ?? '')
    return true
  })
}

function answer(member: Mind, message: WAMessage, options: CrowdOptions, finishing: boolean): void {
  const reference = referenceIn(wordsOf(message))
  if (reference !== undefined && !member.references.includes(reference)) member.references.push(reference)
  const run = member.references.length + 1
  if (finishing && member.references.length > 0 && isMenu(message, options.menu)) {
    member.home = true
    return
  }
  const reply = replyTo(message, member.person, { run, wanted: options.wanted, coin: options.random() })
  const question = `${run} ${wordsOf(message)}`
  if (reply.kind === 'nothing' || member.answered.has(question)) return
  member.answered.add(question)
  member.home = false
  speak(member, options.to, reply, message)
}

function speak(member: Mind, to: string, reply: Reply, poll?: WAMessage): void {
  member.speaking = member.speaking.then(async () => {
    if (reply.kind === 'vote' && poll)
      member.said.push({ id: await member.phone.vote(poll, [reply.option]), text: reply.option })
    if (reply.kind !== 'say') return
    const { key } = await member.phone.say(to, reply.text)
    member.said.push({ id: key.id ?? '', text: reply.text })
  })
}

/** People who write numbers, wait a little for the answer `re: …`, and write the next one. */
export interface Chatter extends WhatsAppPeople {
  readonly said: number
  readonly lost: number
  /** Answered under two ids; under one id the phone hides the second. */
  readonly twice: number
}

/** How long a person waits before writing again. */
const IMPATIENCE = 1_500

export function gatherChatter(phones: readonly Phone[], to: string): Chatter {
  const minds = phones.map((phone, place) => ({ phone, place, said: [] as string[], at: 0 }))
  /** The ids of the answers to everything said. */
  const answers = (): Map<string, Set<string>> => {
    const found = new Map<string, Set<string>>()
    for (const message of phones.flatMap(({ received }) => received)) {
      const text = textOf(message)
      if (text !== undefined) found.set(text, (found.get(text) ?? new Set()).add(message.key.id ?? ''))
    }
    return found
  }
  const all = (): string[] => minds.flatMap(({ said }) => said)
  const chatter = {
    finishing: false,
    act() {
      for (const mind of minds) {
        const last = mind.said.at(-1)
        const answered = last === undefined || mind.phone.countText(`re: ${last}`) > 0
        if (chatter.finishing || (!answered && performance.now() - mind.at < IMPATIENCE)) continue
        const text = `${mind.place}-${mind.said.length}`
        mind.said.push(text)
        mind.at = performance.now()
        void mind.phone.say(to, text)
      }
    },
    get finished() {
      const found = answers()
      return all().every((text) => found.has(`re: ${text}`))
    },
    get said() {
      return all().length
    },
    get lost() {
      const found = answers()
      return all().filter((text) => !found.has(`re: ${text}`)).length
    },
    get twice() {
      return [...answers().values()].filter((ids) => ids.size > 1).length
    },
  }
  return chatter
}
