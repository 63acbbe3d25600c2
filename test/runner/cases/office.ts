import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Association } from '#core/association.ts'
import { foldCase } from '#core/case-file.ts'
import type { CaseFile } from '#core/case-file.ts'
import type { CaseCommand } from '#core/change-case.ts'
import type { CaseEvent } from '#core/case-event.ts'
import type { Role } from '#core/staff.ts'
import { loadProfile } from '#profile/load-profile.ts'
import { createMailboxes } from '#runner/mailbox.ts'
import { createCaseDesk } from '#runner/cases/case-desk.ts'
import type { CaseDesk } from '#runner/cases/case-desk.ts'
import { caseWrites } from '#runner/cases/case-writes.ts'
import { loadCase } from '#runner/cases/load-case.ts'
import type { LoadedCase } from '#runner/cases/load-case.ts'
import type { CaseDone } from '#runner/cases/staff-change.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { submissionWrites } from '#runner/cases/submission.ts'
import type { RunnerContent, RunnerLog } from '#runner/parts.ts'
import { createLibrary } from '#runner/library.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'
import type { Running } from '#runner/running.ts'
import { createSchedule } from '#runner/schedule.ts'
import { keepClocks, setSetting } from '#runner/set-setting.ts'
import type { SettingName } from '#runner/settings.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { NewCase } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import { ROOT, createCountedIds, createManualClock } from '../../fakes/conversation.ts'
import type { ManualClock } from '../../fakes/conversation.ts'
import type { Logged } from '../outbox-desk.ts'

const KEYS = { masterKey: new Uint8Array(32).fill(7), indexKey: new Uint8Array(32).fill(9) }
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Numbers and names that must never be seen in a log. */
export const IDENTITY = '1000000008'
export const NAME = 'فاطمة محمد الزهراني'
export const PHONE = '+966500000001'

/** A request to put on record, as its applicant would have sent it. */
export interface Submitted {
  readonly reference?: string
  readonly service?: string
  readonly kind?: NewCase['kind']
  readonly identity?: string
  readonly contact?: string
  /** The request that a matter is about. */
  readonly about?: string
  readonly answers?: Record<string, { value: unknown; display: string; skipped?: true }>
}

/** An association's staff at work, over the real store and the real schedule; no messages go out. */
export interface Office {
  readonly store: Store
  readonly desk: CaseDesk
  readonly content: RunnerContent
  /** Changes a setting. */
  set(name: SettingName, text: string): ReturnType<typeof setSetting>
  readonly clock: ManualClock
  readonly logged: Logged[]
  readonly staff: Readonly<Record<Role | 'second' | 'third', StaffMember>>
  submit(of?: Submitted): Promise<string>
  /** What a member of staff does; throws where it is refused. */
  act(who: StaffMember, reference: string, ...commands: readonly CaseCommand[]): Promise<CaseDone>
  /** What a member of staff tries; the refusal where there is one. */
  attempt(who: StaffMember, reference: string, command: CaseCommand): Promise<CaseDone | Refused>
  /** What the applicant does. */
  ask(reference: string, command: CaseCommand): Promise<void>
  load(reference: string): Promise<LoadedCase>
  file(reference: string): Promise<CaseFile>
  events(reference: string): Promise<readonly CaseEvent[]>
  openTasks(): Promise<readonly string[]>
  notices(reference: string): Promise<readonly string[]>
  /** Lets time pass in steps of at most half a day, so that every timer fires at its own time. */
  pass(ms: number): Promise<void>
  restart(content?: RunnerContent): Promise<void>
}

const ANSWERS = {
  for_whom: { value: 'self', display: 'لي' },
  full_name: { value: NAME, display: NAME },
  identity: { value: IDENTITY, display: IDENTITY },
  mobile: { value: PHONE, display: PHONE },
  stage: { value: 'secondary', display: 'ثانوي' },
  email: { value: null, display: '', skipped: true as const },
}

