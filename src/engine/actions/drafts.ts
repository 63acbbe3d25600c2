import { emit, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Goes on with the request that was put aside, at the very question where it stopped. */
export const resumeDraft: ActionRun = (turn) => {
  const { draft, ...session } = turn.session
  if (!draft) return NEXT
  turn.session = session
  emit(turn, { kind: 'draft_resumed' })
  return { to: 'replace', stack: draft }
}

/** Gives the request up that was put aside. */
export const discardDraft: ActionRun = (turn) => {
  const { draft, ...session } = turn.session
  if (draft) emit(turn, { kind: 'draft_discarded' })
  turn.session = session
  return NEXT
}
