import { numberPart, type NumberPart } from './number-words.ts'
import type { Token } from './tokens.ts'

/** A number found in a text, in digits or words. */
export interface Quantity {
  readonly value: number
  /** The tokens that it is made of, first and one past the last. */
  readonly from: number
  readonly to: number
  /** Written so that it may mean two things: 3.500, 3,5. */
  readonly ambiguous: boolean
  /** As typed, where it is one numeral. */
  readonly numeral?: string
}

const PLAIN_NUMERAL = /^\d+(?:\.\d{1,2}|\.\d{4,6})?$/
const BELOW_ONE = /^0\.\d{1,6}$/
const GROUPED = /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,6})?$/
const GROUPED_BY_DOTS = /^[1-9]\d{0,2}(?:\.\d{3}){2,}(?:,\d{1,2})?$|^[1-9]\d{0,2}\.\d{3},\d{1,2}$/

/** A numeral's number, or undefined where its separators may mean two things. */
function numeralValue(numeral: string): number | undefined {
  if (PLAIN_NUMERAL.test(numeral) || BELOW_ONE.test(numeral)) return Number(numeral)
  if (GROUPED.test(numeral)) return Number(numeral.replaceAll(',', ''))
  if (GROUPED_BY_DOTS.test(numeral)) return Number(numeral.replaceAll('.', '').replace(',', '.'))
  return undefined
}

/** A number being put together from words: what is already multiplied, what stands before the next scale. */
interface Building {
  total: number
  current: number | undefined
  scale: number
  ambiguous: boolean
  from: number
  to: number
  numeral: string | undefined
  takenFrom: number | undefined
}

const start = (from: number): Building => ({
  total: 0,
  current: undefined,
  scale: Infinity,
  ambiguous: false,
  from,
  to: from,
  numeral: undefined,
  takenFrom: undefined,
})

const isUnit = (value: number): boolean => value >= 1 && value <= 9
const isTens = (value: number): boolean => value >= 20 && value < 100 && value % 10 === 0

/** Whether a value may follow what stands before it within one number ("مية وخمسة وعشرين"). */
function follows(current: number, value: number): boolean {
  const below = current % 100
  if (!Number.isInteger(current)) return false
  if (value < 100 && below === 0 && current >= 100) return true
  if (isTens(value) && isUnit(below)) return true
  if (isUnit(value) && isTens(below)) return true
  return value >= 100 && value % 100 === 0 && current < 100
}

function takeValue(state: Building, value: number, and: boolean, latin: boolean): boolean {
  const empty = state.current === undefined && state.scale === Infinity
  if (empty) state.current = value
  else if (state.current === undefined) {
    if (value >= state.scale || (!and && !latin && value < 100)) return false
    state.current = value
  } else if (value === 10 && !and && isUnit(state.current % 100)) state.current += 10
  else if (follows(state.current, value) && (and || latin || (state.current >= 100 && value < 100))) {
    state.current += value
  } else return false
  return true
}

function takeHundred(state: Building, and: boolean): boolean {
  if (state.current === undefined) state.current = 100
  else if (!and && state.current >= 1 && state.current < 100) state.current *= 100
  else if (and && state.current < 100) state.current += 100
  else return false
  return true
}

function takeScale(state: Building, scale: number, times: number, and: boolean): boolean {
  const { current } = state
  if (scale >= state.scale) return false
  if (current === undefined) state.total += scale * times
  else if (times > 1) return false
  else if (and) state.total += scale
  else {
    state.total += current * scale
    state.current = undefined
  }
  state.scale = scale
  return true
}

function takeFraction(state: Building, part: number, and: boolean): boolean {
  if (state.current === undefined && state.scale === Infinity) state.current = part
  else if (!and) return false
  else if (state.current === undefined) state.total += part * state.scale
  else state.current += part
  return true
}

function takeDigits(state: Building, value: number, and: boolean): boolean {
  const empty = state.current === undefined && state.scale === Infinity
  if (empty) state.current = value
  else if (!and) return false
  else if (state.current === undefined && value < state.scale) state.current = value
  else if (state.current !== undefined && state.numeral === undefined && follows(state.current, value)) {
    state.current += value
  } else return false
  return true
}

function take(state: Building, part: NumberPart, and: boolean): boolean {
  switch (part.kind) {
    case 'digits':
      return takeDigits(state, part.value, and)
    case 'value':
      return takeValue(state, part.value, and, part.latin)
    case 'hundred':
      return takeHundred(state, and)
    case 'scale':
      return takeScale(state, part.value, part.times, and)
    case 'fraction':
      return takeFraction(state, part.value, and)
    case 'minus':
      return false
    default:
      return false
  }
}

interface Read {
  readonly part: NumberPart
  readonly and: boolean
  /** How many tokens it takes. */
  readonly length: number
  readonly ambiguous: boolean
  readonly numeral?: string
}

const SPACED_GROUP = /^\d{3}$/

