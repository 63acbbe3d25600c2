import type { Reader, ReadOption, ReadOptions, ReadProblem, ReadResult } from '#core/answer.ts'
import {
  CHOICE_ALL,
  CHOICE_DENIALS,
  CHOICE_EITHERS,
  CHOICE_FILLERS,
  CHOICE_JOINERS,
  ORDINALS,
} from '../lexicon/ordinals.ts'
import { distance } from '../edit-distance.ts'
import { numberPart } from '../number-words.ts'
import { normalise } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

const fold = (text: string): string =>
  normalise(text, { search: true })
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
const folded = (words: readonly string[]): ReadonlySet<string> => new Set(words.map(fold))

const FILLERS = folded(CHOICE_FILLERS)
const DENIALS = folded(CHOICE_DENIALS)
const EITHERS = folded(CHOICE_EITHERS)
const ALL = folded(CHOICE_ALL)
const JOINERS = folded(CHOICE_JOINERS)
const PLACES: ReadonlyMap<string, number> = new Map(
  Object.entries(ORDINALS).flatMap(([place, words]) =>
    words.map((word) => [fold(word), Number(place)] as const),
  ),
)
const LONGEST = 300

/** An option with the names by which it may be called, folded: with and without their articles. */
interface NamedOption {
  readonly option: ReadOption
  readonly names: readonly string[]
}

// The same question is asked again and again with the same list; its names are folded once.
const NAMED = new WeakMap<readonly ReadOption[], readonly NamedOption[]>()

function namedOptions(options: readonly ReadOption[]): readonly NamedOption[] {
  const known = NAMED.get(options)
  if (known !== undefined) return known
  const named = options.map((option) => ({ option, names: namesOf(option) }))
  NAMED.set(options, named)
  return named
}

function namesOf(option: ReadOption): readonly string[] {
  const names = [option.label, option.id.replaceAll('_', ' '), ...(option.synonyms ?? [])]
    .flatMap((name) => [name, name.replace(/\(.*\)/u, '')])
    .map(fold)
    .filter((name) => name !== '')
  return [...new Set(names.flatMap((name) => [name, withoutArticles(name)]))]
}

const withoutArticles = (text: string): string =>
  text
    .split(' ')
    .map((word) => (word.startsWith('ال') && word.length > 4 ? word.slice(2) : word))
    .join(' ')

/** A text that is only a place in the list: "2", "رقم ٢", "الثاني", "اثنين". */
function placeOf(text: string): number | undefined {
  if (/^\d{1,3}$/.test(text)) return Number(text)
  const place = PLACES.get(text)
  if (place !== undefined) return place
  const part = numberPart(text)
  return part?.kind === 'value' ? part.value : undefined
}

const withoutFillers = (text: string): string =>
  text
    .split(' ')
    .filter((word) => !FILLERS.has(word))
    .join(' ')

function optionOf(text: string, options: readonly ReadOption[]): ReadOption | undefined {
  for (const form of [text, withoutFillers(text)]) {
    if (form === '') continue
    const plain = withoutArticles(form)
    const named = namedOptions(options).filter(({ names }) => names.includes(form) || names.includes(plain))
    if (named.length === 1) return named[0]?.option
    if (named.length > 1) return undefined
    const place = placeOf(form)
    if (place !== undefined) return options[place - 1]
  }
  return undefined
}

/** The only option whose name a text contains, or nearly spells; offered, never taken. */
function nearestOption(text: string, options: readonly ReadOption[]): ReadOption | undefined {
  const form = withoutArticles(withoutFillers(text))
  if (form.length < 3) return undefined
  const near = namedOptions(options).filter(({ names }) =>
    names.some((name) => {
      const allowed = name.length >= 8 ? 2 : name.length >= 4 ? 1 : 0
      const contains = name.length >= 3 && ` ${form} `.includes(` ${name} `)
      const begins = form.length >= 3 && ` ${name} `.includes(` ${form} `)
      return contains || begins || distance(form, name, allowed) <= allowed
    }),
  )
  return near.length === 1 ? near[0]?.option : undefined
}

const words = (text: string): readonly string[] => text.split(' ')

function choiceProblem(text: string, options: ReadOptions): ReadProblem {
  const all = options.options ?? []
  const hint = hintFor('choice', options)
  if (words(text).some((word) => DENIALS.has(word) || EITHERS.has(word)))
    return refused('choice_unclear', hint)
  const near = nearestOption(text, all)
  if (near === undefined) return refused('choice_unclear', hint)
  return { ...refused('choice_near', near.label), suggestion: { id: near.id, label: near.label } }
}

