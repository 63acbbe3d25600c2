import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Urn } from '#core/contact.ts'
import type { Channel } from '#channels/channel.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { createIds } from '#runner/ids.ts'
import { createRunner } from '#runner/runner.ts'
import { hashSecret } from '#store/secret-hash.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import { SILENT } from '../fakes/conversation.ts'
import { benchBare } from './bare.ts'
import { INPUTS, benchContent } from './form.ts'

/** Conversations interleaved, and how many are spoken with at once. */
const CONVERSATIONS = Number(process.env.BENCH_CONVERSATIONS ?? 2000)
const AT_ONCE = [1, 64] as const

export interface Figures {
  readonly turns: number
  readonly seconds: number
  readonly cpu: number
  readonly transactions: number
  /** Milliseconds from "received" to the reply in the channel's hands. */
  readonly latencies: readonly number[]
}

/** Durable turns a second through the real runner, and the same rows written by bare prepared statements. */
export async function benchTurns(write: (line: string) => void): Promise<void> {
  for (const atOnce of AT_ONCE) {
    const count = atOnce === 1 ? Math.min(200, CONVERSATIONS) : CONVERSATIONS
    const wasl = await measure(count, atOnce)
    const bare = await benchBare({
      turns: wasl.turns,
      contacts: count,
      grouping: wasl.turns / wasl.transactions,
    })
    const rate = wasl.turns / wasl.seconds
    write(
      `${String(atOnce).padStart(3)} at once: ${rate.toFixed(0)} turns/s of ${wasl.turns}, ` +
        `p50 ${percentile(wasl.latencies, 0.5)} ms, p99 ${percentile(wasl.latencies, 0.99)} ms, ` +
        `CPU ${((wasl.cpu / wasl.turns) * 1e6).toFixed(0)} µs a turn; ` +
        `bare statements ${(bare.turns / bare.seconds).toFixed(0)}/s, CPU ${((bare.cpu / bare.turns) * 1e6).toFixed(0)} µs; ` +
        `ratio ${(rate / (bare.turns / bare.seconds)).toFixed(2)}, CPU ratio ${(bare.cpu / wasl.cpu).toFixed(2)}; ${(wasl.turns / wasl.transactions).toFixed(1)} turns a transaction`,
    )
  }
  write(
    `the hash of a request's PIN, not in the figures above: ${(await pinHashCost()).toFixed(0)} ms CPU, off the loop`,
  )
  write(`peak memory ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB resident`)
}

/**
 * A request has a PIN, and the hash of a PIN is dear on purpose (argon2id, on other threads): it is measured by itself,
 * or it would hide what a turn costs.
 */
function withoutPinHash(store: Store): Store {
  return { ...store, pins: { ...store.pins, hash: () => Promise.resolve('argon2id$not$measured') } }
}

/** CPU milliseconds of the hash of one PIN, as each submission pays it. */
async function pinHashCost(): Promise<number> {
  const times = 10
  const before = process.cpuUsage()
  for (let at = 0; at < times; at++) await hashSecret(Buffer.from(`pin ${at}`))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}

function percentile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1)
}

/** Runs whole conversations through the real runner; `prepare` may fill the data folder first. */
export async function measure(
  conversations: number,
  atOnce: number,
  prepare?: (folder: string) => void,
): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-bench-'))
  const keys = { masterKey: new Uint8Array(32).fill(1), indexKey: new Uint8Array(32).fill(2) }
  if (prepare) {
    await (await openStore({ folder, ...keys, now: SYSTEM_CLOCK.now })).close()
    prepare(folder)
  }
  const opened = await openStore({ folder, ...keys, now: SYSTEM_CLOCK.now })
  const { store: counted, transactions } = countTransactions(opened)
  const store = withoutPinHash(counted)
  const answered = new Map<Urn, () => void>()
  const channel = quietChannel((urn) => answered.get(urn)?.())
  const runner = createRunner({
    ...benchContent(),
    store,
    channels: new Map([['terminal', channel]]),
    fileSources: new Map(),
    clock: SYSTEM_CLOCK,
    ids: createIds(),
    log: SILENT,
    language: 'ar',
  })
  await runner.start()
  const latencies: number[] = []
  const talk = async (number: number): Promise<void> => {
    const urn: Urn = `terminal:${number}`
    for (const [turn, text] of ['/start', ...INPUTS].entries()) {
      const began = performance.now()
      const reply = new Promise<void>((resolve) => answered.set(urn, resolve))
      const content = turn === 0 ? ({ kind: 'start' } as const) : ({ kind: 'text', text } as const)
      await runner.receive([
        { urn, account: 'bench', externalId: `${number}-${turn}`, sentAt: Date.now(), content },
      ])
      await reply
      latencies.push(performance.now() - began)
    }
    answered.delete(urn)
  }
  const cpu = process.cpuUsage()
  const began = performance.now()
  let next = 0
  const worker = async (): Promise<void> => {
    while (next < conversations) await talk(next++)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  await runner.idle()
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  await runner.stop()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
  return {
    turns: latencies.length,
    seconds,
    cpu: (used.user + used.system) / 1e6,
    latencies,
    transactions: transactions(),
  }
}

/** Counts the transactions of the store: commits asked for until the first of them is on disk share one. */
function countTransactions(opened: Store) {
  let count = 0
  let open = false
  const commit: Store['commit'] = (writes) => {
    const done = opened.commit(writes)
    if (open) return done
    open = true
    count += 1
    return done.finally(() => (open = false))
  }
  return { store: { ...opened, commit }, transactions: () => count }
}

function quietChannel(onSend: (urn: Urn) => void): Channel {
  return {
    type: 'terminal',
    capabilities: {
      buttons: 0,
      buttonLabel: 0,
      listRows: 0,
      textLength: 4096,
      fileBytes: 0,
      polls: false,
      requestPhone: false,
      requestLocation: false,
    },
    start: () => Promise.resolve(),
    send(message) {
      onSend(message.urn)
      return Promise.resolve({ externalId: message.id })
    },
    stop: () => Promise.resolve(),
  }
}
