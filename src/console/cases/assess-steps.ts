import type { Finding } from '#core/case-event.ts'
import type { CaseFile } from '#core/case-file.ts'
import { given, words } from './case-step.ts'
import type { CaseStep } from './case-step.ts'

/** The assessment: interview, visit, criteria (R28, R30, R32). What the applicant says by telephone is written down here, too. */
export const ASSESS_STEPS: readonly CaseStep[] = [
  { command: 'begin_assessment', states: ['complete'], make: () => ({ do: 'begin_assessment' }) },
  {
    command: 'offer_interview',
    states: ['assessment'],
    when: ({ file }) => !interviewIs(file, 'held', 'booked'),
    fields: [{ name: 'slots', kind: 'slots', optional: true }],
    // None chosen: the earliest free ones.
    make: (form) => ({ do: 'offer_interview', slots: form('slots').split(',').filter(Boolean) }),
  },
  {
    command: 'book_interview',
    states: ['assessment'],
    when: ({ file }) => file.interview !== undefined && !interviewIs(file, 'held'),
    fields: [{ name: 'slot', kind: 'slot' }],
    make: (form) => ({ do: 'book_interview', slot: form('slot'), when: 0 }),
  },
  {
    command: 'hold_interview',
    states: ['assessment'],
    when: ({ file }) => interviewIs(file, 'booked'),
    fields: [words('result')],
    make: (form) => ({ do: 'hold_interview', result: form('result') }),
  },
  {
    command: 'miss_interview',
    states: ['assessment'],
    when: ({ file }) => interviewIs(file, 'booked'),
    make: () => ({ do: 'miss_interview' }),
  },
  {
    command: 'cancel_interview',
    states: ['assessment'],
    when: ({ file }) => interviewIs(file, 'booked', 'offered'),
    fields: [words('why', true)],
    make: (form) => ({ do: 'cancel_interview', ...given('why', form('why')) }),
  },
  {
    command: 'propose_visit',
    states: ['assessment'],
    when: ({ file }) => file.visit === undefined || file.visit.state === 'declined',
    make: () => ({ do: 'propose_visit' }),
  },
  {
    command: 'answer_visit',
    states: ['assessment'],
    when: ({ file }) => file.visit !== undefined && file.visit.state !== 'done',
    fields: [{ name: 'agreed', kind: 'agreed' }],
    make: (form) => ({ do: 'answer_visit', agreed: form('agreed') === 'yes' }),
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
    fields: [words('result')],
    make: (form) => ({ do: 'finish_visit', result: form('result') }),
  },
  {
    command: 'find',
    states: ['assessment'],
    when: ({ criteria }) => criteria.length > 0,
    fields: [
      { name: 'criterion', kind: 'criterion' },
      { name: 'met', kind: 'met' },
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
    fields: [words('waived', true)],
    make: (form) => ({ do: 'finish_assessment', ...given('waived', form('waived')) }),
  },
]

function interviewIs({ interview }: CaseFile, ...states: readonly string[]): boolean {
  return interview !== undefined && states.includes(interview.state)
}

function sourceOf(wanted: string): Finding['source'] {
  return wanted === 'form' || wanted === 'visit' || wanted === 'interview' ? wanted : 'document'
}
