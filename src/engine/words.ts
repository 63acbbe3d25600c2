import type { ReadOption } from '#core/answer.ts'
import type { Language, Text } from '#core/text.ts'
import type { Env } from './env.ts'
import type { DraftChoice } from './event.ts'

/** What an option may be called besides its label. */
export type Synonyms = ReadonlyMap<string, readonly string[]>

// Words change only with the content, and new content brings a new `translate`: what was looked up once is kept
// for as long as that lives. Readers know a list of options again by its identity.
const KEPT = new WeakMap<Env['translate'], Kept>()

interface Kept {
  readonly words: Map<string, string>
  readonly options: WeakMap<readonly DraftChoice[], Map<string, readonly ReadOption[]>>
  readonly phrases: Map<string, ReadonlySet<string>>
}

function keptOf(env: Env): Kept {
  const known = KEPT.get(env.translate)
  if (known) return known
  const made: Kept = { words: new Map(), options: new WeakMap(), phrases: new Map() }
  KEPT.set(env.translate, made)
  return made
}

/** The words of a key in a language. */
export function wordsOf(env: Env, key: string, language: Language): string {
  const { words } = keptOf(env)
  const place = `${language} ${key}`
  const known = words.get(place)
  if (known !== undefined) return known
  const made = env.translate(key, language)
  words.set(place, made)
  return made
}

/** The phrases of a key, parted by bars, folded for comparison. */
export function phrasesOf(env: Env, key: string, language: Language): ReadonlySet<string> {
  const { phrases } = keptOf(env)
  const place = `${language} ${key}`
  const known = phrases.get(place)
  if (known) return known
  const made = new Set(
    wordsOf(env, key, language)
      .split('|')
      .map((phrase) => env.fold(phrase.trim())),
  )
  phrases.set(place, made)
  return made
}

/** Choices as a reader compares typed answers with them; the same list for the same choices. */
export function optionsOf(
  env: Env,
  choices: readonly DraftChoice[],
  language: Language,
  synonyms?: Synonyms,
): readonly ReadOption[] {
  const { options } = keptOf(env)
  const madeBy = options.get(choices) ?? new Map<string, readonly ReadOption[]>()
  const kind = synonyms ? `${language}+` : language
  const known = madeBy.get(kind)
  if (known) return known
  const made = choices.map((choice): ReadOption => {
    const words = synonyms?.get(choice.id)
    return { id: choice.id, label: labelOf(env, choice.label, language), ...(words && { synonyms: words }) }
  })
  options.set(choices, madeBy.set(kind, made))
  return made
}

function labelOf(env: Env, label: Text, usual: Language): string {
  if ('verbatim' in label) return label.verbatim
  const language = label.language ?? usual
  return 'key' in label ? wordsOf(env, label.key, language) : env.label(label.words, language)
}
