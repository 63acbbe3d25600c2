import type { proto } from '@whiskeysockets/baileys'
import type { IncomingContent } from '#core/message.ts'
import type { DeviceState } from './device-state.ts'
import type { Baileys } from './load-baileys.ts'
import { openVote } from './poll-vote.ts'
import type { VoteParties } from './poll-vote.ts'
import { findSent } from './sent-message.ts'
import type { SentMessage } from './sent-message.ts'
import { textOf } from './read-content.ts'

/** What is needed to read an answer that refers to a message of ours. */
export interface AnswerContext {
  readonly baileys: Baileys
  readonly state: DeviceState
  readonly parties: VoteParties
}

/** An answer that refers to a message of ours: read as a choice, as nothing at all, or not of this kind. */
export type Answer =
  | { readonly read: IncomingContent }
  | { readonly read: 'nothing' }
  | { readonly read: 'other' }

const NOTHING: Answer = { read: 'nothing' }
const OTHER: Answer = { read: 'other' }

/** Reads votes, reactions and quoted replies. A vote or a reaction that was withdrawn is no answer. */
export async function readAnswer(message: proto.IMessage, context: AnswerContext): Promise<Answer> {
  if (message.pollUpdateMessage) return readVote(message.pollUpdateMessage, context)
  if (message.reactionMessage) return readReaction(message.reactionMessage, context)
  const quoted = message.extendedTextMessage?.contextInfo?.stanzaId
  const text = textOf(message)
  if (!quoted || text === undefined) return OTHER
  const sent = await findSent(context.baileys, context.state, quoted)
  // Whoever quotes an old question answers that one, whatever was asked since.
  const place = sent ? placeNamed(text, sent) : undefined
  return sent && place !== undefined ? choice(sent, place) : OTHER
}

async function readVote(
  { pollCreationMessageKey: poll, vote }: proto.Message.IPollUpdateMessage,
  { baileys, state, parties }: AnswerContext,
): Promise<Answer> {
  const id = poll?.id
  const sent = id ? await findSent(baileys, state, id) : undefined
  const secret = sent?.message.messageContextInfo?.messageSecret
  if (!id || !sent?.options || !secret || !vote) return NOTHING
  const places = openVote(baileys, { id, secret, options: sent.options }, vote, parties)
  const place = places?.[0]
  return place === undefined ? NOTHING : choice(sent, place)
}

const AGREEING = new Set(['👍', '✅', '✔', '👌'])
const REFUSING = new Set(['👎', '❌', '✖', '🚫'])

/** A keycap (2️⃣) names a choice by its number; a thumb answers a question of yes or no. Other reactions are courtesy. */
async function readReaction(
  { key, text }: proto.Message.IReactionMessage,
  { baileys, state }: AnswerContext,
): Promise<Answer> {
  const emoji = (text ?? '').replace(/\p{Emoji_Modifier}|\u{FE0F}/gu, '')
  if (emoji === '' || !key?.id) return NOTHING
  const sent = await findSent(baileys, state, key.id)
  if (!sent) return NOTHING
  const keycap = /^([1-9])\u20E3$/.exec(emoji)?.[1] ?? (emoji === '🔟' ? '10' : undefined)
  const meant = AGREEING.has(emoji) ? 'yes' : REFUSING.has(emoji) ? 'no' : undefined
  const named = sent.choices?.findIndex(({ id }) => id === meant) ?? -1
  const place = keycap === undefined ? named : Number(keycap) - 1
  return choice(sent, place)
}

function choice({ question, choices }: SentMessage, place: number): Answer {
  const chosen = choices?.[place]
  if (!chosen || question === undefined) return NOTHING
  return { read: { kind: 'choice', question, choice: chosen.id } }
}

/** The choice that a reply names by its number or by its exact words. */
function placeNamed(text: string, { choices = [], question }: SentMessage): number | undefined {
  if (question === undefined) return undefined
  const said = text.trim()
  const western = said.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
  const place = /^\d{1,2}$/.test(western)
    ? Number(western) - 1
    : choices.findIndex(({ label }) => label.trim() === said)
  return choices[place] ? place : undefined
}
