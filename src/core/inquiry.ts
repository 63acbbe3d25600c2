/** What a matcher made of a question: surely one answer, a few to choose from, a person, an emergency, or small talk. */
export type MatchOutcome = 'answer' | 'offer' | 'staff' | 'emergency' | 'smalltalk'

/** A question matched against the approved answers. `ranked` holds up to five intents, best first. */
export interface Match {
  readonly outcome: MatchOutcome
  readonly intent?: string
  readonly ranked: readonly string[]
  /** Calibrated, 0 to 1. */
  readonly confidence: number
  /** The language the question is in. */
  readonly language: string
}

/** Finds the approved answer to a question. Pure, and never invents one. */
export interface Matcher {
  /** Danger to life, by rules alone: cheap enough to ask of every message, in every language shipped. */
  isEmergency(text: string): boolean
  match(text: string, language?: string): Match
}
