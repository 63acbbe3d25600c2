import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { StaffAction } from '#core/staff.ts'
import type { ConsoleEvent, ConsoleEventKind } from '#store/console-events.ts'
import type { Desk } from './desk.ts'

/** What a role must allow to be told of a kind of change. */
const NEEDS: { readonly [K in ConsoleEventKind]: StaffAction } = {
  handoff: 'inbox',
  message: 'inbox',
  case: 'list',
  task: 'tasks',
  notice: 'list',
}

const PAGE = 200
/** A word now and then keeps proxies from closing the line, and tells us when the browser is gone. */
const HEARTBEAT = 20_000

/**
 * What changes while a page is open: kinds and ids only. A browser that was away asks for what came after the last
 * number that it knows, so that nothing is missed and nothing told twice.
 */
export async function liveStream(c: Context, desk: Desk): Promise<Response> {
  const { parts } = desk
  const asked = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN)
  let last = Number.isSafeInteger(asked) && asked >= 0 ? asked : await parts.store.consoleEvents.last()
  return streamSSE(c, async (stream) => {
    let rouse: () => void = () => undefined
    let waiting = false
    const stopListening = parts.runner.onChange(() => {
      waiting = true
      rouse()
    })
    const leave = new AbortController()
    stream.onAbort(() => {
      leave.abort()
      rouse()
    })
    try {
      await stream.writeSSE({ event: 'hello', id: String(last), data: '' })
      while (!leave.signal.aborted) {
        waiting = false
        const events = await parts.store.consoleEvents.after(last, PAGE)
        for (const event of events) {
          last = event.seq
          if (desk.may(NEEDS[event.kind])) await stream.writeSSE(lineOf(event))
        }
        if (events.length === PAGE || waiting) continue
        const nap = new AbortController()
        await Promise.race([
          new Promise<void>((resolve) => (rouse = resolve)),
          parts.clock.sleep(HEARTBEAT, nap.signal),
        ])
        nap.abort()
        if (!waiting && !leave.signal.aborted) await stream.writeSSE({ event: 'beat', data: '' })
      }
    } finally {
      stopListening()
    }
  })
}

function lineOf({ seq, kind, subject }: ConsoleEvent): { event: string; id: string; data: string } {
  return { event: 'change', id: String(seq), data: JSON.stringify({ kind, subject }) }
}
