/** How a request may end (R12). `partial` grants a part of it; `deferred` puts it off to a later round. */
export const OUTCOMES = ['accepted', 'partial', 'refused', 'deferred'] as const

export type Outcome = (typeof OUTCOMES)[number]

/** What one member of the deciding body thinks. A member's later opinion takes the place of an earlier one. */
export interface Opinion {
  readonly member: string
  readonly outcome: Outcome
  readonly text?: string
}

/** A member takes no part, because of kinship or interest. */
export interface Recusal {
  readonly member: string
  readonly why: string
}

/** The outcome of a round. Immutable: only a new round changes it. */
export interface Decision {
  readonly round: number
  readonly outcome: Outcome
  /** From the profile's list; there for everything but a whole acceptance. */
  readonly reason?: string
  /** In the association's words, for the applicant. */
  readonly text?: string
  /** What the applicant can do now; there for everything but a whole acceptance. */
  readonly next?: string
  /** What was granted, as told to the applicant. */
  readonly granted?: string
  /** Why it came before the policy's earliest day. */
  readonly early?: string
  /** Members whose opinions it rests on. */
  readonly members: readonly string[]
  readonly at: number
}

/** Who decides now: the profile's body with its people (R10). A committee has at least two members and a chair. */
export interface Deciders {
  readonly kind: 'committee' | 'unit' | 'official'
  readonly members: readonly string[]
  /** Of a committee: who closes the round. */
  readonly chair?: string
  /** Opinions that a committee's decision needs; a majority of the members unless set. */
  readonly quorum?: number
}

/** Opinions that are needed. One person decides for a unit or as an official. */
export function quorumOf(deciders: Deciders): number {
  if (deciders.kind !== 'committee') return 0
  return Math.max(2, deciders.quorum ?? Math.floor(deciders.members.length / 2) + 1)
}
