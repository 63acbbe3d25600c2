import { riyadhDay } from '#core/riyadh.ts'
import { PIN_TRIES } from '#engine/pin.ts'
import type { GivenPin } from '#engine/pin.ts'
import type { Contact } from '#store/contacts.ts'
import { loadCase } from './cases/load-case.ts'
import type { LoadedCase } from './cases/load-case.ts'
import type { Running } from './running.ts'

/** A reference as it is kept, however it was typed. */
export function plainReference(typed: string): string {
  return typed
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
}

/**
 * The case that a PIN opens; `undefined` for a wrong PIN, a wrong reference, and for too many tries today, on this
 * case or by this contact: from outside they are the same, and take as long.
 */
export async function casePinOpens(
  running: Running,
  contact: Contact,
  { reference, pin }: GivenPin,
  at: number,
): Promise<LoadedCase | undefined> {
  const { pins } = running.store
  const loaded = await loadCase(running, { reference: plainReference(reference) })
  const right = await pins.verify(loaded?.record.id, pin)
  const { ofCase, ofContact } = await pins.tries(loaded?.record.id ?? '', contact.id, riyadhDay(at))
  const open = right && ofCase < PIN_TRIES && ofContact < PIN_TRIES
  return open ? loaded : undefined
}
