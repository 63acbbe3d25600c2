import { SendError } from '#channels/send-error.ts'
import type { Receipt, Sent } from '#channels/channel.ts'
import { accountIdOf, channelOf } from '#core/contact.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { GraphError } from './graph-client.ts'
import type { GraphClient } from './graph-client.ts'
import type { Json } from './json.ts'
import { wordsIn } from './options.ts'
import type { CloudApiOptions, Template } from './options.ts'
import type { Pacer } from './pacing.ts'
import { renderTemplate } from './render-template.ts'
import { LIMITS, renderMessage } from './render.ts'
import type { Piece } from './render.ts'
import { PAIR_LIMIT, closedWindow, sendErrorFrom } from './send-failure.ts'

/** How long after a person's last message WhatsApp takes free words from us. */
export const WINDOW = 24 * 60 * 60 * 1000

/** The sending half of the channel. */
export interface Sender {
  /** Delivers one message, in as many calls as it needs, or throws a `SendError`. */
  send(message: OutgoingMessage, signal: AbortSignal): Promise<Sent>
  /** A receipt may tell that a piece was taken after all. */
  heard(receipt: Receipt, place: number): void
}

interface Tools extends Pick<CloudApiOptions, 'texts' | 'templates' | 'lastHeard' | 'now' | 'phoneNumberId'> {
  readonly client: GraphClient
  readonly pacer: Pacer
  /** How long a receipt is waited for. */
  readonly unanswered: number
}

/** How far a message in several pieces has come. */
interface Progress {
  done: number
  last: string
  /** The id of its file, once uploaded. */
  media?: string
}

/** Half-sent messages remembered at most; forgetting one costs a repeated piece. */
const REMEMBERED = 10_000

/** A sender. What it remembers only saves calls; nothing is lost with it. */
export function createSender(tools: Tools): Sender {
  const halfSent = new Map<string, Progress>()
  return {
    async send(message, signal) {
      const recipient = recipientOf(tools, message)
      const pieces = await piecesOf(tools, message)
      const progress = halfSent.get(message.id) ?? { done: 0, last: '' }
      if (pieces.length > 1 || pieces.some(({ upload }) => upload)) remember(halfSent, message.id, progress)
      try {
        await deliver(tools, { message, recipient, pieces, progress }, signal)
      } catch (error) {
        const failure = sendErrorFrom(error, tools.unanswered)
        if (!failure.retryable) halfSent.delete(message.id)
        throw failure
      }
      halfSent.delete(message.id)
      return { externalId: progress.last }
    },
    heard({ outboxId, externalId, state }, place) {
      const progress = outboxId === undefined ? undefined : halfSent.get(outboxId)
      if (!progress || state === 'failed' || place <= progress.done) return
      progress.done = place
      progress.last = externalId
    },
  }
}

interface Delivery {
  readonly message: OutgoingMessage
  readonly recipient: Json
  readonly pieces: readonly Piece[]
  readonly progress: Progress
}

async function deliver(tools: Tools, delivery: Delivery, signal: AbortSignal): Promise<void> {
  const { message, pieces, progress } = delivery
  while (progress.done < pieces.length) {
    const place = progress.done + 1
    const piece = pieces[place - 1]
    if (!piece) return
    const wait = tools.pacer.take(message.urn)
    if (wait > 0) throw new SendError('throttled', 'held back: too many messages at once for WhatsApp', wait)
    try {
      progress.last = await post(tools, delivery, piece, place, signal)
    } catch (error) {
      const instead = templateInstead(tools, message, error)
      if (!instead || place > 1) throw refused(tools.pacer, message.urn, error)
      progress.last = await post(tools, { ...delivery, pieces: [instead] }, instead, 1, signal)
      progress.done = pieces.length
      return
    }
    // A receipt may have been faster than the answer.
    progress.done = Math.max(progress.done, place)
    tools.pacer.taken(message.urn)
  }
}

/** Makes the call for one piece; resolves to the id of WhatsApp's message. */
async function post(
  { client }: Tools,
  { message, recipient, pieces, progress }: Delivery,
  piece: Piece,
  place: number,
  signal: AbortSignal,
): Promise<string> {
  const { type, upload } = piece
  if (upload) progress.media ??= await client.upload(upload, signal)
  const content = upload ? { ...piece.content, id: progress.media } : piece.content
  const mark = encodeMark(message.id, place, pieces.length)
  return await client.message({ ...recipient, type, [type]: content, biz_opaque_callback_data: mark }, signal)
}

