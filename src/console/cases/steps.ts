import type { CaseState } from '#core/case.ts'
import type { Finding, Missing } from '#core/case-event.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { OUTCOMES } from '#core/decision.ts'
import type { Dossier } from '#runner/cases/dossier.ts'

/** What a step asks for. */
export interface StepField {
  readonly name: string
  readonly kind:
    | 'text'
    | 'long'
    | 'day'
    | 'staff'
    | 'outcome'
    | 'reason'
    | 'criterion'
    | 'yes'
    | 'source'
    | 'missing'
  readonly optional?: boolean
}

/** One thing that staff can do to a case: in which states it is offered, what it asks for, and the command it makes. */
export interface CaseStep {
  readonly command: CaseCommand['do']
  readonly states: readonly CaseState[]
  readonly kinds?: 'support' | 'matter'
  readonly fields?: readonly StepField[]
  /** More that must hold for the step to be offered. */
  readonly when?: (dossier: Dossier) => boolean
  readonly make: (form: Form) => CaseCommand
}

type Form = (name: string) => string

const text = (name: string, optional?: true): StepField => ({
  name,
  kind: 'long',
  ...(optional && { optional }),
})

function given<K extends string>(name: K, value: string): { readonly [P in K]?: string } {
  return (value === '' ? {} : { [name]: value }) as { readonly [P in K]?: string }
}

const SUPPORT_OPEN: readonly CaseState[] = ['submitted', 'complete', 'assessment', 'deciding']
const BEFORE_DECISION: readonly CaseState[] = ['submitted', 'returned', 'complete', 'assessment', 'deciding']

/** The road of a case as staff walk it, in its order. The runner's rules decide in the end; this only says what to offer. */
export const STEPS: readonly CaseStep[] = [
  {
    command: 'assign',
    states: [...BEFORE_DECISION, 'objected', 'deferred', 'accepted', 'registered', 'delivered', 'refused'],
    fields: [{ name: 'to', kind: 'staff' }],
    make: (form) => ({ do: 'assign', to: form('to') }),
  },
  {
    command: 'return',
    states: SUPPORT_OPEN,
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
  { command: 'begin_assessment', states: ['complete'], make: () => ({ do: 'begin_assessment' }) },
  {
    command: 'offer_interview',
    states: ['assessment'],
    when: ({ file }) => file.interview?.state !== 'held' && file.interview?.state !== 'booked',
    make: () => ({ do: 'offer_interview', slots: [] }),
  },
  {
    command: 'hold_interview',
    states: ['assessment'],
    when: ({ file }) => file.interview?.state === 'booked',
    fields: [text('result')],
    make: (form) => ({ do: 'hold_interview', result: form('result') }),
  },
  {
    command: 'miss_interview',
    states: ['assessment'],
    when: ({ file }) => file.interview?.state === 'booked',
    make: () => ({ do: 'miss_interview' }),
  },
  {
    command: 'propose_visit',
    states: ['assessment'],
    when: ({ file }) => file.visit === undefined || file.visit.state === 'declined',
    make: () => ({ do: 'propose_visit' }),
  },
  {
    command: 'plan_visit',
    states: ['assessment'],
    when: ({ file }) => file.visit?.state === 'consented' || file.visit?.state === 'planned',
    fields: [
      { name: 'day', kind: 'day' },
      { name: 'visitor', kind: 'staff' },
    ],
    make: (form) => ({ do: 'plan_visit', day: form('day'), visitor: form('visitor') }),
  },
  {
    command: 'finish_visit',
    states: ['assessment'],
    when: ({ file }) => file.visit?.state === 'planned',
    fields: [text('result')],
    make: (form) => ({ do: 'finish_visit', result: form('result') }),
  },
  {
    command: 'find',
    states: ['assessment'],
    when: ({ criteria }) => criteria.length > 0,
    fields: [
      { name: 'criterion', kind: 'criterion' },
      { name: 'met', kind: 'yes' },
      { name: 'source', kind: 'source' },
      { name: 'value', kind: 'text' },
      { name: 'note', kind: 'text', optional: true },
    ],
    make: (form) => ({
      do: 'find',
      finding: {
        criterion: form('criterion'),
        met: form('met') === 'yes',
        value: form('value'),
        source: sourceOf(form('source')),
        ...given('note', form('note')),
      },
    }),
  },
  {
    command: 'finish_assessment',
    states: ['assessment'],
    fields: [text('waived', true)],
    make: (form) => ({ do: 'finish_assessment', ...given('waived', form('waived')) }),
  },
  {
    command: 'give_opinion',
    states: ['deciding'],
    fields: [{ name: 'outcome', kind: 'outcome' }, text('text', true)],
    make: (form) => ({
      do: 'give_opinion',
      outcome: outcomeOf(form('outcome')),
      ...given('text', form('text')),
    }),
  },
  {
    command: 'recuse',
    states: ['deciding'],
    fields: [text('why')],
    make: (form) => ({ do: 'recuse', why: form('why') }),
  },
  {
    command: 'decide',
    states: ['deciding'],
    fields: [
      { name: 'outcome', kind: 'outcome' },
      { name: 'reason', kind: 'reason', optional: true },
      text('text', true),
      text('next', true),
      { name: 'granted', kind: 'text', optional: true },
      text('early', true),
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
    states: ['registered'],
    fields: [text('what')],
    make: (form) => ({ do: 'deliver', what: form('what') }),
  },
  {
    command: 'confirm_delivery',
    states: ['delivered'],
    when: ({ file }) => file.delivery?.confirmedBy === undefined,
    make: () => ({ do: 'confirm_delivery' }),
  },
  {
    command: 'answer',
    states: ['submitted'],
    kinds: 'matter',
    fields: [text('text')],
    make: (form) => ({ do: 'answer', text: form('text') }),
  },
  {
    command: 'object',
    states: ['accepted', 'refused', 'deferred'],
    fields: [text('why')],
    make: (form) => ({ do: 'object', why: form('why') }),
  },
  {
    command: 'open_round',
    states: ['deferred', 'objected'],
    fields: [text('why')],
    make: (form) => ({ do: 'open_round', why: form('why') }),
  },
  {
    command: 'note',
    states: [
      ...BEFORE_DECISION,
      'accepted',
      'refused',
      'deferred',
      'objected',
      'registered',
      'delivered',
      'answered',
    ],
    fields: [text('text')],
    make: (form) => ({ do: 'note', text: form('text') }),
  },
  {
    command: 'close',
    states: ['refused', 'delivered', 'answered'],
    fields: [text('why', true)],
    make: (form) => ({ do: 'close', ...given('why', form('why')) }),
  },
  {
    command: 'reopen',
    states: ['withdrawn', 'closed', 'answered'],
    fields: [text('why')],
    make: (form) => ({ do: 'reopen', why: form('why') }),
  },
]

function whyOf(wanted: string): Missing['why'] {
  return wanted === 'differs' || wanted === 'unreadable' || wanted === 'expired' ? wanted : 'missing'
}

function outcomeOf(wanted: string) {
  return OUTCOMES.find((known) => known === wanted) ?? 'deferred'
}

function sourceOf(wanted: string): Finding['source'] {
  return wanted === 'form' || wanted === 'visit' || wanted === 'interview' ? wanted : 'document'
}
