import { isOpen } from '#core/working-time.ts'
import { mayDo } from '#core/staff.ts'
import type { Slot } from '#store/slots.ts'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { readSettings } from '../settings.ts'
import type { WhichCase } from './load-case.ts'
import { changeAsStaff } from './staff-change.ts'
import type { CaseDone, Seen } from './staff-change.ts'
import type { Refused } from './staff-refusal.ts'

/** A slot as it is wanted; staff, length and place may be left to the settings. */
export interface WantedSlot {
  readonly at: number
  readonly staff?: string
  readonly minutes?: number
  readonly place?: string
}

/** How many slots an applicant chooses among. */
const CHOICES = 3
const USUAL_MINUTES = 30
const MINUTE = 60_000

/** Times at which a member of staff holds interviews. `outside` names those that lie outside working hours. */
export async function addSlots(
  running: Running,
  member: StaffMember,
  wanted: readonly WantedSlot[],
): Promise<{ readonly added: number; readonly outside: number } | Refused> {
  const { store, ids, clock, association } = running
  if (member.status !== 'active' || !mayDo(member.role, 'slots')) return { refused: 'not_allowed' }
  if (wanted.some(({ at }) => !(at > clock.now()))) return { refused: 'slot_past' }
  const { slots, workingTime } = await readSettings(running)
  const rows = wanted.map(({ at, staff = member.id, minutes, place }) => ({
    id: ids.newId(),
    at,
    staff,
    minutes: minutes ?? slots?.minutes ?? USUAL_MINUTES,
    place: place ?? slots?.place ?? association.shortName.ar,
  }))
  if (await overlaps(running, rows)) return { refused: 'slot_taken' }
  const entry = { at: clock.now(), actor: `staff:${member.id}`, action: 'slots_added', subject: member.id }
  try {
    await store.commit([...rows.map((row) => store.slots.add(row)), store.audit.append(entry)])
  } catch (error) {
    if (error instanceof StaleWrite) return { refused: 'slot_taken' }
    throw error
  }
  return { added: rows.length, outside: rows.filter(({ at }) => !isOpen(workingTime, at)).length }
}

/** Nobody holds two interviews at once. */
async function overlaps(
  { store }: Running,
  rows: readonly Pick<Slot, 'id' | 'at' | 'minutes' | 'staff'>[],
): Promise<boolean> {
  const from = Math.min(...rows.map(({ at }) => at)) - 240 * MINUTE
  const to = Math.max(...rows.map(({ at, minutes }) => at + minutes * MINUTE))
  const there = [...(await store.slots.between(from, to)), ...rows]
  return rows.some((row) =>
    there.some(
      (other) =>
        other.id !== row.id &&
        other.staff === row.staff &&
        other.at < row.at + row.minutes * MINUTE &&
        row.at < other.at + other.minutes * MINUTE,
    ),
  )
}

/** Takes a free slot away. */
export async function removeSlot(
  { store, clock }: Running,
  member: StaffMember,
  id: string,
): Promise<{ readonly removed: string } | Refused> {
  if (member.status !== 'active' || !mayDo(member.role, 'slots')) return { refused: 'not_allowed' }
  const entry = { at: clock.now(), actor: `staff:${member.id}`, action: 'slot_removed', subject: id }
  try {
    await store.commit([store.slots.remove(id), store.audit.append(entry)])
  } catch (error) {
    if (error instanceof StaleWrite) return { refused: 'slot_taken' }
    throw error
  }
  return { removed: id }
}

/** Offers an applicant three slots: those named, else the earliest free ones from tomorrow on, on different days if may be. */
export async function offerInterview(
  running: Running,
  member: StaffMember,
  which: WhichCase,
  given: readonly string[] = [],
  seen: Seen = {},
): Promise<CaseDone | Refused> {
  const slots = given.length > 0 ? given.slice(0, CHOICES) : await chooseSlots(running)
  return changeAsStaff(running, member, which, { do: 'offer_interview', slots }, seen)
}

const NOTICE = 24 * 60 * MINUTE

async function chooseSlots({ store, clock }: Running): Promise<string[]> {
  const free = await store.slots.free(clock.now() + NOTICE, 200)
  const chosen = free.slice(0, 1)
  for (const slot of free.slice(1)) {
    if (chosen.length === CHOICES) break
    if (chosen.every((other) => slot.at - other.at >= NOTICE / 2)) chosen.push(slot)
  }
  const rest = free.filter((slot) => !chosen.includes(slot))
  return [...chosen, ...rest.slice(0, CHOICES - chosen.length)]
    .toSorted((a, b) => a.at - b.at)
    .map(({ id }) => id)
}
