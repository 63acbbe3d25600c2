import type { CaseFile } from './case-file.ts'
import { one, when } from './case-change.ts'
import type { CaseChange } from './case-change.ts'
import type { Asking, CaseCommand } from './change-case.ts'

/** Interviews and field visits belong to the assessment (R30, R32); undefined for any other command. */
export function changeMeeting(file: CaseFile, command: CaseCommand, { at }: Asking): CaseChange | undefined {
  return changeInterview(file, command, at) ?? changeVisit(file, command)
}

function changeInterview(file: CaseFile, command: CaseCommand, now: number): CaseChange | undefined {
  const assessing = file.state === 'assessment'
  const state = file.interview?.state
  switch (command.do) {
    case 'offer_interview':
      return when(assessing && state !== 'held', { kind: 'interview_offered', slots: command.slots })
    case 'book_interview': {
      const { slot, when: at } = command
      const open = assessing && state !== undefined && state !== 'held'
      return when(open, { kind: 'interview_booked', slot, when: at })
    }
    case 'cancel_interview': {
      const { why } = command
      const open = state === 'booked' || state === 'offered'
      return when(open, { kind: 'interview_cancelled', ...(why !== undefined && { why }) })
    }
    case 'hold_interview':
      return when(assessing && state === 'booked', { kind: 'interview_held', result: command.result })
    case 'miss_interview':
      return when(state === 'booked' && (file.interview?.at ?? 0) <= now, { kind: 'interview_missed' })
    default:
      return undefined
  }
}

/** Nobody is visited who has not agreed. */
function changeVisit(file: CaseFile, command: CaseCommand): CaseChange | undefined {
  const assessing = file.state === 'assessment'
  const state = file.visit?.state
  switch (command.do) {
    case 'propose_visit':
      return when(assessing && state !== 'done', { kind: 'visit_proposed' })
    case 'answer_visit': {
      const { agreed } = command
      // Consent can be taken back until the visit; a second yes would lose what was planned.
      const asked = agreed ? ['proposed', 'declined'] : ['proposed', 'consented', 'planned']
      return when(assessing && state !== undefined && asked.includes(state), {
        kind: 'visit_answered',
        agreed,
      })
    }
    case 'plan_visit': {
      if (state !== 'consented' && state !== 'planned') return { refused: 'no_consent' }
      if (!assessing) return { refused: 'not_now' }
      return one({ kind: 'visit_planned', day: command.day, visitor: command.visitor })
    }
    case 'finish_visit':
      return when(assessing && state === 'planned', { kind: 'visit_done', result: command.result })
    default:
      return undefined
  }
}
