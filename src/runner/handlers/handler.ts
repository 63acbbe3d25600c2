import type { FlowEvent, FlowEventKind } from '#engine/event.ts'
import type { Session } from '#engine/session.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { Write } from '#store/write.ts'
import type { Prepared } from '../prepare-events.ts'
import type { Rendered } from '../render.ts'
import type { Running } from '../running.ts'

/** Whose event it is, and when. */
export interface EventContext {
  readonly running: Running
  readonly contact: Contact
  readonly key: DataKey
  /** Milliseconds since 1970. */
  readonly at: number
  /** The contact's handoff that is open or claimed, where the turn asks for one. */
  readonly handoff?: Handoff
  readonly prepared: Prepared
  /** As it is after the turn. */
  readonly session: Session
}

/** What an event leads to: changes of the store, and messages to the contact. */
export interface Effect {
  readonly writes?: readonly Write[]
  readonly messages?: readonly Rendered[]
}

/** Turns one kind of event into its effect. Pure but for new ids. */
export type EventHandler<K extends FlowEventKind> = (
  event: Extract<FlowEvent, { kind: K }>,
  context: EventContext,
) => Effect

/** For events that change nothing outside the session. */
export const NO_EFFECT = (): Effect => ({})
