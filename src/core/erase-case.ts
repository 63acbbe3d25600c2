import { OVER } from './case.ts'
import type { CaseEvent, CaseEventKind, NewCaseEvent } from './case-event.ts'
import type { CaseFile } from './case-file.ts'

/**
 * What is left of a case's history once its person's data are destroyed: kinds, times and outcomes, by which the
 * figures of past months stay right; no word of or about anybody. What the association thought of a person goes whole.
 */
export function withoutWords(events: readonly CaseEvent[]): CaseEvent[] {
  return events.flatMap((event) => {
    const bare = bareEvent(event)
    return bare ? [bare] : []
  })
}

/** What somebody found in a person, thought or noted down. */
const GONE: ReadonlySet<CaseEventKind> = new Set([
  'criterion_found',
  'opinion_given',
  'recused',
  'noted',
  'checked',
])

/** What holds no word to begin with. */
const KEPT: ReadonlySet<CaseEventKind> = new Set([
  'assigned',
  'interview_offered',
  'interview_booked',
  'visit_answered',
  'visit_planned',
  'telling_changed',
])

/** What an event cannot be without, emptied. */
const EMPTY: { readonly [K in CaseEventKind]?: object } = {
  returned: { missing: [] },
  resubmitted: { items: [] },
  interview_held: { result: '' },
  visit_done: { result: '' },
  objected: { why: '' },
  round_opened: { why: '' },
  reopened: { why: '' },
  delivered: { what: '' },
  answered: { text: '' },
}

function bareEvent(event: CaseEvent): CaseEvent | undefined {
  const { id, at, by, kind } = event
  if (GONE.has(kind)) return undefined
  if (KEPT.has(kind)) return event
  if (event.kind !== 'decided') return { id, at, by, kind, ...EMPTY[kind] } as CaseEvent
  const { round, outcome, members } = event.decision
  return { id, at, by, kind: event.kind, decision: { round, outcome, members, at: event.decision.at } }
}

/** How a case ends when its data are destroyed: the request to do so is answered by it, other matters fall. */
export function lastEvents({ state, kind, destruction }: CaseFile): NewCaseEvent[] {
  const ends: NewCaseEvent[] = []
  if (!OVER.includes(state)) {
    if (state === 'answered') ends.push({ kind: 'closed' })
    else if (kind === 'data_rights' && destruction?.confirmedAt !== undefined)
      ends.push({ kind: 'answered', text: '' }, { kind: 'closed' })
    else ends.push({ kind: 'withdrawn' })
  }
  return [...ends, { kind: 'erased' }]
}

/** A case after a step towards the destruction of data. */
export function withDestruction(file: CaseFile, event: CaseEvent): CaseFile {
  const { destruction } = file
  switch (event.kind) {
    case 'destruction_proposed':
      return { ...file, destruction: { proposedBy: event.by } }
    case 'destruction_confirmed':
      return destruction ? { ...file, destruction: { ...destruction, confirmedAt: event.at } } : file
    case 'erased':
      return { ...file, erasedAt: event.at }
    default:
      return file
  }
}
