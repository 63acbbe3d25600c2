import type { Running } from '../running.ts'
import { claimHandoff, releaseHandoff } from './claim-handoff.ts'
import { closeHandoff } from './close-handoff.ts'
import { keepNote } from './keep-note.ts'
import { listHandoffs } from './list-handoffs.ts'
import { replyAsStaff } from './reply-as-staff.ts'
import { answerOffer, offerHandoff } from './transfer-handoff.ts'

type Rest<F> = F extends (running: Running, ...rest: infer R) => infer Result ? (...rest: R) => Result : never

/** What staff do with conversations; each checks who asks and says why where it refuses. */
const USE_CASES = {
  list: listHandoffs,
  claim: claimHandoff,
  release: releaseHandoff,
  offer: offerHandoff,
  answerOffer,
  reply: replyAsStaff,
  note: keepNote,
  close: closeHandoff,
}

/** What staff do with conversations. */
export type HandoffDesk = { readonly [K in keyof typeof USE_CASES]: Rest<(typeof USE_CASES)[K]> }

/** The desk over the runner as it is at each call: content may be replaced meanwhile. */
export function createHandoffDesk(current: () => Running): HandoffDesk {
  return Object.fromEntries(
    Object.entries(USE_CASES).map(([name, useCase]) => [
      name,
      (...rest: unknown[]) =>
        (useCase as (running: Running, ...given: unknown[]) => unknown)(current(), ...rest),
    ]),
  ) as HandoffDesk
}
