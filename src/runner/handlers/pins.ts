import { riyadhDay } from '#core/riyadh.ts'
import { PIN_TRIES } from '#engine/pin.ts'
import type { EventHandler } from './handler.ts'

/** A PIN was tried: a wrong one counts; the right one shows whose account this is. */
export const pinTried: EventHandler<'pin_tried'> = ({ reference, right }, context) => {
  const { running, contact, at, prepared } = context
  const { store } = running
  const record = prepared.cases.get(reference)?.record
  if (!right) {
    return {
      writes: [
        store.pins.wrong(record?.id ?? '', contact.id, riyadhDay(at)),
        store.audit.append({ at, actor: 'contact', action: 'pin_wrong', subject: record?.id ?? contact.id }),
      ],
    }
  }
  if (!record) return {}
  const shown = prepared.shown.get(reference)
  return {
    writes: [
      store.pins.stillOpen(record.id, riyadhDay(at), PIN_TRIES),
      store.audit.append({ at, actor: 'contact', action: 'case_opened', subject: record.id }),
      ...(shown?.links ?? []),
      ...(shown?.proves ? [store.contacts.setProven(contact.id, true)] : []),
    ],
  }
}

/** A PIN was drawn: of a new request it is in the row already; of one on record it takes the place of the old. */
export const pinDrawn: EventHandler<'pin_drawn'> = ({ reference }, { running, prepared, at }) => {
  const record = prepared.cases.get(reference)?.record
  const hashed = prepared.pins.get(reference)
  if (!record || hashed === undefined) return {}
  return {
    writes: [
      running.store.pins.set(record.id, hashed),
      running.store.audit.append({ at, actor: 'contact', action: 'pin_changed', subject: record.id }),
    ],
  }
}
