const FIRST_STRONG_ISOLATE = '\u2068'
const POP_DIRECTIONAL_ISOLATE = '\u2069'

/**
 * A value inside FSI…PDI, so that a number, link or name keeps its own direction within a sentence of the
 * other direction (Unicode UAX #9, isolates). Isolates already inside the value are dropped: an unbalanced
 * one would leak into the sentence.
 */
export function isolate(value: string): string {
  return FIRST_STRONG_ISOLATE + value.replace(/[\u202A-\u202E\u2066-\u2069]/g, '') + POP_DIRECTIONAL_ISOLATE
}
