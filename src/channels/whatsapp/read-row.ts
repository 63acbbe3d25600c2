import type { proto } from '@whiskeysockets/baileys'
import { makeUrn } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingMessage } from '#core/message.ts'
import type { DeviceState } from './device-state.ts'
import { phoneOf } from './identity.ts'
import type { IdentityRow } from './identity.ts'
import type { MessageRow } from './journal.ts'
import type { Baileys } from './load-baileys.ts'
import { readAnswer } from './read-answer.ts'
import { readContent } from './read-content.ts'

/** Our own account under both of its names. */
export interface OwnAccount {
  readonly lid: string
  readonly phone: string
}

/** What is needed to read what was stored. */
export interface RowContext {
  readonly baileys: Baileys
  readonly state: DeviceState
  readonly own: OwnAccount
  /** Stands in where a message tells no time. */
  readonly now: number
}

/** A stored row as it matters to us. */
export type ReadRow =
  | { readonly kind: 'identity'; readonly urn: Urn }
  | {
      readonly kind: 'message'
      readonly message: IncomingMessage
      /** By which it can be marked as read. */
      readonly key: { readonly remoteJid: string; readonly id: string }
      /** Seconds after which messages of this chat disappear. */
      readonly expiration: number
    }
  | { readonly kind: 'nothing' }

const NOTHING: ReadRow = { kind: 'nothing' }

/** Reads one row. Throws on content that is none: a caller counts that and goes on. */
export async function readRow(content: string, context: RowContext): Promise<ReadRow> {
  const row = JSON.parse(content) as MessageRow | IdentityRow
  if (row.kind === 'identity') return row
  const { baileys, state, own } = context
  const sender = await senderOf(row.attrs, state)
  if (sender.lid === own.lid || sender.phone === own.phone) return NOTHING
  const { proto, unpadRandomMax16, normalizeMessageContent } = baileys
  const padded = Buffer.from(row.plaintext, 'base64')
  const message = normalizeMessageContent(proto.Message.decode(unpadRandomMax16(padded)))
  if (!message) return NOTHING
  const parties = { creators: jidsOf(own), voters: jidsOf(sender) }
  const answer = await readAnswer(message, { baileys, state, parties })
  if (answer.read === 'nothing') return NOTHING
  const said = answer.read === 'other' ? readContent(message, { phone: sender.phone }) : answer.read
  if (!said) return NOTHING
  const { id = '', from = '', t } = row.attrs
  const person = sender.lid ?? `p${sender.phone ?? ''}`
  return {
    kind: 'message',
    key: { remoteJid: baileys.jidNormalizedUser(from), id },
    expiration: expirationOf(message),
    message: {
      urn: makeUrn('whatsapp', person),
      account: own.lid,
      // A person's phone chooses these ids: only with the person are they unique.
      externalId: `${person}/${id}`,
      messageId: id,
      sentAt: Number(t) > 0 ? Number(t) * 1000 : context.now,
      content: said,
    },
  }
}

interface Sender {
  readonly lid: string | undefined
  readonly phone: string | undefined
}

/** The person behind a stanza: the opaque id is who they are, the number only what they can be called by. */
async function senderOf(attrs: Readonly<Record<string, string>>, state: DeviceState): Promise<Sender> {
  const { from = '', sender_lid: alsoLid = '', sender_pn: alsoPhone = '' } = attrs
  const phone = userOf(from, 's.whatsapp.net') ?? userOf(alsoPhone, 's.whatsapp.net')
  const lid = userOf(from, 'lid') ?? userOf(alsoLid, 'lid') ?? (await lidOf(state, phone))
  return { lid, phone: phone ?? (lid === undefined ? undefined : await phoneOf(state, lid)) }
}

async function lidOf(state: DeviceState, phone: string | undefined): Promise<string | undefined> {
  if (phone === undefined) return undefined
  const found = (await state.keys('lid-mapping', [phone])).get(phone)
  return found === undefined ? undefined : (JSON.parse(found) as string)
}

/** The user part of an address on a server, without its device. */
export function userOf(jid: string, server: 'lid' | 's.whatsapp.net'): string | undefined {
  const [user = '', rest] = jid.split('@')
  return rest === server && /^\d+(?::\d+)?$/.test(user) ? user.split(':')[0] : undefined
}

function jidsOf({ lid, phone }: Sender | OwnAccount): string[] {
  return [...(lid ? [`${lid}@lid`] : []), ...(phone ? [`${phone}@s.whatsapp.net`] : [])]
}

function expirationOf(message: proto.IMessage): number {
  for (const part of Object.values(message) as unknown[]) {
    if (typeof part !== 'object' || part === null || !('contextInfo' in part)) continue
    const info = part.contextInfo as proto.IContextInfo | null | undefined
    if (info?.expiration) return info.expiration
  }
  return 0
}
