import type { AnswerType, AnswerValue, Command, FileFacts, ReadOptions, ReadResult } from '#core/answer.ts'
import type { Association } from '#core/association.ts'
import type { Matcher } from '#core/inquiry.ts'
import type { Language, Localised } from '#core/text.ts'
import type { OpenedCase, OwnCase, PinCheck } from './case-facts.ts'
import type { CompiledForm } from './form.ts'
import type { Flow } from './load-flow.ts'

/** What the runner knows of the contact before a turn. */
export interface ContactFacts {
  /** As stored; absent at first contact. */
  readonly language?: Language
  /** Version of the privacy notice that was agreed to. */
  readonly consentVersion?: string
  readonly channel: string
  /** 1: the account that submitted, active and with an unchanged identity; 0: anybody (design §7). */
  readonly level: 0 | 1
  /** The contact's own requests, newest first; none at level 0. */
  readonly cases: readonly OwnCase[]
  /** A request that the PIN opened, for half an hour: all of level 2 that a turn may know. */
  readonly opened?: OpenedCase
  /** What became of the PIN that this turn's message holds. */
  readonly pin?: PinCheck
  /** Purposes consented to besides the requests themselves. */
  readonly consents?: readonly string[]
  /** Milliseconds since the person's message before this one. */
  readonly quietFor?: number
  /** Facts given earlier, by the name a form field asks for them with (`known:`). */
  readonly known: Readonly<Record<string, { readonly value: AnswerValue; readonly display: string }>>
}

/** Flows and forms by id and revision. Without a revision: the newest. Throws where a revision is missing: the runner loads them first. */
export interface Library {
  flow(id: string, revision?: string): Flow
  form(id: string, revision?: string): CompiledForm
}

/** All that a turn may know or ask of the world; nothing of it has an effect. */
export interface Env {
  /** Milliseconds since 1970. */
  readonly now: number
  /** The day in Riyadh, `YYYY-MM-DD`. */
  readonly today: string
  readonly association: Association
  readonly contact: ContactFacts
  readonly library: Library
  readonly matcher: Matcher
  /** The flow that a conversation begins with; `welcome` unless told (to try one flow out). */
  readonly entry?: string
  newId(): string
  /** A request's reference: eight characters that are neither guessable nor easily confused. */
  newReference(): string
  /** A PIN as it is drawn for a request: six digits. */
  newPin(): string
  read(type: AnswerType, input: string, options: ReadOptions): ReadResult
  command(text: string): Command | undefined
  /** A text folded for comparison only (case, marks, alef and so on). */
  fold(text: string): string
  /** SHA-256, hexadecimal. */
  hash(text: string): string
  /** An association's words in a language, for reading typed choices. */
  label(words: Localised, language: Language): string
  /** A message key in a language, for reading typed choices. New content brings a new function: words are kept by it. */
  translate(key: string, language: Language): string
}

/** What reaches a session: a message in the words of no channel, or something that time or staff brought about. */
export type Input =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'choice'; readonly question: string; readonly choice: string }
  | { readonly kind: 'file'; readonly id: string; readonly facts: FileFacts; readonly voice: boolean }
  | { readonly kind: 'file_failed'; readonly reason: 'too_large' | 'gone' | 'unavailable' }
  /** A file was looked through and not kept; `problem` is a key of `problems.json`. */
  | { readonly kind: 'file_refused'; readonly problem: string }
  /** Files came over a one-time link, for one place of a form and all that belong there. */
  | {
      readonly kind: 'uploaded'
      readonly form: string
      readonly place: string
      readonly files: readonly { readonly id: string; readonly facts: FileFacts }[]
    }
  | { readonly kind: 'phone'; readonly phone: string; readonly own: boolean }
  | { readonly kind: 'location'; readonly latitude: number; readonly longitude: number }
  | { readonly kind: 'edit' }
  | { readonly kind: 'start'; readonly payload?: string }
  | { readonly kind: 'unsupported'; readonly what: string }
  | { readonly kind: 'rating'; readonly poll: string; readonly options: readonly number[] }
  /** A `wait` has run out. */
  | { readonly kind: 'timer' }
  /** Staff gave the conversation back to the bot. */
  | { readonly kind: 'released' }
  | NoticeInput

/** Something that the association begins: its flow, and what that is told. */
export interface NoticeInput {
  readonly kind: 'notice'
  readonly id: string
  readonly flow: string
  readonly vars: Readonly<Record<string, AnswerValue>>
  /** Only announced now, in one neutral line; its flow begins with the person's next message. */
  readonly line?: boolean
}
