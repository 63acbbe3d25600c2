import type { DeviceState } from './device-state.ts'

/** How our number stands with WhatsApp; kept through restarts. */
export interface Standing {
  /** Reads what an earlier process knew. */
  load(): Promise<void>
  /** A login succeeded; the first one says since when the number is linked. */
  opened(now: number): void
  /** WhatsApp said itself whether there is a restriction; without an end it lasts until the opposite is said. */
  told(active: boolean, until?: number): void
  /** A refusal shows that there is a restriction; nobody said how long. */
  suspect(now: number): void
  /** The restriction in force; undefined where there is none. */
  restriction(time: number): { readonly until?: number } | undefined
  /** Since when the number is linked, where it ever was. */
  since(): number | undefined
}

const DAY = 24 * 3_600_000
const TYPE = 'wasl'
const UNTIL = 'restricted-until'
const SINCE = 'linked-since'

/** In good standing, until something else is loaded or heard. */
export function createStanding(state: Pick<DeviceState, 'keys' | 'commit'>): Standing {
  let ends = 0
  let since: number | undefined
  const keep = (id: string, value: number): void => {
    state.commit({ keys: [{ type: TYPE, id, value: String(value) }] }).catch(() => undefined)
  }
  const restrict = (until: number): void => {
    if (until === ends) return
    ends = until
    keep(UNTIL, until)
  }
  return {
    async load() {
      const known = await state.keys(TYPE, [UNTIL, SINCE])
      const linked = known.get(SINCE)
      ends = Number(known.get(UNTIL) ?? 0)
      since = linked === undefined ? undefined : Number(linked)
    },
    opened(now) {
      if (since !== undefined) return
      since = now
      keep(SINCE, now)
    },
    told(active, until) {
      restrict(active ? (until ?? Number.POSITIVE_INFINITY) : 0)
    },
    suspect(now) {
      // After 30 to 40 new contacts a restriction was reported to last a day.
      restrict(Math.max(ends, now + DAY))
    },
    restriction(time) {
      if (time >= ends) return undefined
      return Number.isFinite(ends) ? { until: ends } : {}
    },
    since: () => since,
  }
}
