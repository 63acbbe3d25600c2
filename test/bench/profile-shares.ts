import { Session } from 'node:inspector/promises'
import type { Profiler } from 'node:inspector'

/** Parts of the program, and the files whose own time counts for them; the first that fits takes it. */
const PARTS: readonly (readonly [part: string, file: RegExp])[] = [
  ['Signal', /libsignal|whatsapp-rust-bridge|curve25519|\/Signal\//],
  ['SQLite', /better-sqlite3|kysely|\/src\/store\//],
  ['engine', /\/src\/(?:engine|language|profile)\/|cel-js/],
  ['runner', /\/src\/(?:runner|core)\/|i18next|\/src\/assemble/],
  ['channel', /\/src\/channels\//],
  ['Baileys', /baileys|protobufjs|node_modules\/(?:ws|long|async-mutex|p-queue|@cacheable|lru-cache)\//],
]

/** Share of the busy time of a process by part of the program, from 0 to 1; they sum to 1. */
export type Shares = Readonly<Record<string, number>>

/** What a benchmarked process answers to `usage` and, once its profiler runs, to `shares`. */
export interface Report {
  /** Seconds of CPU so far. */
  readonly cpu: number
  readonly shares?: Shares
}

/** Lets the parent of this process ask how much CPU it used (`usage`), start its profiler, and read it (`shares`). */
export function profileOnDemand(): void {
  const session = new Session()
  session.connect()
  const answer = async (what: unknown): Promise<Report> => {
    if (what === 'profile') {
      await session.post('Profiler.enable')
      await session.post('Profiler.start')
    }
    const { user, system } = process.cpuUsage()
    const cpu = (user + system) / 1e6
    if (what !== 'shares') return { cpu }
    const { profile } = await session.post('Profiler.stop')
    return { cpu, shares: sharesOf(profile) }
  }
  process.on('message', (what) => void answer(what).then((report) => process.send?.(report)))
}

/** Sums the time of every function by part. What is native belongs to whoever called it. */
export function sharesOf({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile): Shares {
  const own = new Map<number, number>()
  for (const [index, id] of samples.entries()) own.set(id, (own.get(id) ?? 0) + (timeDeltas[index] ?? 0))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const sums = new Map<string, number>()
  const walk = (id: number, above: string): void => {
    const node = byId.get(id)
    if (!node) return
    const part = partOf(node.callFrame, above)
    if (part !== 'idle') sums.set(part, (sums.get(part) ?? 0) + (own.get(id) ?? 0))
    for (const child of node.children ?? []) walk(child, part)
  }
  const [root] = nodes
  if (root) walk(root.id, 'other')
  const total = [...sums.values()].reduce((sum, time) => sum + time, 0)
  const shares = [...sums].map(([part, time]) => [part, time / total] as const)
  return Object.fromEntries(shares.toSorted(([, one], [, other]) => other - one))
}

function partOf(
  { functionName, url }: Profiler.Profile['nodes'][number]['callFrame'],
  above: string,
): string {
  if (functionName === '(idle)') return 'idle'
  if (functionName === '(garbage collector)') return 'collecting garbage'
  const found = PARTS.find(([, file]) => file.test(url))?.[0]
  if (found) return found
  // Native functions and Node's own work for whoever called them.
  return url === '' || url.startsWith('node:') ? above : 'other'
}
