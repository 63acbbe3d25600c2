/** What can go wrong with one call. */
export type Fault =
  /** Refused without being done. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly description?: string
      readonly retryAfter?: number
    }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset_before' }
  /** It is done, and the connection breaks before the answer: nobody can know. */
  | { readonly kind: 'reset_after' }
  /** It is done, and the answer ends in the middle. */
  | { readonly kind: 'truncated' }
  /** A proxy's page in place of an answer. */
  | { readonly kind: 'garbage' }
  /** No answer at all, for as long as the caller waits. */
  | { readonly kind: 'hang' }
  /** `getUpdates` only: every update twice, and the last batch once more. */
  | { readonly kind: 'duplicated' }
  /** `getUpdates` only: newest first. */
  | { readonly kind: 'reversed' }

/** One call as a fault rule sees it. `file` stands for a download. */
export interface FaultedCall {
  readonly method: string
  readonly chat: number | undefined
}

/** Decides about each call; undefined lets it pass. */
export type FaultRule = (call: FaultedCall) => Fault | undefined

/** The faults of one fake server. */
export interface Faults {
  /** The next `times` calls of a method fail in this way, before any rule is asked. */
  next(method: string, fault: Fault, times?: number): void
  /** Asked for every call that `next` does not cover; replaces the rule before. */
  rule: FaultRule | undefined
}

/** No faults yet. `pick` takes the one that is due, if any. */
export function makeFaults(): Faults & { pick(call: FaultedCall): Fault | undefined } {
  const queued = new Map<string, Fault[]>()
  const faults = {
    rule: undefined as FaultRule | undefined,
    next(method: string, fault: Fault, times = 1) {
      const list = queued.get(method) ?? []
      for (let i = 0; i < times; i += 1) list.push(fault)
      queued.set(method, list)
    },
    pick(call: FaultedCall) {
      return queued.get(call.method)?.shift() ?? faults.rule?.(call)
    },
  }
  return faults
}

/** A rule that fails a share of the calls, the same ones for the same seed. `share` of 0.1 is one call in ten. */
export function randomFaults(
  seed: number,
  share: number,
  choices: Readonly<Record<string, readonly Fault[]>>,
): FaultRule {
  const random = mulberry32(seed)
  return ({ method }) => {
    const list = choices[method]
    if (!list || list.length === 0 || random() >= share) return undefined
    return list[Math.floor(random() * list.length)]
  }
}

/** A small seeded generator of numbers in [0, 1). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
