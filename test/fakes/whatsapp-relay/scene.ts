import tls from 'node:tls'
import type { UserFacingSocketConfig } from '@whiskeysockets/baileys'
import { trustTestRoot } from './certificates.ts'
import { createPhone } from './phone.ts'
import type { Phone } from './phone.ts'
import { startRelay } from './relay.ts'
import type { Relay, RelayOptions } from './relay.ts'

/** A running relay and the people in it, all gone at the end of the test that says `await using`. */
export interface Scene extends AsyncDisposable {
  readonly relay: Relay
  /** Somebody on their own phone, online when this resolves. */
  person(name: string, config?: Partial<UserFacingSocketConfig>): Promise<Phone>
  /** A linked companion beside a silent primary phone, as a bot is. */
  companion(name: string, config?: Partial<UserFacingSocketConfig>): Promise<Phone>
}

/** Numbers of a country code that nobody has. */
let nextNumber = 99_950_000

/** A phone number that no other account of this process has. */
export function newNumber(): string {
  return String(++nextNumber)
}

/** Opens a relay, and makes this process trust its root and its files' certificate. */
export async function openScene(options?: RelayOptions): Promise<Scene> {
  const relay = await startRelay(options)
  const distrust = trustTestRoot(relay.rootPublicKey)
  const trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, relay.media.certificate])
  const phones: Phone[] = []
  const add = async (phone: Phone): Promise<Phone> => {
    phones.push(phone)
    await phone.connect()
    return phone
  }
  return {
    relay,
    person(name, config) {
      const account = relay.addAccount({ phone: newNumber(), name })
      return add(createPhone({ relay, account, deviceId: 0, ...(config && { config }) }))
    },
    companion(name, config) {
      const account = relay.addAccount({ phone: newNumber(), name, phantomPhone: true })
      return add(createPhone({ relay, account, ...(config && { config }) }))
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(phones.map((phone) => phone.close()))
      await relay.stop()
      tls.setDefaultCACertificates(trusted)
      distrust()
    },
  }
}
