import { existsSync } from 'node:fs'
import { maskPersonal } from '#runner/mask-personal.ts'
import type { InquiryGroup } from '#store/inquiries.ts'
import type { Store } from '#store/store.ts'
import { openData } from '../assemble.ts'
import type { Config } from '../config.ts'
import { CONTROL_SOCKET, askControl } from './control.ts'
import type { ControlCommands } from './control.ts'

const DAY = 86_400_000
const USUAL_DAYS = 30
const MOST_DAYS = 3_650
/** Inquiries looked through, and groups shown. */
const MOST_INQUIRIES = 20_000
const MOST_GROUPS = 100

/** What a running service does for `wasl inquiries`. */
export function inquiryCommands(store: Store): ControlCommands {
  return { inquiries: (days) => report(store, Number(days)) }
}

/**
 * `wasl inquiries [DAYS]`: questions of the last days that nobody answered, grouped, with how often and how they were
 * asked. Asked of the service that runs, else read from its data. The exit code.
 */
export async function inquiries(
  args: readonly string[],
  config: Pick<Config, 'dataFolder' | 'keysFolder'>,
  print: (line: string) => void,
): Promise<number> {
  const days = Number(args[0] ?? USUAL_DAYS)
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    print(`wasl inquiries [DAYS]   DAYS is a number from 1 to ${MOST_DAYS}`)
    return 2
  }
  if (!existsSync(config.dataFolder)) {
    print(`there are no data in ${config.dataFolder} yet`)
    return 1
  }
  for (const line of await linesOf(config, days)) print(line)
  return 0
}

async function linesOf(
  { dataFolder, keysFolder }: Pick<Config, 'dataFolder' | 'keysFolder'>,
  days: number,
): Promise<readonly string[]> {
  if (existsSync(`${dataFolder}/${CONTROL_SOCKET}`)) {
    const answer = await askControl(dataFolder, `inquiries ${days}`).catch(() => undefined)
    if (answer !== undefined) return answer.split('\n')
  }
  const store = await openData(dataFolder, keysFolder)
  try {
    return await report(store, days)
  } finally {
    await store.close()
  }
}

async function report(store: Store, days: number): Promise<readonly string[]> {
  const groups = await store.inquiries.unansweredGroups(Date.now() - days * DAY, MOST_INQUIRIES)
  if (groups.length === 0) return [`no unanswered questions in ${days} days`]
  const asked = groups.reduce((sum, group) => sum + group.count, 0)
  const more = groups.length - MOST_GROUPS
  return [
    `${asked} unanswered questions in ${days} days, ${groups.length} different ones`,
    ...groups.slice(0, MOST_GROUPS).flatMap(linesOfGroup),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

/** A group for an operator's eyes: who asked is not told, and what could tell it is masked. */
function linesOfGroup({ count, intent, last, samples }: InquiryGroup): string[] {
  const day = new Date(last).toISOString().slice(0, 10)
  const ways = [
    ...new Set(samples.map((sample) => maskPersonal(sample).replaceAll(/\s+/g, ' ').slice(0, 200))),
  ]
  return [
    `${String(count).padStart(5)}  ${day}  near ${intent ?? 'nothing'}`,
    ...ways.map((way) => `         ${way}`),
  ]
}
