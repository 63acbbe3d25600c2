import { createHmac, randomBytes } from 'node:crypto'
import {
  Curve,
  aesDecryptCTR,
  aesDecryptGCM,
  aesEncryptCTR,
  derivePairingCodeKey,
  hkdf,
  proto,
} from '@whiskeysockets/baileys'
import type { BinaryNode, KeyPair } from '@whiskeysockets/baileys'
import { signCompanion } from './companion.ts'
import type { RelayConnection } from './connection.ts'
import { addDevice, deviceJid, nextDeviceId } from './directory.ts'
import type { Account } from './directory.ts'
import type { LoginAttempt } from './noise.ts'
import { SERVER, bytesOf, child, node, now, parseJid } from './stanza.ts'

/** The primary phone's side of linking a companion: by its QR code or its 8 letters. */
export interface Pairing {
  /** Shows a client that has no account the references for its QR code. */
  begin(connection: RelayConnection, attempt: LoginAttempt): void
  /** Handles what an unpaired client sends. */
  handle(connection: RelayConnection, stanza: BinaryNode): void
  forget(connection: RelayConnection): void
  /** What a phone does after its camera read the QR text. */
  scanQr(qr: string, account: Account): void
  /** Whether a companion asked to link with this account's number; the phone then asks for its code. */
  isWaitingForCode(account: Account): boolean
  /** What a phone does after its owner typed the code that the companion shows. */
  enterCode(code: string, account: Account): Promise<void>
}

interface Candidate {
  readonly connection: RelayConnection
  readonly noiseKey: Buffer
  readonly identity: Uint8Array
  readonly refs: readonly string[]
  /** It asked to link with a code for this phone number. */
  code?: { readonly phone: string; readonly wrapped: Buffer; typed?: TypedCode }
  /** The phone agreed; the client's signature is awaited. */
  agreed?: { readonly account: Account; readonly id: number }
}

interface TypedCode {
  readonly account: Account
  readonly phoneKey: KeyPair
  readonly clientKey: Buffer
}

/** QR codes that one connection is given, one after another. */
const REFERENCES = 6
const NO_DATA = Buffer.alloc(0)

export function createPairing(nextId: () => string): Pairing {
  const candidates = new Map<RelayConnection, Candidate>()
  const withCode = (account: Account): Candidate | undefined =>
    [...candidates.values()].find(({ code }) => code?.phone === account.phone)
  return {
    begin(connection, { payload, noisePublicKey }) {
      const identity = payload.devicePairingData?.eIdent
      if (!identity) throw new Error('registration without an identity key')
      const refs = Array.from({ length: REFERENCES }, () => `2@${randomBytes(24).toString('base64url')}`)
      candidates.set(connection, { connection, noiseKey: noisePublicKey, identity, refs })
      const shown = refs.map((ref) => node('ref', {}, Buffer.from(ref)))
      connection.send(question(nextId(), node('pair-device', {}, shown)))
    },
    handle(connection, stanza) {
      const candidate = candidates.get(connection)
      if (!candidate || stanza.tag !== 'iq') return
      const result = node('iq', { id: stanza.attrs.id, type: 'result', from: SERVER })
      const link = child(stanza, 'link_code_companion_reg')
      if (link) {
        connection.send(result)
        if (link.attrs.stage === 'companion_hello') candidate.code = askedCode(link)
        else agreeByCode(candidate, link, nextId())
      } else if (child(stanza, 'pair-device-sign')) {
        candidates.delete(connection)
        complete(candidate)
      } else if (stanza.attrs.xmlns === 'w:p') connection.send(result)
    },
    forget: (connection) => void candidates.delete(connection),
    scanQr(qr, account) {
      const [ref = '', , , advSecret] = qr.slice(qr.indexOf('#') + 1).split(',')
      const candidate = [...candidates.values()].find(({ refs }) => refs.includes(ref))
      if (!candidate || !advSecret) throw new Error('this QR code is unknown or expired')
      agree(candidate, account, Buffer.from(advSecret, 'base64'), nextId())
    },
    isWaitingForCode: (account) => withCode(account) !== undefined,
    async enterCode(code, account) {
      const candidate = withCode(account)
      if (!candidate) throw new Error('no device asked to link with this number')
      candidate.connection.send(await answerCode(candidate, code, account, nextId()))
    },
  }
}

