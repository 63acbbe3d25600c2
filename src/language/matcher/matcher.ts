import type { Match, Matcher } from '#core/inquiry.ts'
import { confidenceOf, THRESHOLDS } from './calibration.ts'
import type { Thresholds } from './calibration.ts'
import { tellingWords } from './clarity.ts'
import { detectLanguage } from './detect-language.ts'
import { dangerWords, isCalm, isEmergency } from './emergency.ts'
import { featuresOf } from './features.ts'
import type { TextFeatures } from './features.ts'
import { chancesOf, fingerprintOf, learn } from './model.ts'
import type { LearntModel } from './model.ts'
import { asksAboutAnother } from './personal-data.ts'
import { learnSpelling } from './spelling.ts'
import type { InquirySource } from './source.ts'

/** From which chance of any small talk together it is taken for small talk. */
const SURELY_SMALL_TALK = 0.8

// What a question is about is said early; danger is listened for to the end.
const LONGEST = 1000

/** What a matcher may be given besides its examples. */
export interface MatcherOptions {
  readonly thresholds?: Thresholds
  /** The language of a text that does not tell its own, such as one of digits. */
  readonly language?: string
  /** A model learnt from these very sources before (see `importWeights`); without it the matcher learns now. */
  readonly learnt?: LearntModel
}

/** One source with its chance, best first in a ranking. */
interface Ranked {
  readonly intent: string
  readonly kind: InquirySource['kind']
  readonly chance: number
}

/** The matcher of one association, from the examples of the intents that it has (see `sourcesFor`). */
export function createMatcher(sources: readonly InquirySource[], options: MatcherOptions = {}): Matcher {
  const model = options.learnt ?? learn(sources)
  if (model.fingerprint !== fingerprintOf(sources))
    throw new Error('the model was learnt from other examples')
  const thresholds = options.thresholds ?? THRESHOLDS
  const spelling = learnSpelling(withDanger(model.words))
  return {
    isEmergency,
    match(text, language) {
      const features = featuresOf(text.slice(0, LONGEST), spelling.correct)
      const ranking = rank(sources, chancesOf(model, features))
      const said = detectLanguage(text, language ?? options.language)
      const { intent, ...judged } = judge(text, features, ranking, thresholds)
      return {
        ...judged,
        ...(intent !== undefined && { intent }),
        ranked: answerable(ranking, judged.outcome === 'emergency'),
        language: said,
      }
    },
  }
}

/** Words of danger are known even where no example holds them, so that a typo does not hide them. */
function withDanger(words: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  return new Map([...dangerWords().map((word) => [word, 1] as const), ...words])
}

interface Judgement {
  readonly outcome: Match['outcome']
  readonly intent?: string | undefined
  readonly confidence: number
}

function rank(sources: readonly InquirySource[], chances: Float32Array): Ranked[] {
  return sources
    .map(({ intent, kind }, index) => ({ intent, kind, chance: chances[index] ?? 0 }))
    .toSorted((a, b) => b.chance - a.chance)
}

/** The five nearest intents that have an approved answer: matters of staff have none, danger only when it is one. */
function answerable(ranking: readonly Ranked[], danger: boolean): string[] {
  const ranked = ranking
    .filter(({ kind }) => kind === 'answer' || kind === 'smalltalk')
    .map(({ intent }) => intent)
  return (danger ? ['emergency', ...ranked] : ranked).slice(0, 5)
}

function judge(
  text: string,
  features: TextFeatures,
  ranking: readonly Ranked[],
  thresholds: Thresholds,
): Judgement {
  const [best, second] = ranking
  if (isDanger(text, features)) return { outcome: 'emergency', intent: 'emergency', confidence: 1 }
  if (asksAboutAnother(text)) {
    const another = ranking.find(({ intent }) => intent === 'other_person_data')
    return { outcome: 'staff', intent: another?.intent, confidence: 0.95 }
  }
  if (!best || features.stems.length === 0) return { outcome: 'staff', confidence: 0 }
  const confidence = confidenceOf(best.chance, second?.chance ?? 0)
  const guess = { intent: best.intent, confidence }
  if (best.kind === 'emergency') return judgeDanger(text, features, guess, best.chance >= thresholds.danger)
  const staff = sumOf(ranking, 'staff')
  if (best.kind === 'staff' || staff >= thresholds.staff) {
    const matter = ranking.find(({ kind }) => kind === 'staff') ?? best
    if (staff >= thresholds.staff) return { outcome: 'staff', intent: matter.intent, confidence: staff }
    return offer(ranking, confidence, thresholds)
  }
  // Blessings greet and thank at once: which of the two it was makes no difference.
  if (best.kind === 'smalltalk' && sumOf(ranking, 'smalltalk') >= SURELY_SMALL_TALK)
    return { outcome: 'smalltalk', ...guess }
  if (confidence >= needed(best, features, thresholds)) {
    return { outcome: best.kind === 'smalltalk' ? 'smalltalk' : 'answer', ...guess }
  }
  return offer(ranking, confidence, thresholds)
}

/** What sounds like danger and no rule heard: surely so, it is treated as danger; otherwise a person looks at it. */
function judgeDanger(
  text: string,
  features: TextFeatures,
  guess: { readonly intent: string; readonly confidence: number },
  sure: boolean,
): Judgement {
  // One word ("ابني") says who it is about, not what happened to them.
  const told = features.stems.length > 1 && !isCalm(text)
  if (told && sure) return { outcome: 'emergency', ...guess }
  // A bare name sounds like the people that danger is told of: without a word of danger it is only a person's matter.
  return speaksOfDanger(features)
    ? { outcome: 'staff', ...guess }
    : { outcome: 'staff', confidence: guess.confidence }
}

/** Whether any word, as typed or mended, is one that danger is told by. */
function speaksOfDanger({ typed, mended }: TextFeatures): boolean {
  return typed.some(
    (word, i) => DANGER.has(word) || (word.length >= SHORTEST_DANGER && DANGER.has(mended[i] ?? '')),
  )
}

const DANGER: ReadonlySet<string> = new Set(dangerWords())

// A mistake in a short word may be another word altogether; too many would ring falsely.
const SHORTEST_DANGER = 5

/** Danger as typed; or with typos mended, when nothing in the text speaks against it. */
function isDanger(text: string, features: TextFeatures): boolean {
  if (isEmergency(text)) return true
  return isEmergency(mendedDanger(features)) && !isCalm(text.slice(0, LONGEST))
}

function mendedDanger({ typed, mended }: TextFeatures): string {
  return typed.map((word, i) => (word.length < SHORTEST_DANGER ? word : (mended[i] ?? word))).join(' ')
}

function offer(ranking: readonly Ranked[], confidence: number, thresholds: Thresholds): Judgement {
  const nearest = ranking.find(({ kind }) => kind === 'answer')
  if (!nearest || nearest.chance < thresholds.offer) return { outcome: 'staff', confidence }
  return { outcome: 'offer', intent: nearest.intent, confidence }
}

/** How sure one must be to answer: surer of a single word, and never of words that say nothing. */
function needed(best: Ranked, { tokens }: TextFeatures, thresholds: Thresholds): number {
  const tells = tellingWords(tokens) > 0
  if (best.kind === 'smalltalk')
    return tells || best.intent === 'bot_identity' ? thresholds.smalltalk : Infinity
  if (!tells) return Infinity
  return tokens.length === 1 ? thresholds.word : thresholds.answer
}

function sumOf(ranking: readonly Ranked[], wanted: InquirySource['kind']): number {
  return ranking.reduce((sum, { kind, chance }) => (kind === wanted ? sum + chance : sum), 0)
}
