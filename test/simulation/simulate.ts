import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Urn } from '#core/contact.ts'
import { SENDERS } from '#runner/deliver.ts'
import { PRIORITY } from '#store/outbox.ts'
import type { Store } from '#store/store.ts'
import { mulberry32 } from '../fakes/bot-api/faults.ts'
import { createCountedIds } from '../fakes/conversation.ts'
import { judgeReplies } from '../faults/judge-replies.ts'
import { createPlatform } from './platform.ts'
import type { Platform, Step } from './platform.ts'
import { ACCOUNT, startProcess } from './process.ts'
import type { Bug, Process, Time } from './process.ts'
import { scriptOf, tinyContent } from './tiny-content.ts'

/** What one seed came to. */
export interface Outcome {
  /** Broken guarantees, in words; empty where all hold. */
  readonly violations: readonly string[]
  readonly crashes: number
  readonly steps: number
  readonly duplicates: number
  /** Every step by name, in order: the same seed walks the same way. */
  readonly trace: string
}

const CHATS = [11, 12, 13]
const MOST_CRASHES = 5
const MOST_STEPS = 6_000
const BEGINNING = Date.UTC(2026, 2, 1, 9)
const STAFF_WORDS = 'رد الموظف'

const content = tinyContent()
/** Memory, where the machine has a folder in it: a crash here is the process's, not the machine's. */
const BASE = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

interface World {
  /** Requests that each person makes. */
  readonly requests: number
  readonly random: () => number
  readonly folder: string
  readonly platform: Platform
  readonly time: Time
  readonly people: readonly Talker[]
  readonly staff: Staff
  readonly birth: () => Promise<Process>
  process: Process | undefined
  crashes: number
  readonly trace: string[]
}

interface Talker {
  readonly chat: number
  readonly left: string[]
  readonly said: { readonly update: number; readonly text: string }[]
}

/** An employee whose page sends the same reply until it hears that it is stored. */
interface Staff {
  clicks: number
  heard: boolean
}

/** Plays one seed to its end and holds it to the guarantees G1 to G5. */
export async function simulate(seed: number, bug?: Bug): Promise<Outcome> {
  const random = mulberry32(seed)
  const folder = mkdtempSync(join(BASE, 'wasl-sim-'))
  const platform = createPlatform(random)
  const time = { now: BEGINNING }
  const ids = createCountedIds()
  // What a runner remembers with its library, its source of ids above all, is not for the next seed.
  const own = { ...content, library: { ...content.library } }
  const requests = seed % 4 === 0 ? 2 : 1
  const world: World = {
    requests,
    random,
    folder,
    platform,
    time,
    people: CHATS.map((chat) => ({ chat, left: [...scriptOf(chat, requests)], said: [] })),
    staff: { clicks: 0, heard: false },
    birth: () => startProcess({ folder, content: own, platform, time, ids, bug }),
    process: undefined,
    crashes: 0,
    trace: [],
  }
  try {
    const ended = await play(world)
    const found = await judge(world)
    const violations = [...(ended ? [] : ['it never comes to rest']), ...found.violations]
    const { crashes, trace } = world
    return { violations, crashes, steps: trace.length, duplicates: found.duplicates, trace: trace.join(' ') }
  } finally {
    await world.process?.crash()
    rmSync(folder, { recursive: true })
  }
}

/** Takes one step after the other; false where it goes on for ever. */
async function play(world: World): Promise<boolean> {
  for (let count = 0; count < MOST_STEPS; count += 1) {
    const steps = stepsOf(world)
    if (steps.every(({ weight }) => weight < 1)) {
      if (await atRest(world)) return true
      if (steps.length === 0 && !sleepOn(world)) return false
      if (steps.length === 0) continue
    }
    const step = choose(steps, world.random)
    world.trace.push(step.name)
    await step.run()
    await settle()
    if (world.random() < 0.05) world.time.now += Math.floor(world.random() * 2_000)
  }
  return false
}

