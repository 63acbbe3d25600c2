import type { Context } from 'hono'
import type { IncomingContent } from '#core/message.ts'
import { cleanFileName } from './chat-item.ts'
import { TEXT_LENGTH } from './options.ts'
import type { WebTextKey } from './texts.ts'

/** Why something that was posted is not taken; the key of a kind sentence about it. */
export type RefusalReason = WebTextKey &
  (
    | 'forbidden'
    | 'cookies'
    | 'tooFast'
    | 'unavailable'
    | 'tooLong'
    | 'empty'
    | 'fileTooLarge'
    | 'fileEmpty'
    | 'unreadable'
  )

/** What was posted and not taken. `draft` is what had been typed, so that a page without scripts shows it again. */
export interface Refusal {
  readonly taken: false
  readonly reason: RefusalReason
  readonly draft?: string
  readonly retryAfterMs?: number
}

/** What was posted, read. */
export interface Posted {
  readonly taken: true
  /** The page's own id of the message, by which a repeated one is recognised. */
  readonly id: string | undefined
  readonly content: IncomingContent
  /** How the contact's other open pages show it. */
  readonly shown: string
}

/** The HTTP status of each refusal. */
export const REFUSAL_STATUS = {
  forbidden: 403,
  cookies: 409,
  tooFast: 429,
  unavailable: 503,
  tooLong: 413,
  empty: 400,
  fileTooLarge: 413,
  fileEmpty: 400,
  unreadable: 400,
} as const satisfies Record<RefusalReason, number>

/** Bytes of a posted message: far more than the longest text needs. */
export const MESSAGE_BYTES = 64 * 1024

const ID = /^[\w-]{8,64}$/
const REFERENCE_LENGTH = 200
const MULTIPART_FRAME = 16 * 1024
/** A browser shows our answer only if we have read what it sends, so that a little too much is read and dropped. */
const READ_ON = 4

/** A refusal for a reason. */
export function refuse(reason: RefusalReason, more: Partial<Refusal> = {}): Refusal {
  return { taken: false, reason, ...more }
}

/** Whether a browser without scripts posted this as a form, and wants a page for an answer. */
export function isForm(c: Context): boolean {
  return !(c.req.header('accept')?.includes('application/json') ?? false)
}

/** Reads a text, a choice or a start, from JSON or from a form. */
export async function readMessage(c: Context): Promise<Posted | Refusal> {
  const type = c.req.header('content-type') ?? ''
  const body = await readBody(c.req.raw, MESSAGE_BYTES)
  if (body === undefined) return refuse('tooLong')
  if (type.startsWith('application/json')) return fromFields(jsonFields(body))
  if (!type.startsWith('application/x-www-form-urlencoded')) return refuse('unreadable')
  return fromFields(formFields(new URLSearchParams(new TextDecoder().decode(body))))
}

/** Reads one file of a multipart form, never keeping more than `limit` bytes of it. */
export async function readFile(c: Context, limit: number): Promise<Posted | Refusal> {
  const type = c.req.header('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return refuse('unreadable')
  const body = await readBody(c.req.raw, limit + MULTIPART_FRAME)
  if (body === undefined) return refuse('fileTooLarge')
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => null)
  const file = form?.get('file')
  if (!form || !(file instanceof File)) return refuse('unreadable')
  if (file.size > limit) return refuse('fileTooLarge')
  if (file.size === 0) return refuse('fileEmpty')
  const id = form.get('id')
  const caption = form.get('caption')
  const name = cleanFileName(file.name)
  const content: IncomingContent = {
    kind: 'file',
    file: {
      name,
      mime: file.type.split(';', 1)[0]?.trim() || 'application/octet-stream',
      bytes: file.size,
      content: new Uint8Array(await file.arrayBuffer()),
    },
    ...(typeof caption === 'string' && caption.trim() ? { caption: caption.slice(0, TEXT_LENGTH) } : {}),
  }
  return { taken: true, id: typeof id === 'string' && ID.test(id) ? id : undefined, content, shown: name }
}

/** A request's body up to `limit` bytes, or undefined when it is longer. */
export async function readBody(request: Request, limit: number): Promise<Buffer<ArrayBuffer> | undefined> {
  if (!request.body) return Buffer.alloc(0)
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  while (size <= limit * READ_ON) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size <= limit) chunks.push(value)
    else chunks.length = 0
  }
  reader.releaseLock()
  return size > limit ? undefined : Buffer.concat(chunks, size)
}

interface Fields {
  readonly id?: unknown
  readonly kind?: unknown
  readonly text?: unknown
  readonly question?: unknown
  readonly choice?: unknown
  readonly label?: unknown
}

function fromFields(fields: Fields | undefined): Posted | Refusal {
  if (!fields) return refuse('unreadable')
  const id = typeof fields.id === 'string' && ID.test(fields.id) ? fields.id : undefined
  if (fields.kind === 'start') return { taken: true, id, content: { kind: 'start' }, shown: '' }
  if (fields.kind === 'choice') {
    const { question, choice } = fields
    if (!isReference(question) || !isReference(choice)) return refuse('unreadable')
    const shown = typeof fields.label === 'string' ? fields.label.slice(0, REFERENCE_LENGTH) : ''
    return { taken: true, id, content: { kind: 'choice', question, choice }, shown }
  }
  const { text } = fields
  if (fields.kind !== 'text' || typeof text !== 'string') return refuse('unreadable')
  if (text.trim() === '') return refuse('empty')
  if (text.length > TEXT_LENGTH) return refuse('tooLong', { draft: text })
  return { taken: true, id, content: { kind: 'text', text }, shown: text }
}

function jsonFields(body: Buffer): Fields | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function formFields(form: URLSearchParams): Fields | undefined {
  const id = form.get('id')
  if (form.has('start')) return { id, kind: 'start' }
  const button = form.get('choice')
  // Browsers send line ends as CR LF in forms; nobody typed the CR.
  if (button === null) return { id, kind: 'text', text: form.get('text')?.replaceAll('\r\n', '\n') }
  const pair = jsonFields(Buffer.from(button))
  return Array.isArray(pair) ? { id, kind: 'choice', question: pair[0], choice: pair[1] } : undefined
}

function isReference(value: unknown): value is string {
  return typeof value === 'string' && value.length <= REFERENCE_LENGTH
}
