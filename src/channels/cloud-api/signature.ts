import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether a body is as Meta sent it: the header `X-Hub-Signature-256` holds the HMAC-SHA256 of the very bytes under
 * the app secret, in the one spelling that Meta uses. JSON that was read and written again has other bytes.
 */
export function isSigned(body: Uint8Array, header: string | undefined, appSecret: string): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(header ?? '')?.[1]
  if (given === undefined || appSecret === '') return false
  const expected = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(Buffer.from(given, 'hex'), expected)
}

/** Compares in a time that tells nothing about the secret; hashing makes the lengths equal. */
export function isSameSecret(given: string, expected: string): boolean {
  return expected !== '' && timingSafeEqual(digest(given), digest(expected))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
