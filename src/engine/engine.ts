import type { Language } from '#core/text.ts'
import { ExpressionError } from './cel.ts'
import { runCommand, sayAndAskAgain } from './commands.ts'
import { atRest, beginQueued, takeNotice } from './notices.ts'
import type { Env, Input } from './env.ts'
import { ENTRY_FLOWS, clearStack, pushFlow, saveDraft } from './frames.ts'
import { takeEmergency, takeInquiry } from './inquiry.ts'
import { isChoiceLabel, isOpenPlace, openChoice, openField } from './open-choice.ts'
import { resolvePending } from './pending.ts'
import { askAgain, askBriefly } from './question.ts'
import { wantsFile } from './read-input.ts'
import { resumeByWords } from './resume-words.ts'
import { runUntilWait } from './session-run.ts'
import type { Session } from './session.ts'
import { resumeStep } from './steps.ts'
import { isFile, takeStrayFile } from './stray-file.ts'
import { WAIT, closeTurn, currentStep, emit, openTurn, setPending } from './turn.ts'
import type { Outcome, Turn, TurnState, Unread } from './turn.ts'
import { handleUnread, isPlainQuestion } from './unread.ts'
import { explainByWords } from './why-words.ts'

/** Begins a contact's session with the first thing that reached us. Pure: the same arguments give the same turn. */
export function startSession(
  env: Env,
  start: { readonly id: string; readonly language: Language },
  input: Input,
): Turn {
  const language = firstLanguage(env, input, start.language) ?? start.language
  const session: Session = { id: start.id, status: 'active', language, stack: [], turns: 0 }
  const turn = openTurn(env, session)
  emit(turn, { kind: 'session_started' })
  if (language !== start.language) emit(turn, { kind: 'language_changed', language })
  return finish(turn, input)
}

/** Languages in which the whole conversation can be held. */
const WHOLE = ['ar', 'en'] as const

/** The language of the first words, where they tell it: letters without digits among them ("3lykm" is Arabic). */
function firstLanguage(env: Env, input: Input, usual: Language): Language | undefined {
  if (input.kind !== 'text' || !/\p{L}/u.test(input.text) || /\d/.test(input.text)) return undefined
  // "stop" and "menu" are typed in any language.
  const command = env.command(input.text)
  if (command !== undefined && command !== 'language' && !/\s/.test(input.text.trim())) return undefined
  const { language } = env.matcher.match(input.text, usual)
  return WHOLE.find((spoken) => spoken === language && env.association.languages.includes(spoken))
}

/** Goes on with a saved session. */
export function resumeSession(env: Env, session: Session, input: Input): Turn {
  return finish(openTurn(env, { ...session, status: 'active' }), input)
}

/** Inputs that time or staff brought about, not the person. */
const OF_OTHERS: ReadonlySet<Input['kind']> = new Set<Input['kind']>(['timer', 'released', 'notice'])

function finish(turn: TurnState, input: Input): Turn {
  if (!OF_OTHERS.has(input.kind)) turn.session = { ...turn.session, heardAt: turn.env.now }
  try {
    runUntilWait(turn, take(turn, input))
    answerEarlierQuestion(turn)
    tellQueued(turn, input)
  } catch (error) {
    // A rule without a value for these answers is a mistake of its author: the person loses nothing by it.
    if (!(error instanceof ExpressionError)) throw error
    runUntilWait(turn, { to: 'fail', reason: 'expression_failed' })
  }
  return closeTurn(turn)
}

/** What waited to be told is told as soon as nothing is under way; danger to life comes before it. */
function tellQueued(turn: TurnState, input: Input): void {
  const urgent = turn.events.some((event) => event.kind === 'handoff_requested' && event.urgent)
  if (input.kind === 'notice' || urgent || !atRest(turn)) return
  turn.visited.clear()
  const queued = beginQueued(turn)
  if (queued) runUntilWait(turn, queued)
}

/** A question that came before the first consent is answered as soon as the menu is reached. */
function answerEarlierQuestion(turn: TurnState): void {
  const { unanswered, ...session } = turn.session
  if (unanswered === undefined || session.stack.at(-1)?.flow !== ENTRY_FLOWS.menu) return
  turn.session = session
  // The answer stands in the place of "thank you": both would be more than a small screen holds.
  if (session.turns > 1) turn.said = []
  takeInquiry(turn, unanswered)
}

function take(turn: TurnState, input: Input): Outcome {
  if (input.kind === 'start') return begin(turn)
  if (input.kind === 'notice') return takeNotice(turn, input)
  if (input.kind === 'timer') return currentStep(turn)?.kind === 'wait' ? dispatch(turn, input) : WAIT
  if (input.kind === 'text' && turn.env.matcher.isEmergency(input.text)) return emergency(turn, input.text)
  if (turn.session.stack.length === 0) {
    // Whatever is said to the line that announced a notice asks for it, unless it is a question or a command.
    const announced = input.kind !== 'text' || isNoRequest(turn, input.text) ? beginQueued(turn) : undefined
    if (announced) return announced
    if (!turn.consented) return firstContact(turn, input)
    openMenuQuietly(turn)
  }
  return dispatch(turn, input)
}

