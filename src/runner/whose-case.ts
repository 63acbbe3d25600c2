import type { Whose } from '#engine/case-facts.ts'
import { normalise } from '#language/normalise.ts'
import type { StoredCase } from '#store/cases.ts'
import { answeredItems, forAnother } from './cases/answered-items.ts'
import type { AnsweredItem } from './cases/answered-items.ts'
import type { RunnerParts } from './parts.ts'

const NAMES: ReadonlySet<string> = new Set(['name_ar', 'name_latin'])
const IDENTITIES: ReadonlySet<string> = new Set(['identity', 'national_id', 'iqama'])
/** Words that are half a name: the next one belongs to them. */
const HALVES: ReadonlySet<string> = new Set(['عبد', 'أم', 'ام', 'أبو', 'ابو', 'أبا', 'Abdul', 'Abu', 'Umm'])

type Parts = Pick<RunnerParts, 'association' | 'library'>

/** What tells that two cases are for one person, and the name as it was given. */
interface Marks {
  readonly reference: string
  readonly marks: readonly string[]
  readonly name: string
}

interface Group {
  readonly marks: Set<string>
  readonly references: string[]
  readonly name: string
}

/**
 * For whom each of an account's cases is, by its reference: a family may share a phone. Of a name only the first part
 * is told, since whoever holds the phone now may be another of them. Cases come the newest first; a person is called
 * by the oldest of theirs.
 */
export function whoseCases(parts: Parts, records: readonly StoredCase[]): ReadonlyMap<string, Whose> {
  const groups: Group[] = []
  for (const { reference, marks, name } of records.map((record) => marksOf(parts, record)).toReversed()) {
    if (marks.length === 0) continue
    const same = groups.find((group) => marks.some((mark) => group.marks.has(mark)))
    const group = same ?? { marks: new Set(), references: [], name }
    if (!same) groups.push(group)
    for (const mark of marks) group.marks.add(mark)
    group.references.push(reference)
  }
  const names = namesFor(groups)
  return new Map(
    groups.flatMap(({ references }, place) =>
      references.map((reference) => [
        reference,
        { id: references[0] ?? reference, name: names[place] ?? '' },
      ]),
    ),
  )
}

function marksOf(parts: Parts, record: StoredCase): Marks {
  const { reference, personId } = record
  const items = answeredItems(parts, record).filter(({ item }) => !item.includes('.'))
  const own = valueOf(items, ({ field }) => field?.known === 'full_name')
  const theirs = valueOf(items, ({ field }) => NAMES.has(field?.type ?? '') && field?.known !== 'full_name')
  if (forAnother(parts, record))
    return marked(reference, theirs ?? relationIn(parts, record, items), personId)
  const identity = valueOf(items, ({ field }) => IDENTITIES.has(field?.type ?? ''))
  return marked(reference, own ?? theirs, personId, identity)
}

/** Without a name there is nothing to ask by. */
function marked(reference: string, name = '', ...more: readonly (string | undefined)[]): Marks {
  const marks = [normalise(name, { search: true }), ...more].filter((mark) => mark !== undefined)
  return { reference, name, marks: name === '' ? [] : marks }
}

/** Where nobody asked for the name: whose child, parent or neighbour it is. */
function relationIn(
  { association }: Parts,
  { service }: StoredCase,
  items: readonly AnsweredItem[],
): string | undefined {
  const relation = association.services.find(({ id }) => id === service)?.guardian?.relation
  const said = items.find(({ item }) => item === relation)?.entry.display
  // One name, not several: spaces that do not part it.
  return said?.replaceAll(/[\u2066-\u2069]/gu, '').replaceAll(/\s+/gu, '\u00A0')
}

function valueOf(items: readonly AnsweredItem[], fits: (item: AnsweredItem) => boolean): string | undefined {
  const found = items.findLast((item) => !item.entry.skipped && fits(item))
  return typeof found?.entry.value === 'string' ? found.entry.value : undefined
}

/** First names; where two are called the same, with the letter that the next name begins with, or a number. */
function namesFor(groups: readonly Group[]): string[] {
  const first = groups.map(({ name }) => firstName(name).first)
  const longer = groups.map(({ name }, place) => {
    const { next } = firstName(name)
    const alone = first.filter((other) => other === first[place]).length === 1
    return alone || next === '' ? (first[place] ?? '') : `${first[place]} ${next}.`
  })
  return longer.map((name, place) => {
    const before = longer.slice(0, place).filter((other) => other === name).length
    return before === 0 ? name : `${name} (${before + 1})`
  })
}

/** What comes before the second name; a relation, which is no name, stays whole. */
function firstName(name: string): { readonly first: string; readonly next: string } {
  const words = name.trim().split(/[ \t]+/u)
  const length = HALVES.has(words[0] ?? '') && words.length > 1 ? 2 : 1
  return { first: words.slice(0, length).join(' '), next: (words[length] ?? '').slice(0, 1) }
}
