import { emit, NEXT } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** Stops what the association sends unasked; answers to what the person writes go on (PDPL, awareness messages). */
export const stopMessages: ActionRun = (turn) => {
  emit(turn, { kind: 'messages_stopped' })
  return NEXT
}
