import type { AnswerValue } from '#core/answer.ts'
import type { Language } from '#core/text.ts'

/** One answer of a form as it is kept: what it means, how it is shown, and the calendar it was typed in. */
export interface Entry {
  readonly value: AnswerValue
  readonly display: string
  readonly also?: { readonly hijri?: string; readonly gregorian?: string }
  /** Left out by the person; the field is optional. */
  readonly skipped?: true
  /** The value is a list of file ids. */
  readonly file?: true
  /** Bytes of these files together. */
  readonly bytes?: number
  /** More files may still follow. */
  readonly open?: true
}

/** Answers of one member of a repeat group, or of the form itself, by field id. */
export type Answers = Readonly<Record<string, Entry>>

/** A place in a form: a field, a field of the n-th member, or the question whether one more member follows. */
export type Cursor = FieldCursor | { readonly more: string }

/** A field's place: on its own, or of the n-th member of a group. */
export interface FieldCursor {
  readonly field: string
  readonly group?: string
  readonly index?: number
}

/** How far a form is filled in. The next question follows from the answers; `at` holds only where a person went back to. */
export interface FormState {
  readonly form: string
  readonly revision: string
  readonly answers: Answers
  readonly groups: Readonly<
    Record<string, { readonly members: readonly Answers[]; readonly closed: boolean }>
  >
  readonly at?: Cursor
  /** Known facts that the person said are no longer so. */
  readonly declined?: readonly string[]
  /** Places of a returned request that stay as they were: neither shown nor asked again (level 1 does not read answers). */
  readonly earlier?: readonly string[]
  /** No request (a poll): not put aside when it is left. */
  readonly passing?: true
}

/** A flow under way: where it stands and its variables. */
export interface Frame {
  readonly flow: string
  readonly revision: string
  readonly step: string
  readonly vars: Readonly<Record<string, AnswerValue>>
  readonly forms?: Readonly<Record<string, FormState>>
  /** Steps that asked something, oldest first; "back" walks it. */
  readonly trail: readonly string[]
  /** Variables of the caller ← variables of this flow, carried over when it ends. */
  readonly returns?: Readonly<Record<string, string>>
  /** Begun by a command in the middle of the flow below, which asks its question again afterwards. */
  readonly interrupts?: true
  /** Begun from an offer: like an interruption it leads back to the question below, but it is what is under way now. */
  readonly aside?: true
  /** Something a step remembers while it waits (a declaration agreed to, not yet signed). */
  readonly note?: AnswerValue
  /** Begun by the association, and by which notice. */
  readonly notice?: string
}

/** A notice that waits until the person has come to an end. */
export interface QueuedNotice {
  readonly id: string
  readonly flow: string
  readonly vars: Readonly<Record<string, AnswerValue>>
}

/** An inquiry, for as long as something about it stands open. */
export interface OpenInquiry {
  readonly id: string
  readonly text: string
  /** The language it is in, where that is not the conversation's. */
  readonly language?: Language
  /** Other answers that might be meant, best first; not shown so far. */
  readonly others: readonly string[]
  /** Whether the answer helped was asked already: once is enough. */
  readonly asked?: true
}

/** A question that stands open because of something other than the flow itself: a command, an offer, a near miss. */
export type Pending =
  | { readonly kind: 'cancel' | 'restart' | 'employee' }
  | { readonly kind: 'offer'; readonly intents: readonly string[]; readonly inquiry: OpenInquiry }
  /** A person is offered; `reason` says what about, for staff. */
  | {
      readonly kind: 'staff'
      readonly inquiry: OpenInquiry
      readonly reason: string
      readonly urgent?: true
    }
  /** What was asked about can be done here; without an inquiry it was chosen among the frequent questions. */
  | {
      readonly kind: 'related'
      readonly flow: string
      readonly intent: string
      readonly inquiry?: OpenInquiry
    }
  | { readonly kind: 'helped'; readonly inquiry: OpenInquiry }
  | { readonly kind: 'suggestion'; readonly value: string }

/** What stands open: its id goes into buttons, so that an old or forged one is recognised. */
export interface OpenQuestion {
  readonly id: string
  /** Ids of the choices shown, in their numbered order. */
  readonly choices: readonly string[]
  /** Answers to this question that could not be read so far. */
  readonly attempts: number
}

/** A contact's saved progress: a stack of flows, each pinned to the revision it began with. JSON through and through. */
export interface Session {
  readonly id: string
  readonly status: 'active' | 'ended' | 'failed'
  readonly language: Language
  readonly stack: readonly Frame[]
  readonly question?: OpenQuestion
  readonly pending?: Pending
  /** An unfinished request put aside, to be gone on with days later. */
  readonly draft?: readonly Frame[]
  /** A question asked before the first consent; answered at the first menu. */
  readonly unanswered?: string
  /** Notices that came while something was under way, oldest first. */
  readonly queued?: readonly QueuedNotice[]
  /** The request that the PIN opened, and until when (milliseconds since 1970). */
  readonly opened?: { readonly reference: string; readonly until: number }
  /** Wrong PINs of a day, whatever the reference. */
  readonly wrongPins?: { readonly day: string; readonly count: number }
  /** When the person said something last, milliseconds since 1970. */
  readonly heardAt?: number
  readonly turns: number
}

/** Whether a request is under way: forms of a stack that hold at least one answer. */
export function hasAnswers(stack: readonly Frame[]): boolean {
  return stack.some((frame) =>
    Object.values(frame.forms ?? {}).some(
      (form) =>
        !form.passing && (Object.keys(form.answers).length > 0 || Object.keys(form.groups).length > 0),
    ),
  )
}
