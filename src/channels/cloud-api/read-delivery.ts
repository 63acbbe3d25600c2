import type { IdentityChange, Receipt } from '#channels/channel.ts'
import { makeUrn } from '#core/contact.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingMessage } from '#core/message.ts'
import { asObject, listAt, numberAt, objectAt, textAt } from './json.ts'
import type { Json } from './json.ts'
import { readContent } from './read-content.ts'
import { failureOfCode } from './send-failure.ts'
import { decodeMark, isUserId } from './send.ts'

/** One thing that Meta told us, in the words of no platform. */
export type Told =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'identity'; readonly change: IdentityChange }
  /** `place` is that of the piece which the receipt speaks of, where it is not the last one. */
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly place?: number }
  /** Something that is no matter between a person and us; logged by its name. */
  | { readonly kind: 'ignored'; readonly why: Ignored }

type Ignored = 'other_object' | 'other_field' | 'other_number' | 'group' | 'unreadable'

/** What the reader cannot know from the delivery itself. */
export interface ReadContext {
  /** Meta's id of our number. */
  readonly account: string
  /** Stands in where Meta tells no time, milliseconds since 1970. */
  readonly receivedAt: number
}

/** Everything in one delivery of the webhook, in its order: several accounts, changes, messages and receipts. */
export function readDelivery(delivery: unknown, context: ReadContext): readonly Told[] {
  if (textAt(delivery, 'object') !== 'whatsapp_business_account')
    return [{ kind: 'ignored', why: 'other_object' }]
  return listAt(delivery, 'entry').flatMap((entry) =>
    listAt(entry, 'changes').flatMap((change) => readChange(change, context)),
  )
}

function readChange(change: unknown, context: ReadContext): readonly Told[] {
  if (textAt(change, 'field') !== 'messages') return [{ kind: 'ignored', why: 'other_field' }]
  const value = objectAt(change, 'value')
  // One app may serve several numbers; the others are another process's matter.
  if (textAt(objectAt(value, 'metadata'), 'phone_number_id') !== context.account)
    return [{ kind: 'ignored', why: 'other_number' }]
  const contacts = listAt(value, 'contacts').map(asObject)
  return [
    ...listAt(value, 'messages').flatMap((message) => readMessage(asObject(message), contacts, context)),
    ...listAt(value, 'statuses').map((status) => readStatus(asObject(status), context)),
  ]
}

function readMessage(message: Json, contacts: readonly Json[], context: ReadContext): readonly Told[] {
  // Personal matters never in a group.
  if (textAt(message, 'group_id') !== undefined) return [{ kind: 'ignored', why: 'group' }]
  if (textAt(message, 'type') === 'system') return readSystem(message, context)
  const externalId = textAt(message, 'id')
  const phone = phoneUrn(textAt(message, 'from'))
  const urn = userUrn(message, contacts) ?? phone
  if (externalId === undefined || urn === undefined) return [{ kind: 'ignored', why: 'unreadable' }]
  const content = readContent(message)
  const { account } = context
  // Who was first known by the number is the same person under the id that WhatsApp has made for us since.
  const known: Told[] =
    phone !== undefined && phone !== urn
      ? [{ kind: 'identity', change: { account, before: [phone], urn } }]
      : []
  if (!content) return known
  return [
    ...known,
    {
      kind: 'message',
      message: { urn, account, externalId, sentAt: timeOf(message, context), content },
    },
  ]
}

/** The id that WhatsApp made of the sender for us: with the message, or with the one contact that has its number. */
function userUrn(message: Json, contacts: readonly Json[]): Urn | undefined {
  const own = textAt(message, 'from_user_id')
  const from = textAt(message, 'from')
  const contact =
    contacts.length === 1
      ? contacts[0]
      : contacts.find((each) => from !== undefined && textAt(each, 'wa_id') === from)
  return urnOf(own ?? textAt(contact, 'user_id'), isUserId)
}

function phoneUrn(phone: string | undefined): Urn | undefined {
  return urnOf(phone, (id) => /^[1-9]\d{5,14}$/.test(id))
}

function urnOf(id: string | undefined, valid: (id: string) => boolean): Urn | undefined {
  return id !== undefined && valid(id) ? makeUrn('cloud-api', id) : undefined
}

/** A person changed the number, or WhatsApp the id. Other notes of the system are nobody's words. */
function readSystem(message: Json, { account }: ReadContext): readonly Told[] {
  const system = objectAt(message, 'system')
  const type = textAt(system, 'type') ?? ''
  if (!/^(user|customer)_changed_(number|user_id)$/.test(type)) return []
  const urn =
    urnOf(textAt(system, 'user_id'), isUserId) ??
    phoneUrn(textAt(system, 'wa_id') ?? textAt(system, 'new_wa_id'))
  const before = [
    urnOf(textAt(system, 'previous_user_id'), isUserId),
    phoneUrn(textAt(message, 'from')),
  ].filter((each) => each !== undefined)
  if (urn === undefined || before.length === 0) return [{ kind: 'ignored', why: 'unreadable' }]
  return [{ kind: 'identity', change: { account, before, urn } }]
}

const STATES: ReadonlyMap<string, Receipt['state']> = new Map<string, Receipt['state']>([
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  // A voice message that was listened to.
  ['played', 'read'],
  ['failed', 'failed'],
])

function readStatus(status: Json, context: ReadContext): Told {
  const externalId = textAt(status, 'id')
  const state = STATES.get(textAt(status, 'status') ?? '')
  if (externalId === undefined || state === undefined) return { kind: 'ignored', why: 'unreadable' }
  const mark = textAt(status, 'biz_opaque_callback_data')
  const { id: outboxId, place } = mark === undefined ? {} : decodeMark(mark)
  const code = numberAt(listAt(status, 'errors')[0], 'code')
  return {
    kind: 'receipt',
    ...(place === undefined ? {} : { place }),
    receipt: {
      account: context.account,
      externalId,
      state,
      at: timeOf(status, context),
      ...(outboxId === undefined ? {} : { outboxId }),
      ...(place === undefined ? {} : { part: true }),
      ...(state === 'failed' && code !== undefined ? { code, failure: failureOfCode(code) } : {}),
    },
  }
}

function timeOf(item: Json, { receivedAt }: ReadContext): number {
  const seconds = numberAt(item, 'timestamp') ?? 0
  // A time that no column can hold would be refused by the database, and brought again for days.
  return Number.isSafeInteger(seconds) && seconds > 0 && seconds < 1e11 ? seconds * 1000 : receivedAt
}
