import { OVER } from './case.ts'
import type { Actor } from './case.ts'
import type { CaseFile } from './case-file.ts'
import { one, when } from './case-change.ts'
import type { CaseChange } from './case-change.ts'
import type { Asking, CaseCommand } from './change-case.ts'

/** What comes after the decision, and what can come at any time. */
export function changeAfterDecision(file: CaseFile, command: CaseCommand, { by }: Asking): CaseChange {
  switch (command.do) {
    case 'tell': {
      const { telling, round = file.round } = command
      const there = file.decisions.length > 0 || file.kind !== 'support'
      return when(there, { kind: 'telling_changed', telling, round })
    }
    case 'object':
      // A whole acceptance leaves nothing to object to.
      return when(file.decisions.at(-1)?.outcome !== 'accepted', { kind: 'objected', why: command.why })
    case 'open_round':
      return one({ kind: 'round_opened', why: command.why })
    case 'answer':
      // A request for support ends by a decision, never by an answer.
      if (file.kind === 'support') return { refused: 'not_this_kind' }
      return one({ kind: 'answered', text: command.text })
    case 'note':
      return one({ kind: 'noted', text: command.text })
    case 'withdraw':
      return one({ kind: 'withdrawn', ...(command.why !== undefined && { why: command.why }) })
    case 'reopen':
      return one({ kind: 'reopened', why: command.why })
    case 'close':
      // Time does not close over somebody who says that nothing arrived.
      if (by === 'bot' && file.delivery?.denied) return { refused: 'not_now' }
      return one({ kind: 'closed', ...(command.why !== undefined && { why: command.why }) })
    case 'propose_destruction':
    case 'confirm_destruction':
      return destroyData(file, command.do, by)
    default:
      return changeService(file, command)
  }
}

/** Two people see to it that data are destroyed (PDPL art. 18): what is gone can never be brought back. */
function destroyData(
  { kind, state, destruction }: CaseFile,
  step: 'propose_destruction' | 'confirm_destruction',
  by: Actor,
): CaseChange {
  if (kind !== 'data_rights') return { refused: 'not_this_kind' }
  if (OVER.includes(state) || destruction?.confirmedAt !== undefined) return { refused: 'not_now' }
  if (step === 'propose_destruction') return when(!destruction, { kind: 'destruction_proposed' })
  if (destruction?.proposedBy === by) return { refused: 'proposed_by_you' }
  return when(destruction !== undefined, { kind: 'destruction_confirmed' })
}

/** Registration and delivery (R14, R15). */
function changeService(file: CaseFile, command: CaseCommand): CaseChange {
  switch (command.do) {
    case 'register': {
      const { number, note } = command
      const given = { ...(number !== undefined && { number }), ...(note !== undefined && { note }) }
      return one({ kind: 'registered', ...given })
    }
    case 'deliver':
      // Again only where the first did not arrive.
      return when(file.state !== 'delivered' || file.delivery?.denied === true, {
        kind: 'delivered',
        what: command.what,
      })
    case 'confirm_delivery': {
      const open = file.state === 'delivered' && file.delivery?.confirmedBy === undefined
      return when(open, { kind: 'delivery_confirmed' })
    }
    case 'deny_delivery': {
      const { note } = command
      return when(file.state === 'delivered', {
        kind: 'delivery_denied',
        ...(note !== undefined && { note }),
      })
    }
    default:
      return { refused: 'not_now' }
  }
}