function readChoice(input: string, options: ReadOptions): ReadResult {
  const all = options.options ?? []
  const hint = hintFor('choice', options)
  if (input.length > LONGEST || /[?؟]/.test(input)) return refused('choice_unclear', hint)
  const text = fold(input)
  const chosen = optionOf(text, all)
  if (chosen !== undefined && isPlainPlace(input)) return understood(chosen.id, chosen.label)
  const several = partsOf(input).map((part) => optionOf(part, all)?.id)
  if (several.length > 1 && new Set(several).size > 1 && !several.includes(undefined))
    return refused('choice_one', hint)
  return choiceProblem(text, options)
}

/** "-1" and "1.5" hold digits, but name no place. */
const isPlainPlace = (input: string): boolean =>
  !/\d[.,٫]\d|[-−]\s*\d+\s*$/.test(normalise(input)) || /\p{L}/u.test(input)

/** The options of one message, cut at commas, lines, joiners and spaces between numbers. */
function partsOf(input: string): readonly string[] {
  const joined = normalise(input, { search: true })
    .replace(/(\d)\s*(?:[-–/+&.]|\s)\s*(?=\d)/g, '$1,')
    .replace(/(\d)\s*و\s*(?=\d)/g, '$1,')
    .replace(/[;\n+&/|]/g, ',')
  return joined
    .split(',')
    .map(fold)
    .filter((part) => part !== '')
}

/** The options of the parts; a name may hold commas itself, so the longest run of parts that is one comes first. */
function optionsIn(
  parts: readonly string[],
  options: readonly ReadOption[],
): readonly (ReadOption | undefined)[] {
  const found: (ReadOption | undefined)[] = []
  for (let at = 0; at < parts.length;) {
    const size = [4, 3, 2].find((length) => {
      const run = parts.slice(at, at + length)
      return run.length === length && optionOf(run.join(' '), options) !== undefined
    })
    if (size === undefined) found.push(...optionsOf(parts[at] ?? '', options))
    else found.push(optionOf(parts.slice(at, at + size).join(' '), options))
    at += size ?? 1
  }
  return found
}

/** A part that is no option by itself may be two joined by "و". */
function optionsOf(part: string, options: readonly ReadOption[]): readonly (ReadOption | undefined)[] {
  // "حركي، ونطق": the second part still carries its "and".
  const whole =
    optionOf(part, options) ?? (part.startsWith('و') ? optionOf(part.slice(1), options) : undefined)
  if (whole !== undefined) return [whole]
  const pieces = splitAtJoiners(part, options)
  return pieces.length > 1 ? pieces.map((piece) => optionOf(piece, options)) : [undefined]
}

function splitAtJoiners(part: string, options: readonly ReadOption[]): readonly string[] {
  const pieces: string[] = []
  let piece: string[] = []
  const close = (): void => {
    if (piece.length > 0) pieces.push(piece.join(' '))
    piece = []
  }
  for (const word of words(part)) {
    const joined = word.startsWith('و') && word.length > 2 ? word.slice(1) : undefined
    if (JOINERS.has(word)) close()
    else if (joined !== undefined && piece.length > 0 && optionOf(piece.join(' '), options) !== undefined) {
      close()
      piece.push(joined)
    } else piece.push(word)
  }
  close()
  return pieces
}

function readMany(input: string, options: ReadOptions): ReadResult {
  const all = options.options ?? []
  const hint = hintFor('multiChoice', options)
  if (input.length > LONGEST || /[?؟]/.test(input)) return refused('choice_unclear', hint)
  if (ALL.has(fold(input))) return manyUnderstood(all, options)
  const found = optionsIn(partsOf(input), all)
  if (found.length === 0 || found.includes(undefined)) {
    return found.length <= 1 ? choiceProblem(fold(input), options) : refused('choice_unclear', hint)
  }
  const ids = new Set(found.map((option) => option?.id))
  return manyUnderstood(
    all.filter((option) => ids.has(option.id)),
    options,
  )
}

function manyUnderstood(chosen: readonly ReadOption[], options: ReadOptions): ReadResult {
  if (options.min !== undefined && chosen.length < options.min)
    return refused('choice_too_few', String(options.min))
  if (options.max !== undefined && chosen.length > options.max)
    return refused('choice_too_many', String(options.max))
  const comma = options.language === undefined || options.language === 'ar' ? '، ' : ', '
  return understood(
    chosen.map((option) => option.id),
    chosen.map((option) => option.label).join(comma),
  )
}

/** One of a list: by number, by name or by a synonym. */
export const choice: Reader = { type: 'choice', read: readChoice }

/** Some of a list, in the order of the list. */
export const multiChoice: Reader = { type: 'multi_choice', read: readMany }
