import { voiceMime } from '#language/file-kinds.ts'
import { refuse } from './cleaned.ts'
import type { Cleaned, Refused } from './cleaned.ts'
import { latin1 } from './pdf-parts.ts'

/** The largest voice note, 16 MiB: the limit of the messaging platforms. */
const LARGEST_VOICE = 16 * 1024 * 1024

/** What phones and browsers record into. */
const ACCEPTED: ReadonlySet<string> = new Set([
  'audio/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/webm',
  'audio/amr',
  'audio/aac',
])

/** Codec names of moving pictures in a Matroska or WebM file (Matroska codec list: `V_…`). */
const MATROSKA_PICTURES = /V_(?:VP[89]|AV1|MPEG|MS\/|THEORA)/
/** A track of moving pictures in an MP4 file (ISO/IEC 14496-12, 8.4.3: handler `vide`). */
const MP4_PICTURES = /hdlr[\s\S]{8}vide/

/** The MIME type of a voice note by its first bytes, or undefined. */
export function soundMime(magic: string, claimed: string): string | undefined {
  const mime = voiceMime(magic, claimed.toLowerCase())
  return mime !== undefined && ACCEPTED.has(mime) ? mime : undefined
}

/** A voice note is kept as it is; a video that calls itself one is not. */
export function cleanVoice(bytes: Uint8Array, mime: string): Cleaned | Refused {
  if (bytes.length > LARGEST_VOICE) return refuse('voice_too_large')
  const text = latin1(bytes)
  const pictures = mime === 'audio/webm' ? MATROSKA_PICTURES : mime === 'audio/mp4' ? MP4_PICTURES : undefined
  if (pictures?.test(text)) return refuse('document_video')
  return { kept: true, bytes, mime }
}
