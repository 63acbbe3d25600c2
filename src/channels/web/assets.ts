import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Context } from 'hono'
import type { Language } from '#core/text.ts'
import { directionOf, textsIn } from './texts.ts'
import type { TextsByLanguage } from './texts.ts'

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

/** The modules of the page, the first one being where it begins. */
export const MODULES = ['chat', 'page', 'bubble', 'log', 'queue', 'stream', 'files'] as const

/** One sheet a page, so that a phone asks once; several files, so that people find their way. */
const SHEETS: Readonly<Record<string, readonly string[]>> = {
  'chat.css': ['theme', 'page', 'log', 'choices', 'composer'],
  'upload.css': ['theme', 'upload'],
}

/** The files of the page; what is not named here is not served. */
export const ASSET_NAMES: readonly string[] = [
  'chat.css',
  'plain.css',
  'upload.css',
  ...MODULES.map((name) => `${name}.js`),
  'icon.svg',
  'file.svg',
  'pattern.svg',
]

/** The page's own files by name, read once. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  return new Map(ASSET_NAMES.map((name) => [name, makeAsset(name, readClient(name))]))
}

/** The script for other sites, with the few words that it needs inside. */
export function makeEmbedScript(texts: TextsByLanguage, languages: readonly Language[]): Asset {
  const words = Object.fromEntries(
    languages.map((language) => {
      const { openChat, closeChat } = textsIn(texts, language)
      return [language, { open: openChat, close: closeChat, direction: directionOf(language) }]
    }),
  )
  const script = readClient('embed.js').toString('utf8')
  return makeAsset(
    'embed.js',
    Buffer.from(script.replace("'WORDS'", () => JSON.stringify(JSON.stringify(words)))),
  )
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

function readClient(name: string): Buffer {
  const sheets = SHEETS[name]?.map((sheet) => `${sheet}.css`)
  const files = (sheets ?? [name]).map((file) => readFileSync(new URL(`client/${file}`, import.meta.url)))
  return Buffer.concat(files)
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
