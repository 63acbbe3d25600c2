import type { Reader } from '#core/answer.ts'
import { findNumber } from '../digits.ts'
import { normalise } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

const LEAST = 4
const MOST = 8
/** Stands in for the number wherever an answer is shown: a PIN is never said back. */
const HIDDEN = '••••'

/** A secret number of 4 to 8 digits, in any numerals and with whatever is put between them. */
export const pin: Reader = {
  type: 'pin',
  read(input, options) {
    const hint = hintFor('pin', options)
    if (input.length > 200) return refused('pin_unclear', hint)
    const found = findNumber(
      normalise(input, { search: true }),
      ({ length }) => length >= LEAST && length <= MOST,
    )
    return found.kind === 'one' ? understood(found.digits, HIDDEN) : refused('pin_unclear', hint)
  },
}
