import { walkForm } from '../form-progress.ts'
import { asksForAnother } from '../guardian.ts'
import { fillingOf } from '../steps/fill.ts'
import { NEXT, flowOf } from '../turn.ts'
import type { ActionRun } from './action.ts'

/** What a flow may know of the request that was filled in: whether it is for another person. */
export const knowRequest: ActionRun = (turn, given, results) => {
  const fill = [...flowOf(turn).steps].find(([, step]) => step.kind === 'fill')?.[0]
  const filling = fill === undefined ? undefined : fillingOf(turn, fill)
  const service = turn.env.association.services.find(({ id }) => id === given.service)
  results.on_behalf =
    filling !== undefined &&
    service !== undefined &&
    asksForAnother(service, filling.form, walkForm(filling.form, filling.state, turn.env.today).values)
  return NEXT
}
