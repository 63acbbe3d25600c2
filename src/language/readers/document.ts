import type { FileFacts, Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { fileKind, voiceMime } from '../file-kinds.ts'
import { PROBLEMS } from '../problems.ts'
import { hintFor, refused, understood } from '../reading.ts'

/** The largest document, 10 MiB, and the largest voice note, 16 MiB (the limit of the messaging platforms). */
const LARGEST_DOCUMENT = 10 * 1024 * 1024
const LARGEST_VOICE = 16 * 1024 * 1024

/** The facts of a file from their JSON, or undefined. */
function factsOf(input: string): FileFacts | undefined {
  let parsed: unknown
  try {
    parsed = JSON.parse(input)
  } catch {
    return undefined
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const { name, mime, bytes, magic, problem } = parsed as Readonly<Record<string, unknown>>
  if (typeof magic !== 'string' || typeof bytes !== 'number') return undefined
  return {
    name: typeof name === 'string' ? name : '',
    mime: typeof mime === 'string' ? mime.toLowerCase() : '',
    bytes,
    magic: magic.toLowerCase().replace(/^0x|[^0-9a-f]/g, ''),
    ...(typeof problem === 'string' && { problem }),
  }
}

/** A file that was looked through before and not kept. */
function refusedBefore(facts: FileFacts, options: ReadOptions): ReadResult | undefined {
  const problem = PROBLEMS.find((name) => name === facts.problem)
  if (problem === undefined) return undefined
  return refused(problem, hintFor(problem === 'document_too_large' ? 'sizeLimit' : 'document', options))
}

function readDocument(input: string, options: ReadOptions): ReadResult {
  const facts = factsOf(input)
  const hint = hintFor('document', options)
  if (facts === undefined) return refused('document_missing', hint)
  const before = refusedBefore(facts, options)
  if (before) return before
  if (!Number.isInteger(facts.bytes) || facts.bytes <= 0 || facts.magic === '')
    return refused('document_empty', hint)
  const kind = fileKind(facts.magic, facts.name)
  if (!kind.accepted) return refused(kind.problem, hint)
  if (facts.bytes > LARGEST_DOCUMENT) return refused('document_too_large', hintFor('sizeLimit', options))
  return understood(kind.mime, facts.name === '' ? kind.mime : facts.name)
}

function readVoice(input: string, options: ReadOptions): ReadResult {
  const facts = factsOf(input)
  const hint = hintFor('voice', options)
  if (facts === undefined) return refused('voice_missing', hint)
  if (facts.problem === 'voice_too_large') return refused('voice_too_large', hint)
  const mime = voiceMime(facts.magic, facts.mime)
  if (mime === undefined || facts.bytes <= 0) return refused('voice_missing', hint)
  if (facts.bytes > LARGEST_VOICE) return refused('voice_too_large', hint)
  return understood(mime, mime)
}

/** A document by the facts of its file (JSON of `FileFacts`): PDF, JPEG or PNG up to 10 MiB, judged by content. */
export const document: Reader = { type: 'document', read: readDocument }

/** A voice note by the facts of its file. */
export const voice: Reader = { type: 'voice', read: readVoice }
