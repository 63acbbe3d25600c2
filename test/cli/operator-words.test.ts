import { describe, expect, it } from 'vitest'
import { CASE_KINDS, CASE_STATES } from '#core/case.ts'
import type { CaseEventKind } from '#core/case-event.ts'
import { OUTCOMES } from '#core/decision.ts'
import { TASK_KINDS } from '#core/task.ts'
import type { StaffRefusal } from '#runner/cases/staff-refusal.ts'
import { contentWithoutFlows } from '../runner/cases/office.ts'

const { renderer } = contentWithoutFlows('irtiqa')

/** Every refusal; the type fails where one is missing here. */
const REFUSALS: Readonly<Record<StaffRefusal, true>> = {
  not_now: true,
  not_this_kind: true,
  not_by_you: true,
  unknown_item: true,
  nothing_missing: true,
  unchecked: true,
  interview_open: true,
  visit_open: true,
  no_consent: true,
  criteria_open: true,
  prepared_by_you: true,
  not_a_member: true,
  recused: true,
  not_the_chair: true,
  no_quorum: true,
  no_majority: true,
  reason_missing: true,
  next_missing: true,
  text_missing: true,
  too_early: true,
  decided_already: true,
  not_found: true,
  not_allowed: true,
  changed_meanwhile: true,
  slot_taken: true,
  slot_past: true,
  no_slots: true,
  unknown_staff: true,
  unknown_day: true,
  unknown_person: true,
  already_done: true,
  change_waits: true,
  proposed_by_you: true,
  case_open: true,
  retained: true,
  unproven: true,
}

const EVENTS: Readonly<Record<CaseEventKind, true>> = {
  submitted: true,
  assigned: true,
  checked: true,
  returned: true,
  reminded: true,
  resubmitted: true,
  completed: true,
  assessment_begun: true,
  interview_offered: true,
  interview_booked: true,
  interview_cancelled: true,
  interview_held: true,
  interview_missed: true,
  visit_proposed: true,
  visit_answered: true,
  visit_planned: true,
  visit_done: true,
  criterion_found: true,
  assessed: true,
  opinion_given: true,
  recused: true,
  decided: true,
  telling_changed: true,
  objected: true,
  round_opened: true,
  registered: true,
  delivered: true,
  delivery_confirmed: true,
  delivery_denied: true,
  answered: true,
  noted: true,
  withdrawn: true,
  reopened: true,
  closed: true,
  destruction_proposed: true,
  destruction_confirmed: true,
  erased: true,
}

describe.each(['ar', 'en'] as const)('words of cases in %s', (language) => {
  it.each([
    ['refusals', Object.keys(REFUSALS)],
    ['events', Object.keys(EVENTS)],
    ['tasks', TASK_KINDS],
    ['states', CASE_STATES],
    ['kinds', CASE_KINDS],
    ['outcomes', OUTCOMES],
  ] as const)('are there for all %s', (section, names) => {
    expect(names.filter((name) => !renderer.has(`cases:${section}.${name}`, language))).toEqual([])
  })
})
