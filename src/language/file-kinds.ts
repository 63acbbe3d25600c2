import type { Problem } from './problems.ts'

/** What a file really is, by its first bytes. */
export type FileKind =
  | { readonly accepted: true; readonly mime: string }
  | { readonly accepted: false; readonly problem: Problem }

interface Signature {
  /** Lower-case hexadecimal; `.` stands for any digit. */
  readonly pattern: RegExp
  readonly kind: FileKind
}

const yes = (pattern: RegExp, mime: string): Signature => ({ pattern, kind: { accepted: true, mime } })
const no = (pattern: RegExp, problem: Problem): Signature => ({ pattern, kind: { accepted: false, problem } })

const hex = (text: string): string =>
  Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('')

// ISO base media files name their brand after "ftyp" (ISO/IEC 14496-12).
const brand = (names: readonly string[]): RegExp =>
  new RegExp(`^.{8}${hex('ftyp')}(?:${names.map(hex).join('|')})`)

// First bytes as published in each format's own specification; the order matters (an APK is a ZIP as well).
const SIGNATURES: readonly Signature[] = [
  yes(/^(?:efbbbf)?(?:0d|0a|20|09)*25504446(?:2d|$)/, 'application/pdf'),
  yes(/^ffd8ff/, 'image/jpeg'),
  yes(/^89504e47(?:$|0d0a1a0a|0d(?:0a(?:1a)?)?$)/, 'image/png'),
  no(brand(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'mif1', 'msf1']), 'document_heic'),
  no(brand(['avif', 'avis']), 'document_picture'),
  no(brand(['M4A ', 'M4B ', 'M4P ']), 'document_voice'),
  no(new RegExp(`^.{8}${hex('ftyp')}`), 'document_video'),
  no(/^52494646.{8}57454250/, 'document_webp'),
  no(/^52494646.{8}41564920/, 'document_video'),
  no(/^52494646.{8}57415645/, 'document_voice'),
  no(/^1a45dfa3/, 'document_video'),
  no(/^(?:000001b[a3]|464c5601|3026b2758e66cf11|.{8}(?:6d6f6f76|6d646174|77696465))/, 'document_video'),
  no(/^(?:4f676753|494433|fff[abe23f19].|2321414d52|664c6143|4d546864|2e736e64)/, 'document_voice'),
  no(/^d0cf11e0a1b11ae1/, 'document_office'),
  no(/^7b5c727466/, 'document_office'),
  no(
    /^504b0304.*(?:776f72642f|786c2f|7070742f|5b436f6e74656e745f54797065735d|6d696d6574797065)/,
    'document_office',
  ),
  no(
    /^(?:504b0[357]0[468]|526172211a07|377abcaf271c|1f8b|425a68|fd377a585a00|28b52ffd|4d534346)/,
    'document_archive',
  ),
  no(/^(?:.{514}7573746172)/, 'document_archive'),
  no(
    /^(?:474946383[79]61|474946|424d|49492a00|4d4d002a|0000000c6a502020|ff0a|00000100|38425053)/,
    'document_picture',
  ),
]

const SVG = /^(?:efbbbf)?(?:0d|0a|20|09)*(?:3c3f786d6c|3c737667|3c21444f435459504520737667|3c212d2d)/
const OFFICE_NAME = /\.(?:docx?|xlsx?|pptx?|odt|ods|odp|rtf|dotx?|docm|xlsm)$/i

/** Judges a file by its first bytes; its name only tells one ZIP from another. */
export function fileKind(magic: string, name: string): FileKind {
  if (SVG.test(magic)) {
    const isSvg = magic.includes('3c737667') || /\.svg$/i.test(name)
    return { accepted: false, problem: isSvg ? 'document_svg' : 'document_unknown' }
  }
  const kind = SIGNATURES.find((signature) => signature.pattern.test(magic))?.kind
  if (kind === undefined) return { accepted: false, problem: 'document_unknown' }
  if (!kind.accepted && kind.problem === 'document_archive' && OFFICE_NAME.test(name))
    return { accepted: false, problem: 'document_office' }
  return kind
}

/** The type of a voice note by its first bytes, or undefined. */
export function voiceMime(magic: string, claimed: string): string | undefined {
  if (magic.startsWith('4f676753')) return 'audio/ogg'
  if (/^(?:494433|fff[ab23].)/.test(magic)) return 'audio/mpeg'
  if (/^fff[19]/.test(magic)) return 'audio/aac'
  if (magic.startsWith('2321414d52')) return 'audio/amr'
  if (/^52494646.{8}57415645/.test(magic)) return 'audio/wav'
  if (brand(['M4A ', 'M4B ']).test(magic)) return 'audio/mp4'
  // Browsers record sound alone into WebM and MP4; what is in the file cannot be told from its first bytes.
  if (magic.startsWith('1a45dfa3') && claimed.startsWith('audio/')) return 'audio/webm'
  if (new RegExp(`^.{8}${hex('ftyp')}`).test(magic) && claimed.startsWith('audio/')) return 'audio/mp4'
  return undefined
}
