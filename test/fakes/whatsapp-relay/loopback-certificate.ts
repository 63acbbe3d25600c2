import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A self-signed certificate for 127.0.0.1 and its key, as PEM: built by hand, because Node has no API for it. */
export function createLoopbackCertificate(): { readonly certificate: string; readonly privateKey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  // A name of its own: several of them trusted at once must not confuse which key signed which.
  const commonName = `wasl relay ${randomBytes(4).toString('hex')}`
  const name = sequence(tlv(0x31, sequence(COMMON_NAME, tlv(0x0c, Buffer.from(commonName)))))
  const body = sequence(
    tlv(0xa0, tlv(0x02, Buffer.from([2]))),
    tlv(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    name,
    sequence(utcTime(new Date(Date.now() - DAY)), utcTime(new Date(Date.now() + 30 * DAY))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, extensions()),
  )
  const der = sequence(body, ECDSA_SHA256, bitString(sign('sha256', body, privateKey)))
  const pem = der.toString('base64').replaceAll(/.{1,64}/g, '$&\n')
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${pem}-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

const DAY = 86_400_000

/** One element of DER: tag, length, contents. */
function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(body.length)]), body])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  return length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tlv(0x30, ...parts)
}

function oid(hex: string): Buffer {
  return tlv(0x06, Buffer.from(hex, 'hex'))
}

function bitString(data: Buffer): Buffer {
  return tlv(0x03, Buffer.from([0]), data)
}

function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replaceAll(/[-:T]/g, '').slice(2, 14)
  return tlv(0x17, Buffer.from(`${digits}Z`))
}

const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'))
const COMMON_NAME = oid('550403')
const SUBJECT_ALT_NAME = oid('551d11')
const BASIC_CONSTRAINTS = oid('551d13')

/** That it may sign (itself), and that it is for 127.0.0.1. */
function extensions(): Buffer {
  const ipAddress = tlv(0x87, Buffer.from([127, 0, 0, 1]))
  return sequence(
    sequence(BASIC_CONSTRAINTS, tlv(0x04, sequence(tlv(0x01, Buffer.from([0xff]))))),
    sequence(SUBJECT_ALT_NAME, tlv(0x04, sequence(ipAddress))),
  )
}
