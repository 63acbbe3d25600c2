import { randomFillSync, randomInt } from 'node:crypto'
import type { Ids } from './parts.ts'

/** Letters and digits that are not mistaken for one another, read aloud or on a small screen: no 0 O 1 I L U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const REFERENCE_LENGTH = 8
const PIN_LENGTH = 6
const RANDOM = 8

/**
 * Ids of 14 bytes, hexadecimal: six of time, so that rows made together lie together in a table, and eight of
 * chance. Randomness is drawn in batches: asking for it costs more than an id.
 */
export function createIds(): Ids {
  const pool = Buffer.alloc(RANDOM * 512)
  let used = pool.length
  const time = Buffer.alloc(6)
  return {
    newId() {
      if (used === pool.length) {
        randomFillSync(pool)
        used = 0
      }
      used += RANDOM
      time.writeUIntBE(Date.now(), 0, 6)
      return time.toString('hex') + pool.toString('hex', used - RANDOM, used)
    },
    newReference: () =>
      Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
    newPin: () => String(randomInt(10 ** PIN_LENGTH)).padStart(PIN_LENGTH, '0'),
  }
}
