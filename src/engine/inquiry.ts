import type { Answer } from '#core/association.ts'
import type { Match } from '#core/inquiry.ts'
import type { Language, Text, TextRef } from '#core/text.ts'
import type { DraftChoice } from './event.ts'
import { ENTRY_FLOWS } from './frames.ts'
import { requestPerson } from './request-person.ts'
import type { OpenInquiry } from './session.ts'
import { ask, emit, reply, say, setPending } from './turn.ts'
import type { TurnState } from './turn.ts'

/** None of the choices offered: leads to a person. */
export const NONE: DraftChoice = { id: 'none', label: reply('none_of_these') }

/** What the approved answer and the intent for danger are called. */
const DANGER = 'emergency'
/** Intents that are no choice in a list: danger is met at once or not at all, and nobody picks a greeting. */
const NEVER_OFFERED: ReadonlySet<string> = new Set([DANGER, 'greeting', 'thanks_bye', 'bot_identity'])
/** What nothing of ours answers: said kindly, and still shown to staff, who may find that an answer is missing. */
export const NOT_OURS = 'out_of_scope'
/** What cannot wait for an employee's turn. */
const URGENT = 'urgent_need'
/** Flows in which nothing is under way, so that a question after an answer interrupts nothing. */
const AT_LEISURE: ReadonlySet<string> = new Set([ENTRY_FLOWS.menu, 'inquiry'])
/** Flows that only show something: what a complaint needs is begun from there, too, but no answer is rated. */
const BROWSED: ReadonlySet<string> = new Set([ENTRY_FLOWS.requests, 'opened_request'])
/** Languages in which the chat can go on as a whole. */
const WHOLE: ReadonlySet<string> = new Set(['ar', 'en'])

/** What is offered after an answer, named by what it does; any other flow is offered without a name. */
const RELATED: Readonly<Record<string, TextRef>> = {
  [ENTRY_FLOWS.human]: reply('inquiry.related_employee'),
  [ENTRY_FLOWS.stop]: reply('inquiry.related_stop'),
  [ENTRY_FLOWS.language]: reply('inquiry.related_language'),
  request: reply('inquiry.related_request'),
  my_requests: reply('inquiry.related_my_requests'),
  privacy: reply('inquiry.related_privacy'),
}

/** Whether an inquiry was dealt with by what was said, or by a question that now stands open. */
export type InquiryOutcome = 'said' | 'asked'

/**
 * Answers an inquiry from the approved answers, in one of three honest ways: the answer when it is sure,
 * a short list when it is not, a person when neither fits (R2). Never invents one.
 */
export function takeInquiry(turn: TurnState, text: string): InquiryOutcome {
  const found = turn.env.matcher.match(text, turn.session.language)
  const { intent: taken, ...unsure } = found
  const perhapsDanger = found.outcome === 'staff' && taken === DANGER
  // The approved words say that staff were alerted: not for a mere guess.
  const match: Match = perhapsDanger ? unsure : found
  const inquiry = receive(turn, text, match)
  if (perhapsDanger) sayNumbers(turn, inquiry.language)
  switch (match.outcome) {
    case 'answer':
    case 'smalltalk': {
      const { intent } = match
      if (intent === undefined || !sayAnswer(turn, intent, inquiry.language))
        return offerPerson(turn, inquiry)
      return match.outcome === 'answer' && askFollowUp(turn, intent, inquiry) ? 'asked' : 'said'
    }
    case 'offer':
      return offerAnswers(turn, inquiry)
    case 'emergency':
      sayEmergency(turn, inquiry.language)
      return 'said'
    case 'staff':
      return offerPerson(turn, inquiry, match.intent)
  }
}

/** Danger to life, told by rules: met before anything else, in whatever state the conversation is. */
export function takeEmergency(turn: TurnState, text: string): void {
  const match = turn.env.matcher.match(text, turn.session.language)
  const inquiry = receive(turn, text, {
    ...match,
    outcome: 'emergency',
    intent: 'emergency',
    confidence: 1,
  })
  sayEmergency(turn, inquiry.language)
}

