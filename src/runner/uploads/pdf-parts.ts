import { inflateAt, isZlib } from './inflate.ts'

/** A PDF laid open: its text as it stands, and what its object streams hold. */
export interface PdfParts {
  /** Everything but what was unpacked. */
  readonly raw: string
  /** The same without the bytes of photographs. */
  readonly readable: string
  /** Object streams, unpacked: objects hide their names there. */
  readonly objects: readonly string[]
}

/** Bytes that one file may unpack to. */
const MOST_UNPACKED = 64 * 1024 * 1024
const MOST_STREAMS = 20_000

const STREAM = /(?<!end)stream[ \t]*(?:\r\n|\n|\r)/g
/** An object stream begins with pairs of numbers, whatever its dictionary says. */
const PAIRS = /^(?:\s|%[^\r\n]*[\r\n])*\d+\s+\d+\s/
/** Letters of a dictionary that stand before its stream. */
const DICTIONARY = 2_048
/** Ways of packing in which an object stream would stay hidden from us; no writer of PDF packs one so. */
const UNUSUAL = [
  'ASCIIHexDecode',
  'ASCII85Decode',
  'LZWDecode',
  'RunLengthDecode',
  'Crypt',
  'Predictor',
  'AHx',
]
const PHOTOGRAPH =
  /stream[ \t]*(?:\r\n|\n|\r)(?:\xff\xd8\xff|[^]{4}jP\x20\x20|\xff\x4f\xff\x51)[^]*?endstream/g

/**
 * Lays a PDF open as far as needed to see its names. Where a file may be read in two ways, both are looked at:
 * streams end where their packing ends, whatever their length says, and what is no packed stream counts as text.
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfParts | 'document_unsafe' | 'document_damaged'> {
  const text = latin1(bytes)
  const raw: string[] = []
  const objects: string[] = []
  let budget = MOST_UNPACKED
  let from = 0
  let streams = 0
  for (let found = next(text, 0); found; found = next(text, Math.max(found.start, from))) {
    if (++streams > MOST_STREAMS) return 'document_unsafe'
    const head = text.slice(from, found.at)
    const kind = kindOf(head)
    if (kind === 'hidden') return 'document_unsafe'
    if (kind === 'picture' || !isZlib(bytes, found.start)) continue
    const inflated = await inflateAt(bytes, found.start, budget)
    if (inflated === 'too_large') return 'document_unsafe'
    if (inflated === 'damaged' && kind === 'objects') return 'document_damaged'
    if (inflated === 'damaged') continue
    budget -= inflated.bytes.length
    const unpacked = latin1(inflated.bytes)
    if (kind === 'objects' || PAIRS.test(unpacked.slice(0, 200))) objects.push(unpacked)
    raw.push(head)
    // An object may be read from inside a packed stream, if the table of objects points there.
    const packed = text.slice(found.start, found.start + inflated.consumed)
    if (/\d\s+\d+\s+obj\b/.test(packed)) raw.push(packed)
    from = found.start + inflated.consumed
  }
  raw.push(text.slice(from))
  const whole = raw.join('\n')
  return { raw: whole, readable: whole.replaceAll(PHOTOGRAPH, ' '), objects }
}

/** Bytes as text, each a letter of its own. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function next(text: string, from: number): { readonly at: number; readonly start: number } | undefined {
  STREAM.lastIndex = from
  const found = STREAM.exec(text)
  return found ? { at: found.index, start: STREAM.lastIndex } : undefined
}

/** What a stream is by the dictionary before it. In doubt it is unpacked and looked at. */
function kindOf(head: string): 'objects' | 'picture' | 'hidden' | 'other' {
  const near = head.slice(-DICTIONARY)
  const names = namesIn(near.slice(Math.max(0, near.lastIndexOf(' obj'))))
  const wide = namesIn(near)
  const isObjects = wide.has('ObjStm') || (wide.has('First') && wide.has('N'))
  if (isObjects && wide.has('ObjStm') && UNUSUAL.some((name) => wide.has(name))) return 'hidden'
  if (isObjects) return 'objects'
  // Strings and comments may hold anything, also a dictionary that is none.
  return names.has('Image') && !/[(%]/.test(near) ? 'picture' : 'other'
}

const NAME = /\/([^\0\t\n\f\r ()<>[\]{}/%]{1,127})/g

/** The names in a text (ISO 32000-1, 7.3.5); a letter may be written as `#` and two digits. */
export function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [, name = ''] of text.matchAll(NAME))
    names.add(
      name.includes('#')
        ? name.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) =>
            String.fromCharCode(Number.parseInt(code, 16)),
          )
        : name,
    )
  return names
}
