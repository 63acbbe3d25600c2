/**
 * How sure a ranking is, from the chances of its first two: fitted by `test/bench/tune-matcher.ts` on questions
 * that the model had not learnt (five-fold cross-validation); run it again when examples or features change much.
 */
const CALIBRATION = { start: -0.8, lead: 2.54, ratio: 0.43 } as const

/** The chance that the first of a ranking is right. */
export function confidenceOf(first: number, second: number): number {
  const lead = first - second
  const ratio = Math.log((first + 1e-4) / (second + 1e-4))
  return 1 / (1 + Math.exp(-(CALIBRATION.start + CALIBRATION.lead * lead + CALIBRATION.ratio * ratio)))
}

/** From which confidence a question gets which outcome; chosen on the trade-off that the same script prints. */
export interface Thresholds {
  readonly answer: number
  /** For a single word, which more often is not a question at all. */
  readonly word: number
  readonly smalltalk: number
  /** Below it not even a choice is offered. */
  readonly offer: number
  /** The chance of all staff matters together from which a person is offered at once. */
  readonly staff: number
  /** The chance of danger from which a text is treated as danger though no rule heard it. */
  readonly danger: number
}

export const THRESHOLDS: Thresholds = {
  answer: 0.85,
  word: 0.92,
  smalltalk: 0.75,
  offer: 0.15,
  staff: 0.5,
  danger: 0.9,
}