/** "5 000" and "12 500" are one number; "500 600" are two. */
function spacedNumeral(
  tokens: readonly Token[],
  at: number,
): { readonly text: string; readonly length: number } {
  const first = tokens[at]?.text ?? ''
  let length = 1
  while (tokens[at + length]?.kind === 'numeral' && SPACED_GROUP.test(tokens[at + length]?.text ?? ''))
    length++
  const groups = tokens.slice(at + 1, at + length).map((token) => token.text)
  const grouped =
    /^[1-9]\d{0,2}$/.test(first) && groups.length > 0 && (first.length <= 2 || groups.includes('000'))
  return grouped ? { text: first + groups.join(''), length } : { text: first, length: 1 }
}

function readNumeral(tokens: readonly Token[], at: number, and: boolean): Read {
  const { text, length } = spacedNumeral(tokens, at)
  const value = numeralValue(text)
  return {
    part: { kind: 'digits', value: value ?? Number.NaN },
    and,
    length,
    ambiguous: value === undefined,
    numeral: text,
  }
}

function readWord(tokens: readonly Token[], at: number): Read | undefined {
  const word = tokens[at]?.text ?? ''
  const next = tokens[at + 1]
  const and = word.startsWith('و')
  if (next?.kind === 'word') {
    const pair = numberPart(`${word} ${next.text}`)
    if (pair !== undefined) return { part: pair, and: false, length: 2, ambiguous: false }
    const joinedPair = and ? numberPart(`${word.slice(1)} ${next.text}`) : undefined
    if (joinedPair !== undefined) return { part: joinedPair, and: true, length: 2, ambiguous: false }
  }
  const plain = numberPart(word)
  if (plain !== undefined) return { part: plain, and: false, length: 1, ambiguous: false }
  const rest = numberPart(word.slice(1))
  if (rest !== undefined && and) return { part: rest, and: true, length: 1, ambiguous: false }
  if (rest !== undefined && /^[بلك]/.test(word))
    return { part: rest, and: false, length: 1, ambiguous: false }
  return undefined
}

function readAt(tokens: readonly Token[], at: number): Read | undefined {
  const token = tokens[at]
  if (token === undefined) return undefined
  if (token.kind === 'numeral') return readNumeral(tokens, at, false)
  if (token.kind !== 'word') return undefined
  const next = tokens[at + 1]
  if (token.text !== 'و' && token.text !== 'and') return readWord(tokens, at)
  const after =
    next?.kind === 'numeral' ? readNumeral(tokens, at + 1, true) : next && readWord(tokens, at + 1)
  return after && { ...after, and: true, length: after.length + 1 }
}

// "2.3 ألف" is 2300, not 2299.9999999999995.
const exact = (value: number): number => (Number.isInteger(value) ? value : Math.round(value * 1e6) / 1e6)

function finish(state: Building): Quantity {
  const sum = state.total + (state.current ?? 0)
  const value = exact(state.takenFrom === undefined ? sum : state.takenFrom - sum)
  const { from, to, ambiguous, numeral } = state
  return numeral === undefined ? { value, from, to, ambiguous } : { value, from, to, ambiguous, numeral }
}

/** "مليون إلا ربع": a fraction taken away is a part of the scale before it. */
function startMinus(state: Building, at: number): Building {
  const next = start(state.from)
  next.takenFrom = state.total + (state.current ?? 0)
  next.to = at
  if (state.current === undefined) next.scale = state.scale
  return next
}

/** Every number in a text, in order, whether in digits, in words or mixed ("3 آلاف وخمسمية"). */
export function quantitiesOf(tokens: readonly Token[]): readonly Quantity[] {
  const found: Quantity[] = []
  let state: Building | undefined
  for (let at = 0; at < tokens.length;) {
    const read = readAt(tokens, at)
    if (read === undefined || (read.part.kind === 'minus' && state === undefined)) {
      if (state !== undefined) found.push(finish(state))
      state = undefined
      at++
      continue
    }
    if (read.part.kind === 'minus' && state !== undefined) {
      state = startMinus(state, at)
      at += read.length
      continue
    }
    if (state === undefined || !takeMinusOr(state, read)) {
      if (state !== undefined) found.push(finish(state))
      state = start(at)
      take(state, read.part, false)
      // "آلاف الريالات": of how many is not said.
      state.ambiguous = read.part.kind === 'scale' && read.part.plural === true
    }
    state.to = at + read.length
    state.ambiguous ||= read.ambiguous
    if (read.numeral !== undefined) state.numeral = read.numeral
    at += read.length
  }
  if (state !== undefined) found.push(finish(state))
  return found
}

/** After "إلا" the first part stands alone; otherwise it joins what stands before it. */
function takeMinusOr(state: Building, read: Read): boolean {
  const fresh = state.takenFrom !== undefined && state.total === 0 && state.current === undefined
  if (!fresh) return take(state, read.part, read.and)
  const scale = state.scale
  state.scale = Infinity
  if (read.part.kind === 'fraction' && scale !== Infinity) {
    state.total = read.part.value * scale
    state.scale = 1
    return true
  }
  return take(state, read.part, false)
}
