import { normalise } from '#language/normalise.ts'

/** What somebody may be looking for, read from what was typed. */
export interface Sought {
  /** Folded as Arabic is spelled in many ways; all of them must be found. */
  readonly words: readonly string[]
  readonly reference?: string
  /** The last digits of a phone number, four at least. */
  readonly tail?: string
  /** A whole mobile number, in E.164. */
  readonly phone?: string
  /** A whole identity number: only its blind index is compared. */
  readonly identity?: string
}

const SHORTEST = 2
const MOST_WORDS = 6

/** Reads a query; undefined of one that is too short to mean anything. */
export function readSought(query: string): Sought | undefined {
  const folded = normalise(query.slice(0, 80), { search: true }).trim()
  const digits = /^[+\d][\d\s()-]*$/.test(folded) ? folded.replaceAll(/\D/g, '') : ''
  const words = folded.split(/\s+/).filter((word) => word.length >= SHORTEST)
  if (words.length === 0) return undefined
  const phone = mobileOf(digits)
  const reference = folded.replaceAll(/[\s-]/g, '').toUpperCase()
  return {
    // A number is looked for as a number, and among words as it was typed.
    words: words.slice(0, MOST_WORDS),
    ...(/^[A-Z0-9]{6,12}$/.test(reference) && { reference }),
    ...(digits.length >= 4 && { tail: digits.replace(/^(?:00966|966|0)(?=5\d{8}$)/, '') }),
    ...(phone !== undefined && { phone }),
    ...(/^[12]\d{9}$/.test(digits) && { identity: digits }),
  }
}

/** A Saudi mobile however its beginning was typed. */
function mobileOf(digits: string): string | undefined {
  const own = /^(?:00966|966|0)?(5\d{8})$/.exec(digits)?.[1]
  return own && `+966${own}`
}
