import type { Running } from '../running.ts'
import { readAgenda } from './agenda.ts'
import { copyData } from './copy-data.ts'
import { showCase } from './dossier.ts'
import { linkAccount, unlinkAccount } from './link-account.ts'
import { listCases } from './list-cases.ts'
import { monthFigures } from './month-figures.ts'
import { mergePeople, unmergePeople } from './merge-people.ts'
import { changeAsStaff } from './staff-change.ts'
import { addSlots, offerInterview, removeSlot } from './staff-slots.ts'
import { finishTask, listTasks } from './staff-tasks.ts'
import { yearReport } from './year-report.ts'

type Rest<F> = F extends (running: Running, ...rest: infer R) => infer Result ? (...rest: R) => Result : never

/** The use cases of staff. Each takes who asks first, checks the role, and says why where it refuses. */
const USE_CASES = {
  list: listCases,
  show: showCase,
  change: changeAsStaff,
  copyData,
  offer: offerInterview,
  addSlots,
  removeSlot,
  tasks: listTasks,
  finishTask,
  mergePeople,
  unmergePeople,
  linkAccount,
  unlinkAccount,
  figures: monthFigures,
  agenda: readAgenda,
  year: yearReport,
}

/** What staff do with cases, tasks, slots and people. */
export type CaseDesk = { readonly [K in keyof typeof USE_CASES]: Rest<(typeof USE_CASES)[K]> }

/** The desk over the runner as it is at each call: content may be replaced meanwhile. */
export function createCaseDesk(current: () => Running): CaseDesk {
  return Object.fromEntries(
    Object.entries(USE_CASES).map(([name, useCase]) => [
      name,
      (...rest: unknown[]) =>
        (useCase as (running: Running, ...given: unknown[]) => unknown)(current(), ...rest),
    ]),
  ) as CaseDesk
}
