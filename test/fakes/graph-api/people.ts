import { createHash, createHmac } from 'node:crypto'
import { nextId } from './state.ts'
import type { Person, SentMessage, State, StoredFile } from './state.ts'

/** Posts one delivery to the webhook; resolves to the status that it answered. */
export type Webhook = (body: Uint8Array, headers: Readonly<Record<string, string>>) => Promise<number>

/** What people can do in their chats with us, and what Meta reports. Each resolves to whether the webhook took it. */
export interface People {
  say(person: Person, text: string): Promise<boolean>
  /** Presses the choice with this title under the newest message that has it. */
  press(person: Person, title: string): Promise<boolean>
  sendFile(
    person: Person,
    type: 'document' | 'image' | 'audio',
    file: StoredFile,
    more?: object,
  ): Promise<boolean>
  /** Any message, in Meta's own shape apart from sender, id and time. */
  send(person: Person, message: object): Promise<boolean>
  /** Tells what became of a message. */
  report(sent: SentMessage, status: string, more?: object): Promise<boolean>
  /** Any change, in Meta's own shape apart from the account. */
  push(value: object, field?: string): Promise<boolean>
  /** A whole delivery, signed as Meta signs, once. */
  deliver(delivery: unknown): Promise<number>
}

/** How often Meta brings a delivery that was not taken; the real one waits longer and longer in between. */
const ATTEMPTS = 5

export function makePeople(state: State, webhook: () => Webhook): People {
  const deliver = (delivery: unknown): Promise<number> => {
    const body = Buffer.from(JSON.stringify(delivery))
    return webhook()(body, { 'x-hub-signature-256': sign(body, state.appSecret) })
  }
  const push = async (value: object, field = 'messages'): Promise<boolean> => {
    const delivery = envelope(state, [{ value: { ...head(state), ...value }, field }])
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) if ((await deliver(delivery)) === 200) return true
    return false
  }
  const send = (person: Person, message: object): Promise<boolean> => {
    const whole = {
      ...senderOf(person),
      id: nextId(state, 'wamid.IN'),
      timestamp: nextTime(state),
      ...message,
    }
    for (const id of [person.phone, person.userId]) if (id !== undefined) state.closed.delete(id)
    return push({ contacts: [contactOf(person)], messages: [whole] })
  }
  return {
    push,
    send,
    deliver,
    say: (person, text) => send(person, { type: 'text', text: { body: text } }),
    press: (person, title) => send(person, pressed(state, person, title)),
    sendFile(person, type, file, more = {}) {
      const id = nextId(state, '77')
      state.files.set(id, file)
      const media = {
        id,
        mime_type: file.mime,
        sha256: file.digest ?? createHash('sha256').update(file.content).digest('base64'),
        ...(type === 'document' ? { filename: file.name } : {}),
        ...more,
      }
      return send(person, { type, [type]: media })
    },
    report(sent, status, more = {}) {
      const receipt = {
        id: sent.id,
        status,
        timestamp: nextTime(state),
        recipient_id: sent.person,
        ...(sent.mark === undefined ? {} : { biz_opaque_callback_data: sent.mark }),
        ...more,
      }
      return push({ statuses: [receipt] })
    },
  }
}

/** The header `X-Hub-Signature-256` for a body. */
export function sign(body: Uint8Array, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/** A delivery with these changes. */
export function envelope(state: Pick<State, 'phoneNumberId'>, changes: readonly object[]): object {
  return { object: 'whatsapp_business_account', entry: [{ id: `waba-${state.phoneNumberId}`, changes }] }
}

function head({ phoneNumberId }: State): object {
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '966920000000', phone_number_id: phoneNumberId },
  }
}

function senderOf({ phone, userId }: Person): object {
  return {
    ...(phone === undefined ? {} : { from: phone }),
    ...(userId === undefined ? {} : { from_user_id: userId }),
  }
}

function contactOf({ phone, userId }: Person): object {
  return {
    profile: { name: 'A' },
    ...(phone === undefined ? {} : { wa_id: phone }),
    ...(userId === undefined ? {} : { user_id: userId }),
  }
}

function pressed(state: State, { phone, userId }: Person, title: string): object {
  const seen = state.sent.filter(({ person }) => person === phone || person === userId)
  const message = seen.findLast(({ buttons }) => buttons.some((button) => button.title === title))
  const button = message?.buttons.find((each) => each.title === title)
  if (!message || !button) throw new Error('no such button')
  const type = message.openList === undefined ? 'button_reply' : 'list_reply'
  const context = { from: '966920000000', id: message.id }
  return { context, type: 'interactive', interactive: { type, [type]: button } }
}

function nextTime(state: State): string {
  state.last = Math.max(state.last + 1, Math.floor(state.now() / 1000))
  return String(state.last)
}
