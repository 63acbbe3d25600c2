import type { ReadResult } from '#core/answer.ts'
import type { Input } from './env.ts'
import { readInput } from './read-input.ts'
import { SCORES, asText, readOptions } from './turn.ts'
import type { TurnState } from './turn.ts'

/** Reads a score from 1 to 5: a number, stars, common words, or the very words of the choices shown. */
export function readScore(turn: TurnState, input: Input): ReadResult {
  const read = readInput(turn, 'rating', input)
  if (read.ok) return read
  const named = readInput(turn, 'choice', input, {}, readOptions(turn, SCORES))
  return named.ok ? { ok: true, value: Number(named.value), display: asText(named.value) } : read
}
