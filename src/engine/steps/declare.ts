import type { AnswerValue } from '#core/answer.ts'
import type { Env, Input } from '../env.ts'
import type { DeclarationMade } from '../event.ts'
import type { StepOf } from '../flow.ts'
import { frozenAnswers } from '../freeze.ts'
import { readInput } from '../read-input.ts'
import { NEXT, ask, emit, patchFrame, readOptions, reply, say, setVar, topFrame } from '../turn.ts'
import type { Outcome, TurnState, Unread } from '../turn.ts'
import { fillingOf } from './fill.ts'
import type { Filling } from './fill.ts'

const CHOICES = [
  { id: 'agree', label: reply('declare.agree') },
  { id: 'disagree', label: reply('declare.disagree') },
]

/** Asks the applicant to declare the data true, in the association's own wording, and to sign where its policy says so (R8, R9). */
export function enterDeclare(turn: TurnState, _step: StepOf<'declare'>): Outcome {
  if (topFrame(turn).note === 'agreed') return ask(turn, { paragraphs: [reply('declare.sign')] })
  return askDeclaration(turn)
}

/** The wording and the two answers to it stand in one message: what is agreed to is what is read. */
function askDeclaration(turn: TurnState): Outcome {
  const { text } = turn.env.association.declaration
  return ask(turn, { paragraphs: [{ words: text }, reply('declare.confirm')], choices: CHOICES })
}

export function resumeDeclare(turn: TurnState, step: StepOf<'declare'>, input: Input): Outcome | Unread {
  const filling = fillingOf(turn, step.of)
  if (!filling) return { to: 'fail', reason: 'nothing_to_declare' }
  return topFrame(turn).note === 'agreed'
    ? sign(turn, step, filling, input)
    : agree(turn, step, filling, input)
}

function agree(turn: TurnState, step: StepOf<'declare'>, filling: Filling, input: Input): Outcome | Unread {
  const answer = readAgreement(turn, input)
  if (answer === undefined) {
    const message = reply('declare.unreadable')
    const problem = { ok: false, problem: 'declare_unreadable', message } as const
    return { to: 'unread', type: 'declare', problem, inquiry: true }
  }
  if (!answer) {
    say(turn, reply('declare.declined'))
    return askDeclaration(turn)
  }
  if (turn.env.association.declaration.mode === 'declare') return declared(turn, step, filling)
  patchFrame(turn, { note: 'agreed' })
  return ask(turn, { paragraphs: [reply('declare.sign')] })
}

function readAgreement(turn: TurnState, input: Input): boolean | undefined {
  const choice = readInput(turn, 'choice', input, {}, readOptions(turn, CHOICES))
  if (choice.ok) return choice.value === 'agree'
  const plain = readInput(turn, 'yes_no', input)
  return plain.ok ? plain.value === true : undefined
}

function sign(turn: TurnState, step: StepOf<'declare'>, filling: Filling, input: Input): Outcome | Unread {
  const typed = input.kind === 'text' ? input.text.trim() : ''
  const name = nameIn(filling)
  if (!signs(turn.env, typed, name)) {
    const message = reply('declare.sign_mismatch', { name: name ?? '' })
    const problem = { ok: false, problem: 'sign_mismatch', message } as const
    return { to: 'unread', type: 'signature', problem, inquiry: false }
  }
  return declared(turn, step, filling, typed)
}

/** A signature holds when it is the name given in the form: its first word, and nothing that is not in it. */
function signs(env: Env, typed: string, name: string | undefined): boolean {
  const signature = words(env, typed)
  if (signature.length < 2 || signature.some((word) => /\d/.test(word))) return false
  if (name === undefined) return true
  const given = words(env, name)
  return signature[0] === given[0] && signature.every((word) => given.includes(word))
}

function words(env: Env, text: string): string[] {
  return env
    .fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

/** The applicant's own name in the form: the first name asked for. */
function nameIn(filling: Filling): string | undefined {
  for (const item of filling.form.items) {
    if (item.kind !== 'field') continue
    if (item.field.type !== 'name_ar' && item.field.type !== 'name_latin') continue
    const value = filling.state.answers[item.field.id]?.value
    if (typeof value === 'string') return value
  }
  return undefined
}

function declared(turn: TurnState, step: StepOf<'declare'>, filling: Filling, signature?: string): Outcome {
  const { env, session } = turn
  const declaration: DeclarationMade = {
    mode: env.association.declaration.mode,
    version: env.association.declaration.version,
    language: session.language,
    at: env.now,
    answersHash: env.hash(frozenAnswers(filling.form, filling.state, env.today)),
    ...(signature !== undefined && { signature }),
  }
  const { note: _note, ...frame } = topFrame(turn)
  turn.session = { ...session, stack: [...session.stack.slice(0, -1), frame] }
  setVar(turn, step.save, declaration as unknown as AnswerValue)
  emit(turn, { kind: 'declaration_made', declaration })
  return NEXT
}
