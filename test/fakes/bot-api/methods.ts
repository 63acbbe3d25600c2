import { FORUM_METHODS, checkTopic } from './forum.ts'
import { parseHtml } from './html.ts'
import { Refusal } from './state.ts'
import type { SentMessage, State } from './state.ts'

/** The parameters of a call, whether they came as JSON or as a form. */
export interface Call {
  readonly payload: Readonly<Record<string, unknown>>
  readonly file?: { readonly name: string; readonly content: Buffer }
}

type Method = (state: State, call: Call) => unknown

/** Limits of the Bot API that the fake holds callers to. */
const MAX_TEXT = 4096
const MAX_CAPTION = 1024
const MAX_BUTTON_BYTES = 64
const MAX_DOWNLOAD = 20 * 1024 * 1024

/** Every method but `getUpdates`, by name. */
export const METHODS: Readonly<Record<string, Method>> = {
  getMe: ({ botId }) => ({
    id: botId,
    is_bot: true,
    first_name: 'Wasl',
    username: 'wasl_test_bot',
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
  }),
  deleteWebhook(state) {
    state.webhook = undefined
    return true
  },
  setWebhook(state, { payload }) {
    state.webhook = payload['url'] === '' ? undefined : payload
    return true
  },
  sendMessage: (state, call) => deliver(state, call, 'sendMessage', 'text', MAX_TEXT),
  sendDocument: (state, call) => deliver(state, call, 'sendDocument', 'caption', MAX_CAPTION),
  answerCallbackQuery(state, { payload }) {
    const id = String(payload['callback_query_id'])
    if (!state.unanswered.delete(id))
      throw new Refusal(
        400,
        'Bad Request: query is too old and response timeout expired or query ID is invalid',
      )
    const text = payload['text']
    if (typeof text === 'string' && text.length > 200) throw new Refusal(400, 'Bad Request: text is too long')
    state.answered.set(id, typeof text === 'string' ? text : undefined)
    return true
  },
  getFile(state, { payload }) {
    const id = String(payload['file_id'])
    const file = state.files.get(id)
    if (!file) throw new Refusal(400, 'Bad Request: wrong file_id or the file is temporarily unavailable')
    const size = file.claimed ?? file.content.byteLength
    if (file.content.byteLength > MAX_DOWNLOAD) throw new Refusal(400, 'Bad Request: file is too big')
    return { file_id: id, file_unique_id: `u${id}`, file_size: size, file_path: file.path }
  },
  ...FORUM_METHODS,
  ...profileMethods('Commands', (payload) => payload['commands'], []),
  ...profileMethods('Description', pick('description'), { description: '' }),
  ...profileMethods('ShortDescription', pick('short_description'), { short_description: '' }),
}

/** A pair of methods that remember one value per scope and language. */
function profileMethods(
  what: string,
  valueOf: (payload: Call['payload']) => unknown,
  empty: unknown,
): Record<string, Method> {
  const key = ({ scope, language_code: code }: Call['payload']): string =>
    `${what}:${JSON.stringify(scope ?? null)}:${JSON.stringify(code ?? null)}`
  return {
    [`getMy${what}`]: (state, { payload }) => state.profile.get(key(payload)) ?? empty,
    [`setMy${what}`]: (state, { payload }) => {
      state.profile.set(key(payload), valueOf(payload))
      return true
    },
  }
}

function pick(name: string): (payload: Call['payload']) => unknown {
  return (payload) => ({ [name]: payload[name] })
}

function deliver(state: State, call: Call, method: string, field: string, max: number): unknown {
  const { payload, file } = call
  const chat = Number(payload['chat_id'])
  const forum = state.forums.get(chat)
  if (forum) checkTopic(forum, call)
  else if (!state.people.has(chat)) throw new Refusal(400, 'Bad Request: chat not found')
  if (state.blocked.has(chat)) throw new Refusal(403, 'Forbidden: bot was blocked by the user')
  const given = payload[field]
  const text = shownText(typeof given === 'string' ? given : '', payload['parse_mode'] === 'HTML')
  if (method === 'sendMessage' && !/[^\s\p{C}]/u.test(text))
    throw new Refusal(400, 'Bad Request: message text is empty')
  if (text.length > max) throw new Refusal(400, 'Bad Request: message is too long')
  if (file && file.content.byteLength === 0) throw new Refusal(400, 'Bad Request: file must be non-empty')
  state.lastMessageId += 1
  const message: SentMessage = {
    chat,
    messageId: state.lastMessageId,
    method,
    text,
    file,
    protected: payload['protect_content'] === true || payload['protect_content'] === 'true',
    payload,
    ...markupOf(payload['reply_markup']),
  }
  state.sent.push(message)
  const own = state.sentTo.get(chat)
  if (own) own.push(message)
  else state.sentTo.set(chat, [message])
  return {
    message_id: message.messageId,
    date: 1_790_000_000,
    chat: { id: chat, type: forum ? 'supergroup' : 'private' },
    text,
  }
}

function shownText(text: string, html: boolean): string {
  const shown = html ? parseHtml(text) : text
  if (shown === undefined)
    throw new Refusal(400, `Bad Request: can't parse entities: unsupported start tag in "${text}"`)
  return shown
}

function markupOf(markup: unknown): Pick<SentMessage, 'buttons' | 'keyboard' | 'keyboardRemoved'> {
  const { inline_keyboard: inline, keyboard, remove_keyboard: removed } = readMarkup(markup)
  const buttons = (inline ?? []).flat().map(({ text, callback_data: data }) => {
    if (!text) throw new Refusal(400, 'Bad Request: text buttons are unallowed in the inline keyboard')
    if (!data || Buffer.byteLength(data) > MAX_BUTTON_BYTES)
      throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID')
    return { label: text, data }
  })
  const labels = keyboard?.flat().map(({ text }) => text)
  return { buttons, keyboard: labels, keyboardRemoved: removed ?? false }
}

interface Markup {
  readonly inline_keyboard?: readonly (readonly { text: string; callback_data?: string }[])[]
  readonly keyboard?: readonly (readonly { text: string }[])[]
  readonly remove_keyboard?: boolean
}

function readMarkup(markup: unknown): Markup {
  const read: unknown = typeof markup === 'string' ? JSON.parse(markup) : (markup ?? {})
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- tests find out if a caller sends another shape
  return read as Markup
}
