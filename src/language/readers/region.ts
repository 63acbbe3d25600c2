import type { Reader, ReadOptions, ReadResult } from '#core/answer.ts'
import { distance } from '../edit-distance.ts'
import { REGION_DENIALS, REGION_FILLERS, REGIONS } from '../lexicon/regions.ts'
import { wordsOf } from '../normalise.ts'
import { hintFor, refused, understood } from '../reading.ts'

type Region = (typeof REGIONS)[number]

const fold = (text: string): string => wordsOf(text.replace(/['’`´]/g, ''), { search: true }).join(' ')
const FILLERS = new Set(REGION_FILLERS.map(fold))
const DENIALS = new Set(REGION_DENIALS.map(fold))

const NAMES: ReadonlyMap<string, Region> = new Map(
  REGIONS.flatMap((region) => [region.name, ...region.names].map((name) => [fold(name), region] as const)),
)
const CITIES: ReadonlyMap<string, Region> = new Map(
  REGIONS.flatMap((region) => region.cities.map((city) => [fold(city), region] as const)),
)
const LONGEST_NAME = 4

/** The longest names first, each word used once; a preposition may be joined to a name ("بالرياض", "لمكة"). */
function regionsIn(words: readonly string[], names: ReadonlyMap<string, Region>): ReadonlySet<Region> {
  const found = new Set<Region>()
  for (let at = 0; at < words.length;) {
    const size = [4, 3, 2, 1].find((length) => named(words.slice(at, at + length), names) !== undefined)
    const region =
      size === undefined ? undefined : named(words.slice(at, at + Math.min(size, LONGEST_NAME)), names)
    if (region !== undefined) found.add(region)
    at += size ?? 1
  }
  return found
}

function named(words: readonly string[], names: ReadonlyMap<string, Region>): Region | undefined {
  const phrase = words.join(' ')
  const plain = names.get(phrase)
  if (plain !== undefined || !/^[بلو]/.test(phrase)) return plain
  return names.get(phrase.slice(1)) ?? names.get(phrase.replace(/^لل/, 'ال'))
}

function nearest(text: string): Region | undefined {
  if (text.length < 4) return undefined
  const allowed = text.length >= 8 ? 2 : 1
  const near = new Set(
    [...NAMES].filter(([name]) => distance(text, name, allowed) <= allowed).map(([, region]) => region),
  )
  return near.size === 1 ? [...near][0] : undefined
}

function shownName(region: Region, options: ReadOptions): string {
  return options.language === undefined || options.language === 'ar' ? region.name : region.en
}

function read(input: string, options: ReadOptions): ReadResult {
  const hint = hintFor('region', options)
  if (input.length > 200 || /[?؟]/.test(input)) return refused('region_unclear', hint)
  const words = wordsOf(input.replace(/['’`´]/g, ''), { search: true })
  if (words.some((word) => DENIALS.has(word))) return refused('region_unclear', hint)
  const found = regionsIn(words, NAMES)
  const [region] = found
  if (found.size > 1) return refused('region_many', hint)
  if (region !== undefined) return understood(region.name, shownName(region, options))
  return suggest(words, options)
}

function suggest(words: readonly string[], options: ReadOptions) {
  const rest = words.filter((word) => !FILLERS.has(word))
  const cities = regionsIn(rest, CITIES)
  const near = cities.size === 1 ? [...cities][0] : nearest(rest.join(' '))
  if (near === undefined) return refused('region_unclear', hintFor('region', options))
  const label = shownName(near, options)
  return { ...refused('region_near', label), suggestion: { id: near.name, label } }
}

/** One of the thirteen regions, by its official or common name. */
export const region: Reader = { type: 'region', read }
