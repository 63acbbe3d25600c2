import type { AnswerValue, ReadOption, ReadProblem } from '#core/answer.ts'
import type { Text, TextParam, TextRef } from '#core/text.ts'
import { peopleIn } from './case-facts.ts'
import { emptyOf } from './cel.ts'
import type { Env } from './env.ts'
import type { CopyAsk, DraftChoice, FlowEvent, MessageDraft, UploadAsk } from './event.ts'
import type { Step } from './flow.ts'
import type { Flow } from './load-flow.ts'
import { optionsOf } from './words.ts'
import type { Synonyms } from './words.ts'
import type { Frame, OpenQuestion, Pending, Session } from './session.ts'

/** The result of one call of the engine. */
export interface Turn {
  readonly session: Session
  readonly events: readonly FlowEvent[]
}

/** A question about to be asked. */
export interface QuestionDraft {
  readonly paragraphs: readonly Text[]
  readonly choices?: readonly DraftChoice[]
  readonly unnumbered?: boolean
  readonly request?: 'phone' | 'location' | 'file'
  readonly upload?: UploadAsk
  readonly private?: boolean
  /** Unreadable answers so far, where the same question stays open. */
  readonly attempts?: number
}

/** What a step decides when it is reached or answered. */
export type Outcome =
  | { readonly to: 'next' }
  | { readonly to: 'step'; readonly step: string }
  /** A question stands open; the turn ends here. */
  | { readonly to: 'wait' }
  | {
      readonly to: 'call'
      readonly flow: string
      readonly vars: Readonly<Record<string, AnswerValue>>
      readonly returns: Readonly<Record<string, string>>
    }
  | { readonly to: 'end'; readonly outcome: 'completed' | 'cancelled'; readonly menu: boolean }
  | { readonly to: 'replace'; readonly stack: readonly Frame[] }
  | { readonly to: 'fail'; readonly reason: string }

/** What was sent could not be read as an answer to the open question. */
export interface Unread {
  readonly to: 'unread'
  readonly type: string
  readonly problem: ReadProblem | Explained
  /** Free text here may be an inquiry rather than a bad answer. */
  readonly inquiry: boolean
}

/** A problem that brings its own words: a rule of the form that is broken, or a choice of the engine's own. */
export interface Explained {
  readonly ok: false
  readonly problem: string
  readonly message: Text
}

export const NEXT: Outcome = { to: 'next' }
export const WAIT: Outcome = { to: 'wait' }

/** Stack depth, steps a turn and steps a flow (design §5). */
export const BUDGET = { stack: 8, stepsPerTurn: 100, stepsPerFlow: 1000 } as const

/** A turn being worked on: the session as it will be, what was said so far, and what happened. Lives for one call. */
export interface TurnState {
  readonly env: Env
  session: Session
  readonly events: FlowEvent[]
  said: Text[]
  question: QuestionDraft | undefined
  /** Set while the words said hold personal data. */
  private: boolean
  /** A copy of the person's data goes along with the words said. */
  copy: CopyAsk | undefined
  steps: number
  readonly visited: Set<string>
  /** Whether the current privacy notice was agreed to, this turn included. */
  consented: boolean
  /** Purposes consented to besides, this turn included. */
  readonly consents: Set<string>
}

/** Begins to work on a turn. */
export function openTurn(env: Env, session: Session): TurnState {
  return {
    env,
    session: { ...session, turns: session.turns + 1 },
    events: [],
    said: [],
    question: undefined,
    private: false,
    copy: undefined,
    steps: 0,
    visited: new Set(),
    consented: env.contact.consentVersion === env.association.privacy.version,
    consents: new Set(env.contact.consents),
  }
}

/** The frame on top. Throws on an empty stack: steps run only inside one. */
export function topFrame(turn: TurnState): Frame {
  const frame = turn.session.stack.at(-1)
  if (!frame) throw new Error('no flow is under way')
  return frame
}

/** Changes the frame on top. */
export function patchFrame(turn: TurnState, patch: Partial<Frame>): void {
  const frame = topFrame(turn)
  turn.session = { ...turn.session, stack: [...turn.session.stack.slice(0, -1), { ...frame, ...patch }] }
}

/** Sets a variable of the frame on top. */
export function setVar(turn: TurnState, name: string, value: AnswerValue): void {
  patchFrame(turn, { vars: { ...topFrame(turn).vars, [name]: value } })
}

/** The flow of the frame on top, in its own revision. */
export function flowOf(turn: TurnState): Flow {
  const frame = topFrame(turn)
  return turn.env.library.flow(frame.flow, frame.revision)
}

/** The step that the frame on top stands at. */
export function currentStep(turn: TurnState): Step | undefined {
  return turn.session.stack.length > 0 ? flowOf(turn).steps.get(topFrame(turn).step) : undefined
}

/** Says something before the question of this turn. */
export function say(turn: TurnState, ...texts: readonly Text[]): void {
  turn.said.push(...texts)
}

/** Asks the question that ends this turn. */
export function ask(turn: TurnState, question: QuestionDraft): Outcome {
  turn.question = question
  return WAIT
}

export function emit(turn: TurnState, event: FlowEvent): void {
  turn.events.push(event)
}

/** Puts a pending question (a confirmation, an offer) in front of the flow's own. */
export function setPending(turn: TurnState, pending: Pending | undefined): void {
  const { pending: _old, ...session } = turn.session
  turn.session = pending ? { ...session, pending } : session
}

