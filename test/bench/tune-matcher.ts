/**
 * `node test/bench/tune-matcher.ts [association]`: fits the calibration of the matcher's confidence by five-fold
 * cross-validation and prints what each threshold would cost and bring. Choose from it, and write the choice into
 * src/language/matcher/calibration.ts.
 */
import { THRESHOLDS } from '#language/matcher/calibration.ts'
import { createMatcher } from '#language/matcher/matcher.ts'
import { chancesOf, learn } from '#language/matcher/model.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { folds, loadSources, scoreOf, trials } from './cross-validate.ts'
import type { Fold, Trial } from './cross-validate.ts'

const write = (line = ''): void => void process.stdout.write(`${line}\n`)
const share = (value: number): string => value.toFixed(3).padStart(6)

/** The first two chances of a question, and whether the first was right. */
interface Lead {
  readonly first: number
  readonly second: number
  readonly right: boolean
}

function leadsOf(parts: readonly Fold[]): Lead[] {
  return parts.flatMap(({ model, unseen }) =>
    unseen.map(({ label, features }) => {
      const chances = chancesOf(model, features)
      const [first = 0, second = 0] = Array.from(chances).sort((a, b) => b - a)
      return { first, second, right: chances[label] === first }
    }),
  )
}

/** Logistic regression of being right on the lead and the ratio, by plain gradient descent. */
function calibrate(leads: readonly Lead[]): Record<'start' | 'lead' | 'ratio', number> {
  const rows = leads.map(({ first, second, right }) => ({
    lead: first - second,
    ratio: Math.log((first + 1e-4) / (second + 1e-4)),
    right: right ? 1 : 0,
  }))
  const found = { start: 0, lead: 0, ratio: 0 }
  for (let round = 0; round < 4000; round += 1) {
    const slope = { start: 0, lead: 0, ratio: 0 }
    for (const { lead, ratio, right } of rows) {
      const error = 1 / (1 + Math.exp(-(found.start + found.lead * lead + found.ratio * ratio))) - right
      slope.start += error
      slope.lead += error * lead
      slope.ratio += error * ratio
    }
    found.start -= (0.5 * slope.start) / rows.length
    found.lead -= (2 * slope.lead) / rows.length
    found.ratio -= (0.05 * slope.ratio) / rows.length
  }
  return found
}

/** How many questions of a staff matter are answered when the model has never heard of that matter. */
function answeredUnheard(sources: readonly InquirySource[], intent: string): Trial[] {
  const others = sources.filter((source) => source.intent !== intent)
  const matcher = createMatcher(others, { learnt: learn(others) })
  const unheard = sources.find((source) => source.intent === intent)
  return Object.entries(unheard?.examples ?? {}).flatMap(([language, texts]) =>
    texts.map((text) => ({ intent, kind: 'staff' as const, language, text, match: matcher.match(text) })),
  )
}

function isSure({ match }: Trial, threshold: number): boolean {
  const sure = match.outcome === 'answer' || match.outcome === 'offer'
  return sure && match.confidence >= threshold
}

const sources = loadSources(process.argv[2] ?? 'musanid')
const parts = folds(sources)
write(`calibration: ${JSON.stringify(calibrate(leadsOf(parts)))}`)

const asked = trials(sources, parts)
const unheard = ['out_of_scope', 'other_authority', 'fatwa', 'medical_legal'].flatMap((intent) =>
  answeredUnheard(sources, intent),
)
write(
  '\nthreshold of `answer`: precision and coverage (Arabic, then all), staff questions answered, unheard matters answered',
)
for (let threshold = 0.6; threshold < 0.97; threshold += 0.025) {
  const line = ['ar', undefined].map((language) => {
    const of = asked.filter((trial) => language === undefined || trial.language === language)
    const answers = of.filter(({ match }) => match.outcome !== 'smalltalk')
    const given = answers.filter((trial) => isSure(trial, threshold))
    const right = given.filter(({ match, intent }) => match.intent === intent)
    const wanting = answers.filter(({ kind }) => kind === 'answer')
    const covered = wanting.filter((trial) => isSure(trial, threshold))
    return `${share(right.length / given.length)} ${share(covered.length / wanting.length)}`
  })
  const staff = asked.filter(({ kind }) => kind === 'staff')
  const wrongly = (all: readonly Trial[]) =>
    share(all.filter((t) => isSure(t, threshold)).length / all.length)
  write(`${share(threshold)}   ${line.join('   ')}   ${wrongly(staff)}   ${wrongly(unheard)}`)
}

write('\nas it is set now:')
write(JSON.stringify(THRESHOLDS))
const { first, firstThree, precision, coverage } = scoreOf(asked)
write(
  `R@1 ${share(first)}, R@3 ${share(firstThree)}, precision ${share(precision)}, coverage ${share(coverage)}`,
)
