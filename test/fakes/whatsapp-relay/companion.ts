import { randomBytes } from 'node:crypto'
import {
  Curve,
  WA_ADV_ACCOUNT_SIG_PREFIX,
  WA_ADV_DEVICE_SIG_PREFIX,
  createSignalIdentity,
  proto,
} from '@whiskeysockets/baileys'
import type { AuthenticationCreds } from '@whiskeysockets/baileys'
import { addDevice, deviceJid, nextDeviceId } from './directory.ts'
import type { Account } from './directory.ts'
import { SERVER, now } from './stanza.ts'

/** What pairing adds to a client's credentials. */
export type PairedCreds = Pick<
  AuthenticationCreds,
  'me' | 'account' | 'signalIdentities' | 'platform' | 'registered'
>

/** The account's signature over a companion's identity key, which WhatsApp issues at pairing. */
export function signCompanion(
  account: Account,
  companionIdentity: Uint8Array,
  keyIndex: number,
): proto.IADVSignedDeviceIdentity & { readonly details: Uint8Array } {
  const rawId = randomBytes(4).readUInt32BE()
  const details = proto.ADVDeviceIdentity.encode({ rawId, timestamp: now(), keyIndex }).finish()
  const message = Buffer.concat([WA_ADV_ACCOUNT_SIG_PREFIX, details, companionIdentity])
  return {
    details,
    accountSignatureKey: account.identity.public,
    accountSignature: Curve.sign(account.identity.private, message),
  }
}

/** Registers a device without the pairing; what it returns is to be merged into the client's credentials. */
export function registerDevice(
  account: Account,
  { noiseKey, signedIdentityKey }: Pick<AuthenticationCreds, 'noiseKey' | 'signedIdentityKey'>,
  id = nextDeviceId(account),
): PairedCreds {
  const device = addDevice(account, id, noiseKey.public)
  const signed = signCompanion(account, signedIdentityKey.public, id)
  const message = [
    WA_ADV_DEVICE_SIG_PREFIX,
    signed.details,
    signedIdentityKey.public,
    account.identity.public,
  ]
  const lid = deviceJid(device, 'lid')
  return {
    me: { id: deviceJid(device, SERVER), lid, name: account.name },
    account: { ...signed, deviceSignature: Curve.sign(signedIdentityKey.private, Buffer.concat(message)) },
    signalIdentities: [createSignalIdentity(lid, account.identity.public)],
    platform: 'android',
    registered: true,
  }
}
