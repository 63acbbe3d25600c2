import { createCipheriv, createDecipheriv, createSecretKey, randomFillSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const NONCE = 12
const TAG = 16
const HEADER = 2
const OVERHEAD = HEADER + NONCE + TAG

/** Content is UTF-8 text or bytes. */
const PLAIN = 1
/** Content is UTF-16 text: what UTF-8 cannot hold (a lone surrogate) comes back as it was received. */
const UTF16 = 2

/** A sealed value does not open: another key, another cell, or damaged. Says no content. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken'

  constructor(table: string, column: string) {
    super(`${table}.${column}: a sealed value does not open`)
  }
}

/** Nonces are drawn in batches; a call to the random source costs more than the cipher. */
const pool = Buffer.allocUnsafeSlow(NONCE * 512)
let used = pool.length

function writeNonce(target: Buffer, at: number): void {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(target, at, used, used + NONCE)
  used += NONCE
}

/**
 * The key of one person (or contact, or case): seals values for one cell of one row each. A sealed value is
 * `format | key version | nonce (12) | ciphertext | tag (16)`, AES-256-GCM; its associated data is
 * `table|row|column|key version|format`, so a value moved to another cell does not open.
 */
export class DataKey {
  readonly id: string
  readonly version: number
  /** Made once: handing the bytes over at every call costs more than the cipher. */
  readonly #key: KeyObject

  constructor(id: string, key: Uint8Array, version = 1) {
    this.id = id
    this.version = version
    this.#key = createSecretKey(key)
  }

  /** A text or bytes, sealed for one cell. */
  seal(table: string, row: string, column: string, value: string | Uint8Array): Uint8Array {
    const utf16 = typeof value === 'string' && !value.isWellFormed()
    const plain = typeof value === 'string' ? Buffer.from(value, utf16 ? 'utf16le' : 'utf8') : value
    const format = utf16 ? UTF16 : PLAIN
    const sealed = Buffer.allocUnsafe(plain.length + OVERHEAD)
    sealed[0] = format
    sealed[1] = this.version
    writeNonce(sealed, HEADER)
    const cipher = createCipheriv('aes-256-gcm', this.#key, sealed.subarray(HEADER, HEADER + NONCE))
    cipher.setAAD(Buffer.from(`${table}|${row}|${column}|${this.version}|${format}`))
    sealed.set(cipher.update(plain), HEADER + NONCE)
    cipher.final()
    sealed.set(cipher.getAuthTag(), plain.length + HEADER + NONCE)
    return sealed
  }

  /** The text of a sealed cell. Throws `SealBroken`. */
  unseal(table: string, row: string, column: string, sealed: Uint8Array): string {
    return this.#open(table, row, column, sealed).toString(sealed[0] === UTF16 ? 'utf16le' : 'utf8')
  }

  /** The bytes of a sealed cell. Throws `SealBroken`. */
  unsealBytes(table: string, row: string, column: string, sealed: Uint8Array): Uint8Array {
    return this.#open(table, row, column, sealed)
  }

  /** Another key, sealed: how the master key wraps the keys of people. */
  wrap(other: DataKey): Uint8Array {
    return this.seal('data_keys', other.id, 'wrapped', other.#key.export())
  }

  #open(table: string, row: string, column: string, sealed: Uint8Array): Buffer {
    const [format, version] = sealed
    if (sealed.length < OVERHEAD || version !== this.version) throw new SealBroken(table, column)
    const end = sealed.length - TAG
    try {
      const cipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(HEADER, HEADER + NONCE), {
        authTagLength: TAG,
      })
      cipher.setAAD(Buffer.from(`${table}|${row}|${column}|${version}|${format}`))
      cipher.setAuthTag(sealed.subarray(end))
      const plain = cipher.update(sealed.subarray(HEADER + NONCE, end))
      cipher.final()
      return plain
    } catch {
      throw new SealBroken(table, column)
    }
  }
}
