import type { DecisionPeriod, Mechanism } from './association.ts'
import { checkItem, completeCase, findCriterion, finishAssessment, returnCase } from './assess-case.ts'
import { TRANSITIONS } from './case.ts'
import type { Actor } from './case.ts'
import { moveOf } from './case-event.ts'
import type { CheckResult, Finding, Missing, NewCaseEvent, TellingState } from './case-event.ts'
import type { CaseFile } from './case-file.ts'
import { changeMeeting } from './case-meetings.ts'
import { blank, one, when } from './case-change.ts'
import type { CaseChange } from './case-change.ts'
import { changeAfterDecision } from './case-aftermath.ts'
import { decide } from './decide-case.ts'
import type { Deciders, Outcome } from './decision.ts'

/** What the profile, the service and the settings say about a case. */
export interface CaseRules {
  readonly period: DecisionPeriod
  readonly deciders: Deciders
  /** How the service is assessed (R32). */
  readonly mechanisms: readonly Mechanism[]
  /** Answers and documents that staff compare, by item id (R5). */
  readonly items: readonly string[]
  /** Questions that were left out and may still be asked for. */
  readonly unanswered?: readonly string[]
  /** Criteria of the service by id (R31). */
  readonly criteria: readonly string[]
  /** Reasons that a refusal may name. */
  readonly reasons: readonly string[]
}

/** What somebody wants to do to a case. */
export type CaseCommand =
  | { readonly do: 'assign'; readonly to: string }
  | { readonly do: 'check'; readonly item: string; readonly result: CheckResult; readonly note?: string }
  | { readonly do: 'return'; readonly missing: readonly Missing[] }
  | { readonly do: 'remind' }
  | { readonly do: 'resubmit'; readonly items: readonly string[] }
  | { readonly do: 'complete' }
  | { readonly do: 'begin_assessment' }
  | { readonly do: 'offer_interview'; readonly slots: readonly string[] }
  | { readonly do: 'book_interview'; readonly slot: string; readonly when: number }
  | { readonly do: 'cancel_interview'; readonly why?: string }
  | { readonly do: 'hold_interview'; readonly result: string }
  | { readonly do: 'miss_interview' }
  | { readonly do: 'propose_visit' }
  | { readonly do: 'answer_visit'; readonly agreed: boolean }
  | { readonly do: 'plan_visit'; readonly day: string; readonly visitor: string }
  | { readonly do: 'finish_visit'; readonly result: string }
  | { readonly do: 'find'; readonly finding: Finding }
  | { readonly do: 'finish_assessment'; readonly waived?: string }
  | { readonly do: 'give_opinion'; readonly outcome: Outcome; readonly text?: string }
  | { readonly do: 'recuse'; readonly why: string }
  | DecideCommand
  /** `round`: of the notice that this is about; the current one unless said. */
  | { readonly do: 'tell'; readonly telling: TellingState; readonly round?: number }
  | { readonly do: 'object'; readonly why: string }
  | { readonly do: 'open_round'; readonly why: string }
  | { readonly do: 'register'; readonly number?: string; readonly note?: string }
  | { readonly do: 'deliver'; readonly what: string }
  | { readonly do: 'confirm_delivery' }
  | { readonly do: 'deny_delivery'; readonly note?: string }
  | { readonly do: 'answer'; readonly text: string }
  | { readonly do: 'note'; readonly text: string }
  | { readonly do: 'withdraw'; readonly why?: string }
  | { readonly do: 'reopen'; readonly why: string }
  | { readonly do: 'close'; readonly why?: string }
  | { readonly do: 'propose_destruction' }
  | { readonly do: 'confirm_destruction' }

/** A decision as the deciding person writes it. */
export interface DecideCommand {
  readonly do: 'decide'
  readonly outcome: Outcome
  readonly reason?: string
  readonly text?: string
  readonly next?: string
  readonly granted?: string
  /** The written reason for deciding before the policy's earliest day. */
  readonly early?: string
}

