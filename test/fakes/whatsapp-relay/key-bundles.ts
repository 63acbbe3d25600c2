import { generateRegistrationId, signedKeyPair } from '@whiskeysockets/baileys'
import type { BinaryNode, KeyPair } from '@whiskeysockets/baileys'
import type { Device } from './directory.ts'
import { bytesOf, child, children, node, uint } from './stanza.ts'

/** What others need to begin a Signal session with a device. */
export interface KeyBundle {
  readonly registrationId: Buffer
  readonly identity: Buffer
  signedPreKey: BinaryNode
  /** One-time keys by id; each is handed out once. */
  readonly preKeys: Map<string, BinaryNode>
}

/** The bundle of a phone that nobody holds in their hands. */
export function phantomBundle(identity: KeyPair): KeyBundle {
  const signed = signedKeyPair(identity, 1)
  return {
    registrationId: uint(generateRegistrationId(), 4),
    identity: Buffer.from(identity.public),
    signedPreKey: node('skey', {}, [
      node('id', {}, uint(1, 3)),
      node('value', {}, signed.keyPair.public),
      node('signature', {}, signed.signature),
    ]),
    preKeys: new Map(),
  }
}

/** Stores what a client uploaded (`<iq xmlns="encrypt" type="set">`). */
export function storeUploadedKeys(device: Device, iq: BinaryNode): void {
  const preKeys = device.bundle?.preKeys ?? new Map<string, BinaryNode>()
  for (const key of children(child(iq, 'list'), 'key'))
    preKeys.set(bytesOf(child(key, 'id')).toString('hex'), key)
  const signedPreKey = child(iq, 'skey')
  if (!signedPreKey) throw new Error('key upload without a signed pre-key')
  const registrationId = bytesOf(child(iq, 'registration'))
  device.bundle = { registrationId, identity: bytesOf(child(iq, 'identity')), signedPreKey, preKeys }
}

/** Hands a bundle out, with one one-time key while there are any. */
export function takeKeyBundle({ bundle }: Device, jid: string): BinaryNode {
  if (!bundle) return node('user', { jid }, [node('error', { code: 406, text: 'not-acceptable' })])
  const content = [
    node('registration', {}, bundle.registrationId),
    node('type', {}, Buffer.from([5])),
    node('identity', {}, bundle.identity),
    bundle.signedPreKey,
  ]
  const [oneTime] = bundle.preKeys
  if (oneTime) {
    bundle.preKeys.delete(oneTime[0])
    content.push(oneTime[1])
  }
  return node('user', { jid }, content)
}
