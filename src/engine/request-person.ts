import type { FlowEvent } from './event.ts'
import { emit } from './turn.ts'
import type { TurnState } from './turn.ts'

/** What a person is needed for. */
export interface PersonRequest {
  readonly reason: string
  readonly urgent?: boolean
  /** The bot falls silent until staff give the conversation back. */
  readonly silent?: boolean
  /** In the person's own words. */
  readonly explanation?: string
}

type Requested = Extract<FlowEvent, { kind: 'handoff_requested' }>

/** Asks for a person (R6). A turn asks once: what else in it needs one joins the same request. */
export function requestPerson(turn: TurnState, wanted: PersonRequest): void {
  const place = turn.events.findIndex((event) => event.kind === 'handoff_requested')
  const earlier = turn.events[place]
  const request: Requested = {
    kind: 'handoff_requested',
    target: turn.env.association.referral[0]?.id ?? 'staff',
    reason: wanted.reason,
    urgent: wanted.urgent ?? false,
    silent: wanted.silent ?? false,
    ...(wanted.explanation !== undefined && { explanation: wanted.explanation }),
  }
  if (earlier?.kind === 'handoff_requested') turn.events[place] = joined(earlier, request)
  else emit(turn, request)
}

function joined(earlier: Requested, later: Requested): Requested {
  const first = later.urgent && !earlier.urgent ? later : earlier
  return {
    ...later,
    ...first,
    urgent: earlier.urgent || later.urgent,
    silent: earlier.silent || later.silent,
  }
}
