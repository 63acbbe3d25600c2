import { Curve } from '@whiskeysockets/baileys'
import type { BinaryNode, KeyPair } from '@whiskeysockets/baileys'
import type { RelayConnection } from './connection.ts'
import type { KeyBundle } from './key-bundles.ts'
import { phantomBundle } from './key-bundles.ts'
import { SERVER, parseJid } from './stanza.ts'
import type { Domain } from './stanza.ts'

/** Somebody with a number: a phone number, an opaque id (LID), and devices. */
export interface Account {
  readonly phone: string
  readonly lid: string
  name: string
  /** The primary phone's identity key; it signs companion devices. */
  readonly identity: KeyPair
  readonly devices: Map<number, Device>
  readonly watchers: Set<Account>
  available: boolean
}

/** A phone (0) or a companion of an account. */
export interface Device {
  readonly account: Account
  readonly id: number
  /** The key it registered with; a login with another one is refused. A phantom has none. */
  readonly noiseKey: Buffer | undefined
  bundle: KeyBundle | undefined
  /** Stanzas that it has not acknowledged, oldest first. */
  readonly queue: QueuedStanza[]
  connection: RelayConnection | undefined
  /** Logged in and caught up: what comes is sent at once. */
  ready: boolean
}

export interface QueuedStanza {
  readonly stanza: BinaryNode
  redelivered: number
}

export interface AccountOptions {
  readonly phone: string
  readonly lid?: string
  readonly name?: string
  /** Beside it exists a primary phone that others encrypt to, and whose messages nobody reads. */
  readonly phantomPhone?: boolean
}

/** Who exists. */
export interface Directory {
  readonly accounts: readonly Account[]
  addAccount(options: AccountOptions): Account
  /** The account of an address, by phone number or opaque id. */
  account(jid: string): Account | undefined
  device(jid: string): Device | undefined
}

export function createDirectory(): Directory {
  const accounts: Account[] = []
  const byUser = new Map<string, Account>()
  const account = (jid: string): Account | undefined => byUser.get(parseJid(jid).user)
  return {
    accounts,
    account,
    device: (jid) => account(jid)?.devices.get(parseJid(jid).device),
    addAccount({ phone, lid = `9${phone}`, name = phone, phantomPhone = false }) {
      if (byUser.has(phone) || byUser.has(lid)) throw new Error(`account ${phone} already exists`)
      const identity = Curve.generateKeyPair()
      const added: Account = {
        phone,
        lid,
        name,
        identity,
        devices: new Map(),
        watchers: new Set(),
        available: false,
      }
      accounts.push(added)
      byUser.set(phone, added)
      byUser.set(lid, added)
      if (phantomPhone) addDevice(added, 0).bundle = phantomBundle(identity)
      return added
    },
  }
}

export function addDevice(account: Account, id: number, noiseKey?: Uint8Array): Device {
  const device: Device = {
    account,
    id,
    noiseKey: noiseKey && Buffer.from(noiseKey),
    bundle: undefined,
    queue: [],
    connection: undefined,
    ready: false,
  }
  account.devices.set(id, device)
  return device
}

export function nextDeviceId(account: Account): number {
  return Math.max(0, ...account.devices.keys()) + 1
}

/** An account's address in one of the two domains. */
export function userJid(account: Account, domain: Domain): string {
  return `${domain === 'lid' ? account.lid : account.phone}@${domain}`
}

/** A device's address; the primary phone's is the account's. */
export function deviceJid({ account, id }: Pick<Device, 'account' | 'id'>, domain: Domain): string {
  const user = domain === 'lid' ? account.lid : account.phone
  return id === 0 ? `${user}@${domain}` : `${user}:${id}@${domain}`
}

/** An account's address by its phone number. */
export function phoneJid(account: Account): string {
  return userJid(account, SERVER)
}
