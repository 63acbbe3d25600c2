import type { Actor } from '#core/case.ts'
import { decisionWindow } from '#core/deadline.ts'
import { clockTimers } from './cases/decision-clock.ts'
import { loadCase } from './cases/load-case.ts'
import type { Running } from './running.ts'
import { checkSetting } from './settings.ts'
import type { SettingName } from './settings.ts'

/** States in which a decision's clock may run. */
const RUNNING_CLOCK = ['complete', 'assessment', 'deciding', 'deferred', 'objected', 'returned'] as const
const MOST = 10_000

/** Changes a setting, and what follows from it for cases that are open. `problem` says what is wrong with a value. */
export async function setSetting(
  running: Running,
  by: Actor | 'operator',
  name: SettingName,
  text: string,
): Promise<{ readonly changed: SettingName } | { readonly problem: string }> {
  const { store, clock } = running
  const checked = checkSetting(name, text)
  if ('problem' in checked) return checked
  const strangers = await unknownStaff(running, checked.value)
  if (strangers.length > 0) return { problem: `not on the staff: ${strangers.join(' ')}` }
  await store.commit([
    store.settings.set(name, JSON.stringify(checked.value)),
    store.audit.append({ at: clock.now(), actor: by, action: 'setting_changed', subject: name }),
  ])
  if (name === 'decision_days') await resetClocks(running)
  return { changed: name }
}

/** Those named to decide who are not (or no longer) here: nobody could decide in their place. */
async function unknownStaff({ store }: Running, value: unknown): Promise<string[]> {
  const named = Array.isArray(value)
    ? value
    : typeof value === 'object' && value !== null && 'members' in value
      ? value.members
      : []
  const ids = Array.isArray(named) ? named.filter((id) => typeof id === 'string') : []
  const all = await store.staff.all()
  return ids.filter((id) => !all.some((one) => one.id === id && one.status === 'active'))
}

const PERIOD = 'clock.period'

/** Sets the clocks of open cases anew where the profile's decision period is no longer the one they were set by. */
export async function keepClocks(running: Running): Promise<void> {
  const { store, association } = running
  const period = JSON.stringify(association.period)
  if ((await store.settings.get(PERIOD)) === period) return
  await resetClocks(running)
  await store.commit([store.settings.set(PERIOD, period)])
}

/** The clocks of open cases, by the rules as they are now: after a setting or the profile changed. */
async function resetClocks(running: Running): Promise<void> {
  const { store, clock } = running
  for (const state of RUNNING_CLOCK) {
    for (const { id } of await store.cases.inState(state, MOST)) {
      const loaded = await loadCase(running, { id })
      if (loaded?.record.kind !== 'support' || loaded.file.completeAt === undefined) continue
      const now = clock.now()
      const { latestAt } = decisionWindow(loaded.rules.period, loaded.file, now)
      const timers = clockTimers(running, loaded.record, loaded.rules.period, loaded.file, now)
      if (latestAt === loaded.record.dueAt) continue
      await store.commit([store.cases.setDue(id, latestAt), ...timers])
    }
  }
}
