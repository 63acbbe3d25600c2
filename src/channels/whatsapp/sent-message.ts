import type { proto } from '@whiskeysockets/baileys'
import type { OutgoingChoice } from '#core/message.ts'
import type { DeviceState, Kept } from './device-state.ts'
import type { Baileys } from './load-baileys.ts'

/** A message of ours as it was sent, for phones that ask for it again, and for answers that refer to it. */
export interface SentMessage {
  readonly message: proto.IMessage
  readonly question?: string
  readonly choices?: readonly OutgoingChoice[]
  /** As the person saw them in a poll, in the order of the choices. */
  readonly options?: readonly string[]
}

interface Stored extends Omit<SentMessage, 'message'> {
  /** In base64. */
  readonly message: string
}

/** The row that keeps a message under its WhatsApp id. */
export function sentRow({ proto }: Baileys, id: string, { message, ...rest }: SentMessage): Kept {
  const bytes = proto.Message.encode(proto.Message.fromObject(message)).finish()
  const stored: Stored = { ...rest, message: Buffer.from(bytes).toString('base64') }
  return { id, content: JSON.stringify(stored) }
}

/** What was sent under an id of WhatsApp. */
export async function findSent(
  { proto }: Baileys,
  state: DeviceState,
  id: string,
): Promise<SentMessage | undefined> {
  const text = await state.sent(id)
  if (text === undefined) return undefined
  const { message, ...rest } = JSON.parse(text) as Stored
  return { ...rest, message: proto.Message.decode(Buffer.from(message, 'base64')) }
}
