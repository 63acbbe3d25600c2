import type { Context } from 'hono'
import type { StoreCounts } from '#store/counts.ts'

/** A channel as the pages show it. */
export interface ChannelState {
  readonly type: string
  readonly on: boolean
  /** The variable that turns it on. */
  readonly variable?: string
}

/** What health is told by. */
export interface HealthSource {
  counts(): Promise<StoreCounts>
  readonly channels: readonly ChannelState[]
  readonly association: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  now(): number
}

/** Whether the service works: 200 when the database answers, 503 when it does not. */
export async function healthPage(c: Context, source: HealthSource): Promise<Response> {
  try {
    await source.counts()
    return c.json({ status: 'ok' }, 200, { 'cache-control': 'no-store' })
  } catch {
    return c.json({ status: 'store unavailable' }, 503, { 'cache-control': 'no-store' })
  }
}
