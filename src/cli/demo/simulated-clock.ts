import type { Clock } from '#runner/parts.ts'

/** A clock that moves only when it is moved; whoever sleeps wakes when their time has come. */
export interface SimulatedClock extends Clock {
  moveTo(at: number): void
}

export function createSimulatedClock(start: number): SimulatedClock {
  let now = start
  const sleepers = new Set<{ readonly at: number; wake(): void }>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const sleeper = {
          at: now + ms,
          wake() {
            sleepers.delete(sleeper)
            resolve()
          },
        }
        sleepers.add(sleeper)
        signal?.addEventListener('abort', sleeper.wake, { once: true })
      }),
    moveTo(at) {
      now = Math.max(now, at)
      for (const sleeper of sleepers) if (sleeper.at <= now) sleeper.wake()
    },
  }
}

/** What has to be done before the clock may move on. */
export interface World {
  readonly clock: SimulatedClock
  readonly store: {
    readonly timers: { next(): Promise<number | undefined> }
    readonly notices: { nextDue(after: number): Promise<number | undefined> }
  }
  readonly runner: { idle(): Promise<void> }
}

/** Longest nap of those who keep time in the runner: what they do not know of yet is found when it is over. */
const NAP = 60_000

/** Lets time pass until a moment: from one thing that is due to the next, each done before the clock goes on. */
export async function passTo(world: World, until: number): Promise<void> {
  const { clock, store, runner } = world
  await runner.idle()
  while (clock.now() < until) {
    const now = clock.now()
    const timer = await store.timers.next()
    const notice = await store.notices.nextDue(now)
    const next = Math.min(timer ?? until, notice ?? until, until)
    // What is due already waits for somebody who naps.
    clock.moveTo(next > now ? next : Math.min(now + NAP, until))
    await settle(world)
  }
}

/** Rounds of the event loop that whoever the clock woke may take; a nap may keep them from what is due. */
const ROUNDS = 20

/** Waits until those whom the clock woke have done their work. */
async function settle({ clock, store, runner }: World): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    await runner.idle()
    const due = (await store.timers.next()) ?? Infinity
    if (round > 1 && due > clock.now()) return
  }
}
