import type { FlowEvent } from '#engine/event.ts'
import { loadCase } from './cases/load-case.ts'
import type { LoadedCase } from './cases/load-case.ts'
import { plainReference } from './check-pin.ts'
import { closedUntil } from './handoffs/away.ts'
import type { Running } from './running.ts'

/** What handlers need that takes time: it is made before them, so that they stay sync and the commit is one. */
export interface Prepared {
  /** Cases that events of this turn are about, by reference. */
  readonly cases: ReadonlyMap<string, LoadedCase>
  /** Ids of the cases that this turn makes, by reference. */
  readonly fresh: ReadonlyMap<string, string>
  /** Hashes of the PINs that this turn drew, by reference. */
  readonly pins: ReadonlyMap<string, string>
  /** A person was asked for while nobody works: when we are back, milliseconds since 1970. */
  readonly backAt?: number
}

/** For turns whose events need nothing of it. */
export const NOTHING_PREPARED: Prepared = { cases: new Map(), fresh: new Map(), pins: new Map() }

/** Loads the cases and hashes the PINs that the events of a turn are about. */
export async function prepareEvents(running: Running, events: readonly FlowEvent[]): Promise<Prepared> {
  const cases = new Map<string, LoadedCase>()
  const fresh = new Map<string, string>()
  const pins = new Map<string, string>()
  for (const event of events) {
    if (event.kind === 'request_submitted') fresh.set(event.reference, running.ids.newId())
    else if ('reference' in event && !fresh.has(event.reference) && !cases.has(event.reference)) {
      const loaded = await loadCase(running, { reference: plainReference(event.reference) })
      if (loaded) cases.set(event.reference, loaded)
    }
    if (event.kind !== 'pin_drawn') continue
    const id = fresh.get(event.reference) ?? cases.get(event.reference)?.record.id
    if (id !== undefined) pins.set(event.reference, await running.store.pins.hash(id, event.pin))
  }
  const backAt = events.some(needsPerson) ? await closedUntil(running) : undefined
  return { cases, fresh, pins, ...(backAt !== undefined && { backAt }) }
}

function needsPerson(event: FlowEvent): boolean {
  return event.kind === 'handoff_requested' && event.silent
}
