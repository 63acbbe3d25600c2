import { Hono } from 'hono'
import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { UploadDesk, UploadTicket, UploadedFile } from '#channels/upload-desk.ts'
import { isolate } from '#core/isolate.ts'
import type { Language } from '#core/text.ts'
import { cleanFileName } from './chat-item.ts'
import { addressOf } from './guard.ts'
import { FILE_BYTES } from './options.ts'
import type { WebOptions } from './options.ts'
import { createRateLimit } from './rate-limit.ts'
import { readBody } from './received.ts'
import { fillIn, pickLanguage } from './texts.ts'
import { uploadNotice, uploadPage } from './upload-page.ts'
import type { UploadTexts } from './upload-texts.ts'

/** Bytes of all files of one visit. */
const VISIT_BYTES = 25 * 1024 * 1024
/** Visits read at one moment; each is held in memory until it is on disk. */
const VISITS_AT_ONCE = 2
const MULTIPART_FRAME = 16 * 1024
const MEBIBYTE = 1024 * 1024

// Stricter than the chat's: this page has no script, is framed by nobody, and its address is told to nobody.
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cache-Control': 'no-store',
}

interface Desk {
  readonly options: WebOptions
  readonly desk: UploadDesk
  readonly limits: { readonly file: number; readonly visit: number }
}

/** The pages under one-time links, `/upload/<token>`; without a desk there are none. */
export function createUploads(options: WebOptions, headers: MiddlewareHandler): Hono {
  const routes = new Hono()
  const { uploads } = options
  if (!uploads) return routes
  const file = options.fileBytes ?? FILE_BYTES
  const desk: Desk = { options, desk: uploads.desk, limits: { file, visit: Math.max(file, VISIT_BYTES) } }
  // Every request counts, whether its token is right or not: guessing is slow, and an answer tells nothing.
  const tries = createRateLimit(30, 30, options.now)
  let visits = 0

  routes.use('/upload/*', headers, async (c, next) => {
    const wait = tries.take(addressOf(c, options.trustProxy))
    if (wait > 0) {
      c.header('Retry-After', String(Math.ceil(wait / 1000)))
      c.res = await ending(desk, c, 'tooFast', 429)
    } else await next()
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
  })
  routes.get('/upload/done', (c) => ending(desk, c, 'done', 200))
  routes.get('/upload/:token', (c) => show(desk, c))
  routes.post('/upload/:token', async (c) => {
    if (visits >= VISITS_AT_ONCE) return ending(desk, c, 'unavailable', 503)
    visits += 1
    try {
      return await takeVisit(desk, c)
    } finally {
      visits -= 1
    }
  })
  routes.all('/upload/*', (c) => ending(desk, c, 'closed', 404))
  return routes
}

async function show(desk: Desk, c: Context): Promise<Response> {
  const ticket = await desk.desk.open(c.req.param('token') ?? '')
  return ticket ? form(desk, c, ticket) : ending(desk, c, 'closed', 404)
}

async function takeVisit(desk: Desk, c: Context): Promise<Response> {
  const token = c.req.param('token') ?? ''
  const ticket = await desk.desk.open(token)
  // Nobody without a link makes us read what they send.
  if (!ticket) return ending(desk, c, 'closed', 404)
  const { texts, language } = wordsOf(desk, c, ticket.language)
  const limit = ticket.files > 1 ? desk.limits.visit : desk.limits.file
  const largest = { limit: Math.floor(limit / MEBIBYTE) }
  const files = await readFiles(c, limit)
  if (files === 'too_large') return form(desk, c, ticket, [fillIn(texts.tooLarge, largest)], 413)
  if (files.length === 0) return form(desk, c, ticket, [texts.none], 400)
  const outcome = await desk.desk.take(token, files)
  if (outcome.taken) return c.redirect(`/upload/done?lang=${language}`, 303)
  if (outcome.reason === 'closed') return ending(desk, c, 'closed', 404)
  const problem =
    outcome.reason === 'too_many'
      ? fillIn(texts.tooMany, { files: ticket.files })
      : fillIn(texts.refused, { file: isolate(outcome.name), problem: outcome.text })
  return form(desk, c, ticket, [problem, texts.nothingLost], 422)
}

/** The files of a multipart form; never more than `limit` bytes of it are kept. */
async function readFiles(c: Context, limit: number): Promise<readonly UploadedFile[] | 'too_large'> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return []
  const body = await readBody(c.req.raw, limit + MULTIPART_FRAME)
  if (body === undefined) return 'too_large'
  const read = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null)
  const given = (read?.getAll('file') ?? []).filter((each) => each instanceof File && each.size > 0)
  return Promise.all(
    (given as File[]).map(async (each) => ({
      name: cleanFileName(each.name),
      mime: each.type.split(';', 1)[0]?.trim() || 'application/octet-stream',
      bytes: new Uint8Array(await each.arrayBuffer()),
    })),
  )
}

/** The page's language: the one asked for, else that of the conversation, else the browser's. */
function wordsOf({ options }: Desk, c: Context, spoken?: Language) {
  const texts = options.uploads?.texts
  const languages = options.languages.filter((each) => texts?.[each])
  const asked = c.req.query('lang') ?? spoken
  const language = pickLanguage(languages, asked, c.req.header('accept-language'))
  const others = languages.filter((each) => each !== language)
  return { language, others, texts: (texts?.[language] ?? texts?.ar) as UploadTexts }
}

function form(
  desk: Desk,
  c: Context,
  ticket: UploadTicket,
  notice: readonly string[] = [],
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  const { associationName } = desk.options
  const limit = Math.floor(desk.limits.file / MEBIBYTE)
  const words = wordsOf(desk, c, ticket.language)
  return c.html(uploadPage({ ...words, associationName, ticket, limit, notice }), status)
}

function ending(
  desk: Desk,
  c: Context,
  how: Parameters<typeof uploadNotice>[1],
  status: ContentfulStatusCode,
): Response | Promise<Response> {
  const { associationName } = desk.options
  return c.html(uploadNotice({ ...wordsOf(desk, c), associationName }, how), status)
}
