import type { NoticeInput } from './env.ts'
import { ENTRY_FLOWS, clearStack, pushFlow, saveDraft } from './frames.ts'
import { hasAnswers } from './session.ts'
import type { QueuedNotice } from './session.ts'
import { WAIT, emit, reply, say, setPending } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

const MINUTE = 60_000
/** Who wrote less than this ago is still at it: a short exchange, and a form, at which people take their time (R3). */
const BUSY_FOR = { talk: 15 * MINUTE, form: 24 * 60 * MINUTE } as const

/** A notice begins its flow at once when nothing is under way; else it waits, announced in one neutral line. */
export function takeNotice(turn: TurnState, { id, flow, vars, line }: NoticeInput): Outcome {
  const queued = turn.session.queued ?? []
  if (queued.some((notice) => notice.id === id)) return WAIT
  if (!line && !isBusy(turn)) return begin(turn, { id, flow, vars })
  turn.session = { ...turn.session, queued: [...queued, { id, flow, vars }] }
  emit(turn, { kind: 'notice_queued', notice: id })
  // Each of them: the fate of this line in the outbox is the fate of the notice.
  say(turn, reply(line ? 'notice.line' : 'notice.waiting'))
  return WAIT
}

/** Begins the notice that has waited longest, if one waits. */
export function beginQueued(turn: TurnState): Outcome | undefined {
  const [first, ...rest] = turn.session.queued ?? []
  if (!first) return undefined
  const { queued: _queued, ...session } = turn.session
  turn.session = rest.length > 0 ? { ...session, queued: rest } : session
  return begin(turn, first)
}

/** Nothing is under way: no flow at all, or the menu with nothing asked beside it. */
export function atRest(turn: TurnState): boolean {
  const { stack, pending } = turn.session
  return pending === undefined && (stack.length === 0 || stack.at(-1)?.flow === ENTRY_FLOWS.menu)
}

function isBusy(turn: TurnState): boolean {
  const { stack } = turn.session
  if (atRest(turn)) return false
  return (turn.env.contact.quietFor ?? Infinity) < (hasAnswers(stack) ? BUSY_FOR.form : BUSY_FOR.talk)
}

function begin(turn: TurnState, { id, flow, vars }: QueuedNotice): Outcome {
  saveDraft(turn)
  clearStack(turn)
  setPending(turn, undefined)
  emit(turn, { kind: 'notice_begun', notice: id })
  return pushFlow(turn, flow, { vars, notice: id })
}
