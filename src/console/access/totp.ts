import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const STEP = 30_000
const DIGITS = 6
/** Steps before and after the present one that are taken too: clocks of phones differ (RFC 6238, §5.2). */
const DRIFT = 1
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new shared secret of 160 bits, as RFC 4226 (R6) recommends. */
export function newTotpSecret(): Uint8Array {
  return randomBytes(20)
}

/** The one-time code of a time step (RFC 4226, §5.3 with RFC 6238). */
export function totpCode(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0xf
  const number = mac.readUInt32BE(offset) & 0x7fffffff
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** The step whose code was given, later than the last one used; undefined where the code is none. */
export function stepOfCode(
  secret: Uint8Array,
  code: string,
  now: number,
  lastStep: number | undefined,
): number | undefined {
  const present = Math.floor(now / STEP)
  let found: number | undefined
  for (let step = present - DRIFT; step <= present + DRIFT; step++) {
    const matches = same(totpCode(secret, step), code)
    if (matches && (lastStep === undefined || step > lastStep)) found ??= step
  }
  return found
}

/** What an authenticator app reads from a QR code (Key URI format). */
export function totpUri(secret: Uint8Array, issuer: string, account: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}

/** RFC 4648 base32 without padding, as apps want a secret typed. */
export function base32(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += BASE32[(held >>> bits) & 31]
    }
  }
  return bits > 0 ? text + BASE32[(held << (5 - bits)) & 31] : text
}

function same(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}
