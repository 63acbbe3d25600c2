import type { AnswerValue, Command } from '#core/answer.ts'
import type { CaseKind } from '#core/case.ts'
import type { CaseCommand } from '#core/change-case.ts'
import type { MatchOutcome } from '#core/inquiry.ts'
import type { Language, Text } from '#core/text.ts'
import type { Answers } from './session.ts'

/** One choice under a question, not yet in any language. */
export interface DraftChoice {
  readonly id: string
  readonly label: Text
}

/** A file that is to come over a one-time link to a page of our own, and where in a form it belongs. */
export interface UploadAsk {
  readonly form: string
  readonly revision: string
  readonly field: string
  readonly place: string
  /** Files that may come. */
  readonly files: number
}

/** A message composed by the engine: paragraphs by reference, and the question it asks. */
export interface MessageDraft {
  readonly paragraphs: readonly Text[]
  readonly question?: string
  readonly choices?: readonly DraftChoice[]
  /** The paragraphs carry numbers of their own (a summary): choices go by their words. */
  readonly unnumbered?: boolean
  readonly request?: 'phone' | 'location' | 'file'
  /** The file is asked for over a link instead of the chat. */
  readonly upload?: UploadAsk
  /** Holds personal data. */
  readonly private?: boolean
  /** A copy of the person's data goes along as a file. */
  readonly copy?: CopyAsk
}

/** Whose data are copied: those of the request that was opened by its PIN; without one, what came in besides requests. */
export interface CopyAsk {
  readonly about?: string
}

/** What the applicant declared (R8, R9). */
export interface DeclarationMade {
  readonly mode: 'declare' | 'declare_and_sign'
  readonly version: string
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly at: number
  /** SHA-256 of the frozen answers, hexadecimal. */
  readonly answersHash: string
  /** The full name as typed; only where the policy asks for a signature. */
  readonly signature?: string
}

/** What a person sent in with a request: the answers as frozen, ready for a case. */
export interface RequestContent {
  readonly caseKind: CaseKind
  /** Id of the service, or of the matter. */
  readonly service: string
  readonly form: string
  readonly formRevision: string
  readonly answers: Answers
  readonly groups: Readonly<Record<string, readonly Answers[]>>
  /** Of a request for support; a matter needs none. */
  readonly declaration?: DeclarationMade
  /** The request that a matter is about. */
  readonly about?: string
}

/** A command that an applicant may give on a case of their own. */
export type ApplicantCommand = Extract<
  CaseCommand,
  {
    do:
      | 'book_interview'
      | 'cancel_interview'
      | 'answer_visit'
      | 'object'
      | 'confirm_delivery'
      | 'deny_delivery'
      | 'withdraw'
  }
>

/**
 * What happened in a turn, in the past tense. A closed union: each kind has one handler in the runner.
 * What a contact can cause is an event; what a caller can cause is an error.
 */
export type FlowEvent =
  | { readonly kind: 'session_started' }
  | { readonly kind: 'session_failed'; readonly reason: string; readonly flow: string; readonly step: string }
  | { readonly kind: 'flow_entered'; readonly flow: string; readonly revision: string }
  | { readonly kind: 'flow_ended'; readonly flow: string; readonly outcome: 'completed' | 'cancelled' }
  | { readonly kind: 'message_composed'; readonly draft: MessageDraft }
  | { readonly kind: 'answer_saved'; readonly flow: string; readonly step: string; readonly field?: string }
  | {
      readonly kind: 'answer_rejected'
      readonly type: string
      readonly problem: string
      readonly attempts: number
    }
  | { readonly kind: 'answer_skipped'; readonly field: string }
  | { readonly kind: 'choice_outdated' }
  | { readonly kind: 'command_given'; readonly command: Command }
  | { readonly kind: 'language_changed'; readonly language: Language }
  /** `text`: the very words; the privacy notice where absent. `checked`: false where staff must check it first. */
  | {
      readonly kind: 'consent_given'
      readonly purpose: string
      readonly version: string
      readonly text?: Text
      readonly unchecked?: true
    }
  | { readonly kind: 'consent_withdrawn'; readonly purpose: string; readonly version: string }
  | { readonly kind: 'messages_stopped' }
  | { readonly kind: 'draft_saved' }
  | { readonly kind: 'draft_resumed' }
  | { readonly kind: 'draft_discarded' }
  | { readonly kind: 'declaration_made'; readonly declaration: DeclarationMade }
  | { readonly kind: 'request_submitted'; readonly reference: string; readonly request: RequestContent }
  /** A returned request was answered again; `items` are the answers that changed. */
  | {
      readonly kind: 'request_resubmitted'
      readonly reference: string
      readonly request: RequestContent
      readonly items: readonly string[]
    }
  /** `files`: what was sent along. */
  | {
      readonly kind: 'case_asked'
      readonly reference: string
      readonly command: ApplicantCommand
      readonly files?: readonly string[]
    }
  /** The decision on a request was shown to who has its PIN. */
  | { readonly kind: 'decision_shown'; readonly reference: string }
  | { readonly kind: 'pin_tried'; readonly reference: string; readonly right: boolean }
  | { readonly kind: 'pin_drawn'; readonly reference: string; readonly pin: string }
  | {
      readonly kind: 'inquiry_received'
      readonly id: string
      readonly text: string
      readonly language: string
      readonly outcome: MatchOutcome
      /** What it was taken for; absent where nothing fits. */
      readonly intent?: string
      /** The approved answer that comes nearest, by which unanswered inquiries are grouped. */
      readonly nearest?: string
      readonly confidence: number
      /** Whether an approved answer was given at once. */
      readonly answered: boolean
    }
  /** Something came of an inquiry after all: an answer was chosen, or it did not help, or a person was asked for. */
  | {
      readonly kind: 'inquiry_settled'
      readonly id: string
      readonly outcome: MatchOutcome
      readonly intent?: string
      readonly answered: boolean
    }
  | {
      readonly kind: 'handoff_requested'
      readonly reason: string
      readonly target: string
      readonly urgent: boolean
      /** Whether the bot falls silent until staff give the conversation back. */
      readonly silent: boolean
      /** What it is about, in the person's own words. */
      readonly explanation?: string
    }
  | { readonly kind: 'poll_answered'; readonly poll: string; readonly score: number }
  | {
      readonly kind: 'rating_given'
      readonly poll: string
      readonly question: string
      readonly score?: number
      readonly comment?: string
    }
  | { readonly kind: 'poll_finished'; readonly poll: string }
  /** A notice's flow has begun: what this turn says tells it. */
  | { readonly kind: 'notice_begun'; readonly notice: string }
  /** A notice waits in the session, announced by a line or by none. */
  | { readonly kind: 'notice_queued'; readonly notice: string }
  | { readonly kind: 'wait_begun'; readonly until?: number }
  | { readonly kind: 'file_kept'; readonly file: string; readonly use: 'answer' | 'voice' | 'unexpected' }

export type FlowEventKind = FlowEvent['kind']

/** A value passed into a text or a variable. */
export type Value = AnswerValue
