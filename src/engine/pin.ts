import type { Env, Input } from './env.ts'
import { readInput } from './read-input.ts'
import type { Session } from './session.ts'
import { NEXT, ask, asText, emit, reply, setVar, topFrame } from './turn.ts'
import type { Outcome, TurnState, Unread } from './turn.ts'

/** Wrong PINs a day (issue 5): after them no more are asked for until tomorrow. */
export const PIN_TRIES = 5
/** How long a request stays open after its PIN. */
const OPEN_FOR = 30 * 60_000

/** A PIN that came for a request, as the runner must check it before the turn: it takes time, and the engine has none. */
export interface GivenPin {
  readonly reference: string
  readonly pin: string
}

/** The PIN in what was sent, where the session waits for one. */
export function givenPin(
  env: Pick<Env, 'library' | 'read' | 'today'>,
  session: Session,
  input: Input,
): GivenPin | undefined {
  const frame = session.stack.at(-1)
  if (!frame || input.kind !== 'text') return undefined
  const step = env.library.flow(frame.flow, frame.revision).steps.get(frame.step)
  if (step?.kind !== 'ask' || step.type !== 'pin' || wrongPins(session, env.today) >= PIN_TRIES)
    return undefined
  const read = env.read('pin', input.text, { today: env.today })
  return read.ok ? { reference: asText(frame.vars.reference), pin: asText(read.value) } : undefined
}

/** Whether what is sent now is to leave no trace in the log of the conversation: a PIN, or a rating (R17). */
export function isHushed({ library }: Pick<Env, 'library'>, session: Session): boolean {
  const frame = session.stack.at(-1)
  const step = frame && library.flow(frame.flow, frame.revision).steps.get(frame.step)
  return (step?.kind === 'ask' && step.type === 'pin') || (step?.kind === 'fill' && step.draft === false)
}

/** The request that a session holds open now: not what was opened before it came into doubt who writes. */
export function openedIn(session: Session, now: number, doubtedAt = -Infinity): string | undefined {
  const { opened } = session
  return opened && opened.until > now && opened.until - OPEN_FOR > doubtedAt ? opened.reference : undefined
}

/** Whether a PIN is to be asked for: the request is not open already, and not too many were wrong today. */
export function mayTryPin(turn: TurnState): boolean {
  const { reference } = topFrame(turn).vars
  if (turn.env.contact.opened?.reference === reference) return false
  return wrongPins(turn.session, turn.env.today) < PIN_TRIES
}

/** Takes a PIN: the right one opens the request; after the last wrong one the flow goes on with it closed. */
export function takePin(turn: TurnState, input: Input): Outcome | Unread {
  const read = readInput(turn, 'pin', input)
  if (!read.ok) return { to: 'unread', type: 'pin', problem: read, inquiry: true }
  const { pin, opened } = turn.env.contact
  if (pin === 'right' && opened) {
    const { reference } = opened
    emit(turn, { kind: 'pin_tried', reference, right: true })
    // However it was typed, from here on it is the reference as it is kept.
    setVar(turn, 'reference', reference)
    turn.session = { ...turn.session, opened: { reference, until: turn.env.now + OPEN_FOR } }
    return NEXT
  }
  emit(turn, { kind: 'pin_tried', reference: asText(topFrame(turn).vars.reference), right: false })
  const { today } = turn.env
  const count = wrongPins(turn.session, today) + 1
  turn.session = { ...turn.session, wrongPins: { day: today, count } }
  // The same words for a wrong reference and a wrong PIN: neither tells which requests there are.
  return count < PIN_TRIES ? ask(turn, { paragraphs: [reply('pin.wrong')], private: true }) : NEXT
}

function wrongPins({ wrongPins: wrong }: Session, today: string): number {
  return wrong?.day === today ? wrong.count : 0
}
