import type { Association } from '#core/association.ts'
import type { ChannelType } from '#core/contact.ts'
import type { Matcher } from '#core/inquiry.ts'
import type { Language } from '#core/text.ts'
import type { Channel, FileSource } from '#channels/channel.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import type { Store } from '#store/store.ts'
import type { RunnerLibrary } from './library.ts'
import type { Renderer } from './render.ts'

/** Time as the runner sees it; tests give one that stands still or runs as they like. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after a while, or early when `signal` aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** Where ids come from. */
export interface Ids {
  newId(): string
  /** A request's reference: eight characters of an alphabet without look-alikes. */
  newReference(): string
  /** A PIN: six digits, not guessable. */
  newPin(): string
}

/** What the runner may log: a word for what happened, and fields that never hold a person's words or numbers. */
export interface RunnerLog {
  info(what: string, fields?: Readonly<Record<string, string | number>>): void
  warn(what: string, fields?: Readonly<Record<string, string | number>>): void
  error(what: string, fields?: Readonly<Record<string, string | number>>): void
}

/** One approved answer that may be chosen. */
export interface Candidate {
  readonly intent: string
  readonly title: string
}

/** Chooses among approved answers, or none. It never writes anything that a person reads. */
export interface AnswerChooser {
  /** Never rejects: what cannot be chosen in time is none. The question holds no personal data any more. */
  choose(question: string, candidates: readonly Candidate[]): Promise<string | undefined>
}

/** What people write and may correct while the bot runs: profile, words, flows, examples. It changes as a whole. */
export interface RunnerContent {
  readonly association: Association
  readonly renderer: Renderer
  readonly library: RunnerLibrary
  readonly matcher: Matcher
  /** Intents that a language model may choose among: those whose approved answer may be given by itself. */
  readonly choosable?: ReadonlySet<string>
  /** The examples that `matcher` learnt from; staff add to them. */
  readonly sources?: readonly InquirySource[]
  /** Learns from other examples without holding up conversations. */
  readonly learn?: (sources: readonly InquirySource[]) => Promise<Matcher>
}

/** How an account of ours stands with its platform. Times are milliseconds since 1970. */
export interface AccountStanding {
  /** Since when it is in use. */
  readonly since?: number
  readonly restrictedUntil?: number
}

/** All that the runner works with; built in one place. */
export interface RunnerParts extends RunnerContent {
  readonly store: Store
  readonly channels: ReadonlyMap<ChannelType, Channel>
  readonly fileSources: ReadonlyMap<ChannelType, FileSource>
  /** How each account stands that a platform may restrict; asked before a notice is sent. */
  readonly standings?: ReadonlyMap<ChannelType, () => AccountStanding>
  readonly clock: Clock
  readonly ids: Ids
  readonly log: RunnerLog
  /** Spoken until a person chooses. */
  readonly language: Language
  /** The flow that a conversation begins with, to try one out. */
  readonly entry?: string
  /** Address of the upload page for a token; absent where there is no page, and files come in the chat. */
  readonly uploadAddress?: (token: string) => string
  /** A second opinion on questions that the matcher is not sure of; off by default. */
  readonly chooser?: AnswerChooser
}
