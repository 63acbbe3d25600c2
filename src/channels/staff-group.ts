/** Something written in the group of the staff. */
export interface GroupWord {
  /** The group. */
  readonly chat: string
  /** The topic; absent in the general part of the group. */
  readonly thread?: string
  readonly messageId: string
  /** The account that wrote. */
  readonly from: string
  /** Absent where it is something else than text. */
  readonly text?: string
  /** A correction of what was written before. */
  readonly edited: boolean
}

/**
 * Takes in what staff write in their group. Resolves when it is carried out and on disk, and only then may it be
 * confirmed to the platform; rejects when nothing can be written now. The same message may come twice.
 */
export type HearGroup = (word: GroupWord) => Promise<void>

/** Why the group did not take something; `throttled` and `connection` are worth another try. */
export type GroupFailure = 'throttled' | 'connection' | 'no_topic' | 'refused'

/** A failed call to the group; it holds nothing of what was to be said. */
export class GroupError extends Error {
  override readonly name = 'GroupError'
  readonly failure: GroupFailure
  /** Milliseconds, where the platform asked to wait. */
  readonly retryAfter: number | undefined

  constructor(failure: GroupFailure, retryAfter?: number) {
    super(`the staff's group: ${failure}`)
    this.failure = failure
    this.retryAfter = retryAfter
  }
}

/** The group of the staff on a messaging platform, with one topic for each conversation. Each call is tried once. */
export interface StaffGroup {
  readonly chat: string
  /** Makes a topic; resolves to its id. */
  openTopic(name: string): Promise<string>
  /** Says something in a topic, or in the general part, perhaps as an answer to a message. */
  say(thread: string | undefined, text: string, answers?: string): Promise<void>
  /** Shows on a message of staff that it was taken. */
  mark(messageId: string): Promise<void>
}
