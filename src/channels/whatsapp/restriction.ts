import type { DeviceState } from './device-state.ts'

/** What WhatsApp does not let this number do, and until when; kept through restarts. */
export interface Restriction {
  /** Reads what an earlier process knew. */
  load(): Promise<void>
  /** WhatsApp said itself whether there is one; without an end it lasts until the opposite is said. */
  told(active: boolean, until?: number): void
  /** A refusal shows that there is one; nobody said how long. */
  suspect(now: number): void
  /** The restriction in force; undefined where there is none. */
  now(time: number): { readonly until?: number } | undefined
}

/** A restriction after 30 to 40 new contacts was reported to last a day. */
const USUAL = 24 * 3_600_000
const TYPE = 'wasl'
const ID = 'restricted-until'

/** No restriction, until one is loaded or heard of. */
export function createRestriction(state: Pick<DeviceState, 'keys' | 'commit'>): Restriction {
  let ends = 0
  const keep = (until: number): void => {
    if (until === ends) return
    ends = until
    state.commit({ keys: [{ type: TYPE, id: ID, value: String(until) }] }).catch(() => undefined)
  }
  return {
    async load() {
      ends = Number((await state.keys(TYPE, [ID])).get(ID) ?? 0)
    },
    told(active, until) {
      keep(active ? (until ?? Number.POSITIVE_INFINITY) : 0)
    },
    suspect(now) {
      keep(Math.max(ends, now + USUAL))
    },
    now(time) {
      if (time >= ends) return undefined
      return Number.isFinite(ends) ? { until: ends } : {}
    },
  }
}
