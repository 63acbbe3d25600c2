import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Context } from 'hono'

type Encoding = 'identity' | 'gzip' | 'br'

/** A file that browsers fetch. */
export interface Asset {
  readonly type: string
  readonly etag: string
  bodyIn(encoding: Encoding): Buffer
}

const TYPES = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const

const PACKERS: Readonly<Record<Encoding, (content: Buffer) => Buffer>> = {
  identity: (content) => content,
  gzip: (content) => gzipSync(content),
  br: (content) => brotliCompressSync(content),
}

/** Answers with a file; browsers ask each time and get 304 while it is the same. */
export function answerAsset(c: Context, asset: Asset): Response {
  c.header('ETag', asset.etag)
  c.header('Cache-Control', 'public, no-cache')
  c.header('Vary', 'Accept-Encoding')
  if (c.req.header('if-none-match') === asset.etag) return c.body(null, 304)
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = (['br', 'gzip'] as const).find((name) => accepted.includes(name))
  if (encoding) c.header('Content-Encoding', encoding)
  c.header('Content-Type', asset.type)
  return c.body(new Uint8Array(asset.bodyIn(encoding ?? 'identity')))
}

/** A file with its type, told by the name, and its ETag. */
export function makeAsset(name: string, content: Buffer): Asset {
  const extension = name.slice(name.lastIndexOf('.') + 1)
  const packed: Partial<Record<Encoding, Buffer>> = { identity: content }
  return {
    type: extension === 'css' || extension === 'svg' ? TYPES[extension] : TYPES.js,
    etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 20)}"`,
    // Packed when first asked for: all of them at the start would delay it by a tenth of a second.
    bodyIn: (encoding) => (packed[encoding] ??= PACKERS[encoding](content)),
  }
}
