import type { Answer, Association } from '#core/association.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { readOwnAnswer } from '#profile/own-answer.ts'
import type { AnswerVersion } from '#store/answer-versions.ts'
import type { RunnerContent } from '../parts.ts'
import { spelledAlike } from './word-for-word.ts'

/** What a version of staff holds: the answer as a profile would write it, and how people ask for it. */
export interface OwnContent {
  readonly answer?: unknown
  readonly examples?: Readonly<Record<string, readonly string[]>>
}

/** The shipped content with the association's own answers and examples laid over it. */
export interface Overlay {
  readonly association: Association
  readonly choosable: ReadonlySet<string>
  /** What a matcher must learn; absent where the shipped one knows it all. */
  readonly sources?: readonly InquirySource[]
  /** Approved ways of asking, by how they are spelled, with the intent of each that has an answer. */
  readonly examples: ReadonlyMap<string, string>
  /** Intents whose own answer cannot be used any more, because the profile changed under it. */
  readonly skipped: readonly string[]
}

/** Lays published versions over content: of an intent the last answer, and the examples of all of them. */
export function overlay(
  { association, choosable = new Set(), sources = [] }: RunnerContent,
  published: readonly AnswerVersion[],
): Overlay {
  const answers = new Map(association.answers.map((answer) => [answer.intent, answer]))
  const skipped = new Set<string>()
  for (const { intent, kind, content } of published) {
    if (kind !== 'answer') continue
    const read = readOwnAnswer(intent, (content as OwnContent).answer, association)
    if ('answer' in read) answers.set(intent, read.answer)
    else skipped.add(intent)
  }
  const merged = mergeExamples(sources, published, answers)
  const own = [...answers.keys()].filter((intent) => merged.own.has(intent))
  return {
    association: { ...association, answers: [...answers.values()] },
    choosable: new Set([...choosable, ...own]),
    ...(merged.own.size > 0 && { sources: merged.sources }),
    examples: spelled(published, answers, sources),
    skipped: [...skipped],
  }
}

function spelled(
  published: readonly AnswerVersion[],
  answers: ReadonlyMap<string, Answer>,
  sources: readonly InquirySource[],
): ReadonlyMap<string, string> {
  // Danger, persons and small talk are told by rules of their own.
  const others = new Set(sources.flatMap(({ intent, kind }) => (kind === 'answer' ? [] : [intent])))
  return new Map(
    published
      .filter(({ intent }) => answers.has(intent) && !others.has(intent))
      .flatMap(({ intent, content }) =>
        Object.values((content as OwnContent).examples ?? {})
          .flat()
          .map((text) => [spelledAlike(text), intent] as const),
      ),
  )
}

function mergeExamples(
  sources: readonly InquirySource[],
  published: readonly AnswerVersion[],
  answers: ReadonlyMap<string, Answer>,
): { readonly sources: readonly InquirySource[]; readonly own: ReadonlySet<string> } {
  const merged = new Map(sources.map((source) => [source.intent, source]))
  const own = new Set<string>()
  for (const { intent, content } of published) {
    const before = merged.get(intent) ?? { intent, kind: 'answer' as const, examples: {} }
    const examples = withMore(before.examples, (content as OwnContent).examples ?? {})
    // An intent of the association's own is nothing without its answer.
    if (!examples || (!merged.has(intent) && !answers.has(intent))) continue
    merged.set(intent, { ...before, examples })
    own.add(intent)
  }
  return { sources: [...merged.values()], own }
}

/** Examples with those that are new; undefined where none is. */
function withMore(
  known: InquirySource['examples'],
  more: InquirySource['examples'],
): InquirySource['examples'] | undefined {
  let added = false
  const examples: Record<string, readonly string[]> = { ...known }
  for (const [language, texts] of Object.entries(more)) {
    const had = examples[language] ?? []
    const fresh = [...new Set(texts)].filter((text) => !had.includes(text))
    if (fresh.length === 0) continue
    examples[language] = [...had, ...fresh]
    added = true
  }
  return added ? examples : undefined
}
