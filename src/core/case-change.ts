import type { NewCaseEvent } from './case-event.ts'
import type { CaseRefusal } from './change-case.ts'

/** The events that a command leads to, or why it cannot be; `items` names what is open. */
export type CaseChange =
  | { readonly events: readonly NewCaseEvent[] }
  | { readonly refused: CaseRefusal; readonly items?: readonly string[] }

/** A change of one event. */
export function one(event: NewCaseEvent): CaseChange {
  return { events: [event] }
}

/** Whether words that must be there are not. */
export function blank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}

/** A change of one event, where it fits what is. */
export function when(holds: boolean, event: NewCaseEvent): CaseChange {
  return holds ? { events: [event] } : { refused: 'not_now' }
}
