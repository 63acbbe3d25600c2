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
export class Views {
  readonly cookies: CookieSettings
  readonly #options: WebOptions
  readonly #streams: Streams

  constructor(options: WebOptions, streams: Streams) {
    this.#options = options
    this.#streams = streams
    this.cookies = { secure: options.secureCookies, embedded: options.embedOrigins.length > 0 }
  }

  languageOf(c: Context): Language {
    return pickLanguage(this.#options.languages, c.req.query('lang'), c.req.header('accept-language'))
  }

  /** The chat page with the conversation so far. */
  async page(c: Context, language = this.languageOf(c), said?: Notice): Promise<Response> {
    const { languages, texts, associationName, logger, now, newId, fileBytes = FILE_BYTES } = this.#options
    const urn = recogniseContact(c, this.cookies)
    const items = await this.#itemsOf(urn).catch((error: unknown) => {
      logger.error({ error: error instanceof Error ? error.name : 'unknown' }, 'web chat: history not read')
      return undefined
    })
    if (!items) return this.notice(c, 'unavailable', 503)
    const notice = said && fillIn(textsIn(texts, language)[said.key], said.values ?? {})
    const page = chatPage({
      language,
      languages,
      texts,
      associationName,
      items,
      fileBytes,
      now: now(),
      nextId: newId(),
      ...(notice === undefined ? {} : { notice }),
      ...(said?.draft === undefined ? {} : { draft: said.draft }),
    })
    // A site that isolates itself (COEP) may frame the page only if the page agrees.
    if (this.cookies.embedded) c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    return c.html(await page, said?.status ?? 200)
  }

  /** What was missed, and then what is said, as it is said. */
  events(c: Context): Response {
    const urn = contactOf(c, this.cookies)
    if (!urn) return c.json({ reason: 'cookies' }, 409)
    // HEAD is answered by this too; its stream would never be read, nor end.
    if (c.req.method !== 'GET') return c.body(null, 204)
    const after = c.req.header('last-event-id') ?? c.req.query('after')
    const address = addressOf(c, this.#options.trustProxy)
    const stream = this.#streams.open(urn, address, () => this.#itemsOf(urn, after))
    if (!stream) {
      c.header('Retry-After', '30')
      return c.json({ reason: 'unavailable' }, 503)
    }
    // Proxies that collect an answer before they pass it on would hold the messages back.
    c.header('X-Accel-Buffering', 'no')
    c.header('Content-Type', 'text/event-stream; charset=utf-8')
    c.header('Cache-Control', 'no-store, no-transform')
    return c.body(stream)
  }

  /** What came after a message, for pages whose streams are swallowed on the way. */
  async since(c: Context): Promise<Response> {
    const urn = contactOf(c, this.cookies)
    if (!urn) return c.json({ reason: 'cookies' }, 409)
    return c.json({ items: await this.#itemsOf(urn, c.req.query('after')) })
  }

  /** A file of ours, for its contact only and never shown as a page. */
  async file(c: Context): Promise<Response> {
    const urn = contactOf(c, this.cookies)
    const file = urn && (await this.#options.openFile?.(urn, c.req.param('id') ?? ''))
    if (!file) return this.notice(c, 'notFound', 404)
    c.header('Content-Type', file.mime)
    c.header('Content-Security-Policy', "sandbox; default-src 'none'")
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${headerName(file.name)}`)
    return c.body(new Uint8Array(file.content))
  }

  /** One kind sentence, for what cannot be shown. */
  notice(c: Context, key: WebTextKey, status: ContentfulStatusCode): Response | Promise<Response> {
    const language = this.languageOf(c)
    const texts = textsIn(this.#options.texts, language)
    if (!isForm(c)) return c.json({ reason: key, text: texts[key] }, status)
    return c.html(noticePage(language, texts, texts[key]), status)
  }

  async #itemsOf(urn: Urn, afterId?: string): Promise<readonly ChatItem[]> {
    const items = await this.#options.history(urn, afterId || undefined)
    return items.map((item) => toChatItem(item, this.#options.openFile !== undefined))
  }
}

/** A file's name as RFC 8187 writes it into a header. */
function headerName(name: string): string {
  return encodeURIComponent(cleanFileName(name)).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.codePointAt(0)?.toString(16).toUpperCase()}`,
  )
}
