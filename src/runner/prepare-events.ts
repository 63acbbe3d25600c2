import type { FlowEvent } from '#engine/event.ts'
import type { Contact } from '#store/contacts.ts'
import type { Write } from '#store/write.ts'
import { provesAccount } from './account-cases.ts'
import { loadCase } from './cases/load-case.ts'
import type { LoadedCase } from './cases/load-case.ts'
import { pinLinks } from './cases/pin-links.ts'
import { plainReference } from './check-pin.ts'
import { makeDataCopy } from './data-copy/make-data-copy.ts'
import type { DataCopy } from './data-copy/make-data-copy.ts'
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
  /** What the right PIN of a case shows of the account that gave it, by reference. */
  readonly shown: ReadonlyMap<string, Shown>
  /** A person was asked for while nobody works: when we are back, milliseconds since 1970. */
  readonly backAt?: number
  /** The copy of a person's data that goes along with a message, sealed on disk already. */
  readonly copy?: DataCopy
}

/** What a right PIN shows: that the account is in the old hands, and links between account and person. */
interface Shown {
  readonly proves: boolean
  readonly links: readonly Write[]
}

/** For turns whose events need nothing of it. */
export const NOTHING_PREPARED: Prepared = {
  cases: new Map(),
  fresh: new Map(),
  pins: new Map(),
  shown: new Map(),
}

/** Loads the cases and hashes the PINs that the events of a contact's turn are about. */
export async function prepareEvents(
  running: Running,
  contact: Contact,
  events: readonly FlowEvent[],
): Promise<Prepared> {
  const cases = new Map<string, LoadedCase>()
  const fresh = new Map<string, string>()
  const pins = new Map<string, string>()
  const shown = new Map<string, Shown>()
  for (const event of events) {
    if (event.kind === 'request_submitted') fresh.set(event.reference, running.ids.newId())
    else if ('reference' in event && !fresh.has(event.reference) && !cases.has(event.reference)) {
      const loaded = await loadCase(running, { reference: plainReference(event.reference) })
      if (loaded) cases.set(event.reference, loaded)
    }
    if (event.kind === 'pin_tried' && event.right) {
      const opened = cases.get(event.reference)
      if (opened) shown.set(event.reference, await shownBy(running, contact, opened))
    }
    if (event.kind !== 'pin_drawn') continue
    const id = fresh.get(event.reference) ?? cases.get(event.reference)?.record.id
    if (id !== undefined) pins.set(event.reference, await running.store.pins.hash(id, event.pin))
  }
  const backAt = events.some(needsPerson) ? await closedUntil(running) : undefined
  const copy = await copyFor(running, contact, events)
  return { cases, fresh, pins, shown, ...(backAt !== undefined && { backAt }), ...(copy && { copy }) }
}

async function shownBy(running: Running, contact: Contact, opened: LoadedCase): Promise<Shown> {
  const proves = await provesAccount(running.store, contact, opened.record)
  return { proves, links: await pinLinks(running, contact, opened) }
}

async function copyFor(running: Running, contact: Contact, events: readonly FlowEvent[]) {
  const asks = events.flatMap((event) => (event.kind === 'message_composed' ? (event.draft.copy ?? []) : []))
  return asks[0] && makeDataCopy(running, contact, asks[0])
}

function needsPerson(event: FlowEvent): boolean {
  return event.kind === 'handoff_requested' && event.silent
}
