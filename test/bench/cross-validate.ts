import { join } from 'node:path'
import type { Match } from '#core/inquiry.ts'
import { createMatcher } from '#language/matcher/matcher.ts'
import { labelledTexts, learn } from '#language/matcher/model.ts'
import type { LabelledText, LearntModel } from '#language/matcher/model.ts'
import { sourcesFor } from '#language/matcher/source.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { formatProblem } from '#core/problem.ts'
import { loadInquiries } from '#profile/load-inquiries.ts'

/** A question put to a matcher that had not learnt it. */
export interface Trial {
  readonly intent: string
  readonly kind: InquirySource['kind']
  readonly language: string
  readonly text: string
  readonly match: Match
}

const FOLDS = 5

/** The sources of one association, from the repository's own examples. */
export function loadSources(association: string): InquirySource[] {
  const loaded = loadInquiries(join(import.meta.dirname, '../../data/inquiries'))
  if ('problems' in loaded) throw new Error(loaded.problems.map(formatProblem).join('\n'))
  return sourcesFor(loaded.inquiries, association)
}

/** One fold of a cross-validation: a model, and the examples that it has not seen. */
export interface Fold {
  readonly model: LearntModel
  readonly unseen: readonly LabelledText[]
}

/** Learns five times, each time from four fifths of the examples; near-copies of a text stay in one fold. */
export function folds(sources: readonly InquirySource[]): Fold[] {
  const rows = labelledTexts(sources)
  const parts = foldsOfRows(rows)
  return Array.from({ length: FOLDS }, (_, fold) => ({
    model: learn(
      sources,
      rows.filter((_row, i) => parts[i] !== fold),
    ),
    unseen: rows.filter((_row, i) => parts[i] === fold),
  }))
}

/** The same words in the same order are one text, however they are spelt. */
function foldsOfRows(rows: readonly LabelledText[]): number[] {
  const known = new Map<string, number>()
  return rows.map(({ features }, i) => {
    const key = features.stems.join(' ')
    const fold = known.get(key) ?? i % FOLDS
    known.set(key, fold)
    return fold
  })
}

/** Asks every example of the matcher that has not learnt it, as it is or changed. */
export function trials(
  sources: readonly InquirySource[],
  parts: readonly Fold[],
  change: (text: string) => string = (text) => text,
): Trial[] {
  return parts.flatMap(({ model, unseen }) => {
    const matcher = createMatcher(sources, { learnt: model })
    return unseen.flatMap(({ label, language, text }) => {
      const source = sources[label]
      if (!source) return []
      return [
        { intent: source.intent, kind: source.kind, language, text, match: matcher.match(changed(text)) },
      ]
    })
  })
  function changed(text: string): string {
    return change(text)
  }
}

/** What a set of trials comes to, over questions that have an approved answer. */
export interface Score {
  readonly asked: number
  readonly first: number
  readonly firstThree: number
  /** Of all answers given, the share that were right (questions for staff that were answered count as wrong). */
  readonly precision: number
  /** Of all questions with an approved answer, the share that got one at once. */
  readonly coverage: number
}

export function scoreOf(all: readonly Trial[]): Score {
  const answerable = all.filter(({ kind }) => kind === 'answer' || kind === 'smalltalk')
  const given = all.filter(({ match }) => match.outcome === 'answer' || match.outcome === 'smalltalk')
  const right = given.filter(({ match, intent }) => match.intent === intent)
  const among = (count: number) =>
    answerable.filter(({ match, intent }) => match.ranked.slice(0, count).includes(intent)).length /
    Math.max(1, answerable.length)
  return {
    asked: answerable.length,
    first: among(1),
    firstThree: among(3),
    precision: right.length / Math.max(1, given.length),
    coverage:
      answerable.filter(({ match }) => match.outcome === 'answer' || match.outcome === 'smalltalk').length /
      Math.max(1, answerable.length),
  }
}