/**
 * What comes back with every receipt: the outbox id with the last piece, which settles the message; with an earlier
 * one also its place.
 */
export function encodeMark(id: string, place: number, pieces: number): string {
  return place === pieces ? id : `${id}#${place}`
}

/** What a mark says; no place means the last piece. */
export function decodeMark(mark: string): { readonly id: string; readonly place?: number } {
  const match = /^(.+)#([1-9])$/.exec(mark)
  return match?.[1] ? { id: match[1], place: Number(match[2]) } : { id: mark }
}

/** Words, or a template where WhatsApp takes no words from us any more. */
async function piecesOf(tools: Tools, message: OutgoingMessage): Promise<readonly Piece[]> {
  if (await isOpen(tools, message)) return renderMessage(message, wordsIn(tools.texts, message.language))
  const template = templateOf(tools, message)
  if (!template || !message.notice) throw new SendError('window_closed', closedWindow())
  return [renderTemplate(message.notice, template, message.language)]
}

async function isOpen({ lastHeard, now }: Tools, { urn, account }: OutgoingMessage): Promise<boolean> {
  try {
    const heard = await lastHeard(urn, account)
    // Where we cannot tell (the contact has another name by now), Meta can.
    return heard === undefined || now() - heard < WINDOW
  } catch {
    return true
  }
}

function templateOf({ templates }: Tools, { notice }: OutgoingMessage): Template | undefined {
  return notice && templates && Object.hasOwn(templates, notice.kind) ? templates[notice.kind] : undefined
}

/** The template of a notice that Meta refused as words: its clock closed the window before ours. */
function templateInstead(tools: Tools, message: OutgoingMessage, error: unknown): Piece | undefined {
  const closed = error instanceof GraphError && sendErrorFrom(error, 0).failure === 'window_closed'
  const template = closed ? templateOf(tools, message) : undefined
  return template && message.notice && renderTemplate(message.notice, template, message.language)
}

/** Lets the pacer learn from a refusal. */
function refused(pacer: Pacer, person: string, error: unknown): unknown {
  if (!(error instanceof GraphError) || error.taken) return error
  const failure = sendErrorFrom(error, 0)
  if (failure.failure !== 'throttled') return error
  if (error.code === PAIR_LIMIT)
    return new SendError(
      'throttled',
      failure.message,
      Math.max(pacer.refusedPair(person), error.retryAfter ?? 0),
    )
  pacer.refusedAll(failure.retryAfter ?? 0)
  return failure
}

/** How the Cloud API names a person: by phone number, or by the id that WhatsApp made for us. */
function recipientOf({ phoneNumberId }: Tools, message: OutgoingMessage): Json {
  const id = accountIdOf(message.urn)
  const isPhone = /^[1-9]\d{5,14}$/.test(id)
  if (channelOf(message.urn) !== 'cloud-api' || !(isPhone || isUserId(id)))
    throw new SendError('rejected', 'the address is no person on WhatsApp')
  if (message.account !== phoneNumberId)
    throw new SendError(
      'config',
      'the person wrote to another number of ours: check WHATSAPP_CLOUD_PHONE_NUMBER_ID',
    )
  if ((message.file?.content.byteLength ?? 0) > LIMITS.fileBytes)
    throw new SendError('rejected', 'the file is larger than the 100 MB that WhatsApp takes')
  return { recipient_type: 'individual', ...(isPhone ? { to: id } : { recipient: id }) }
}

/** Whether an id is a business-scoped user id: a country, perhaps `ENT`, and what WhatsApp made up. */
export function isUserId(id: string): boolean {
  return /^[A-Z]{2}\.(?:[A-Z]+\.)?[A-Za-z0-9]{1,128}$/.test(id)
}

function remember(map: Map<string, Progress>, id: string, progress: Progress): void {
  map.set(id, progress)
  const oldest = map.keys().next()
  if (map.size > REMEMBERED && !oldest.done) map.delete(oldest.value)
}
