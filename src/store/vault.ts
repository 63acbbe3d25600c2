import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import { DataKey, SealBroken } from './data-key.ts'
import { query } from './query.ts'
import type { Reader } from './query.ts'
import { WriteRefused } from './write.ts'
import type { Settings } from './settings.ts'
import type { Commit, Write } from './write.ts'

/** What a blind index is made of; the same value gives another index under each kind. */
export type IndexKind = 'urn' | 'identity' | 'phone' | 'reference' | 'external' | 'pin' | 'browser'

const MASTER_VERSION = 1
const CACHE = 10_000
const INDEX_BYTES = 16

/** A key that was destroyed: what it sealed can never be read again. */
export class KeyDestroyed extends Error {
  override readonly name = 'KeyDestroyed'

  constructor() {
    super('the key of these values was destroyed')
  }
}

/** The master or index key is not the one this database was made with. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey'

  constructor(which: 'master' | 'index') {
    super(`the ${which} key is not the one this database was made with: put back the right ${which}.key`)
  }
}

interface KeyRow {
  readonly id: string
  readonly wrapped: Uint8Array
  readonly version: number
  readonly master_version: number
  readonly at: number
}

const insertKey = query('data_keys.new', (db, p: KeyRow) =>
  db.insertInto('data_keys').values({
    id: p.id,
    wrapped: p.wrapped,
    version: p.version,
    master_version: p.master_version,
    created_at: p.at,
    destroyed_at: null,
  }),
)

const findKey = query('data_keys.find', (db, p: { id: string }) =>
  db.selectFrom('data_keys').select(['wrapped', 'version', 'destroyed_at']).where('id', '=', p.id),
)

const destroyKey = query('data_keys.destroy', (db, p: { id: string; at: number }) =>
  db
    .updateTable('data_keys')
    .set({ wrapped: null, destroyed_at: p.at })
    .where('id', '=', p.id)
    .where('destroyed_at', 'is', null),
)

/** The keys of people, and the blind indexes by which sealed values are found. */
export interface Vault {
  /** A new key, and the write that keeps it. Values sealed with it belong into the same commit. */
  newKey(keyId: string): { readonly key: DataKey; readonly write: Write }
  /** A key by its id. Throws `KeyDestroyed`. */
  open(keyId: string): Promise<DataKey>
  /** A blind index: finds equal values without reading them. The caller normalises the value first. */
  index(kind: IndexKind, value: string): Uint8Array
  /** Destroys a key, and with it everything it sealed, in every copy and backup. */
  destroy(keyId: string): Write
  /** Hears of writes that are on disk and forgets keys that they destroyed; whether there were any. */
  committed(writes: readonly Write[]): boolean
}

/** A vault over the keys in a database. */
export function createVault(
  reader: Reader,
  keys: { readonly masterKey: Uint8Array; readonly indexKey: Uint8Array },
  now: () => number,
): Vault {
  const master = new DataKey('master', Buffer.from(keys.masterKey), MASTER_VERSION)
  const indexing = createSecretKey(Buffer.from(keys.indexKey))
  const opened = new Map<string, DataKey>()
  const destroying = new WeakMap<Write, string>()

  const load = async (keyId: string): Promise<DataKey> => {
    const row = await reader.first(findKey, { id: keyId })
    if (!row) throw new WriteRefused('data_keys.find', 'unknown key')
    if (!row.wrapped) throw new KeyDestroyed()
    const bytes = master.unsealBytes('data_keys', keyId, 'wrapped', row.wrapped)
    return new DataKey(keyId, bytes, row.version)
  }

  return {
    newKey(keyId) {
      const key = new DataKey(keyId, randomBytes(32))
      const wrapped = master.wrap(key)
      const row = { id: keyId, wrapped, version: key.version, master_version: MASTER_VERSION, at: now() }
      return { key, write: insertKey.write(row, 1) }
    },
    async open(keyId) {
      const known = opened.get(keyId)
      const key = known ?? (await load(keyId))
      opened.delete(keyId)
      opened.set(keyId, key)
      if (opened.size > CACHE) opened.delete(opened.keys().next().value ?? '')
      return key
    },
    index: (kind, value) =>
      createHmac('sha256', indexing).update(`${kind}\0${value}`).digest().subarray(0, INDEX_BYTES),
    destroy(keyId) {
      const write = destroyKey.write({ id: keyId, at: now() }, 1)
      destroying.set(write, keyId)
      return write
    },
    committed(writes) {
      const destroyed = writes.filter((write) => write.query === destroyKey)
      for (const write of destroyed) opened.delete(destroying.get(write) ?? '')
      return destroyed.length > 0
    },
  }
}

const ASSOCIATION = 'association'
const PROOF = 'keys.proof'

/**
 * The association's own key, for what belongs to no person; made at the first start. Proves on the way that both
 * keys are the ones this database was made with.
 */
export async function associationKey(vault: Vault, settings: Settings, commit: Commit): Promise<DataKey> {
  const proof = Buffer.from(vault.index('reference', PROOF)).toString('hex')
  const known = await settings.get(PROOF)
  if (known === undefined) {
    const { key, write } = vault.newKey(ASSOCIATION)
    await commit([write, settings.set(PROOF, proof)])
    return key
  }
  try {
    const key = await vault.open(ASSOCIATION)
    if (known !== proof) throw new WrongKey('index')
    return key
  } catch (error) {
    throw error instanceof SealBroken ? new WrongKey('master') : error
  }
}
