import type { Text } from '#core/text.ts'
import { takeInquiry } from './inquiry.ts'
import { askBriefly } from './question.ts'
import { ask, emit, reply, setPending } from './turn.ts'
import type { Outcome, TurnState, Unread } from './turn.ts'
import type { Input } from './env.ts'

/** How sure a match must be before a bad answer in a form is taken for a question. */
const SURE = 0.85
const OPTIONAL = 'replies:optional'
/** Fewer words than this without a question mark are a bad answer rather than a question. */
const MOST_WORDS_OF_AN_ANSWER = 3

/**
 * Deals with what could not be read: perhaps it is an inquiry; else help that escalates: an example, then
 * another way, the third time an employee. What was answered before is kept, and only one message is sent.
 */
export function handleUnread(turn: TurnState, unread: Unread, input: Input): Outcome {
  if (input.kind === 'text' && isInquiry(turn, unread, input.text)) {
    if (takeInquiry(turn, input.text) === 'asked') return { to: 'wait' }
    return askBriefly(turn)
  }
  const attempts = (turn.session.question?.attempts ?? 0) + 1
  const { problem, type } = unread
  emit(turn, { kind: 'answer_rejected', type, problem: problem.problem, attempts })
  if ('suggestion' in problem && problem.suggestion) return suggest(turn, problem.suggestion)
  if (attempts >= 3) return offerEmployee(turn)
  const again = askBriefly(turn)
  const open = turn.question
  if (!open) return again
  const what =
    attempts === 1 ? problemText(problem) : reply('unreadable.other_way', { problem: problemText(problem) })
  return ask(turn, { ...open, paragraphs: [what, ...open.paragraphs.filter(isOptionalHint)], attempts })
}

/** An optional question says so again: who cannot answer need not. */
function isOptionalHint(text: Text): boolean {
  return 'key' in text && text.key === OPTIONAL
}

/** Whether a text that any question in words would take is plainly a question itself, and one that we can answer. */
export function isPlainQuestion(turn: TurnState, text: string): boolean {
  if (!/[?؟]/.test(text)) return false
  const match = turn.env.matcher.match(text, turn.session.language)
  return match.outcome === 'answer' && match.confidence >= SURE
}

function isInquiry(turn: TurnState, unread: Unread, text: string): boolean {
  if (!/\p{L}/u.test(text) || turn.env.read('yes_no', text, { today: turn.env.today }).ok) return false
  if (unread.inquiry && !('suggestion' in unread.problem)) return true
  const asks = /[?؟]/.test(text)
  const short = turn.env.fold(text).split(' ').length < MOST_WORDS_OF_AN_ANSWER
  const match = turn.env.matcher.match(text, turn.session.language)
  // Who greets, back after days, is greeted, and then asked again.
  if (match.outcome === 'smalltalk' && match.confidence >= SURE) return true
  if (!asks && short) return false
  if (match.outcome === 'emergency') return true
  // A question for which there is no approved answer is no bad answer either: a person is offered.
  if (match.outcome === 'staff') return asks && (match.intent !== undefined || !short)
  if (match.intent === undefined) return false
  return asks || (match.outcome === 'answer' && match.confidence >= SURE)
}

function problemText(problem: Unread['problem']): Text {
  if ('message' in problem) return problem.message
  if (problem.problem === 'misfit' || problem.problem === 'misfit_file') return reply(problem.problem)
  return { key: `problems:${problem.problem}`, params: { hint: ('hint' in problem && problem.hint) || '' } }
}

function suggest(turn: TurnState, suggestion: { readonly id: string; readonly label: string }): Outcome {
  setPending(turn, { kind: 'suggestion', value: suggestion.id })
  return ask(turn, {
    paragraphs: [reply('suggestion.confirm', { label: suggestion.label })],
    choices: [
      { id: 'yes', label: reply('yes') },
      { id: 'no', label: reply('no') },
    ],
  })
}

function offerEmployee(turn: TurnState): Outcome {
  setPending(turn, { kind: 'employee' })
  return ask(turn, {
    paragraphs: [reply('unreadable.employee')],
    choices: [
      { id: 'continue', label: reply('unreadable.continue') },
      { id: 'human', label: reply('unreadable.human') },
    ],
  })
}
