import type {
  AuthenticationCreds,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys'
import type { DeviceKey, DeviceState, Kept } from './device-state.ts'
import { identityRows } from './identity.ts'
import type { Baileys } from './load-baileys.ts'

/** The pseudo type of key under which a transaction of Baileys carries what it decrypted. */
export const RECEIVED = 'received'

/** The pseudo type of key by which a transaction asks to go on before its changes are on disk. */
export const DEFERRED = 'deferred'

/** The login of a device and its keys, as Baileys wants them, over our own memory (defect 12: never files). */
export interface Auth {
  readonly creds: AuthenticationCreds
  readonly keys: SignalKeyStore
  /** Baileys has merged what changed into `creds` before. */
  saveCreds(): Promise<void>
  /** Resolves when the changes of a deferred transaction are on disk; rejects when they never will be. */
  written(token: string): Promise<void>
  /** Another socket takes over, or none: what this one still writes would be built on old ground. */
  retire(): void
}

/** Whether these credentials are linked to a phone. `creds.registered` stays false after a QR code (defect 11). */
export function isLinked(creds: AuthenticationCreds): boolean {
  return creds.me !== undefined && creds.account !== undefined
}

/**
 * Loads the login from memory, or makes a new one. What a pairing left half done (a code asked for and never typed)
 * is no login and would be refused: it is forgotten. `onStored` hears that something decrypted is on disk.
 */
export async function loadAuth(baileys: Baileys, state: DeviceState, onStored: () => void): Promise<Auth> {
  const { BufferJSON, initAuthCreds } = baileys
  const encode = (value: unknown): string => JSON.stringify(value, BufferJSON.replacer)
  const decode = (text: string): unknown => JSON.parse(text, BufferJSON.reviver)
  const saved = await state.credentials()
  let creds = saved === undefined ? undefined : (decode(saved) as AuthenticationCreds)
  if (creds && !isLinked(creds)) {
    await state.forget()
    creds = undefined
  }
  const login = creds ?? initAuthCreds()
  const deferred = new Map<string, Promise<void>>()
  let retired = false

  const keys: SignalKeyStore = {
    async get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {}
      for (const [id, text] of await state.keys(type, ids))
        found[id] = revive(baileys, type, decode(text)) as SignalDataTypeMap[T]
      return found
    },
    /** One call is one transaction of Baileys, and becomes one of the database. */
    async set(data: SignalDataSet) {
      const { changes, received, tokens } = split(data, encode)
      const identities = await identityRows(state, changes)
      // Asked last: nothing is waited for between this and the change.
      if (retired) throw new Error('this login is no longer used')
      const rows = [...identities, ...received]
      const written = state.commit({ keys: changes, received: rows })
      if (rows.length > 0) written.then(onStored, () => undefined)
      for (const token of tokens) deferred.set(token, written)
      if (tokens.length === 0) await written
    },
  }
  return {
    creds: login,
    keys,
    saveCreds: () => (retired ? Promise.resolve() : state.commit({ credentials: encode(login) })),
    async written(token) {
      const written = deferred.get(token)
      deferred.delete(token)
      await written
    },
    retire: () => (retired = true),
  }
}

function split(data: SignalDataSet, encode: (value: unknown) => string) {
  const changes: DeviceKey[] = []
  const received: Kept[] = []
  const tokens: string[] = []
  for (const [type, entries] of Object.entries(data)) {
    for (const [id, value] of Object.entries(entries)) {
      if (type === RECEIVED) received.push({ id, content: String(value) })
      else if (type === DEFERRED) tokens.push(id)
      else
        changes.push({ type, id, value: value === null || value === undefined ? undefined : encode(value) })
    }
  }
  return { changes, received, tokens }
}

function revive({ proto }: Baileys, type: string, value: unknown): unknown {
  if (type !== 'app-state-sync-key') return value
  return proto.Message.AppStateSyncKeyData.fromObject(value as Record<string, unknown>)
}
