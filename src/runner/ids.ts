import { randomBytes, randomInt } from 'node:crypto'
import type { Ids } from './runner.ts'

/** Letters and digits that are not mistaken for one another, read aloud or on a small screen: no 0 O 1 I L U. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const REFERENCE_LENGTH = 8

/** Random ids of 96 bits, hexadecimal; drawn in batches, since asking for random bytes costs more than an id. */
export function createIds(): Ids {
  const pool = Buffer.alloc(16 * 256)
  let used = pool.length
  return {
    newId() {
      if (used === pool.length) {
        randomBytes(pool.length).copy(pool)
        used = 0
      }
      used += 16
      return pool.toString('hex', used - 16, used - 4)
    },
    newReference: () =>
      Array.from({ length: REFERENCE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join(''),
  }
}