/** Puts an inquiry on record as it was understood. */
function receive(turn: TurnState, text: string, match: Match): OpenInquiry {
  const { intent, outcome } = match
  const id = turn.env.newId()
  const [nearest] = match.ranked
  const known = intent !== undefined && intent !== NOT_OURS && findAnswer(turn, intent) !== undefined
  emit(turn, {
    kind: 'inquiry_received',
    id,
    text,
    language: match.language,
    outcome,
    confidence: match.confidence,
    answered: outcome === 'emergency' || (outcome !== 'offer' && known),
    ...(intent !== undefined && { intent }),
    ...(nearest !== undefined && { nearest }),
  })
  const given = outcome === 'offer' ? undefined : intent
  const others = match.ranked.filter((other) => other !== given && mayBeOffered(turn, other))
  const language = turn.env.association.languages.find((spoken) => spoken === match.language)
  const foreign = language !== undefined && language !== turn.session.language
  return { id, text, others: others.slice(0, 3), ...(foreign && { language }) }
}

function mayBeOffered(turn: TurnState, intent: string): boolean {
  return !NEVER_OFFERED.has(intent) && findAnswer(turn, intent) !== undefined
}

/** Says an approved answer with its source; false where the association has none for this intent. */
export function sayAnswer(turn: TurnState, intent: string, language?: Language): boolean {
  const answer = findAnswer(turn, intent)
  if (!answer) return false
  const spoken = language !== undefined && answer.text[language] !== undefined ? { language } : {}
  say(turn, { ...answerText(turn, answer), ...spoken })
  const source = sourceLine(turn, answer)
  if (source) say(turn, { ...source, ...spoken })
  if (spoken.language !== undefined && WHOLE.has(spoken.language))
    say(turn, { ...reply('inquiry.other_language'), ...spoken })
  return true
}

function findAnswer(turn: TurnState, intent: string): Answer | undefined {
  return turn.env.association.answers.find((answer) => answer.intent === intent)
}

/** What an answer rests on, in one line; nothing where it says only that an employee will tell. */
function sourceLine(turn: TurnState, answer: Answer): TextRef | undefined {
  const { clauses, settings } = turn.env.association
  const clause = clauses.find((item) => item.id === answer.source)
  if (clause) return reply('inquiry.answer_source', { clause: { words: clause.text } })
  const filledIn = answer.setting !== undefined && settings[answer.setting] !== undefined
  return filledIn && answer.textWithSetting ? reply('inquiry.setting_source') : undefined
}

/** The words of an answer; a setting that is filled in takes the place of "an employee will tell". */
function answerText(turn: TurnState, answer: Answer): Exclude<Text, { readonly verbatim: string }> {
  const setting = answer.setting === undefined ? undefined : turn.env.association.settings[answer.setting]
  if (!setting || !answer.textWithSetting) return { words: answer.text }
  return { words: answer.textWithSetting, params: { setting: { words: setting } } }
}

/**
 * Asks the one question that may follow an answer: whether to begin what was asked about, else whether it helped.
 * In a form it asks nothing, since the form goes on. True if a question stands open.
 */
export function askFollowUp(turn: TurnState, intent: string, inquiry?: OpenInquiry): boolean {
  const under = turn.session.stack.at(-1)?.flow ?? ''
  const flow = findAnswer(turn, intent)?.flow
  if (!AT_LEISURE.has(under) && (flow === undefined || !BROWSED.has(under))) return false
  const once: OpenInquiry | undefined = inquiry && { ...inquiry, asked: true }
  const mayAsk = inquiry !== undefined && !inquiry.asked
  if (flow !== undefined) {
    setPending(turn, { kind: 'related', flow, intent, ...(once && mayAsk && { inquiry: once }) })
    const question = RELATED[flow] ?? reply('inquiry.related')
    askInLanguage(turn, question, relatedChoices(flow, mayAsk), inquiry)
    return true
  }
  if (!once || !mayAsk) return false
  setPending(turn, { kind: 'helped', inquiry: once })
  askInLanguage(turn, reply('inquiry.helped'), HELPED_CHOICES, inquiry)
  return true
}

/** Asks about an inquiry in its own language, where all our texts are there in it. */
function askInLanguage(
  turn: TurnState,
  question: TextRef,
  choices: readonly DraftChoice[],
  inquiry: OpenInquiry | undefined,
): void {
  const spoken = inquiry?.language !== undefined && WHOLE.has(inquiry.language) && inquiry.language
  const paragraph = spoken ? { ...question, language: spoken } : question
  ask(turn, { paragraphs: [paragraph], choices: choicesInLanguage(choices, inquiry) })
}

