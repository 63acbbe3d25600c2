import { Curve, WA_CERT_DETAILS, proto } from '@whiskeysockets/baileys'
import type { KeyPair } from '@whiskeysockets/baileys'
import type { ServerIdentity } from './noise.ts'

/**
 * A server identity: static key, leaf and intermediate certificate, signed by the root.
 *
 * What Baileys 7.0.0-rc14 looks at in `processHandshake`: leaf and intermediate carry details and a signature; the
 * intermediate's `issuerSerial` is `WA_CERT_DETAILS.SERIAL`. Its two signature checks go through `Curve.verify`,
 * which cannot say no to 64 bytes: libsignal returns false, and `Curve.verify` waits for a throw.
 */
export function issueServerIdentity(
  root: KeyPair,
  rootSerial: number = WA_CERT_DETAILS.SERIAL,
): ServerIdentity {
  const staticKey = Curve.generateKeyPair()
  const intermediate = Curve.generateKeyPair()
  const certificate = (serial: number, issuerSerial: number, key: Uint8Array, signer: KeyPair) => {
    const details = proto.CertChain.NoiseCertificate.Details.encode({ serial, issuerSerial, key }).finish()
    return { details, signature: Curve.sign(signer.private, details) }
  }
  const certChain = proto.CertChain.encode({
    intermediate: certificate(1, rootSerial, intermediate.public, root),
    leaf: certificate(2, 1, staticKey.public, intermediate),
  }).finish()
  return { staticKey, certChain }
}

/**
 * Makes this process trust the relay's root instead of WhatsApp's: needed once Baileys checks signatures. The object
 * is exported, plain, and read at every handshake, so nothing is patched. Returns a function that undoes it.
 */
export function trustTestRoot(publicKey: Uint8Array): () => void {
  const original = WA_CERT_DETAILS.PUBLIC_KEY
  WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(publicKey)
  return () => {
    WA_CERT_DETAILS.PUBLIC_KEY = original
  }
}
