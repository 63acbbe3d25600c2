/** One Signal key (or another value that Baileys keeps by type and id); without a value it is removed. */
export interface DeviceKey {
  readonly type: string
  readonly id: string
  readonly value: string | undefined
}

/** A text kept under an id. */
export interface Kept {
  readonly id: string
  readonly content: string
}

/** Changes that happen together or not at all. */
export interface DeviceChange {
  readonly credentials?: string
  readonly keys?: readonly DeviceKey[]
  /** What was decrypted with these keys; each id is taken once. */
  readonly received?: readonly Kept[]
  /** Rows that reached the inbox. */
  readonly handled?: readonly number[]
  /** Rows that could not be taken this time. */
  readonly failed?: readonly number[]
  readonly sent?: readonly Kept[]
  /** Forgets what was sent before this time. */
  readonly expireSent?: number
}

/** Something decrypted that has not reached the inbox yet. */
export interface ReceivedRow {
  readonly seq: number
  readonly attempts: number
  readonly content: string
}

/**
 * The memory that a linked device needs, as a port: the channel says what must be kept, the store keeps it sealed.
 * Everything the device is lies here; whoever can read it is the account.
 */
export interface DeviceState {
  credentials(): Promise<string | undefined>
  keys(type: string, ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Resolves when all of it is on disk; rejects when nothing is. */
  commit(change: DeviceChange): Promise<void>
  /** What came and is not yet handled, in order of arrival. */
  received(limit: number): Promise<readonly ReceivedRow[]>
  /** What was sent under an id. */
  sent(id: string): Promise<string | undefined>
  /** Takes or keeps the right to use this number until a time; false while somebody else has it. */
  lease(holder: string, until: number): Promise<boolean>
  release(holder: string): Promise<void>
  forget(): Promise<void>
}