/** Choices in the language of the inquiry that they are about. */
export function choicesInLanguage(
  choices: readonly DraftChoice[],
  inquiry: OpenInquiry | undefined,
): readonly DraftChoice[] {
  const language = inquiry?.language
  if (language === undefined || !WHOLE.has(language)) return choices
  return choices.map(({ id, label }) => ({ id, label: 'verbatim' in label ? label : { ...label, language } }))
}

/** The choices under the offer of a related action; `other` where the answer may not have been what was meant. */
export function relatedChoices(flow: string, other: boolean): readonly DraftChoice[] {
  const yes = flow === ENTRY_FLOWS.human ? reply('inquiry.employee_yes') : reply('inquiry.related_yes')
  return [
    { id: 'yes', label: yes },
    { id: 'no', label: reply('inquiry.employee_no') },
    ...(other ? [{ id: 'other', label: reply('inquiry.other') }] : []),
  ]
}

/** The choices under "was this answer useful?". */
export const HELPED_CHOICES: readonly DraftChoice[] = [
  { id: 'yes', label: reply('inquiry.helped_yes') },
  { id: 'no', label: reply('inquiry.helped_no') },
  { id: 'menu', label: reply('inquiry.menu') },
]

/** Offers two or three answers to choose from, or none of these. */
export function offerAnswers(turn: TurnState, inquiry: OpenInquiry): InquiryOutcome {
  const answers = inquiry.others.flatMap((intent) => findAnswer(turn, intent) ?? []).slice(0, 3)
  if (answers.length === 0) return offerPerson(turn, inquiry)
  const intents = answers.map((answer) => answer.intent)
  setPending(turn, { kind: 'offer', intents, inquiry: { ...inquiry, others: [] } })
  const choices = answers.map((answer) => ({ id: answer.intent, label: { words: answer.title } }))
  askInLanguage(turn, reply('inquiry.offer'), [...choices, NONE], inquiry)
  return 'asked'
}

/** Says kindly why this is for a person, with the right door where one is known, and offers an employee (R6). */
export function offerPerson(turn: TurnState, inquiry: OpenInquiry, intent?: string): InquiryOutcome {
  const why = intent !== undefined && sayAnswer(turn, intent, inquiry.language)
  const urgent = intent === URGENT
  setPending(turn, {
    kind: 'staff',
    inquiry,
    reason: intent ?? 'inquiry',
    ...(urgent && { urgent: true }),
  })
  const usual = why ? reply('inquiry.staff_also') : reply('inquiry.staff')
  askInLanguage(turn, urgent ? reply('inquiry.staff_urgent') : usual, PERSON_CHOICES, inquiry)
  return 'asked'
}

/** The choices under the offer of an employee. */
export const PERSON_CHOICES: readonly DraftChoice[] = [
  { id: 'yes', label: reply('inquiry.employee_yes') },
  { id: 'no', label: reply('inquiry.employee_no') },
]

/** What may be danger, or not at all ("seven souls" is a family): the numbers are told, and nobody is alarmed. */
function sayNumbers(turn: TurnState, language: Language = turn.session.language): void {
  const spoken = language === turn.session.language ? {} : { language }
  const numbers = turn.env.association.emergency.map((line) => ({
    ...reply('emergency.line', { name: { words: line.name }, number: line.number }),
    ...spoken,
  }))
  if (numbers.length > 0) say(turn, { ...reply('emergency.perhaps'), ...spoken }, ...numbers)
}

/** Shows the emergency numbers and alerts staff at once; the conversation goes on. */
function sayEmergency(turn: TurnState, language: Language = turn.session.language): void {
  const spoken = language === turn.session.language ? {} : { language }
  const numbers = turn.env.association.emergency.map((line) => ({
    ...reply('emergency.line', { name: { words: line.name }, number: line.number }),
    ...spoken,
  }))
  // A language that has no texts of ours yet may have this one among the approved answers.
  const approved = WHOLE.has(language) ? undefined : findAnswer(turn, 'emergency')
  const own = approved?.text[language] !== undefined
  const call: Text = own ? { words: approved.text, language } : { ...reply('emergency.call'), ...spoken }
  turn.said.unshift(call, ...numbers)
  requestPerson(turn, { reason: 'emergency', urgent: true })
}
