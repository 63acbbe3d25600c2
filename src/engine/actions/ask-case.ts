import type { AnswerValue } from '#core/answer.ts'
import type { ApplicantDeed } from '../case-facts.ts'
import type { ApplicantCommand } from '../event.ts'
import { NEXT, asText, emit, reply, say } from '../turn.ts'
import type { TurnState } from '../turn.ts'
import { openedCase } from './show-case.ts'
import type { ActionRun } from './action.ts'

/**
 * Asks for a change of a case, as its applicant may. `done` tells whether that is possible now: what the access
 * level does not know of cannot be asked for.
 */
export const askCase: ActionRun = (turn, given, results) => {
  const reference = asText(given.reference)
  const command = commandOf(turn, reference, given)
  results.done = command !== undefined
  if (!command) return NEXT
  const files = Array.isArray(given.files) ? given.files.map(asText) : []
  emit(turn, { kind: 'case_asked', reference, command, ...(files.length > 0 && { files }) })
  if (command.do === 'book_interview') sayBooked(turn, reference, command.slot)
  return NEXT
}

/** The time and place that were booked: what was a choice in a list is a date to keep. */
function sayBooked(turn: TurnState, reference: string, slot: string): void {
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  const booked = own?.interview?.slots.find(({ id }) => id === slot)
  if (booked) say(turn, reply('interview_booked', { when: { words: booked.label }, place: booked.place }))
}

/** What the applicant may do about a case now, as far as this turn's access level knows. */
export function deedsOf(turn: TurnState, reference: string): ReadonlySet<string> {
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  return new Set([...(own?.can ?? []), ...(openedCase(turn, reference)?.can ?? [])])
}

function commandOf(
  turn: TurnState,
  reference: string,
  given: Readonly<Record<string, AnswerValue>>,
): ApplicantCommand | undefined {
  const own = turn.env.contact.cases.find((item) => item.reference === reference)
  const deed = asText(given.command) as ApplicantDeed
  if (!deedsOf(turn, reference).has(deed)) return undefined
  const value = asText(given.value)
  switch (deed) {
    case 'book_interview': {
      const slot = own?.interview?.slots.find(({ id }) => id === value)
      return slot && { do: deed, slot: slot.id, when: slot.at }
    }
    case 'answer_visit':
      return { do: deed, agreed: value === 'yes' }
    case 'object':
      return value === '' ? undefined : { do: deed, why: value }
    case 'withdraw':
    case 'cancel_interview':
      return { do: deed, ...(value !== '' && { why: value }) }
    case 'deny_delivery':
      return { do: deed, ...(value !== '' && { note: value }) }
    case 'confirm_delivery':
      return { do: deed }
    case 'resubmit':
      return undefined
  }
}
