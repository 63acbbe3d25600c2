import type { Problem } from '#language/problems.ts'
import { namesIn, readPdf } from './pdf-parts.ts'
import type { PdfParts } from './pdf-parts.ts'

/** Names that run something, reach out, or bring files along; by chance none of them occurs in compressed bytes. */
const UNSAFE = [
  'JavaScript',
  'Launch',
  'EmbeddedFile',
  'EmbeddedFiles',
  'FileAttachment',
  'RichMedia',
  'Rendition',
  'GoToE',
  'ImportData',
]
/** Names so short that compressed pictures hold them by chance; looked for where there are no pictures. */
const UNSAFE_SHORT = ['JS', 'XFA']

/** What looking at a PDF found: where it ends, or why it is not kept. */
export type PdfFinding = { readonly end: number } | { readonly problem: Problem }

/** Looks whether a PDF may be kept: none that runs scripts, starts programs, brings files along or is locked. */
export async function inspectPdf(bytes: Uint8Array): Promise<PdfFinding> {
  const end = endOf(bytes)
  if (end === undefined) return { problem: 'document_damaged' }
  const parts = await readPdf(bytes.subarray(0, end))
  const problem = typeof parts === 'string' ? parts : problemOf(parts)
  return problem ? { problem } : { end }
}

/** Where the PDF ends; what was appended after it (an archive, a program) is left behind. */
function endOf(bytes: Uint8Array): number | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = buffer.lastIndexOf('%%EOF')
  // Objects after the last mark: the file was cut off while it came, or was never finished.
  if (mark < 0 || buffer.indexOf('endobj', mark) >= 0) return undefined
  let end = mark + '%%EOF'.length
  while (buffer[end] === 0x0d || buffer[end] === 0x0a) end += 1
  return end
}

function problemOf(parts: PdfParts): Problem | undefined {
  const everywhere = [parts.raw, ...parts.objects].map(namesIn)
  const readable = [parts.readable, ...parts.objects].map(namesIn)
  const has = (where: readonly ReadonlySet<string>[], name: string) => where.some((names) => names.has(name))
  if (has(everywhere, 'Encrypt')) return 'document_locked'
  const unsafe =
    UNSAFE.some((name) => has(everywhere, name)) || UNSAFE_SHORT.some((name) => has(readable, name))
  return unsafe || !opensHarmlessly(parts) ? 'document_unsafe' : undefined
}

/**
 * Whether opening the file does nothing but show a page. `/OpenAction` is a destination (an array, a name) or an
 * action; of those only `/GoTo` stays inside the document (ISO 32000-1, 12.6.4).
 */
function opensHarmlessly({ raw, objects }: PdfParts): boolean {
  const actions = [raw, ...objects].flatMap((text) => [
    ...text.matchAll(/\/OpenAction\b(?=\s{0,64}([^]{0,400}))/g),
  ])
  // One is what a document has; a few more are earlier versions of it.
  if (actions.length > MOST_VERSIONS) return false
  return actions.every(([, value = '']) => {
    const reference = /^(\d{1,9})\s{1,16}\d{1,9}\s{1,16}R\b/.exec(value)
    return reference ? objectsNumbered(Number(reference[1]), raw, objects).every(isGoTo) : isGoTo(value)
  })
}

const MOST_VERSIONS = 16

function isGoTo(value: string): boolean {
  return /^\s*(?:\[|\(|\/|null\b)/.test(value) || /^\s*<<[^>]*?\/S\s*\/GoTo\b(?![A-Z])/.test(value)
}

/** The texts that a reference may mean: an object of its own, or one inside an object stream. */
function objectsNumbered(number: number, raw: string, objects: readonly string[]): readonly string[] {
  const own = new RegExp(`(?<!\\d)${number}\\s+\\d+\\s+obj\\b\\s*([^]{0,400})`, 'g')
  const found = [...raw.matchAll(own)].map(([, text = '']) => text)
  const packed = objects.flatMap((text) => objectInStream(text, number) ?? [])
  // Whatever could be hidden was refused before: a reference to nothing opens nothing.
  return [...found, ...packed]
}

/** An object of an object stream: pairs of number and offset come first, then the objects (ISO 32000-1, 7.5.7). */
function objectInStream(text: string, number: number): string | undefined {
  const header = /^(?:\s*\d+\s+\d+(?=\s))+\s*/.exec(text)?.[0] ?? ''
  const numbers = header.trim().split(/\s+/).map(Number)
  const place = numbers.findIndex((value, at) => at % 2 === 0 && value === number)
  const start = header.length + (numbers[place + 1] ?? 0)
  // What a page draws may begin with numbers too; they point nowhere.
  return place < 0 || start >= text.length ? undefined : text.slice(start, start + 400)
}
