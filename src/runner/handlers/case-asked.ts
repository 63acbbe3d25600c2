import type { CaseCommand } from '#core/change-case.ts'
import { StaleWrite } from '#store/write.ts'
import type { Write } from '#store/write.ts'
import { caseWrites } from '../cases/case-writes.ts'
import type { NewContent } from '../cases/case-writes.ts'
import type { Effect, EventContext, EventHandler } from './handler.ts'
import { contentOf, filesIn } from './request-submitted.ts'

/** The applicant asked for a change of an own case: booked, objected, withdrew … */
export const caseAsked: EventHandler<'case_asked'> = ({ reference, command, files }, context) => {
  const effect = changed(context, reference, command)
  return { writes: [...(effect.writes ?? []), ...attached(context, reference, files ?? [])] }
}

/** A returned request came again, with answers anew and declared anew (R4, R9). */
export const requestResubmitted: EventHandler<'request_resubmitted'> = (event, context) => {
  const { reference, request, items } = event
  const effect = changed(context, reference, { do: 'resubmit', items }, contentOf(context, request))
  return { writes: [...(effect.writes ?? []), ...attached(context, reference, filesIn(request))] }
}

/** Files that came along belong to the case from now on. */
function attached({ running, prepared }: EventContext, reference: string, files: readonly string[]): Write[] {
  const id = prepared.cases.get(reference)?.record.id
  return id === undefined ? [] : files.map((file) => running.store.files.attach(file, id))
}

/** The decision was read by who has the PIN: the record says so (R12). */
export const decisionShown: EventHandler<'decision_shown'> = ({ reference }, context) => {
  const loaded = context.prepared.cases.get(reference)
  if (!loaded || loaded.file.telling === 'read') return {}
  const change = caseWrites(
    context.running,
    loaded,
    { do: 'tell', telling: 'read' },
    { by: 'bot', at: context.at },
  )
  return 'refused' in change ? {} : { writes: change.writes }
}

/** What the engine offered was possible when the turn began; where it no longer is, the turn is taken anew. */
function changed(
  { running, prepared, at }: EventContext,
  reference: string,
  command: CaseCommand,
  content?: NewContent,
): Effect {
  const loaded = prepared.cases.get(reference)
  if (!loaded) throw new StaleWrite('cases.get')
  const change = caseWrites(running, loaded, command, { by: 'contact', at }, content)
  if ('refused' in change) throw new StaleWrite('cases.move')
  return { writes: change.writes }
}