/** Lets every promise that can go on go on. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function stepsOf(world: World): Step[] {
  const { process, platform, people } = world
  const talking = people
    .filter(({ left }) => left.length > 0)
    .map((talker) => ({ name: `say ${talker.chat}`, weight: 1.5, run: () => say(platform, talker) }))
  if (!process) return [...talking, { name: 'start', weight: 3, run: () => start(world) }]
  const crash = { name: 'crash', weight: 0.3, run: () => crashNow(world) }
  const click = { name: 'click', weight: 0.4, run: () => void staffClick(world, process) }
  return [
    ...talking,
    ...process.steps(),
    ...platform.steps(),
    ...(world.crashes < MOST_CRASHES && (process.busy || platform.inFlight > 0) ? [crash] : []),
    ...(world.staff.heard ? [] : [click]),
  ]
}

function choose(steps: readonly Step[], random: () => number): Step {
  const total = steps.reduce((sum, { weight }) => sum + weight, 0)
  let place = random() * total
  for (const step of steps) {
    place -= step.weight
    if (place < 0) return step
  }
  const last = steps.at(-1)
  if (!last) throw new Error('nothing can happen')
  return last
}

function say(platform: Platform, talker: Talker): void {
  const text = talker.left.shift() ?? ''
  talker.said.push({ update: platform.say(talker.chat, text), text })
}

async function start(world: World): Promise<void> {
  world.process = await world.birth()
  // Its first look at the outbox is a commit of the store's own, which no step stands for.
  for (let round = 0; round < 5; round += 1) await settle()
}

async function crashNow(world: World): Promise<void> {
  world.crashes += 1
  const { process } = world
  world.process = undefined
  await process?.crash()
  // Clocks are set right now and then, and not only forwards.
  if (world.random() < 0.3) world.time.now -= Math.floor(world.random() * 5_000)
}

const urnOf = (chat: number): Urn => `telegram:${chat}`

/** The same reply under the same key, however often it is asked for. */
async function staffClick({ staff, time }: World, { store, disk }: Process): Promise<void> {
  const contact = await disk.contacts.find(urnOf(CHATS[0] ?? 0), ACCOUNT)
  if (!contact) return
  const key = await disk.vault.open(contact.keyId)
  staff.clicks += 1
  const row = {
    id: `staff-${staff.clicks}`,
    contactId: contact.id,
    account: ACCOUNT,
    urn: contact.urn,
    priority: PRIORITY.reply,
    seq: time.now * 1000,
    notBefore: time.now,
    createdAt: time.now,
    message: { language: 'ar' as const, text: STAFF_WORDS },
    uniqueKey: 'staff-reply-1',
  }
  await store.commit([store.outbox.insert(row, key)])
  staff.heard = true
}

async function atRest({ people, platform, process, staff }: World): Promise<boolean> {
  if (!process || platform.waiting > 0 || platform.inFlight > 0 || process.busy || !staff.heard) return false
  if (people.some(({ left }) => left.length > 0)) return false
  const { inboxPending, outboxPending, outboxSending } = await process.disk.counts()
  return inboxPending + outboxPending + outboxSending === 0
}

/** Nothing happens by itself: time passes until somebody wakes. False where nobody ever will. */
function sleepOn({ process, time, trace }: World): boolean {
  const next = process?.nextWake
  if (next === undefined) return false
  time.now = Math.max(time.now, next)
  trace.push('sleep')
  return trace.length < MOST_STEPS
}

async function judge(world: World): Promise<{ violations: string[]; duplicates: number }> {
  const { platform, people, crashes } = world
  const process = world.process ?? (await world.birth())
  world.process = process
  const violations: string[] = []
  let duplicates = 0
  for (const talker of people) {
    const found = await judgeTalker(process.disk, world, talker)
    duplicates += found.duplicates
    violations.push(...found.violations.map((what) => `${talker.chat}: ${what}`))
  }
  const counts = await process.disk.counts()
  const recorded = Object.values(counts.casesByState).reduce((sum, count) => sum + count, 0)
  if (recorded !== people.length * world.requests) violations.push(`${recorded} requests on record`)
  if (counts.inboxDead > 0) violations.push(`${counts.inboxDead} messages given up`)
  if (platform.mostFlights > SENDERS) violations.push(`${platform.mostFlights} messages on their way at once`)
  const allowed = SENDERS * crashes + platform.ambiguous
  if (duplicates > allowed) violations.push(`${duplicates} duplicates where ${allowed} are allowed`)
  return { violations, duplicates }
}

async function judgeTalker(store: Store, { platform, requests }: World, talker: Talker) {
  const contact = await store.contacts.find(urnOf(talker.chat), ACCOUNT)
  if (!contact) return { violations: ['unknown'], duplicates: 0 }
  const key = await store.vault.open(contact.keyId)
  const turns = await store.messages.of(contact.id, key, { limit: 1_000 })
  const entries = turns.flatMap((turn) => turn.entries)
  const heard = entries
    .filter(({ from }) => from === 'contact')
    .map(({ externalId, text }) => `${externalId} ${text}`)
  const said = talker.said.map(({ update, text }) => `${update} ${text}`)
  const written = entries.filter(({ from }) => from === 'bot').map(({ outboxId }) => outboxId ?? '')
  const arrivals = platform.arrived.get(talker.chat) ?? []
  const replies = judgeReplies(
    written,
    arrivals.filter((id) => !id.startsWith('staff-')),
  )
  const fromStaff = new Set(arrivals.filter((id) => id.startsWith('staff-')))
  const violations = [
    ...said.filter((item) => !heard.includes(item)).map(() => 'lost a message'),
    ...(heard.length > said.length ? ['took a message twice'] : []),
    ...(heard.length === said.length && heard.join() !== said.join() ? ['took messages out of order'] : []),
    ...(replies.repliesWrong > 0 ? ['replies are missing or out of order'] : []),
    ...(fromStaff.size > 1 ? ['sent the reply of an employee twice'] : []),
    ...(await wrongRequests(store, contact.id, talker.chat, requests)),
  ]
  return { violations, duplicates: replies.duplicateSends }
}

async function wrongRequests(
  store: Store,
  contactId: string,
  chat: number,
  requests: number,
): Promise<string[]> {
  const cases = await store.cases.ofContact(contactId)
  const answers = cases.map((item) => JSON.stringify(item.answers))
  const expected = Array.from({ length: requests }, (_, run) => `من ${chat} ${run}`)
  const right = expected.every((words) => answers.filter((item) => item.includes(words)).length === 1)
  return right && cases.length === requests ? [] : ['requests are missing, doubled or mixed up']
}
