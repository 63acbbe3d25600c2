import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Urn } from '#core/contact.ts'
import type { Language } from '#core/text.ts'
import { cleanFileName, toChatItem } from './chat-item.ts'
import type { ChatItem } from './chat-item.ts'
import { addressOf } from './guard.ts'
import { contactOf, recogniseContact } from './identity.ts'
import type { CookieSettings } from './identity.ts'
import { FILE_BYTES } from './options.ts'
import type { WebOptions } from './options.ts'
import { chatPage, noticePage } from './page.ts'
import { isForm } from './received.ts'
import type { Streams } from './streams.ts'
import { fillIn, pickLanguage, textsIn } from './texts.ts'
import type { WebTextKey } from './texts.ts'

/** A sentence above the composer, and the text that is put back into it. */
export interface Notice {
  readonly key: WebTextKey
  readonly status: ContentfulStatusCode
  readonly draft?: string
  /** Filled into the sentence. */
  readonly values?: Readonly<Record<string, string | number>>
}

/** Everything that is read from the website chat. */
export interface Views {
  readonly cookies: CookieSettings
  languageOf(c: Context, asked?: string): Language
  page(c: Context, language?: Language, notice?: Notice): Promise<Response>
  events(c: Context): Response
  since(c: Context): Promise<Response>
  file(c: Context): Promise<Response>
  notice(c: Context, key: WebTextKey, status: ContentfulStatusCode): Response | Promise<Response>
}

/** The pages, streams and files of the website chat. */
export function createViews(options: WebOptions, streams: Streams): Views {
  const { texts, languages, logger } = options
  const cookies: CookieSettings = {
    secure: options.secureCookies,
    embedded: options.embedOrigins.length > 0,
  }
  const fetchable = options.openFile !== undefined
  const itemsOf = async (urn: Urn, afterId?: string): Promise<readonly ChatItem[]> =>
    (await options.history(urn, afterId)).map((item) => toChatItem(item, fetchable))

  const languageOf = (c: Context, asked = c.req.query('lang')): Language =>
    pickLanguage(languages, asked, c.req.header('accept-language'))

  const notice: Views['notice'] = (c, key, status) => {
    const language = languageOf(c)
    const own = textsIn(texts, language)
    if (!isForm(c)) return c.json({ reason: key, text: own[key] }, status)
    return c.html(noticePage(language, own, own[key]), status)
  }

  return {
    cookies,
    languageOf,
    notice,
    async page(c, language = languageOf(c), said) {
      const urn = recogniseContact(c, cookies)
      const items = await itemsOf(urn).catch((error: unknown) => {
        logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'web chat: history not read')
        return undefined
      })
      if (!items) return notice(c, 'unavailable', 503)
      const { associationName, fileBytes = FILE_BYTES } = options
      const view = { language, languages, texts, associationName, items, fileBytes }
      const sentence = said && fillIn(textsIn(texts, language)[said.key], said.values ?? {})
      const page = chatPage({
        ...view,
        now: options.now(),
        nextId: options.newId(),
        ...(sentence === undefined ? {} : { notice: sentence }),
        ...(said?.draft === undefined ? {} : { draft: said.draft }),
      })
      // A site that isolates itself (COEP) may frame the page only if the page agrees.
      if (cookies.embedded) c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      return c.html(await page, said?.status ?? 200)
    },
    events(c) {
      const urn = contactOf(c, cookies)
      if (!urn) return c.json({ reason: 'cookies' }, 409)
      // HEAD is answered by this too; its stream would never be read, nor end.
      if (c.req.method !== 'GET') return c.body(null, 204)
      const after = c.req.header('last-event-id') ?? c.req.query('after')
      const stream = streams.open(urn, addressOf(c, options.trustProxy), () =>
        itemsOf(urn, after === '' ? undefined : after),
      )
      if (!stream) {
        c.header('Retry-After', '30')
        return c.json({ reason: 'unavailable' }, 503)
      }
      // Proxies that collect an answer before they pass it on would hold the messages back.
      c.header('X-Accel-Buffering', 'no')
      c.header('Content-Type', 'text/event-stream; charset=utf-8')
      c.header('Cache-Control', 'no-store, no-transform')
      return c.body(stream)
    },
    async since(c) {
      const urn = contactOf(c, cookies)
      if (!urn) return c.json({ reason: 'cookies' }, 409)
      return c.json({ items: await itemsOf(urn, c.req.query('after') || undefined) })
    },
    async file(c) {
      const urn = contactOf(c, cookies)
      const id = c.req.param('id') ?? ''
      const file = urn && options.openFile ? await options.openFile(urn, id) : undefined
      if (!file) return notice(c, 'notFound', 404)
      c.header('Content-Type', file.mime)
      c.header('Content-Security-Policy', "sandbox; default-src 'none'")
      c.header(
        'Content-Disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(cleanFileName(file.name)).replaceAll(/['()*]/g, (letter) => `%${letter.codePointAt(0)?.toString(16)}`)}`,
      )
      return c.body(new Uint8Array(file.content))
    },
  }
}
