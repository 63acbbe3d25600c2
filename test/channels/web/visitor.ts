import type { Hono } from 'hono'
import { makeBot } from './bot.ts'
import type { Bot } from './bot.ts'

/** A browser without a screen: keeps its cookie and posts as our own page does. */
export interface Visitor {
  readonly cookie: string
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(
    path: string,
    body: string | FormData | URLSearchParams,
    headers?: Record<string, string>,
  ): Promise<Response>
  /** Posts as `client/queue.js` does. */
  send(fields: object, headers?: Record<string, string>): Promise<Response>
  /** Posts as a form does where scripts are off. */
  submit(fields: Record<string, string>): Promise<Response>
  upload(file: File, fields?: Record<string, string>, headers?: Record<string, string>): Promise<Response>
}

export const HERE = 'http://chat.test'

/** A running bot, and a visitor who has its page open. */
export async function open(
  more: Parameters<typeof makeBot>[0] = {},
): Promise<{ bot: Bot; visitor: Visitor }> {
  const bot = makeBot(more)
  await bot.channel.start(bot.hear)
  return { bot, visitor: await visit(bot.routes) }
}

/** A text as the page posts it. */
export function text(words: string, id = `message-${words.length}`): object {
  return { id, kind: 'text', text: words }
}

/** Opens the page once and keeps the cookie that it gives. */
export async function visit(routes: Hono, headers: Record<string, string> = {}): Promise<Visitor> {
  const first = await routes.request(`${HERE}/`, { headers })
  const cookie = first.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  return visitorWith(routes, cookie, headers)
}

interface Asked {
  readonly method?: string
  readonly body?: string | FormData | URLSearchParams
  readonly headers: Record<string, string>
}

/** A browser that has this cookie already. */
export function visitorWith(routes: Hono, cookie: string, always: Record<string, string> = {}): Visitor {
  const ask = async (path: string, { headers, ...init }: Asked): Promise<Response> =>
    routes.request(`${HERE}${path}`, { ...init, headers: { ...always, cookie, ...headers } })
  const post: Visitor['post'] = (path, body, headers = {}) =>
    ask(path, { method: 'POST', body, headers: { origin: HERE, ...headers } })
  return {
    cookie,
    get: (path, headers = {}) => ask(path, { headers }),
    post,
    send: (fields, headers = {}) =>
      post('/chat/messages', JSON.stringify(fields), {
        'content-type': 'application/json',
        accept: 'application/json',
        ...headers,
      }),
    submit: (fields) => post('/chat/messages?lang=ar', new URLSearchParams(fields)),
    upload(file, fields = {}, headers = { accept: 'application/json' }) {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      form.set('file', file)
      return post('/chat/files', form, headers)
    },
  }
}

/** One message as the page's HTML shows it. */
export interface Bubble {
  readonly from: string
  readonly id: string
  readonly text: string
  readonly buttons: readonly {
    readonly number: string
    readonly label: string
    readonly value: string
    readonly live: boolean
    readonly chosen: boolean
  }[]
}

/** The messages in a page's HTML, oldest first. */
export function bubblesIn(page: string): Bubble[] {
  return [...page.matchAll(/<li class="message (\w+)" data-id="([^"]*)">(.*?)<\/li>/gsu)].map(
    ([, from = '', id = '', inside = '']) => ({
      from,
      id: plain(id),
      text: plain(/<p class="text"[^>]*>(.*?)<\/p>/su.exec(inside)?.[1] ?? ''),
      buttons: [
        ...inside.matchAll(
          /<button\s+type="submit"\s+class="(\w*)"\s+name="choice"\s+value="([^"]*)"\s*(disabled)?\s*>\s*<span class="number">(\d+)<\/span><bdi>(.*?)<\/bdi>/gsu,
        ),
      ].map(([, shown, value = '', disabled, number = '', label = '']) => ({
        number,
        label: plain(label),
        value: plain(value),
        live: disabled === undefined,
        chosen: shown === 'chosen',
      })),
    }),
  )
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' }

/** HTML as it is read: no tags, and entities as their letters. */
export function plain(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(lt|gt|quot|#39|amp);/g, (whole, name: string) => ENTITIES[name] ?? whole)
}
