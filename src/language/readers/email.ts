import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { clean } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

const LOCAL = "[a-z0-9!#$%&*+/=?^_{|}~'-]+(?:\\.[a-z0-9!#$%&*+/=?^_{|}~'-]+)*"
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
const EMAIL = new RegExp(`^(${LOCAL})@((?:${LABEL}\\.)+[a-z]{2,24})$`, 'i')
// RFC 5321 4.5.3.1: 64 octets before the @, 254 in all.
const LONGEST_LOCAL = 64
const LONGEST = 254

const EDGES = /^[<("'«[:,;\u0600-\u06FF]+|[>)"'»\]:,;.!\u0600-\u06FF]+$/g

/** Addresses among the words of a text; spaces around @ and dots of a lone address are typing slips. */
function wordsWithAt(text: string): readonly string[] {
  const joined = text.replace(/\s*@\s*/g, '@').replace(/(?<=@\S*)\s*\.\s*(?=[a-z]{2,}(?:\s|$))/gi, '.')
  return joined
    .split(/[\s\u0600-\u06FF]+|,(?=\S+@)/)
    .filter((word) => word.includes('@'))
    .map((word) => word.replace(/^mailto:/i, '').replace(EDGES, ''))
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('email', options)
  if (input.length > 500) return refused('email_unclear', hint)
  const words = wordsWithAt(clean(input))
  const found = new Set(words.map((word) => word.toLowerCase()))
  const [address] = found
  if (found.size > 1) return refused('email_many', hint)
  const match = address === undefined ? null : EMAIL.exec(address)
  if (address === undefined || match === null) return refused('email_unclear', hint)
  if ((match[1]?.length ?? 0) > LONGEST_LOCAL || address.length > LONGEST)
    return refused('email_unclear', hint)
  return understood(address, address)
}

/** An e-mail address, lower case. */
export const email: Reader = { type: 'email', read }
