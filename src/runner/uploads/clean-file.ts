import { fileKind } from '#language/file-kinds.ts'
import { refuse } from './cleaned.ts'
import type { Cleaned, Refused } from './cleaned.ts'
import { cleanPdf } from './clean-pdf.ts'
import { cleanPicture, pictureMime } from './picture.ts'
import { cleanVoice, soundMime } from './voice.ts'

/** Bytes of a file by which its type is told. */
const MAGIC = 4100

/** The first bytes of a file, lower-case hexadecimal. */
export function magicOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, MAGIC)).toString('hex')
}

/**
 * What of a file is kept, or why nothing is. Its content decides what it is, never its name or what its sender
 * calls it; only pictures, PDF and voice notes are kept, and each only after it was looked through.
 */
export async function cleanFile(
  bytes: Uint8Array,
  claimed: { readonly name: string; readonly mime: string },
): Promise<Cleaned | Refused> {
  if (bytes.length === 0) return refuse('document_empty')
  const magic = magicOf(bytes)
  const picture = pictureMime(magic)
  if (picture !== undefined) return cleanPicture(bytes, picture)
  const sound = soundMime(magic, claimed.mime)
  if (sound !== undefined) return cleanVoice(bytes, sound)
  const kind = fileKind(magic, claimed.name)
  if (!kind.accepted) return refuse(kind.problem)
  return kind.mime === 'application/pdf' ? cleanPdf(bytes) : refuse('document_damaged')
}
