/** Rules of one language. Written in a small notation: see `compileRules`. */
export interface EmergencyRules {
  /** Word lists that patterns refer to by name. */
  readonly words: Readonly<Record<string, string>>
  /** Phrases that are let go before the rules read the text: idioms, hopes, things that carry a person's name. */
  readonly idioms: readonly string[]
  /** What tells that a danger is over or only a topic; it is ignored when the text also says "now". */
  readonly over: readonly string[]
  readonly now: readonly string[]
  /** What makes danger unlikely though no rule speaks: things lost, long illness. Rules themselves pass over it. */
  readonly calm: readonly string[]
  readonly rules: readonly EmergencyRule[]
}

/** One danger: words that tell it, and the patterns in which they do. */
export interface EmergencyRule {
  readonly danger: 'life' | 'lost' | 'abuse' | 'self_harm'
  /** The words of danger, with spaces between; `_` is a space inside one. */
  readonly of: string
  /** Patterns, each with `@` where a word of danger stands. */
  readonly says: readonly string[]
  /** Patterns anywhere in the text that make this no danger. */
  readonly unless?: readonly string[]
}

/** A rule ready to read texts, and the words that it cannot do without. */
interface CompiledRule {
  /** Folded; those with a star are beginnings. */
  readonly words: readonly string[]
  /** What was lived through and is over may still be told by someone who wants to die. */
  readonly lasting: boolean
  readonly says: RegExp
  readonly unless?: RegExp
}

/** Rules of one language, ready to read folded texts. */
export interface CompiledRules {
  readonly rules: readonly CompiledRule[]
  /** A text without idioms, and whether it tells of what is over. */
  prepare(folded: string): { readonly text: string; readonly over: boolean }
  /** Whether anything in a text, an idiom, an end or a thing, speaks against danger. */
  calms(folded: string): boolean
}

/**
 * Compiles rules of this notation: words as they are written; `*` any ending; `..` up to four words between;
 * `(a|b)` either; `(a)?` perhaps; `{name}` a word list; `@` a word of danger; `^` and `$` start and end of the text; the
 * signs of regular expressions that look around keep their meaning.
 */
export function compileRules(rules: EmergencyRules, fold: (text: string) => string): CompiledRules {
  const lists = new Map(Object.entries(rules.words).map(([name, words]) => [name, listSource(words, fold)]))
  const compile = (patterns: readonly string[] | undefined, danger = '') =>
    patterns && patterns.length > 0 ? patternSource(patterns, lists, danger, fold) : undefined
  const idioms = expression(compile(rules.idioms), 'gu')
  const over = expression(compile(rules.over))
  const now = expression(compile(rules.now))
  const calm = expression(compile(rules.calm))
  const isOver = (text: string) => (over?.test(text) ?? false) && !(now?.test(text) ?? false)
  return {
    rules: rules.rules.map((rule): CompiledRule => {
      const unless = expression(compile(rule.unless))
      return {
        words: rule.of.split(' ').map((word) => firstWord(word, fold)),
        lasting: rule.danger === 'self_harm',
        says: expression(compile(rule.says, listSource(rule.of, fold))) ?? /(?!)/,
        ...(unless && { unless }),
      }
    }),
    prepare: (folded) => {
      const text = idioms ? folded.replace(idioms, ' ~') : folded
      return { text, over: isOver(text) }
    },
    calms: (folded) =>
      isOver(folded) || (calm?.test(folded) ?? false) || (idioms !== undefined && folded.search(idioms) >= 0),
  }
}

function expression(source: string | undefined, flags = 'u'): RegExp | undefined {
  return source === undefined ? undefined : new RegExp(source, flags)
}

function patternSource(
  patterns: readonly string[],
  lists: ReadonlyMap<string, string>,
  danger: string,
  fold: (text: string) => string,
): string {
  const each = patterns.map((pattern) =>
    foldLetters(pattern, fold)
      .replaceAll(/(?<!\[)\^/g, '(?<=^\u0648?)')
      // Any word may carry "and" (و).
      .replaceAll(/\.\. /g, '…')
      .replaceAll(/ (?![?\]])/g, ' \u0648?')
      .replaceAll('…', '(?:[^ ]+ \u0648?){0,4}')
      .replaceAll(/(?<![.\]])\*/g, '[^ ]*')
      .replaceAll(/\((?!\?)/g, '(?:')
      .replaceAll('@', `(?:${danger})`),
  )
  const named = each.map((source) =>
    source.replaceAll(/\{([a-z]+)\}/g, (_whole, name: string) => {
      const list = lists.get(name)
      if (list === undefined) throw new Error(`no word list is called ${name}`)
      return `(?:${list})`
    }),
  )
  return `(?:^| )\u0648?(?:${named.join('|')})(?= |$)`
}

function listSource(words: string, fold: (text: string) => string): string {
  return words
    .split(' ')
    .map((word) => foldLetters(word.replaceAll('_', ' '), fold).replaceAll('*', '[^ ]*'))
    .join('|')
}

/** Folds the words of a pattern and leaves its signs; names of word lists are plain ASCII and stay as they are. */
function foldLetters(pattern: string, fold: (text: string) => string): string {
  return pattern.replaceAll(/\{[a-z]+\}|[\p{L}\p{M}]+/gu, (part) =>
    part.startsWith('{') ? part : fold(part),
  )
}

/** The first word of a phrase of danger, folded, with a star where it is only a beginning. */
function firstWord(phrase: string, fold: (text: string) => string): string {
  const word = phrase.split('_')[0] ?? ''
  const sure = fold(/^[\p{L}\p{M}]+/u.exec(word)?.[0] ?? '')
  if (sure.length < 2) throw new Error(`a word of danger needs two letters to be known by: ${phrase}`)
  return word.includes('*') ? `${sure}*` : sure
}
