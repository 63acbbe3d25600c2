import type { CaseCommand } from '#core/change-case.ts'
import type { CheckResult } from '#core/case-event.ts'
import type { Outcome } from '#core/decision.ts'
import type { Role } from '#core/staff.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { loadCase } from '#runner/cases/load-case.ts'
import type { LoadedCase } from '#runner/cases/load-case.ts'
import type { StaffMember } from '#store/staff.ts'
import { SILENT } from './conversation.ts'
import type { Conversation } from './conversation.ts'

const HOUR = 3_600_000
const ROLES: readonly Role[] = ['relations', 'researcher', 'manager']
const COMMITTEE = ['chair', 'second', 'third'] as const

/** Staff of the association of a conversation, hired when they are first needed. */
async function staffOf(talk: Conversation): Promise<ReadonlyMap<string, StaffMember>> {
  const { store } = talk
  if ((await store.staff.all()).length === 0) {
    const members = [
      ...ROLES.map((role) => ({ id: role, role })),
      ...COMMITTEE.map((id) => ({ id, role: 'committee' as const })),
    ]
    const committee = JSON.stringify({ members: COMMITTEE, chair: 'chair' })
    await store.commit([
      ...members.map(({ id, role }) => store.staff.add({ id, name: id, role, createdAt: 0 })),
      store.settings.set('committee', committee),
      store.settings.set('deciders', JSON.stringify(['manager'])),
    ])
  }
  return new Map((await store.staff.all()).map((member) => [member.id, member]))
}

/** What staff do with the newest case of a conversation, by a word of a transcript; returns what the person hears of it. */
export async function actAsStaff(
  talk: Conversation,
  association: Parameters<typeof loadCase>[0]['association'],
  words: readonly string[],
): Promise<readonly OutgoingMessage[]> {
  const before = talk.sent.length
  const staff = await staffOf(talk)
  const [newest] = await talk.store.cases.newest(1)
  if (!newest) throw new Error('there is no case')
  const load = async (): Promise<LoadedCase> => {
    const parts = { store: talk.store, association, log: SILENT, clock: talk.clock }
    const loaded = await loadCase(parts, { id: newest.id })
    if (!loaded) throw new Error('there is no case')
    return loaded
  }
  const act = async (who: string, ...commands: readonly CaseCommand[]): Promise<void> => {
    const member = staff.get(who)
    if (!member) throw new Error(`nobody is called ${who}`)
    for (const command of commands) {
      const done = await talk.runner.cases.change(member, { id: newest.id }, command)
      if ('refused' in done)
        throw new Error(`${command.do}: ${done.refused} ${('items' in done && done.items?.join(' ')) || ''}`)
    }
  }
  const desk: Desk = { talk, staff, load, act, id: newest.id }
  const [deed = '', ...rest] = words
  const run = DEEDS[deed]
  if (!run) throw new Error(`staff cannot ${deed}`)
  await run(desk, rest)
  await talk.runner.idle()
  return talk.sent.slice(before)
}

interface Desk {
  readonly talk: Conversation
  readonly staff: ReadonlyMap<string, StaffMember>
  readonly id: string
  load(): Promise<LoadedCase>
  act(who: string, ...commands: readonly CaseCommand[]): Promise<void>
}

const DEEDS: Readonly<Record<string, (desk: Desk, words: readonly string[]) => Promise<void>>> = {
  /** `return item why [note …]`, items parted by commas. */
  async return({ act }, [items = '', why = 'missing', ...note]) {
    const missing = items.split(',').map((item) => ({
      item,
      why: why as Exclude<CheckResult, 'matches'>,
      ...(note.length > 0 && { note: note.join(' ') }),
    }))
    await act('relations', { do: 'return', missing })
  },
  async complete({ act, load }) {
    const { rules } = await load()
    const checks = rules.items.map((item): CaseCommand => ({ do: 'check', item, result: 'matches' }))
    await act('relations', ...checks, { do: 'complete' })
  },
  assess: ({ act }) => act('researcher', { do: 'begin_assessment' }),
  /** Three times, from ten in the morning on, so many days from now. */
  async offer({ talk, staff, id }, [days = '2']) {
    const member = staff.get('researcher')
    if (!member) throw new Error('no researcher')
    const from = talk.clock.now() + Number(days) * 24 * HOUR - 2 * HOUR
    const times = [0, 1, 2].map((hours) => ({ at: from + hours * HOUR, place: 'مقر الجمعية' }))
    const added = await talk.runner.cases.addSlots(member, times)
    if ('refused' in added) throw new Error(added.refused)
    const free = (await talk.store.slots.free(from, 3)).map((slot) => slot.id)
    const done = await talk.runner.cases.offer(member, { id }, free)
    if ('refused' in done) throw new Error(done.refused)
  },
  hold: ({ act }) => act('researcher', { do: 'hold_interview', result: 'تمت المقابلة' }),
  miss: ({ act }) => act('researcher', { do: 'miss_interview' }),
  cancel_interview: ({ act }) => act('researcher', { do: 'cancel_interview', why: 'ظرف' }),
  visit: ({ act }) => act('researcher', { do: 'propose_visit' }),
  plan: ({ act }, [day = '']) => act('researcher', { do: 'plan_visit', day, visitor: 'researcher' }),
  async conclude({ act, load }) {
    const { rules } = await load()
    const findings = rules.criteria.map((criterion): CaseCommand => {
      const finding = { criterion, met: true, value: 'نعم', source: 'document' as const }
      return { do: 'find', finding }
    })
    await act('researcher', ...findings, { do: 'finish_assessment', waived: 'معروف' })
  },
  /** `decide outcome`: before the earliest day, with the reason written. */
  async decide({ act, load }, [outcome = 'accepted']) {
    const { rules } = await load()
    const given = outcome as Outcome
    const why =
      given === 'accepted'
        ? { granted: 'سداد إيجار ثلاثة أشهر' }
        : { reason: 'conditions_not_met', text: 'نقدّر حاجتك، ولم تنطبق شروط الخدمة.', next: 'يمكن الاعتراض.' }
    const command: CaseCommand = { do: 'decide', outcome: given, early: 'حاجة عاجلة', ...why }
    if (rules.deciders.kind !== 'committee') return act('manager', command)
    for (const who of COMMITTEE) await act(who, { do: 'give_opinion', outcome: given })
    await act('chair', command)
  },
  round: ({ act }) => act('manager', { do: 'open_round', why: 'اعتراض' }),
  register: ({ act }) => act('relations', { do: 'register', number: '17' }),
  deliver: ({ act }) => act('relations', { do: 'deliver', what: 'سداد الإيجار' }),
  answer: ({ act }, words) => act('manager', { do: 'answer', text: words.join(' ') }),
}
