/** What WhatsApp does not let this number do, and until when. */
export interface Restriction {
  /** WhatsApp says itself whether there is one. */
  told(active: boolean, until?: number): void
  /** A refusal shows that there is one; nobody said how long. */
  suspect(now: number): void
  /** The restriction in force; undefined where there is none. */
  now(time: number): { readonly until?: number } | undefined
}

/** A restriction after 30 to 40 new contacts was reported to last a day. */
const USUAL = 24 * 3_600_000

/** No restriction at first. */
export function createRestriction(): Restriction {
  let until: number | undefined
  let ends = 0
  return {
    told(active, end) {
      until = active ? end : undefined
      ends = active ? (end ?? Number.POSITIVE_INFINITY) : 0
    },
    suspect(now) {
      ends = Math.max(ends, now + USUAL)
    },
    now(time) {
      if (time >= ends) return undefined
      return until === undefined || time >= until ? {} : { until }
    },
  }
}
