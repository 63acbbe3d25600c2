import { createHash } from 'node:crypto'
import type { Urn } from '#core/contact.ts'
import { makeUrn } from '#core/contact.ts'
import type { DeviceKey, DeviceState, Kept } from './device-state.ts'

/** A row that says whose identity changed; it waits among the messages, before the first one under the new identity. */
export interface IdentityRow {
  readonly kind: 'identity'
  readonly urn: Urn
}

/** Signal's name for a person's own phone: the opaque id, the domain of such ids (1), device 0. */
const PHONE_ADDRESS = /^(\d+)_1\.0$/

/**
 * Rows for those whose identity key is about to become another one than we knew: a new phone, a re-installed app, or
 * somebody else who has the number now. The first key of a person is no change, nor is one of a linked computer.
 */
export async function identityRows(state: DeviceState, changes: readonly DeviceKey[]): Promise<Kept[]> {
  const identities = changes.filter(({ type, id }) => type === 'identity-key' && PHONE_ADDRESS.test(id))
  if (identities.length === 0) return []
  const known = await state.keys(
    'identity-key',
    identities.map(({ id }) => id),
  )
  return identities.flatMap(({ id, value }) => {
    const before = known.get(id)
    if (before === undefined || value === undefined || before === value) return []
    const lid = PHONE_ADDRESS.exec(id)?.[1] ?? ''
    return [identityRow(lid, createHash('sha256').update(value).digest('hex'))]
  })
}

/** The row for one person; `mark` tells one change from another. */
export function identityRow(lid: string, mark: string): Kept {
  const row: IdentityRow = { kind: 'identity', urn: makeUrn('whatsapp', lid) }
  return { id: `identity ${lid} ${mark}`, content: JSON.stringify(row) }
}

/** The phone number of an opaque id, where WhatsApp told it; Baileys keeps the two as each other's key. */
export async function phoneOf(state: DeviceState, lid: string): Promise<string | undefined> {
  const id = `${lid}_reverse`
  const found = (await state.keys('lid-mapping', [id])).get(id)
  return found === undefined ? undefined : (JSON.parse(found) as string)
}
