import { randomUUID } from 'node:crypto'
import type { DataKey } from './data-key.ts'
import * as sql from './device-queries.ts'
import type { Reader } from './query.ts'
import type { Vault } from './vault.ts'
import type { Commit, Write } from './write.ts'

/** One key of a linked device; without a value it is removed. */
export interface DeviceKey {
  readonly type: string
  readonly id: string
  readonly value: string | undefined
}

/** Changes of a linked device that happen together or not at all. */
export interface DeviceChange {
  readonly credentials?: string
  readonly keys?: readonly DeviceKey[]
  /** Decrypted and not yet taken into the inbox; each id once. */
  readonly received?: readonly { readonly id: string; readonly content: string }[]
  /** Taken into the inbox. */
  readonly handled?: readonly number[]
  /** Could not be taken; counted. */
  readonly failed?: readonly number[]
  readonly sent?: readonly { readonly id: string; readonly content: string }[]
  /** Forgets what was sent before this time. */
  readonly expireSent?: number
}

/** Something decrypted that waits to be taken into the inbox, in order of arrival. */
export interface ReceivedRow {
  readonly seq: number
  readonly attempts: number
  readonly content: string
}

/** What could not be taken so often stays for staff and is tried no more. */
const MOST_ATTEMPTS = 20

/** The state of one linked device in a store. */
export type DeviceState = ReturnType<typeof createDeviceState>

/**
 * The memory of one linked device (a WhatsApp number): credentials, Signal keys, what came and what was sent, sealed
 * with a key of the device's own, which goes when the device is forgotten.
 */
export function createDeviceState(
  reader: Reader,
  vault: Vault,
  commit: Commit,
  now: () => number,
  name: string,
) {
  let opening: Promise<DataKey> | undefined
  const index = (kind: string, id: string): Uint8Array =>
    vault.index('external', `device|${name}|${kind}|${id}`)
  const openKey = (): Promise<DataKey> => {
    opening ??= ensureKey(reader, vault, commit, name)
    // A failed disk today says nothing about tomorrow.
    opening.catch(() => (opening = undefined))
    return opening
  }
  const seal = (key: DataKey, table: string, row: string, value: string): Uint8Array =>
    key.seal(table, `${name}|${row}`, 'content', value)
  const unseal = (key: DataKey, table: string, row: string, value: Uint8Array): string =>
    key.unseal(table, `${name}|${row}`, 'content', value)

  const writesOf = (key: DataKey, change: DeviceChange): Write[] => {
    const sealed = (table: string, given: { readonly id: string; readonly content: string }) => {
      const id = index(table, given.id)
      return { device: name, id, content: seal(key, table, hex(id), given.content) }
    }
    const keyWrite = ({ type, id: given, value }: DeviceKey): Write => {
      const id = index(`key.${type}`, given)
      if (value === undefined) return sql.dropKey.write({ device: name, id })
      return sql.putKey.write({ device: name, id, value: seal(key, 'device_keys', hex(id), value) })
    }
    return [
      ...(change.credentials === undefined
        ? []
        : [
            sql.saveCredentials.write({
              name,
              value: seal(key, 'devices', 'credentials', change.credentials),
            }),
          ]),
      ...(change.keys ?? []).map(keyWrite),
      ...(change.received ?? []).map((item) => sql.addReceived.write(sealed('device_inbox', item))),
      ...(change.handled ?? []).map((seq) => sql.handled.write({ seq })),
      ...(change.failed ?? []).map((seq) => sql.failed.write({ seq })),
      ...(change.sent ?? []).map((item) => sql.putSent.write({ ...sealed('device_sent', item), at: now() })),
      ...(change.expireSent === undefined
        ? []
        : [sql.expireSent.write({ device: name, before: change.expireSent })]),
    ]
  }

  return {
    async credentials(): Promise<string | undefined> {
      const key = await openKey()
      const row = await reader.first(sql.findDevice, { name })
      return row?.credentials ? unseal(key, 'devices', 'credentials', row.credentials) : undefined
    },
    /** Values of keys by their ids; those that are not there are missing. */
    async keys(type: string, ids: readonly string[]): Promise<Map<string, string>> {
      const key = await openKey()
      const found = new Map<string, string>()
      for (const given of ids) {
        const id = index(`key.${type}`, given)
        const row = await reader.first(sql.findKey, { device: name, id })
        if (row) found.set(given, unseal(key, 'device_keys', hex(id), row.value))
      }
      return found
    },
    async commit(change: DeviceChange): Promise<void> {
      await commit(writesOf(await openKey(), change))
    },
    async received(limit: number): Promise<ReceivedRow[]> {
      const key = await openKey()
      const rows = await reader.all(sql.received, { device: name, most: MOST_ATTEMPTS, limit })
      return rows.map(({ seq, attempts, id, content }) => ({
        seq,
        attempts,
        content: unseal(key, 'device_inbox', hex(id), content),
      }))
    },
    /** What was sent under an id. */
    async sent(given: string): Promise<string | undefined> {
      const key = await openKey()
      const id = index('device_sent', given)
      const row = await reader.first(sql.findSent, { device: name, id })
      return row && unseal(key, 'device_sent', hex(id), row.content)
    },
    /** Takes or keeps the right to use this device until a time; false while another holder has it. */
    async lease(holder: string, until: number): Promise<boolean> {
      const taken = sql.lease.write({ name, holder, until, now: now() })
      const [, changed] = await commit([sql.addDevice.write({ name }), taken])
      return changed === 1
    },
    async release(holder: string): Promise<void> {
      await commit([sql.release.write({ name, holder })])
    },
    /** Forgets the device: its key is destroyed, and with it everything it sealed, in every backup too. */
    async forget(): Promise<void> {
      const { id } = await openKey()
      opening = undefined
      await commit([
        sql.clearDevice.write({ name }),
        sql.clearKeys.write({ device: name }),
        sql.clearInbox.write({ device: name }),
        sql.clearSent.write({ device: name }),
        vault.destroy(id),
      ])
    },
  }
}

function hex(id: Uint8Array): string {
  return Buffer.from(id.buffer, id.byteOffset, id.length).toString('hex')
}

/** The key of a device; made with its row where there is none. */
async function ensureKey(reader: Reader, vault: Vault, commit: Commit, name: string): Promise<DataKey> {
  const row = await reader.first(sql.findDevice, { name })
  if (row?.key_id) return vault.open(row.key_id)
  const { key, write } = vault.newKey(`device-${randomUUID()}`)
  await commit([sql.addDevice.write({ name }), write, sql.giveKey.write({ name, key_id: key.id }, 1)])
  return key
}
