import type { StaffMember } from '#store/staff.ts'
import type { Asked, Reply } from './operator.ts'

const MOST = 100
const LOCAL = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/

/** `wasl case slots …`: times for interviews, as the clocks in Riyadh show them. */
export async function slotsCommand(asked: Asked, member: StaffMember): Promise<Reply | undefined> {
  const { parts, given, words } = asked
  const [, action = 'list', ...more] = given
  if (action === 'list') return listSlots(asked)
  if (action === 'add' && more.length > 0) return addSlots(asked, member, more)
  const [id] = more
  if (action !== 'remove' || id === undefined) return undefined
  const result = await parts.runner.cases.removeSlot(member, id)
  return 'refused' in result ? words.refused(result) : { code: 0, lines: [result.removed] }
}

async function listSlots({ parts, words }: Asked): Promise<Reply> {
  const slots = await parts.store.slots.free(parts.clock.now(), MOST)
  if (slots.length === 0) return { code: 0, lines: [words.say('labels.none')] }
  return {
    code: 0,
    lines: slots.map(({ id, at, minutes, staff, place }) =>
      [id, words.time(at), `${minutes}`, staff, place].join('  '),
    ),
  }
}

async function addSlots(
  { parts, option, words }: Asked,
  member: StaffMember,
  times: readonly string[],
): Promise<Reply> {
  const all = times.map((time) => (LOCAL.test(time) ? Date.parse(`${time}:00+03:00`) : Number.NaN))
  if (all.some(Number.isNaN)) return { code: 2, lines: [words.say('problems.badTime')] }
  const staff = option('staff')
  const place = option('place')
  const minutes = Number(option('minutes'))
  const wanted = all.map((at) => ({
    at,
    ...(staff !== undefined && { staff }),
    ...(place !== undefined && { place }),
    ...(minutes > 0 && { minutes }),
  }))
  const result = await parts.runner.cases.addSlots(member, wanted)
  if ('refused' in result) return words.refused(result)
  const { added, outside } = result
  return {
    code: 0,
    lines: [
      words.say('labels.slotsAdded', { count: added }),
      ...(outside > 0 ? [words.say('labels.outside', { count: outside })] : []),
    ],
  }
}