/** What would deliver messages and say notices: here they stay where they are written. */
const NOBODY = {
  delivery: { start: () => undefined, wake: () => undefined, idle: nothing, stop: nothing },
  planner: {
    start: () => undefined,
    wake: () => undefined,
    contactWrote: nothing,
    idle: nothing,
    stop: nothing,
  },
} as unknown as Pick<Running, 'delivery' | 'planner'>

function nothing(): Promise<void> {
  return Promise.resolve()
}

/** The content of an association, but for the conversations. */
export function contentWithoutFlows(
  id: string,
  change?: (association: Association) => Association,
): RunnerContent {
  const profile = loadProfile(join(ROOT, 'data/associations', id))
  if ('problems' in profile) throw new Error(profile.problems[0]?.message)
  const association = change ? change(profile.association) : profile.association
  const made = createLibrary(new Map(), association)
  if ('problems' in made) throw new Error(made.problems[0]?.message)
  const renderer = createRenderer(readLocales(join(ROOT, 'locales')), association)
  const matcher = {
    match: () => ({ outcome: 'no_match', candidates: [] }),
  } as unknown as RunnerContent['matcher']
  return { association, renderer, library: made.library, matcher }
}

export async function openOffice(association = 'irtiqa', given?: RunnerContent): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-office-'))
  const clock = createManualClock()
  const ids = createCountedIds()
  const logged: Logged[] = []
  const note = (what: string, fields = {}): void => void logged.push({ what, fields })
  const log: RunnerLog = { info: note, warn: note, error: note }
  let content = given ?? contentWithoutFlows(association)
  const open = async () => {
    const store = await openStore({ folder, ...KEYS, now: clock.now })
    const stopping = new AbortController()
    const running: Running = {
      ...content,
      store,
      clock,
      ids,
      log,
      language: 'ar',
      channels: new Map(),
      fileSources: new Map(),
      mailboxes: createMailboxes(() => Promise.resolve()),
      ...NOBODY,
      nextSeq: () => 0,
      stopping: stopping.signal,
    }
    await keepClocks(running)
    const schedule = createSchedule(() => running)
    schedule.start()
    const stop = async (): Promise<void> => {
      stopping.abort()
      await schedule.stop()
      await store.close()
    }
    return { store, running, desk: createCaseDesk(() => running), stop }
  }
  let now = await open()
  onTestFinished(async () => {
    await now.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const staff = await hire(now.store)

  const load = async (reference: string): Promise<LoadedCase> => {
    const loaded = await loadCase(now.running, { reference })
    if (!loaded) throw new Error('no case')
    return loaded
  }
  const contactFor = async (id: string) => {
    const known = await now.store.contacts.get(id)
    if (known) return now.store.vault.open(known.keyId)
    const { key, write } = now.store.vault.newKey(`key-${id}`)
    const contact = { id, urn: `terminal:${id}`, account: 'test', createdAt: clock.now() } as const
    await now.store.commit([write, ...now.store.contacts.create(contact, key)])
    return key
  }
  let count = 0
  const office: Office = {
    clock,
    logged,
    staff,
    load,
    get store() {
      return now.store
    },
    get content() {
      return content
    },
    get desk() {
      return now.desk
    },
    set: (name, text) => setSetting(now.running, 'operator', name, text),
    async submit(of = {}) {
      const { kind = 'support', identity = IDENTITY, contact = 'c1' } = of
      const service = of.service ?? content.association.services[0]?.id ?? ''
      const key = await contactFor(contact)
      const reference = of.reference ?? `REFER${100 + ++count}`
      const id = ids.newId()
      const form = content.association.services.find((item) => item.id === service)?.form
      const record: NewCase = {
        id,
        reference,
        service,
        contactId: contact,
        kind,
        state: 'submitted',
        answers: {
          answers: of.answers ?? ANSWERS,
          ...(of.about !== undefined && { about: of.about }),
          groups: { children: [{ child: { value: 'x', display: 'سعد' } }] },
        },
        summary: NAME,
        formRevision: form?.revision ?? 'h',
        submittedAt: clock.now(),
        identity,
      }
      const event = { id: ids.newId(), at: clock.now(), by: 'contact', kind: 'submitted' } as const
      await now.store.commit([
        ...now.store.cases.create(record, event, key),
        ...submissionWrites(now.running, record, clock.now()),
      ])
      return reference
    },
    attempt: (who, reference, command) => now.desk.change(who, { reference }, command),
    async act(who, reference, ...commands) {
      let done: CaseDone | Refused | undefined
      for (const command of commands) {
        done = await office.attempt(who, reference, command)
        if ('refused' in done)
          throw new Error(`${command.do}: ${done.refused} ${done.items?.join(' ') ?? ''}`)
      }
      if (!done || 'refused' in done) throw new Error('nothing to do')
      return done
    },
    async ask(reference, command) {
      const change = caseWrites(now.running, await load(reference), command, {
        by: 'contact',
        at: clock.now(),
      })
      if ('refused' in change) throw new Error(`${command.do}: ${change.refused}`)
      await now.store.commit(change.writes)
    },
    async file(reference) {
      return (await load(reference)).file
    },
    async events(reference) {
      const { record, key } = await load(reference)
      const events = await now.store.cases.events(record.id, key)
      expectSame(foldCase(record.id, record.kind, events).state, record.state)
      return events
    },
    openTasks: async () => (await now.store.tasks.open(100)).map(({ kind }) => kind),
    async notices(reference) {
      const { record } = await load(reference)
      const all = await now.store.notices.ofContact(record.contactId)
      return all
        .filter(({ caseId }) => caseId === record.id)
        .map(({ kind }) => kind)
        .toReversed()
    },
    async pass(ms) {
      for (let left = ms; left > 0; left -= Math.min(left, DAY / 2)) {
        clock.advance(Math.min(left, DAY / 2))
        await settled(now.store, clock)
      }
    },
    async restart(other) {
      await now.stop()
      content = other ?? content
      now = await open()
    },
  }
  return office
}

/** The schedule has done all that is due. */
async function settled(store: Store, clock: ManualClock): Promise<void> {
  for (let round = 0; round < 2_000; round++) {
    await new Promise((resolve) => setImmediate(resolve))
    if (round < 20) continue
    const next = await store.timers.next()
    if (next === undefined || next > clock.now()) return
    if (round % 50 === 0) clock.advance(60)
  }
  throw new Error('a timer is due and does not fire')
}

function expectSame(folded: string, stored: string): void {
  if (folded !== stored) throw new Error(`the row says ${stored}, its events ${folded}`)
}

async function hire(store: Store): Promise<Office['staff']> {
  const roles = [
    'relations',
    'researcher',
    'committee',
    'manager',
    'satisfaction',
    'auditor',
    'admin',
    'volunteer',
  ] as const
  const all = [
    ...roles.map((role) => ({ id: role, role })),
    { id: 'second', role: 'committee' as const },
    { id: 'third', role: 'committee' as const },
  ]
  await store.commit(
    all.map(({ id, role }) => store.staff.add({ id, name: `موظف ${id}`, role, createdAt: 0 })),
  )
  const members = await store.staff.all()
  return Object.fromEntries(members.map((member) => [member.id, member])) as Office['staff']
}

/** Everything that staff compare, found to match. */
export async function checkAll(
  office: Office,
  reference: string,
  who = office.staff.relations,
): Promise<void> {
  const { rules } = await office.load(reference)
  for (const item of rules.items) await office.act(who, reference, { do: 'check', item, result: 'matches' })
}

/** A case as far as the decision: checked, assessed with the interview waived. */
export async function toDecision(office: Office, reference: string): Promise<void> {
  const { researcher } = office.staff
  await checkAll(office, reference)
  await office.act(office.staff.relations, reference, { do: 'complete' })
  await office.act(researcher, reference, { do: 'begin_assessment' })
  const { rules } = await office.load(reference)
  for (const criterion of rules.criteria) {
    const finding = { criterion, met: true, value: 'نعم', source: 'document' as const }
    await office.act(researcher, reference, { do: 'find', finding })
  }
  await office.act(researcher, reference, { do: 'finish_assessment', waived: 'معروف من قبل' })
}
