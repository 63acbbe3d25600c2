import type { Problem } from '#language/problems.ts'

/** Why a file is not kept: a key of `locales/<language>/problems.json`. */
export interface Refused {
  readonly kept: false
  readonly problem: Problem
}

/** A file as it is kept: what the content proved to be, with nothing in it that was not asked for. */
export interface Cleaned {
  readonly kept: true
  readonly bytes: Uint8Array
  /** MIME type by content. */
  readonly mime: string
}

/** A refusal for a reason. */
export function refuse(problem: Problem): Refused {
  return { kept: false, problem }
}
