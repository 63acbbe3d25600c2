/** What can go wrong with one call. */
export type Fault =
  /** Refused by Meta without being done. */
  | {
      readonly kind: 'refused'
      readonly status: number
      readonly code: number
      readonly retryAfter?: number
    }
  /** The connection breaks before anything is done. */
  | { readonly kind: 'reset_before' }
  /** It is done, and the connection breaks before the answer: nobody can know. */
  | { readonly kind: 'reset_after' }
  /** It is done, and a receipt that it was read comes before the answer. */
  | { readonly kind: 'receipt_first' }
  /** It is done, and the answer ends in the middle. */
  | { readonly kind: 'truncated' }
  /** A proxy's page in place of an answer; nothing is done. */
  | { readonly kind: 'garbage'; readonly status: number }
  /** Sent on to another address; nothing is done. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** No answer at all, for as long as the caller waits; nothing is done. */
  | { readonly kind: 'hang' }

/** The calls that can go wrong: a message, an upload, what is asked about a file or our number, a download. */
export type Method = 'messages' | 'upload' | 'media' | 'number' | 'file'

/** The faults of one fake server. */
export interface Faults {
  /** The next `times` calls of a method fail in this way. */
  next(method: Method, fault: Fault, times?: number): void
  /** Takes the fault that is due, if any. */
  take(method: Method): Fault | undefined
}

export function makeFaults(): Faults {
  const queued = new Map<Method, Fault[]>()
  return {
    next(method, fault, times = 1) {
      const list = queued.get(method) ?? []
      for (let count = 0; count < times; count += 1) list.push(fault)
      queued.set(method, list)
    },
    take: (method) => queued.get(method)?.shift(),
  }
}
