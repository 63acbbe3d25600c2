import type { CaseEvent } from '#core/case-event.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { mayDo } from '#core/staff.ts'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { caseWrites } from './case-writes.ts'
import { changeWaits } from './data-change.ts'
import { destructionHindered, farewell } from './destroy-data.ts'
import { identifyWrites } from './identify-person.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase, WhichCase } from './load-case.ts'
import { sees } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/** A case after a change by staff, and what happened. */
export interface CaseDone {
  readonly loaded: LoadedCase
  readonly events: readonly CaseEvent[]
}

/** How a member of staff came to a case: `rev` is the revision that was on the screen. */
export interface Seen {
  readonly rev?: number
}

/**
 * Carries out what a member of staff wants of a case: the role, the rules and what others did meanwhile decide.
 * Of two at once the first wins, and the other learns who that was.
 */
export async function changeAsStaff(
  running: Running,
  member: StaffMember,
  which: WhichCase,
  command: CaseCommand,
  seen: Seen = {},
): Promise<CaseDone | Refused> {
  const { store, clock, planner, delivery } = running
  if (member.status !== 'active' || !mayDo(member.role, command.do)) return { refused: 'not_allowed' }
  const loaded = await loadCase(running, which)
  if (!loaded || !sees(member, loaded)) return { refused: 'not_found' }
  if (seen.rev !== undefined && seen.rev !== loaded.record.rev) return lost(running, loaded)
  if (command.do === 'answer' && changeWaits(loaded.record, clock.now())) return { refused: 'change_waits' }
  const known = await check(running, loaded, command)
  if ('refused' in known) return known
  const change = caseWrites(running, loaded, known, { by: `staff:${member.id}`, at: clock.now() })
  if ('refused' in change) return change
  try {
    await store.commit([...change.writes, ...(await withCommand(running, change.loaded, command))])
  } catch (error) {
    if (!(error instanceof StaleWrite)) throw error
    if (error.query.startsWith('slots.')) return { refused: 'slot_taken' }
    return lost(running, loaded)
  }
  planner.wake()
  delivery.wake()
  return { loaded: change.loaded, events: change.events }
}

/** Someone else was first: who, and with what. */
async function lost({ store }: Running, { record, key }: LoadedCase): Promise<Refused> {
  const last = (await store.cases.events(record.id, key)).at(-1)
  return {
    refused: 'changed_meanwhile',
    ...(last && { first: { by: last.by, what: last.kind, at: last.at } }),
  }
}

/** What a command speaks of must be there, or must not: people of staff, slots that are free, days of the calendar. */
async function check(
  running: Running,
  loaded: LoadedCase,
  command: CaseCommand,
): Promise<CaseCommand | Refused> {
  const { store, clock } = running
  switch (command.do) {
    case 'propose_destruction':
    case 'confirm_destruction':
      return (await destructionHindered(running, loaded)) ?? command
    case 'assign':
      return (await isActive(store, command.to)) ? command : { refused: 'unknown_staff' }
    case 'plan_visit': {
      if (!isDay(command.day)) return { refused: 'unknown_day' }
      return (await isActive(store, command.visitor)) ? command : { refused: 'unknown_staff' }
    }
    case 'offer_interview': {
      const slots = await Promise.all(command.slots.map((id) => store.slots.get(id)))
      if (slots.length === 0) return { refused: 'no_slots' }
      return slots.every((slot) => slot && slot.at > clock.now()) ? command : { refused: 'slot_past' }
    }
    case 'book_interview': {
      const slot = await store.slots.get(command.slot)
      if (!slot || slot.at <= clock.now()) return { refused: 'slot_past' }
      return { ...command, when: slot.at }
    }
    default:
      return command
  }
}

/** What belongs to a command beside the case itself: who was checked is a person on record from then on. */
async function withCommand(running: Running, loaded: LoadedCase, command: CaseCommand): Promise<Write[]> {
  if (command.do === 'confirm_destruction') return farewell(running, loaded)
  return command.do === 'complete' ? identifyWrites(running, loaded) : []
}

async function isActive(store: Running['store'], id: string): Promise<boolean> {
  return (await store.staff.get(id))?.status === 'active'
}

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
