import { seededRandom, shuffled } from './random.ts'
import type { SparseVector } from './vectors.ts'

/** A softmax regression: one row of class weights per feature, and one start value per class. */
export interface Classifier {
  readonly classes: number
  readonly weights: Float32Array
  readonly start: Float32Array
}

/** How the classifier is trained. */
export interface TrainingOptions {
  readonly rounds: number
  readonly rate: number
  readonly decay: number
}

const TRAINING: TrainingOptions = { rounds: 5, rate: 0.6, decay: 2e-5 }

const SEED = 20_261_121

/** Trains by stochastic gradient descent with AdaGrad; the same examples give the same weights. */
export function trainClassifier(
  examples: readonly SparseVector[],
  labels: Int32Array,
  features: number,
  classes: number,
  options: TrainingOptions = TRAINING,
): Classifier {
  const classifier = {
    classes,
    weights: new Float32Array(features * classes),
    start: new Float32Array(classes),
  }
  const squares = new Float32Array(features * classes).fill(1e-2)
  const random = seededRandom(SEED)
  const scores = new Float32Array(classes)
  for (let round = 0; round < options.rounds; round += 1) {
    for (const index of shuffled(examples.length, random)) {
      const example = examples[index]
      if (!example) continue
      scoreInto(classifier, example, scores)
      softmaxInPlace(scores)
      scores[labels[index] ?? 0] = (scores[labels[index] ?? 0] ?? 0) - 1
      learn(classifier, squares, example, scores, options)
    }
  }
  return classifier
}

function learn(
  { classes, weights, start }: Classifier,
  squares: Float32Array,
  { places, values }: SparseVector,
  errors: Float32Array,
  { rate, decay }: TrainingOptions,
): void {
  // Classes that are as good as excluded teach nothing worth the time.
  const wrong: number[] = []
  for (let c = 0; c < classes; c += 1) {
    if (Math.abs(errors[c]!) < 2e-3) continue
    wrong.push(c)
    start[c] = start[c]! - 0.02 * errors[c]!
  }
  for (let i = 0; i < places.length; i += 1) {
    const row = places[i]! * classes
    const value = values[i]!
    for (const c of wrong) {
      const at = row + c
      const gradient = errors[c]! * value + decay * weights[at]!
      const square = squares[at]! + gradient * gradient
      squares[at] = square
      weights[at] = weights[at]! - (rate * gradient) / Math.sqrt(square)
    }
  }
}

/** Writes the score of every class into `scores`. */
export function scoreInto(
  { classes, weights, start }: Classifier,
  { places, values }: SparseVector,
  scores: Float32Array,
): void {
  scores.set(start)
  for (let i = 0; i < places.length; i += 1) {
    const row = places[i]! * classes
    const value = values[i]!
    for (let c = 0; c < classes; c += 1) scores[c] = scores[c]! + value * weights[row + c]!
  }
}

/** Turns scores into probabilities, in place. */
export function softmaxInPlace(scores: Float32Array, sharpness = 1): void {
  let highest = -Infinity
  for (const score of scores) highest = Math.max(highest, score)
  let sum = 0
  for (let c = 0; c < scores.length; c += 1) {
    const value = Math.exp((scores[c]! - highest) * sharpness)
    scores[c] = value
    sum += value
  }
  for (let c = 0; c < scores.length; c += 1) scores[c] = scores[c]! / sum
}
