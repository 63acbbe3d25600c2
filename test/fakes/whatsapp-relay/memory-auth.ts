import { BufferJSON, initAuthCreds, proto } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  AuthenticationState,
  SignalDataSet,
  SignalDataTypeMap,
} from '@whiskeysockets/baileys'

/** A login held in memory that still serialises everything, as a database would. */
export interface MemoryAuth {
  readonly state: AuthenticationState
  /** As it was at this moment: a client begun from it "crashed before saving" what came after. */
  snapshot(): MemoryAuth
}

export function createMemoryAuth(
  creds: AuthenticationCreds = initAuthCreds(),
  keys: Map<string, string> = new Map(),
): MemoryAuth {
  const write = (name: string, value: unknown): void => {
    if (value === null || value === undefined) keys.delete(name)
    else keys.set(name, encode(value))
  }
  const get = <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
    const found: Record<string, SignalDataTypeMap[T]> = {}
    for (const id of ids) {
      const text = keys.get(`${type}:${id}`)
      if (text !== undefined) found[id] = revive(type, text)
    }
    return Promise.resolve(found)
  }
  const set = (data: SignalDataSet): Promise<void> => {
    for (const [type, entries] of Object.entries(data))
      for (const [id, value] of Object.entries(entries ?? {})) write(`${type}:${id}`, value)
    return Promise.resolve()
  }
  return {
    state: { creds, keys: { get, set } },
    snapshot: () => createMemoryAuth(decode(encode(creds)) as AuthenticationCreds, new Map(keys)),
  }
}

function encode(value: unknown): string {
  return JSON.stringify(value, BufferJSON.replacer)
}

function decode(text: string): unknown {
  return JSON.parse(text, BufferJSON.reviver)
}

function revive<T extends keyof SignalDataTypeMap>(type: T, text: string): SignalDataTypeMap[T] {
  const value = decode(text)
  const read =
    type === 'app-state-sync-key'
      ? proto.Message.AppStateSyncKeyData.fromObject(value as Record<string, unknown>)
      : value
  return read as SignalDataTypeMap[T]
}
