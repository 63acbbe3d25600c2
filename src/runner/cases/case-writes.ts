import { OVER } from '#core/case.ts'
import { applyCaseEvent } from '#core/case-file.ts'
import type { CaseFile } from '#core/case-file.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { changeCase } from '#core/change-case.ts'
import type { Asking, CaseCommand, CaseRefusal } from '#core/change-case.ts'
import { decisionWindow } from '#core/deadline.ts'
import type { NewCase } from '#store/cases.ts'
import type { Write } from '#store/write.ts'
import type { Running } from '../running.ts'
import { effectsOf } from './effects.ts'
import { clockWrites } from './decision-clock.ts'
import type { LoadedCase } from './load-case.ts'

/** What a change of a case leads to, or why it cannot be. */
export type CaseChanged =
  | { readonly writes: Write[]; readonly loaded: LoadedCase; readonly events: readonly CaseEvent[] }
  | { readonly refused: CaseRefusal; readonly items?: readonly string[] }

/** What the applicant sent anew with a resubmission: the answers take the place of the old ones. */
export type NewContent = Pick<NewCase, 'answers' | 'summary' | 'declaration'>

/** Of the runner's parts, those that a change of a case needs. */
export type CaseParts = Pick<Running, 'store' | 'ids' | 'clock' | 'association'>

/**
 * A command as one commit: the events, the row with its new revision, deadline and owner, the audit line, and what
 * each event brings about (timers, slots, notices, tasks). Stale when someone else changed the case first.
 */
export function caseWrites(
  running: CaseParts,
  loaded: LoadedCase,
  command: CaseCommand,
  asking: Asking,
  content?: NewContent,
): CaseChanged {
  const change = changeCase(loaded.file, loaded.rules, command, asking)
  if ('refused' in change) return change
  const events = change.events.map((event): CaseEvent => ({ ...event, id: running.ids.newId(), ...asking }))
  const file = events.reduce(applyCaseEvent, loaded.file)
  const { writes, record } = rowWrites(running, loaded, { events, file, asking, content })
  const after: LoadedCase = { ...loaded, file, record }
  return {
    writes: [
      ...writes,
      ...clockWrites(running, loaded, file, asking.at),
      ...events.flatMap((event) => effectsOf(running, { before: loaded, after, event })),
    ],
    loaded: after,
    events,
  }
}

interface Changed {
  readonly events: readonly CaseEvent[]
  readonly file: CaseFile
  readonly asking: Asking
  readonly content: NewContent | undefined
}

function rowWrites({ store }: CaseParts, loaded: LoadedCase, changed: Changed) {
  const { record, key } = loaded
  const { events, file, asking, content } = changed
  const place = {
    state: file.state,
    completeAt: file.completeAt,
    dueAt: dueOf(loaded, file, asking.at),
    assignedTo: file.assignedTo,
  }
  const filled = content ? store.cases.setContent(record.id, record.rev, content, key) : undefined
  const rev = record.rev + (filled ? 1 : 0)
  const { completeAt: _c, dueAt: _d, assignedTo: _a, ...rest } = record
  return {
    writes: [
      ...(filled ? [filled] : []),
      store.cases.move(record.id, rev, place),
      store.consoleEvents.add('case', record.id, asking.at),
      ...events.map((event) => store.cases.addEvent(record.id, event, key)),
      ...events.map((event) =>
        store.audit.append({
          at: event.at,
          actor: event.by,
          action: `case_${event.kind}`,
          subject: record.id,
        }),
      ),
    ],
    record: {
      ...rest,
      ...content,
      ...defined(place),
      state: file.state,
      changedAt: asking.at,
      rev: rev + 1,
    },
  }
}

/** The last day for the decision, while its clock runs; for a matter the day it was given, until it is answered. */
function dueOf({ record, rules }: LoadedCase, file: CaseFile, at: number): number | undefined {
  if (file.kind === 'support') return decisionWindow(rules.period, file, at).latestAt
  return file.state === 'answered' || OVER.includes(file.state) ? undefined : record.dueAt
}

function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
