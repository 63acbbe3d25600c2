import type { CaseState } from '#core/case.ts'
import type { Missing } from '#core/case-event.ts'
import { given, words } from './case-step.ts'
import type { CaseStep } from './case-step.ts'

const BEFORE_DECISION: readonly CaseState[] = ['submitted', 'returned', 'complete', 'assessment', 'deciding']
const AFTER_DECISION: readonly CaseState[] = [
  'accepted',
  'refused',
  'deferred',
  'objected',
  'registered',
  'delivered',
]

/** Receiving a request and checking it. */
export const RECEIVE_STEPS: readonly CaseStep[] = [
  {
    command: 'return',
    states: ['submitted', 'complete', 'assessment', 'deciding'],
    kinds: 'support',
    fields: [{ name: 'missing', kind: 'missing' }],
    make: (form) => ({
      do: 'return',
      missing: form('missing')
        .split(',')
        .filter((item) => item !== '')
        .map((item) => ({ item, why: whyOf(form(`why-${item}`)), ...given('note', form(`note-${item}`)) })),
    }),
  },
  { command: 'complete', states: ['submitted'], kinds: 'support', make: () => ({ do: 'complete' }) },
]

/** What can be done at nearly any time, and what is done to a matter. */
export const OTHER_STEPS: readonly CaseStep[] = [
  {
    command: 'answer',
    states: ['submitted'],
    kinds: 'matter',
    fields: [words('text')],
    make: (form) => ({ do: 'answer', text: form('text') }),
  },
  {
    command: 'assign',
    states: [...BEFORE_DECISION, ...AFTER_DECISION],
    fields: [{ name: 'to', kind: 'staff' }],
    make: (form) => ({ do: 'assign', to: form('to') }),
  },
  {
    command: 'note',
    states: [...BEFORE_DECISION, ...AFTER_DECISION, 'answered'],
    fields: [words('text')],
    make: (form) => ({ do: 'note', text: form('text') }),
  },
  {
    command: 'close',
    states: ['refused', 'delivered', 'answered'],
    fields: [words('why', true)],
    make: (form) => ({ do: 'close', ...given('why', form('why')) }),
  },
  {
    command: 'propose_destruction',
    states: ['submitted', 'answered'],
    kinds: 'matter',
    when: ({ file }) => file.kind === 'data_rights' && !file.destruction,
    make: () => ({ do: 'propose_destruction' }),
  },
  {
    command: 'confirm_destruction',
    states: ['submitted', 'answered'],
    kinds: 'matter',
    when: ({ file: { destruction } }) => destruction !== undefined && destruction.confirmedAt === undefined,
    make: () => ({ do: 'confirm_destruction' }),
  },
  {
    command: 'reopen',
    states: ['withdrawn', 'closed', 'answered'],
    fields: [words('why')],
    make: (form) => ({ do: 'reopen', why: form('why') }),
  },
  {
    command: 'withdraw',
    states: [...BEFORE_DECISION, 'deferred', 'objected', 'accepted', 'registered'],
    fields: [words('why', true)],
    make: (form) => ({ do: 'withdraw', ...given('why', form('why')) }),
  },
]

function whyOf(wanted: string): Missing['why'] {
  return wanted === 'differs' || wanted === 'unreadable' || wanted === 'expired' ? wanted : 'missing'
}
