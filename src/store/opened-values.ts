/**
 * The last values that were sealed or unsealed, so that what is read back soon after it was written need not be
 * deciphered. A value counts only while the stored bytes are the very ones it was kept with: another process, a
 * failed commit or a destroyed row can never make it stale.
 */
export class OpenedValues<T> {
  private readonly most: number
  private readonly values = new Map<string, { readonly sealed: Uint8Array; readonly value: T }>()

  constructor(most: number) {
    this.most = most
  }

  /** Keeps a value beside its sealed bytes; the caller changes neither afterwards. */
  keep(id: string, sealed: Uint8Array, value: T): void {
    if (this.values.size >= this.most) this.values.clear()
    this.values.set(id, { sealed, value })
  }

  /** The value of these bytes, from memory where they are the same, else opened. */
  open(id: string, sealed: Uint8Array, unseal: () => T): T {
    const known = this.values.get(id)
    if (known && Buffer.compare(known.sealed, sealed) === 0) return known.value
    const value = unseal()
    this.keep(id, sealed, value)
    return value
  }

  forget(id: string): void {
    this.values.delete(id)
  }
}