/** Why something cannot be done to a case; a closed list, each with a sentence for staff. */
export type CaseRefusal =
  | 'not_now'
  | 'not_this_kind'
  | 'not_by_you'
  | 'unknown_item'
  | 'nothing_missing'
  | 'unchecked'
  | 'interview_open'
  | 'visit_open'
  | 'no_consent'
  | 'criteria_open'
  | 'prepared_by_you'
  | 'not_a_member'
  | 'recused'
  | 'not_the_chair'
  | 'no_quorum'
  | 'no_majority'
  | 'reason_missing'
  | 'next_missing'
  | 'text_missing'
  | 'too_early'
  | 'decided_already'
  | 'proposed_by_you'

/** Who asks for a change, and when. */
export interface Asking {
  readonly by: Actor
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Commands that the applicant may give; all others are for staff or the bot. */
const OF_APPLICANT: ReadonlySet<CaseCommand['do']> = new Set([
  'resubmit',
  'book_interview',
  'cancel_interview',
  'answer_visit',
  'object',
  'confirm_delivery',
  'deny_delivery',
  'withdraw',
])

/** Commands that time gives, or the delivery of a notice. */
const OF_BOT: ReadonlySet<CaseCommand['do']> = new Set(['remind', 'tell', 'close', 'miss_interview'])

/**
 * What a command does to a case. Pure: the rules of every association's road in one place. Nothing here accepts or
 * refuses a request by itself; a decision is always a person's command.
 */
export function changeCase(
  file: CaseFile,
  rules: CaseRules,
  command: CaseCommand,
  asking: Asking,
): CaseChange {
  if (!mayAsk(command, asking.by)) return { refused: 'not_by_you' }
  if (file.kind !== 'support' && !OF_MATTERS.has(command.do)) return { refused: 'not_this_kind' }
  if (wordless(command)) return { refused: 'text_missing' }
  const change = eventsOf(file, rules, command, asking)
  if ('refused' in change) return change
  return change.events.every((event) => allowed(file, event)) ? change : { refused: 'not_now' }
}

/** What can be done to a matter: it is answered, not decided. */
const OF_MATTERS: ReadonlySet<CaseCommand['do']> = new Set([
  'assign',
  'answer',
  'note',
  'withdraw',
  'reopen',
  'close',
  'tell',
  'propose_destruction',
  'confirm_destruction',
])

function mayAsk(command: CaseCommand, by: Actor): boolean {
  if (by === 'contact') return OF_APPLICANT.has(command.do)
  if (by === 'bot') return OF_BOT.has(command.do)
  return command.do !== 'resubmit'
}

/** Commands that are nothing without words, and come without them. */
function wordless(command: CaseCommand): boolean {
  switch (command.do) {
    case 'hold_interview':
    case 'finish_visit':
      return blank(command.result)
    case 'recuse':
    case 'object':
    case 'open_round':
    case 'reopen':
      return blank(command.why)
    case 'deliver':
      return blank(command.what)
    case 'answer':
    case 'note':
      return blank(command.text)
    default:
      return false
  }
}

function allowed(file: CaseFile, event: NewCaseEvent): boolean {
  const move = moveOf(event, file.kind)
  return move === undefined || TRANSITIONS[file.state][move] !== undefined
}

function eventsOf(file: CaseFile, rules: CaseRules, command: CaseCommand, asking: Asking): CaseChange {
  switch (command.do) {
    case 'assign':
      return one({ kind: 'assigned', to: command.to })
    case 'check':
      return checkItem(file, rules, command)
    case 'return':
      return returnCase(file, rules, command.missing)
    case 'remind':
      return when(file.state === 'returned', { kind: 'reminded' })
    case 'resubmit':
      return one({ kind: 'resubmitted', items: command.items })
    case 'complete':
      return completeCase(file, rules)
    case 'begin_assessment':
      return one({ kind: 'assessment_begun' })
    case 'find':
      return findCriterion(file, rules, command.finding)
    case 'finish_assessment':
      return finishAssessment(file, rules, command.waived)
    case 'give_opinion':
    case 'recuse':
    case 'decide':
      return decide(file, rules, command, asking)
    default:
      return changeMeeting(file, command, asking) ?? changeAfterDecision(file, command, asking)
  }
}
