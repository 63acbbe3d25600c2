import type { Context } from 'hono'
import type { Receive } from '#channels/channel.ts'
import type { Urn } from '#core/contact.ts'
import type { IncomingMessage } from '#core/message.ts'
import type { Language } from '#core/text.ts'
import type { ChatItem } from './chat-item.ts'
import { isOwnPost } from '../own-post.ts'
import { addressOf } from './guard.ts'
import { contactOf } from './identity.ts'
import { FILE_BYTES } from './options.ts'
import type { WebOptions } from './options.ts'
import { createRateLimit } from './rate-limit.ts'
import type { RateLimit } from './rate-limit.ts'
import { REFUSAL_STATUS, isForm, readFile, readMessage, refuse } from './received.ts'
import type { Posted, Refusal } from './received.ts'
import type { Streams } from './streams.ts'
import { fillIn, textsIn } from './texts.ts'
import type { Views } from './views.ts'

/** Everything that is posted to the website chat. */
export interface Posts {
  message(c: Context): Promise<Response>
  file(c: Context): Promise<Response>
}

/** What posts work with. */
export interface PostContext {
  readonly streams: Streams
  readonly take: Receive
  readonly views: Views
}

/** Files being read at one moment; each is held in memory until it is on disk. */
const UPLOADS_AT_ONCE = 6
/** How long a form without scripts waits for the reply, so that the next page can already show it. */
const REPLY_WAIT_MS = 1500
const DAY_MS = 86_400_000

interface Desk extends PostContext {
  readonly options: WebOptions
  readonly perContact: RateLimit
  readonly perAddress: RateLimit
}

/** Takes in what visitors post. */
export function createPosts(options: WebOptions, context: PostContext): Posts {
  const perContact = createRateLimit(20, 10, options.now)
  const perAddress = createRateLimit(120, 60, options.now)
  const desk: Desk = { ...context, options, perContact, perAddress }
  let uploads = 0
  return {
    message: (c) => answerPost(desk, c, () => readMessage(c)),
    async file(c) {
      if (uploads >= UPLOADS_AT_ONCE)
        return answerRefusal(desk, c, refuse('unavailable', { retryAfterMs: 5000 }))
      uploads += 1
      try {
        return await answerPost(desk, c, () => readFile(c, options.fileBytes ?? FILE_BYTES))
      } finally {
        uploads -= 1
      }
    },
  }
}

async function answerPost(desk: Desk, c: Context, read: () => Promise<Posted | Refusal>): Promise<Response> {
  const urn = admit(desk, c)
  if (typeof urn !== 'string') {
    // What was typed is read all the same, so that a page without scripts can give it back.
    const typed = urn.reason !== 'forbidden' && isForm(c) ? await read() : urn
    return answerRefusal(desk, c, typed.taken ? { ...urn, ...draftOf(typed) } : urn)
  }
  const posted = await read()
  if (!posted.taken) return answerRefusal(desk, c, posted)
  const language = desk.views.languageOf(c)
  const reply = isForm(c) ? desk.streams.nextPush(urn, REPLY_WAIT_MS) : undefined
  const refusal = await store(desk, urn, posted, language)
  if (refusal) return answerRefusal(desk, c, refusal)
  if (!reply) return c.json({ ok: true }, 202)
  await reply
  return c.redirect(`/?lang=${language}#text`, 303)
}

/** The contact who may post now, or why not. */
function admit({ options, views, perAddress, perContact }: Desk, c: Context): Urn | Refusal {
  if (!isOwnPost(c, options.origin)) return refuse('forbidden')
  const urn = contactOf(c, views.cookies)
  if (!urn) return refuse('cookies')
  const wait = Math.max(perAddress.take(addressOf(c, options.trustProxy)), perContact.take(urn))
  return wait > 0 ? refuse('tooFast', { retryAfterMs: wait }) : urn
}

/** Puts it on disk, and shows it on the contact's open pages. */
async function store(
  { options, streams, take }: Desk,
  urn: Urn,
  posted: Posted,
  language: Language,
): Promise<Refusal | undefined> {
  const at = options.now()
  const message: IncomingMessage = {
    urn,
    account: options.account,
    externalId: externalIdOf(urn, posted, at, options.newId),
    sentAt: at,
    content: posted.content,
    language,
  }
  try {
    await take([message])
  } catch (error) {
    options.logger.warn({ error: error instanceof Error ? error.name : 'unknown' }, 'web chat: not stored')
    return refuse('unavailable', { ...draftOf(posted), retryAfterMs: 3000 })
  }
  if (posted.content.kind !== 'start') streams.push(urn, ownItem(message, posted.shown))
  return undefined
}

function answerRefusal({ options, views }: Desk, c: Context, refusal: Refusal): Response | Promise<Response> {
  const status = REFUSAL_STATUS[refusal.reason]
  const language = views.languageOf(c)
  const values = { limit: Math.floor((options.fileBytes ?? FILE_BYTES) / 1024 / 1024) }
  if (refusal.retryAfterMs) c.header('Retry-After', String(Math.ceil(refusal.retryAfterMs / 1000)))
  if (refusal.reason === 'forbidden') return views.notice(c, 'forbidden', status)
  if (isForm(c)) {
    const draft = refusal.draft === undefined ? {} : { draft: refusal.draft }
    return views.page(c, language, { key: refusal.reason, status, values, ...draft })
  }
  const text = fillIn(textsIn(options.texts, language)[refusal.reason], values)
  return c.json({ reason: refusal.reason, text }, status)
}

/**
 * The id by which a repeated message is recognised. A greeting is asked for once a day and contact, however many
 * pages are open or loaded anew.
 */
function externalIdOf(urn: Urn, posted: Posted, at: number, newId: () => string): string {
  if (posted.content.kind !== 'start') return posted.id ?? newId()
  return `start-${urn.slice('web:'.length)}-${Math.floor(at / DAY_MS)}`
}

function draftOf({ content }: Posted): { draft?: string } {
  return content.kind === 'text' ? { draft: content.text } : {}
}

function ownItem(message: IncomingMessage, shown: string): ChatItem {
  const { content, externalId: id, sentAt: at } = message
  if (content.kind !== 'file') return { id, at, from: 'them', text: shown }
  return { id, at, from: 'them', text: content.caption ?? '', file: { name: content.file.name } }
}
