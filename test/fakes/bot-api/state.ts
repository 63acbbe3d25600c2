import type { ForumState } from './forum.ts'
import type { Update, UpdateQueue } from './update-queue.ts'

/** A message that the bot sent, as the person sees it. */
export interface SentMessage {
  readonly chat: number
  readonly messageId: number
  readonly method: string
  /** After Telegram read the mark-up. */
  readonly text: string
  readonly buttons: readonly { readonly label: string; readonly data: string }[]
  /** Labels of the keyboard under the input field that came with it. */
  readonly keyboard: readonly string[] | undefined
  readonly keyboardRemoved: boolean
  readonly file: { readonly name: string; readonly content: Buffer } | undefined
  readonly protected: boolean
  /** As it was called. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** A Telegram account. */
export interface Person {
  readonly id: number
  readonly is_bot: false
  readonly first_name: string
  readonly language_code: string
}

/** A file that a person uploaded. */
export interface StoredFile {
  readonly path: string
  readonly content: Uint8Array
  /** What `getFile` says about the size; the real one unless a test lies. */
  readonly claimed: number | undefined
}

/** What a bot shows of itself in one language: the key is the method's end and the language, `Commands:ar`. */
export type Profile = Map<string, unknown>

/** Everything the fake server knows. */
export interface State {
  readonly token: string
  readonly botId: number
  readonly queue: UpdateQueue
  readonly people: Map<number, Person>
  readonly blocked: Set<number>
  readonly forums: Map<number, ForumState>
  readonly sent: SentMessage[]
  readonly sentTo: Map<number, SentMessage[]>
  readonly files: Map<string, StoredFile>
  readonly filesByPath: Map<string, StoredFile>
  readonly profile: Profile
  /** Pressed buttons that wait for an answer, and those answered with their text. */
  readonly unanswered: Set<string>
  readonly answered: Map<string, string | undefined>
  readonly calls: { readonly method: string; readonly payload: Readonly<Record<string, unknown>> }[]
  readonly counts: Map<string, number>
  webhook: Readonly<Record<string, unknown>> | undefined
  lastBatch: readonly Update[]
  lastMessageId: number
  lastId: number
}

export function makeState(token: string, queue: UpdateQueue): State {
  return {
    token,
    botId: Number(token.split(':')[0]),
    queue,
    people: new Map(),
    blocked: new Set(),
    forums: new Map(),
    sent: [],
    sentTo: new Map(),
    files: new Map(),
    filesByPath: new Map(),
    profile: new Map(),
    unanswered: new Set(),
    answered: new Map(),
    calls: [],
    counts: new Map(),
    webhook: undefined,
    lastBatch: [],
    lastMessageId: 0,
    lastId: 0,
  }
}

/** A refusal in the Bot API's own words. */
export class Refusal extends Error {
  readonly status: number
  readonly retryAfter: number | undefined

  constructor(status: number, description: string, retryAfter?: number) {
    super(description)
    this.status = status
    this.retryAfter = retryAfter
  }
}
