import { createMatcher } from '#language/matcher/matcher.ts'
import { labelledTexts, learn } from '#language/matcher/model.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { exportWeights, importWeights } from '#language/matcher/weights.ts'
import { UNCLEAR, UNSEEN, UNSEEN_MESSY, UNSEEN_STAFF } from '../language/matcher/unseen.ts'
import { folds, loadSources, scoreOf, trials } from './cross-validate.ts'
import type { Score, Trial } from './cross-validate.ts'
import { typist } from './typist.ts'

type Write = (line: string) => void

const ASSOCIATION = 'musanid'

/** Measures the matcher: how often it is right on questions it had not learnt, and what it costs. */
export function benchMatcher(write: Write): void {
  const sources = loadSources(ASSOCIATION)
  const parts = folds(sources)
  const asked = trials(sources, parts)
  const counts = `${sources.length} intents, ${labelledTexts(sources).length} examples of ${ASSOCIATION}`
  write(`five-fold cross-validation over ${counts}`)
  write(`${'questions'.padEnd(22)} asked    R@1    R@3  precision  coverage of answer`)
  writeScore(write, 'all', scoreOf(asked))
  for (const language of new Set(asked.map((trial) => trial.language))) {
    writeScore(write, language, scoreOf(asked.filter((trial) => trial.language === language)))
  }
  const mistyped = trials(sources, parts, typist(7))
  writeScore(write, 'all, one typo a line', scoreOf(mistyped))
  writeScore(write, 'ar, one typo a line', scoreOf(mistyped.filter(({ language }) => language === 'ar')))
  writeSafety(write, asked)
  writeUnseen(write, sources)
  writeTimes(write, sources)
}

function writeScore(write: Write, name: string, score: Score): void {
  const shares = [score.first, score.firstThree, score.precision, score.coverage].map((value) =>
    value.toFixed(3).padStart(6),
  )
  write(
    `${name.padEnd(22)} ${String(score.asked).padStart(5)} ${shares[0]} ${shares[1]}     ${shares[2]}    ${shares[3]}`,
  )
}

/** What became of questions that must not get a plain answer. */
function writeSafety(write: Write, asked: readonly Trial[]): void {
  const share = (kind: InquirySource['kind'], ...outcomes: readonly string[]) => {
    const of = asked.filter((trial) => trial.kind === kind)
    return (of.filter(({ match }) => outcomes.includes(match.outcome)).length / of.length).toFixed(3)
  }
  write(
    `staff matters: ${share('staff', 'staff')} to staff, ${share('staff', 'offer')} offered, ${share('staff', 'answer')} answered`,
  )
  const alarms = asked.filter(
    ({ kind, match }) => kind !== 'emergency' && match.outcome === 'emergency',
  ).length
  write(
    `emergencies (lines that the rules were written with): ${share('emergency', 'emergency')} heard, ${share('emergency', 'answer', 'smalltalk')} answered plainly; ${alarms} false alarms in ${asked.length} questions`,
  )
  const told = asked.filter(({ language, match }) => language === match.language).length / asked.length
  write(`language told rightly: ${told.toFixed(3)}`)
}

/** The set written apart from the examples: easier than cross-validation, and unclear words besides. */
function writeUnseen(write: Write, sources: readonly InquirySource[]): void {
  const matcher = createMatcher(sources)
  const ask = (questions: typeof UNSEEN) =>
    Object.entries(questions).flatMap(([intent, texts]) =>
      texts.map((text): Trial => {
        const match = matcher.match(text)
        return { intent, kind: 'answer', language: match.language, text, match }
      }),
    )
  writeScore(write, 'written apart', scoreOf(ask(UNSEEN)))
  writeScore(write, 'written apart, messy', scoreOf(ask(UNSEEN_MESSY)))
  const isSafe = (text: string) => ['offer', 'staff'].includes(matcher.match(text).outcome)
  const share = (texts: readonly string[]) => (texts.filter(isSafe).length / texts.length).toFixed(3)
  write(
    `unclear words handled safely: ${share(UNCLEAR)}; staff matters handled safely: ${share(UNSEEN_STAFF)}`,
  )
}

function writeTimes(write: Write, sources: readonly InquirySource[]): void {
  const cpu = process.cpuUsage()
  const before = performance.now()
  const model = learn(sources)
  const training = performance.now() - before
  const used = process.cpuUsage(cpu).user / 1000
  write(`training: ${Math.round(training)} ms (${Math.round(used)} ms of processor)`)
  const bytes = exportWeights(model)
  const kept = performance.now()
  const learnt = importWeights(bytes, sources)
  const matcher = createMatcher(sources, { ...(learnt && { learnt }) })
  write(
    `from kept weights: ${Math.round(performance.now() - kept)} ms (${(bytes.length / 1e6).toFixed(1)} MB)`,
  )
  const texts = labelledTexts(sources).map(({ text }) => text)
  for (const text of texts.slice(0, 500)) matcher.match(text)
  write(`a question: ${timesOf(texts, (text) => void matcher.match(text))}`)
  write(`danger asked of a question: ${timesOf(texts, (text) => void matcher.isEmergency(text))}`)
}

function timesOf(texts: readonly string[], ask: (text: string) => void): string {
  const times = texts
    .map((text) => {
      const before = performance.now()
      ask(text)
      return (performance.now() - before) * 1000
    })
    .sort((a, b) => a - b)
  const at = (part: number) => `${(times[Math.floor(times.length * part)] ?? 0).toFixed(1)} µs`
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`
}
