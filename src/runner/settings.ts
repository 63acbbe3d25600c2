import { z } from 'zod'
import type { Association } from '#core/association.ts'
import { riyadhDay } from '#core/riyadh.ts'
import { suggestedDays } from '#core/suggested-days.ts'
import type { Opening, QuietHours, WorkingTime } from '#core/working-time.ts'
import type { Store } from '#store/store.ts'
import type { RunnerLog } from './parts.ts'

const minute = z.int().min(0).max(1440)
const opening = z
  .strictObject({ from: minute, to: minute })
  .refine(({ from, to }) => from < to, 'opens before it closes')
const day = z.iso.date()
const span = { from: day, to: day }
const days = z.int().min(1).max(365)
const staff = z.string().min(1)

/** What an association sets for itself, beside its policy, and how each is checked. */
export const SETTINGS = {
  working_time: z.strictObject({
    days: z.array(z.int().min(0).max(6)).min(1),
    usual: opening,
    seasons: z.array(z.strictObject({ ...span, opening })),
    holidays: z.array(z.strictObject({ ...span, name: z.string().exactOptional() })),
  }),
  quiet_hours: z.strictObject({ from: minute, to: minute }),
  committee: z
    .strictObject({
      members: z.array(staff).min(2),
      chair: staff.exactOptional(),
      quorum: z.int().min(2).exactOptional(),
    })
    .refine(({ members, chair }) => chair === undefined || members.includes(chair), 'the chair is a member'),
  deciders: z.array(staff).min(1),
  handoff: z.strictObject({
    escalateAfterMinutes: z.int().min(5).max(2400),
    returnAfterHours: z.int().min(1).max(240),
  }),
  slots: z.strictObject({ minutes: z.int().min(5).max(240), place: z.string().min(1).max(120) }),
  decision_days: days,
  /** How long after a refusal an objection may come, until the request is closed by itself. */
  objection_period_days: days,
  /** After so many days a delivery that nobody disputes counts as arrived. */
  confirm_days: days,
  survey_days: days,
  /** How long a decided request is kept at least, whoever asks for its destruction; unset: not longer than asked. */
  retention_days: z.int().min(1).max(3650),
  // Until when each matter is answered; `objection_days`: until when an objection is looked into.
  complaint_days: days,
  suggestion_days: days,
  objection_days: days,
  volunteer_days: days,
  membership_days: days,
  appointment_days: days,
  call_days: days,
  update_days: days,
} as const

export type SettingName = keyof typeof SETTINGS

/** The settings as they hold: what was set, else a default; a number of days that nobody set is absent. */
export interface Settings {
  readonly workingTime: WorkingTime
  readonly quietHours: QuietHours
  readonly committee?: {
    readonly members: readonly string[]
    readonly chair?: string
    readonly quorum?: number
  }
  readonly deciders?: readonly string[]
  readonly slots?: { readonly minutes: number; readonly place: string }
  /** How long a person waits before somebody is told, and a quiet conversation before the bot has it again; working time. */
  readonly handoff: { readonly escalateAfterMinutes: number; readonly returnAfterHours: number }
  /** Numbers of days by the name of their setting (`complaint_days`). */
  readonly days: Readonly<Record<string, number>>
}

/** An hour of work without an answer is too long; two days of work without a word are the end of a talk. */
const HANDOFF = { escalateAfterMinutes: 60, returnAfterHours: 16 } as const
const QUIET: QuietHours = { from: 21 * 60, to: 8 * 60 }
const WEEK = [0, 1, 2, 3, 4]
const USUAL: Opening = { from: 8 * 60, to: 16 * 60 }
const RAMADAN: Opening = { from: 10 * 60, to: 15 * 60 }

/** Reads the settings of a store. What is stored and cannot be used is as if it were not set, and said so in the log. */
export async function readSettings(given: {
  readonly store: Store
  readonly association: Association
  readonly log: RunnerLog
  readonly clock: { now(): number }
}): Promise<Settings> {
  const stored = await given.store.settings.all()
  const read = <N extends SettingName>(name: N): z.output<(typeof SETTINGS)[N]> | undefined => {
    const text = stored[name]
    if (text === undefined) return undefined
    const checked = checkSetting(name, text)
    if ('value' in checked) return checked.value
    given.log.warn('setting_invalid', { setting: name })
    return undefined
  }
  const names = (Object.keys(SETTINGS) as SettingName[]).filter((name) => name.endsWith('_days'))
  const numbers = names.flatMap((name): [string, number][] => {
    const value: unknown = read(name)
    return typeof value === 'number' ? [[name, value]] : []
  })
  const committee = read('committee')
  const deciders = read('deciders')
  const slots = read('slots')
  return {
    workingTime: read('working_time') ?? usualTime(given.association, given.clock.now()),
    quietHours: read('quiet_hours') ?? QUIET,
    handoff: read('handoff') ?? HANDOFF,
    days: Object.fromEntries(numbers),
    ...(committee && { committee }),
    ...(deciders && { deciders }),
    ...(slots && { slots }),
  }
}

/** A setting as text, checked; `problem` is for whoever sets it. */
export function checkSetting<N extends SettingName>(
  name: N,
  text: string,
): { readonly value: z.output<(typeof SETTINGS)[N]> } | { readonly problem: string } {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'not JSON' }
  }
  const checked = SETTINGS[name].safeParse(json)
  if (checked.success) return { value: checked.data as z.output<(typeof SETTINGS)[N]> }
  const [issue] = checked.error.issues
  return { problem: `${issue?.path.join('.') || name}: ${issue?.message ?? 'not valid'}` }
}

export function isSetting(name: string): name is SettingName {
  return Object.hasOwn(SETTINGS, name)
}

/** Until the association says more: its hours or an office's, and the days that the calendar suggests. */
export function usualTime(association: Association, now: number): WorkingTime {
  const { hours } = association
  const year = Number(riyadhDay(now).slice(0, 4))
  const suggested = [suggestedDays(year), suggestedDays(year + 1)]
  return {
    days: hours?.days ?? WEEK,
    usual: hours ? { from: minutes(hours.from), to: minutes(hours.to) } : USUAL,
    seasons: suggested.flatMap(({ ramadan }) =>
      ramadan.map(({ from, to }) => ({ from, to, opening: RAMADAN })),
    ),
    holidays: suggested.flatMap(({ holidays }) => holidays),
  }
}

function minutes(time: string): number {
  const [hours = 0, past = 0] = time.split(':').map(Number)
  return hours * 60 + past
}
