import { describe, expect, it } from 'vitest'
import { ROLES, isRole, mayDo, seesOwnOnly } from '#core/staff.ts'
import type { StaffAction } from '#core/staff.ts'

const DECIDING: readonly StaffAction[] = ['give_opinion', 'recuse', 'decide']
const ASSESSING: readonly StaffAction[] = ['begin_assessment', 'find', 'finish_assessment', 'plan_visit']
const RECEIVING: readonly StaffAction[] = ['check', 'return', 'complete', 'register', 'deliver', 'assign']
const CHANGING: readonly StaffAction[] = [
  ...DECIDING,
  ...ASSESSING,
  ...RECEIVING,
  'withdraw',
  'answer',
  'note',
]

const may = (action: StaffAction): string[] => ROLES.filter((role) => mayDo(role, action))

describe('what a role may do', () => {
  it('separates those who prepare a case from those who decide it, but for a manager', () => {
    for (const action of DECIDING) expect(may(action)).toEqual(['committee', 'manager'])
    for (const action of [...ASSESSING, ...RECEIVING]) expect(may(action)).not.toContain('committee')
    for (const action of ASSESSING) expect(may(action)).toEqual(['researcher', 'manager'])
  })

  it('lets nobody give what belongs to the applicant', () => {
    expect(may('resubmit')).toEqual([])
  })

  it('lets somebody give every other command', () => {
    for (const action of [...CHANGING, 'open_round', 'object', 'tell', 'reopen', 'close'] as const)
      expect(may(action), action).not.toEqual([])
  })

  it('lets an auditor read and change nothing, and an administrator see no case', () => {
    for (const action of CHANGING) {
      expect(mayDo('auditor', action), action).toBe(false)
      expect(mayDo('admin', action), action).toBe(false)
    }
    expect(
      ['list', 'show', 'reveal', 'inbox'].filter((action) => mayDo('admin', action as StaffAction)),
    ).toEqual([])
    expect(mayDo('auditor', 'audit')).toBe(true)
    expect(mayDo('auditor', 'reveal')).toBe(false)
  })

  it('shows identity numbers whole to those alone who compare them', () => {
    expect(may('reveal')).toEqual(['relations', 'researcher', 'manager'])
  })

  it('gives accounts and publishing to one role each', () => {
    expect(may('staff')).toEqual(['admin'])
    expect(may('publish')).toEqual(['manager'])
  })

  it('lets a volunteer visit and deliver, on cases of their own (R27)', () => {
    expect(mayDo('volunteer', 'finish_visit')).toBe(true)
    expect(mayDo('volunteer', 'deliver')).toBe(true)
    expect(ROLES.filter(seesOwnOnly)).toEqual(['volunteer'])
  })

  it('gives nothing to a role that is none', () => {
    for (const role of ['', 'owner', 'Manager', 'toString', '__proto__']) {
      expect(isRole(role)).toBe(false)
      expect(mayDo(role, 'list')).toBe(false)
      expect(seesOwnOnly(role)).toBe(true)
    }
  })
})
