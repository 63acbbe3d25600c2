import { OUTCOMES } from '#core/decision.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { StaffMember } from '#store/staff.ts'
import { given, words } from './case-step.ts'
import type { CaseStep } from './case-step.ts'

/** The decision and what comes after it (R10, R12, R14, R15, R38). */
export const DECIDE_STEPS: readonly CaseStep[] = [
  {
    command: 'give_opinion',
    states: ['deciding'],
    when: (dossier, member) => dossier.deciders.kind === 'committee' && decides(dossier, member),
    fields: [{ name: 'outcome', kind: 'outcome' }, words('text', true)],
    make: (form) => ({
      do: 'give_opinion',
      outcome: outcomeOf(form('outcome')),
      ...given('text', form('text')),
    }),
  },
  {
    command: 'recuse',
    states: ['deciding'],
    when: decides,
    fields: [words('why')],
    make: (form) => ({ do: 'recuse', why: form('why') }),
  },
  {
    command: 'decide',
    states: ['deciding'],
    when: decides,
    fields: [
      { name: 'outcome', kind: 'outcome' },
      { name: 'reason', kind: 'reason', optional: true },
      words('text', true),
      words('next', true),
      { name: 'granted', kind: 'text', optional: true },
      words('early', true),
    ],
    make: (form) => ({
      do: 'decide',
      outcome: outcomeOf(form('outcome')),
      ...given('reason', form('reason')),
      ...given('text', form('text')),
      ...given('next', form('next')),
      ...given('granted', form('granted')),
      ...given('early', form('early')),
    }),
  },
  {
    command: 'register',
    states: ['accepted'],
    fields: [
      { name: 'number', kind: 'text', optional: true },
      { name: 'note', kind: 'text', optional: true },
    ],
    make: (form) => ({ do: 'register', ...given('number', form('number')), ...given('note', form('note')) }),
  },
  {
    command: 'deliver',
    states: ['registered', 'delivered'],
    when: ({ file }) => file.state === 'registered' || file.delivery?.denied === true,
    fields: [words('what')],
    make: (form) => ({ do: 'deliver', what: form('what') }),
  },
  {
    command: 'confirm_delivery',
    states: ['delivered'],
    when: ({ file }) => file.delivery?.confirmedBy === undefined,
    make: () => ({ do: 'confirm_delivery' }),
  },
  {
    command: 'deny_delivery',
    states: ['delivered'],
    when: ({ file }) => file.delivery?.denied !== true,
    fields: [words('note', true)],
    make: (form) => ({ do: 'deny_delivery', ...given('note', form('note')) }),
  },
  {
    command: 'object',
    states: ['accepted', 'refused', 'deferred'],
    fields: [words('why')],
    make: (form) => ({ do: 'object', why: form('why') }),
  },
  {
    command: 'open_round',
    states: ['deferred', 'objected'],
    fields: [words('why')],
    make: (form) => ({ do: 'open_round', why: form('why') }),
  },
]

/** Whether this member decides on this case: who prepared it or takes no part does not (R10). */
function decides({ deciders, file }: Dossier, { id }: Pick<StaffMember, 'id'>): boolean {
  return deciders.members.includes(id) && !file.preparers.includes(id) && !file.recusals[id]
}

function outcomeOf(wanted: string) {
  return OUTCOMES.find((known) => known === wanted) ?? 'deferred'
}
