import {
  Curve,
  NOISE_MODE,
  NOISE_WA_HEADER,
  aesDecryptGCM,
  aesEncryptGCM,
  hkdf,
  proto,
  sha256,
} from '@whiskeysockets/baileys'
import type { KeyPair } from '@whiskeysockets/baileys'

/** What the server proves itself with. */
export interface ServerIdentity {
  readonly staticKey: KeyPair
  readonly certChain: Uint8Array
}

/** Who calls, known at the end of the handshake. */
export interface LoginAttempt {
  readonly payload: proto.ClientPayload
  readonly noisePublicKey: Buffer
}

/**
 * The server's side of the handshake Noise_XX_25519_AESGCM_SHA256 and of what is encrypted after it. Baileys has the
 * client's side only, so this is the one piece of cryptography the relay adds; the primitives are Baileys' own.
 */
export interface NoiseResponder {
  readonly established: boolean
  /** Message 1 to message 2: mixes both ephemeral keys in, shows our static key and certificates. */
  answerClientHello(frame: Uint8Array): Uint8Array
  /** Message 3: learns who calls, then both directions use their transport keys. */
  acceptClientFinish(frame: Uint8Array): LoginAttempt
  seal(plain: Uint8Array): Buffer
  open(frame: Uint8Array): Buffer
}

export function createNoiseResponder(identity: ServerIdentity): NoiseResponder {
  const handshake = beginHandshake()
  const ephemeral = Curve.generateKeyPair()
  let transport: { readonly send: Cipher; readonly receive: Cipher } | undefined
  const established = () => {
    if (!transport) throw new Error('handshake not finished')
    return transport
  }
  return {
    get established() {
      return transport !== undefined
    },
    answerClientHello(frame) {
      const client = proto.HandshakeMessage.decode(frame).clientHello?.ephemeral
      if (!client) throw new Error('client hello carries no ephemeral key')
      handshake.authenticate(client)
      handshake.authenticate(ephemeral.public)
      handshake.mix(Curve.sharedKey(ephemeral.private, client))
      const encryptedStatic = handshake.encrypt(identity.staticKey.public)
      handshake.mix(Curve.sharedKey(identity.staticKey.private, client))
      const payload = handshake.encrypt(identity.certChain)
      return proto.HandshakeMessage.encode({
        serverHello: { ephemeral: ephemeral.public, static: encryptedStatic, payload },
      }).finish()
    },
    acceptClientFinish(frame) {
      const finish = proto.HandshakeMessage.decode(frame).clientFinish
      if (!finish?.static || !finish.payload) throw new Error('client finish is incomplete')
      const noisePublicKey = handshake.decrypt(finish.static)
      handshake.mix(Curve.sharedKey(ephemeral.private, noisePublicKey))
      const payload = proto.ClientPayload.decode(handshake.decrypt(finish.payload))
      transport = handshake.split()
      return { payload, noisePublicKey }
    },
    seal: (plain) => established().send(plain),
    open: (frame) => established().receive(frame),
  }
}

type Cipher = (input: Uint8Array) => Buffer

const EMPTY = Buffer.alloc(0)

/** The symmetric state of a handshake: a running hash, a chaining key and a counter. */
function beginHandshake() {
  const mode = Buffer.from(NOISE_MODE)
  let hash: Buffer = mode.length === 32 ? mode : sha256(mode)
  let salt: Uint8Array = hash
  let key: Uint8Array = hash
  let counter = 0
  const authenticate = (data: Uint8Array): void => {
    hash = sha256(Buffer.concat([hash, data]))
  }
  authenticate(NOISE_WA_HEADER)
  return {
    authenticate,
    mix(secret: Uint8Array): void {
      const out = hkdf(secret, 64, { salt: Buffer.from(salt), info: '' })
      salt = out.subarray(0, 32)
      key = out.subarray(32)
      counter = 0
    },
    encrypt(plain: Uint8Array): Buffer {
      const out = aesEncryptGCM(plain, key, iv(counter++), hash)
      authenticate(out)
      return out
    },
    decrypt(cipher: Uint8Array): Buffer {
      const out = aesDecryptGCM(cipher, key, iv(counter++), hash)
      authenticate(cipher)
      return out
    },
    /** The keys of both directions; the client's sending key comes first. */
    split() {
      const keys = hkdf(EMPTY, 64, { salt: Buffer.from(salt), info: '' })
      return { receive: opener(keys.subarray(0, 32)), send: sealer(keys.subarray(32)) }
    },
  }
}

function sealer(key: Uint8Array): Cipher {
  let counter = 0
  return (plain) => aesEncryptGCM(plain, key, iv(counter++), EMPTY)
}

function opener(key: Uint8Array): Cipher {
  let counter = 0
  return (cipher) => aesDecryptGCM(cipher, key, iv(counter++), EMPTY)
}

function iv(counter: number): Buffer {
  const out = Buffer.alloc(12)
  out.writeUInt32BE(counter, 8)
  return out
}
