import type { WAMessage, proto } from '@whiskeysockets/baileys'
import type { OutgoingMessage } from '#core/message.ts'
import { openConversation } from '../fakes/conversation.ts'
import { textOf } from '../fakes/whatsapp-relay/phone.ts'
import { applicant, react } from './applicant.ts'
import type { Applicant } from './applicant.ts'
import { ASSOCIATION } from './bot-process.ts'

/** What somebody on WhatsApp does about a message: there is nothing to press, so they write, or vote. */
export type Reply =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'vote'; readonly option: string }

/** The words of every choice on the way to a request and to the one after it, learnt from a conversation. */
export async function wantedLabels(): Promise<ReadonlySet<string>> {
  const talk = await openConversation({ association: ASSOCIATION, channel: 'whatsapp' })
  const wanted = new Set<string>()
  try {
    let begun = 0
    let [message] = (await talk.say('السلام عليكم')).slice(-1)
    while (message && begun <= 2) {
      const reaction = reactTo(message)
      if (reaction.kind === 'nothing') break
      if (reaction.kind === 'press') wanted.add(withoutMarks(reaction.label))
      if (reaction.kind === 'press' && reaction.data.endsWith(':request')) begun += 1
      const said = reaction.kind === 'say' ? reaction.text : reaction.label
      message = (await talk.say(said)).at(-1)
    }
    if (begun <= 2) throw new Error('no request was finished')
    return wanted
  } finally {
    await talk.close()
  }
}

function reactTo({ question = '', choices = [], text }: OutgoingMessage) {
  const buttons = choices.map(({ id, label }) => ({ data: `c:${question}:${id}`, label }))
  return react(applicant(0), { text, buttons }, 1)
}

/** How somebody who asks for a device answers a message; `coin` in [0, 1) decides between number and words. */
export function replyTo(
  message: WAMessage,
  person: Applicant,
  {
    run,
    wanted,
    coin,
  }: { readonly run: number; readonly wanted: ReadonlySet<string>; readonly coin: number },
): Reply {
  const choice = choicesIn(message).find(({ label }) => wanted.has(label))
  if (choice?.option !== undefined && coin < HALF) return { kind: 'vote', option: choice.option }
  if (choice) return { kind: 'say', text: coin < HALF || !choice.number ? choice.label : choice.number }
  const reaction = react(person, { text: withoutMarks(wordsOf(message)), buttons: [] }, run)
  return reaction.kind === 'say' ? reaction : { kind: 'nothing' }
}

const HALF = 0.5

/** Whether a message is the main menu, between two requests. */
export function isMenu(message: WAMessage, menuLabel: string): boolean {
  return choicesIn(message).some(({ label }) => label === menuLabel)
}

/** Everything written in a message, as it came: its text, or the question of a poll. */
export function wordsOf(message: WAMessage): string {
  return textOf(message) ?? pollIn(message)?.name ?? ''
}

/** The poll inside a message, where it is one. */
export function pollIn({ message }: WAMessage): proto.Message.IPollCreationMessage | undefined {
  return message?.pollCreationMessageV3 ?? message?.pollCreationMessage ?? undefined
}

interface Choice {
  readonly number: string
  readonly label: string
  /** What to vote for, where it is an option of a poll. */
  readonly option?: string
}

/** Options of a poll, or lines of a text: a number, a dot and words, or words alone. Each may be a choice. */
function choicesIn(message: WAMessage): Choice[] {
  const options = pollIn(message)?.options?.map(({ optionName }) => optionName ?? '')
  if (options) return options.map((option) => ({ ...choiceOf(option), option }))
  return withoutMarks(wordsOf(message)).split('\n').map(choiceOf)
}

function choiceOf(line: string): Choice {
  const [, number = '', label = ''] = /^\s*(?:([\d٠-٩]{1,2})\.|•)?\s*(.*?)\s*$/.exec(withoutMarks(line)) ?? []
  return { number, label }
}

/** A text without the marks that isolate what was inserted. */
function withoutMarks(text: string): string {
  return text.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, '')
}
