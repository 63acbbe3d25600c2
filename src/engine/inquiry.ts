import type { Answer } from '#core/association.ts'
import type { Match } from '#core/inquiry.ts'
import type { Text } from '#core/text.ts'
import type { DraftChoice } from './event.ts'
import { ask, emit, reply, say, setPending } from './turn.ts'
import type { TurnState } from './turn.ts'

/** None of the choices offered: leads to a person. */
export const NONE: DraftChoice = { id: 'none', label: reply('none_of_these') }

/** Whether an inquiry was dealt with by what was said, or by a question that now stands open. */
export type InquiryOutcome = 'said' | 'asked'

/**
 * Answers an inquiry from the approved answers, in one of three honest ways: the answer when it is sure,
 * a short list when it is not, a person when neither fits (R2). Never invents one.
 */
export function takeInquiry(turn: TurnState, text: string): InquiryOutcome {
  const match = turn.env.matcher.match(text, turn.session.language)
  emit(turn, received(text, match))
  switch (match.outcome) {
    case 'answer':
    case 'smalltalk':
      if (match.intent !== undefined && sayAnswer(turn, match.intent)) return 'said'
      return offerPerson(turn, text)
    case 'offer':
      return offerAnswers(turn, text, match.ranked)
    case 'emergency':
      sayEmergency(turn)
      return 'said'
    case 'staff':
      return offerPerson(turn, text)
  }
}

function received(text: string, match: Match) {
  return {
    kind: 'inquiry_received',
    text,
    outcome: match.outcome,
    confidence: match.confidence,
    ...(match.intent !== undefined && { intent: match.intent }),
  } as const
}

/** Says an approved answer with its source; false where the association has none for this intent. */
export function sayAnswer(turn: TurnState, intent: string): boolean {
  const answer = findAnswer(turn, intent)
  if (!answer) return false
  say(turn, answerText(turn, answer))
  const clause = turn.env.association.clauses.find((item) => item.id === answer.source)
  if (clause) say(turn, reply('inquiry.answer_source', { clause: { words: clause.text } }))
  return true
}

function findAnswer(turn: TurnState, intent: string): Answer | undefined {
  return turn.env.association.answers.find((answer) => answer.intent === intent)
}

/** The words of an answer; a setting that is filled in takes the place of "an employee will tell". */
function answerText(turn: TurnState, answer: Answer): Text {
  const setting = answer.setting === undefined ? undefined : turn.env.association.settings[answer.setting]
  if (!setting || !answer.textWithSetting) return { words: answer.text }
  return { words: answer.textWithSetting, params: { setting: { words: setting } } }
}

/** Offers two or three answers to choose from, or none of these. */
export function offerAnswers(turn: TurnState, text: string, ranked: readonly string[]): InquiryOutcome {
  const answers = ranked.flatMap((intent) => findAnswer(turn, intent) ?? []).slice(0, 3)
  if (answers.length === 0) return offerPerson(turn, text)
  setPending(turn, { kind: 'offer', intents: answers.map((answer) => answer.intent), inquiry: text })
  const choices = answers.map((answer) => ({ id: answer.intent, label: { words: answer.title } }))
  ask(turn, { paragraphs: [reply('inquiry.offer')], choices: [...choices, NONE] })
  return 'asked'
}

/** Says kindly that an employee can answer this, and offers one (R6). */
export function offerPerson(turn: TurnState, text: string): InquiryOutcome {
  setPending(turn, { kind: 'staff', inquiry: text })
  ask(turn, {
    paragraphs: [reply('inquiry.staff')],
    choices: [
      { id: 'yes', label: reply('inquiry.employee_yes') },
      { id: 'no', label: reply('inquiry.employee_no') },
    ],
  })
  return 'asked'
}

/** Shows the emergency numbers and alerts staff at once; the conversation goes on. */
export function sayEmergency(turn: TurnState): void {
  const numbers = turn.env.association.emergency.map((line) =>
    reply('emergency.line', { name: { words: line.name }, number: line.number }),
  )
  turn.said.unshift(reply('emergency.call'), ...numbers)
  const target = turn.env.association.referral[0]
  emit(turn, {
    kind: 'handoff_requested',
    reason: 'emergency',
    target: target?.id ?? 'staff',
    urgent: true,
    silent: false,
  })
}