/** `/start`: from the beginning; an unfinished request is put aside first. */
function begin(turn: TurnState): Outcome {
  saveDraft(turn)
  clearStack(turn)
  setPending(turn, undefined)
  return pushFlow(turn, turn.env.entry ?? ENTRY_FLOWS.welcome)
}

/** The first words of a person: the welcome comes before all else, and what they wanted is not lost by it. */
function firstContact(turn: TurnState, input: Input): Outcome {
  const welcome = pushFlow(turn, ENTRY_FLOWS.welcome)
  if (isFile(input)) {
    greet(turn, welcome)
    return takeStrayFile(turn, input, askAgain)
  }
  if (input.kind !== 'text') return welcome
  const command = turn.env.command(input.text)
  if (command === 'human' || command === 'stop' || command === 'language') {
    greet(turn, welcome)
    return runCommand(turn, command)
  }
  if (command === undefined && looksLikeInquiry(turn, input.text))
    turn.session = { ...turn.session, unanswered: input.text }
  return welcome
}

/** Fewer words than this that nothing fits are hardly a question. */
const WORDS_OF_A_QUESTION = 4

/** Whether first words want more than the welcome; what nobody has an answer to goes to a person later, not lost. */
function looksLikeInquiry(turn: TurnState, text: string): boolean {
  const { outcome, intent } = turn.env.matcher.match(text, turn.session.language)
  if (outcome !== 'staff') return outcome === 'answer' || outcome === 'offer'
  const long = turn.env.fold(text).split(' ').length >= WORDS_OF_A_QUESTION
  return intent !== undefined || long || /[?؟]/.test(text)
}

/** Neither a command nor a question: "yes", "ok", a greeting. */
function isNoRequest(turn: TurnState, text: string): boolean {
  return turn.env.command(text) === undefined && !looksLikeInquiry(turn, text)
}

/** Says who is speaking; what it can do would be too much beside the reply that follows. */
function greet(turn: TurnState, welcome: Outcome): void {
  runUntilWait(turn, welcome)
  turn.said = turn.said.slice(0, 1)
  turn.question = undefined
  turn.visited.clear()
}

/** A returning person need not say hello: what was sent is taken as if the menu had just been shown. */
function openMenuQuietly(turn: TurnState): void {
  runUntilWait(turn, pushFlow(turn, ENTRY_FLOWS.menu))
  turn.said = []
  turn.question = undefined
  turn.visited.clear()
}

function emergency(turn: TurnState, text: string): Outcome {
  takeEmergency(turn, text)
  return turn.session.stack.length > 0 ? askBriefly(turn) : WAIT
}

function dispatch(turn: TurnState, given: Input): Outcome {
  const input = given.kind === 'choice' ? openChoice(turn, given) : given
  if (!input) {
    emit(turn, { kind: 'choice_outdated' })
    return sayAndAskAgain(turn, 'choice_outdated')
  }
  const pending = turn.session.pending
  const command = input.kind === 'text' ? turn.env.command(input.text) : undefined
  if (pending && command === undefined) {
    const outcome = resolvePending(turn, pending, input)
    if (outcome) return outcome
  }
  if (input.kind === 'text' && command !== undefined && !isChoiceLabel(turn, input.text))
    return runCommand(turn, command)
  const byWords =
    input.kind === 'text' ? (resumeByWords(turn, input.text) ?? explainByWords(turn, input.text)) : undefined
  return byWords ?? answerStep(turn, input)
}

function answerStep(turn: TurnState, input: Input): Outcome {
  const step = currentStep(turn)
  if (!step) return askAgain(turn)
  if (input.kind === 'released' && step.kind !== 'hand_off') return askAgain(turn)
  if (input.kind === 'text' && openField(turn)?.field.type === 'text' && isPlainQuestion(turn, input.text))
    return takeInquiry(turn, input.text) === 'asked' ? WAIT : askBriefly(turn)
  if (input.kind === 'uploaded' && !isOpenPlace(turn, input.form, input.place))
    return takeStrayFile(turn, input)
  const outcome = resumeStep(turn, step, input)
  if (!outcome) return isFile(input) ? takeStrayFile(turn, input) : askAgain(turn)
  if (outcome.to !== 'unread') return outcome
  return unfitting(turn, input, outcome) ?? handleUnread(turn, outcome, input)
}

/** Kinds of message that are no answer to anything: each gets a kind word of its own, and the question again. */
function unfitting(turn: TurnState, input: Input, unread: Unread): Outcome | undefined {
  switch (input.kind) {
    case 'edit':
      return sayAndAskAgain(turn, 'edit_ignored', askBriefly)
    case 'unsupported':
      return sayAndAskAgain(turn, 'unsupported', askBriefly)
    case 'file_failed':
      return sayAndAskAgain(turn, input.reason === 'too_large' ? 'file_too_large' : 'file_failed')
    case 'file':
      return wantsFile(unread.type) && input.voice === (unread.type === 'voice')
        ? undefined
        : takeStrayFile(turn, input)
    case 'file_refused':
    case 'uploaded':
      return wantsFile(unread.type) ? undefined : takeStrayFile(turn, input)
    case 'phone':
      return input.own ? undefined : sayAndAskAgain(turn, 'phone_not_own')
    default:
      return undefined
  }
}