function question(id: string, content: BinaryNode): BinaryNode {
  return node('iq', { type: 'set', id, from: SERVER, xmlns: 'md', t: now() }, [content])
}

function askedCode(link: BinaryNode): NonNullable<Candidate['code']> {
  const wrapped = bytesOf(child(link, 'link_code_pairing_wrapped_companion_ephemeral_pub'))
  return { phone: parseJid(link.attrs.jid ?? '').user, wrapped }
}

/** The phone's half of the exchange: its ephemeral key, wrapped with the code that both sides know. */
async function answerCode(
  { code: asked }: Candidate,
  code: string,
  account: Account,
  id: string,
): Promise<BinaryNode> {
  if (!asked) throw new Error('no code was asked for')
  const { wrapped } = asked
  const unwrapping = await derivePairingCodeKey(code, wrapped.subarray(0, 32))
  const clientKey = aesDecryptCTR(wrapped.subarray(48, 80), unwrapping, wrapped.subarray(32, 48))
  const phoneKey = Curve.generateKeyPair()
  asked.typed = { account, phoneKey, clientKey }
  const [salt, iv] = [randomBytes(32), randomBytes(16)]
  const wrapping = await derivePairingCodeKey(code, salt)
  const answer = Buffer.concat([salt, iv, aesEncryptCTR(phoneKey.public, wrapping, iv)])
  return node('notification', { type: 'link_code_companion_reg', id, from: SERVER, t: now() }, [
    node('link_code_companion_reg', { stage: 'primary_hello' }, [
      node('link_code_pairing_ref', {}, randomBytes(16)),
      node('primary_identity_pub', {}, account.identity.public),
      node('link_code_pairing_wrapped_primary_ephemeral_pub', {}, answer),
    ]),
  ])
}

function agreeByCode(candidate: Candidate, link: BinaryNode, id: string): void {
  const typed = candidate.code?.typed
  if (!typed) throw new Error('the companion finished before the code was typed')
  const bundle = bytesOf(child(link, 'link_code_pairing_wrapped_key_bundle'))
  const shared = Curve.sharedKey(typed.phoneKey.private, typed.clientKey)
  const info = 'link_code_pairing_key_bundle_encryption_key'
  const key = hkdf(shared, 32, { salt: bundle.subarray(0, 32), info })
  const opened = aesDecryptGCM(bundle.subarray(44), key, bundle.subarray(32, 44), NO_DATA)
  const ours = Curve.sharedKey(typed.account.identity.private, opened.subarray(0, 32))
  const secret = Buffer.concat([shared, ours, opened.subarray(64)])
  agree(candidate, typed.account, hkdf(secret, 32, { info: 'adv_secret' }), id)
}

/** The phone signs the companion, and the server tells it. */
function agree(candidate: Candidate, account: Account, advSecret: Uint8Array, nextId: string): void {
  const id = nextDeviceId(account)
  candidate.agreed = { account, id }
  const signed = signCompanion(account, candidate.identity, id)
  const details = proto.ADVSignedDeviceIdentity.encode(signed).finish()
  const hmac = createHmac('sha256', advSecret).update(details).digest()
  const identity = proto.ADVSignedDeviceIdentityHMAC.encode({ details, hmac }).finish()
  const content = [
    node('device-identity', {}, identity),
    node('device', { jid: deviceJid({ account, id }, SERVER), lid: deviceJid({ account, id }, 'lid') }),
    node('platform', { name: 'android' }),
  ]
  candidate.connection.send(question(nextId, node('pair-success', {}, content)))
}

/** The client signed in its turn: it is linked, and WhatsApp tells it to connect again. */
function complete({ connection, agreed, noiseKey }: Candidate): void {
  if (!agreed) throw new Error('the client signed a pairing that no phone agreed to')
  addDevice(agreed.account, agreed.id, noiseKey)
  connection.send(node('stream:error', { code: 515 }))
  connection.close()
}