/** A message key of the engine's own texts. */
export function reply(key: string, params?: Readonly<Record<string, TextParam>>): TextRef {
  return params ? { key: `replies:${key}`, params } : { key: `replies:${key}` }
}

/** The choices of a yes/no question. */
export const YES_NO: readonly DraftChoice[] = [
  { id: 'yes', label: reply('yes') },
  { id: 'no', label: reply('no') },
]

/** Scores from 1 to 5 in neutral words (R17). */
export const SCORES: readonly DraftChoice[] = [1, 2, 3, 4, 5].map((score) => ({
  id: String(score),
  label: reply(`rating.${score}`),
}))

/** Choices as a reader compares typed answers with them. */
export function readOptions(
  turn: TurnState,
  choices: readonly DraftChoice[],
  synonyms?: Synonyms,
): readonly ReadOption[] {
  return optionsOf(turn.env, choices, turn.session.language, synonyms)
}

/** The variables that a flow's expressions see. */
export function celContext(turn: TurnState): Record<string, unknown> {
  const { env } = turn
  const frame = topFrame(turn)
  const context: Record<string, unknown> = {
    today: env.today,
    association: associationFacts(env),
    contact: contactFacts(turn),
  }
  for (const [name, type] of Object.entries(flowOf(turn).vars)) {
    const value = frame.vars[name]
    context[name] =
      value === undefined || value === null ? emptyOf(type) : type === 'int' ? BigInt(Number(value)) : value
  }
  return context
}

function associationFacts(env: Env): Record<string, unknown> {
  const { id, period, declaration, hours, referral } = env.association
  return {
    id,
    period: periodKind(period),
    earliest: BigInt(period.earliest ?? 0),
    latest: BigInt(period.latest ?? 0),
    declaration: declaration.mode,
    hours: hours !== undefined,
    policy_referral: referral[0]?.fromPolicy ?? false,
    matters: env.association.matters.map(({ id: matter }) => matter),
    outcome_in_notice: env.association.notice === 'outcome_in_notice',
  }
}

/** How the policy states its decision period (R13): from–to, a floor only, a period without a number, or nothing. */
export function periodKind(period: Env['association']['period']): 'range' | 'floor' | 'unstated' | 'none' {
  if (period.earliest !== undefined) return period.latest === undefined ? 'floor' : 'range'
  return period.clause ? 'unstated' : 'none'
}

function contactFacts(turn: TurnState): Record<string, unknown> {
  const { contact } = turn.env
  const { session } = turn
  return {
    language: contact.language ?? '',
    consented: turn.consented,
    cases: BigInt(contact.cases.length),
    requests: BigInt(contact.cases.filter(({ kind }) => kind === 'support').length),
    people: BigInt(peopleIn(contact.cases).length),
    draft: session.draft !== undefined,
    channel: contact.channel,
    level: BigInt(contact.level),
    opened: contact.opened?.reference ?? '',
    consents: [...turn.consents],
  }
}

/** Evaluates an expression of the flow on top. */
export function evaluate(turn: TurnState, source: string): AnswerValue {
  const program = flowOf(turn).programs.get(source)
  if (!program) throw new Error(`expression not compiled: ${source}`)
  return program.run(celContext(turn))
}

/** A flow's text by its key, with what it inserts. */
export function flowText(turn: TurnState, key: string, params?: Readonly<Record<string, string>>): Text {
  const full = key.includes(':') ? key : `flows:${topFrame(turn).flow}.${key}`
  if (!params) return { key: full }
  const values: Record<string, TextParam> = {}
  for (const [name, source] of Object.entries(params)) {
    const value = evaluate(turn, source)
    values[name] = typeof value === 'number' ? value : asText(value)
  }
  return { key: full, params: values }
}

/**
 * Closes a turn: at most two messages leave, first what was said, then the question (design §5). The
 * question gets an id of its own, so that buttons of an older one are told apart.
 */
export function closeTurn(turn: TurnState): Turn {
  const { question, said } = turn
  const more = { ...(turn.private && { private: true }), ...(turn.copy && { copy: turn.copy }) }
  if (said.length > 0) emit(turn, { kind: 'message_composed', draft: { paragraphs: said, ...more } })
  if (question) {
    const open = openQuestion(turn, question)
    emit(turn, { kind: 'message_composed', draft: questionDraft(question, open) })
    turn.session = { ...turn.session, question: open }
  }
  return { session: turn.session, events: turn.events }
}

function openQuestion(turn: TurnState, question: QuestionDraft): OpenQuestion {
  const choices = (question.choices ?? []).map((choice) => choice.id)
  return { id: turn.env.newId().slice(-8), choices, attempts: question.attempts ?? 0 }
}

function questionDraft(question: QuestionDraft, open: OpenQuestion): MessageDraft {
  return {
    paragraphs: question.paragraphs,
    question: open.id,
    ...(question.choices && question.choices.length > 0 && { choices: question.choices }),
    ...(question.unnumbered && { unnumbered: true }),
    ...(question.request && { request: question.request }),
    ...(question.upload && { upload: question.upload }),
    ...(question.private && { private: true }),
  }
}

/** A value as text: what a rule gave where a text is needed. */
export function asText(value: AnswerValue | undefined): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}
