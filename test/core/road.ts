import { changeCase } from '#core/change-case.ts'
import type { CaseCommand, CaseRules } from '#core/change-case.ts'
import type { Actor, CaseKind } from '#core/case.ts'
import type { CaseEvent } from '#core/case-event.ts'
import { applyCaseEvent, foldCase, newCaseFile } from '#core/case-file.ts'
import type { CaseFile } from '#core/case-file.ts'
import { DAY } from '#core/riyadh.ts'

/** Noon in Riyadh on 1 March 2026: every case of these tests is submitted then. */
export const SUBMITTED = Date.UTC(2026, 2, 1, 9)

/** A committee of three, 14 to 42 days, an interview and a field visit: everything that a road can ask for. */
export const RULES: CaseRules = {
  period: { earliest: 14, latest: 42, stated: true },
  deciders: { kind: 'committee', members: ['chair', 'second', 'third'], chair: 'chair', quorum: 2 },
  mechanisms: ['documents', 'interview', 'field_visit'],
  items: ['income', 'report'],
  criteria: ['in_need'],
  reasons: ['not_eligible', 'no_means'],
}

/** The same with one official who decides, by documents alone, in no stated time. */
export const PLAIN: CaseRules = {
  ...RULES,
  period: { stated: false },
  deciders: { kind: 'official', members: ['official'] },
  mechanisms: ['documents'],
}

/** A case on its road: commands go in, events come out and are folded one by one. */
export class Road {
  file: CaseFile
  readonly events: CaseEvent[]
  readonly rules: CaseRules
  at: number

  constructor(rules: CaseRules = RULES, kind: CaseKind = 'support', at = SUBMITTED) {
    this.rules = rules
    this.at = at
    this.file = newCaseFile('case', kind, at)
    this.events = [{ id: 'e0', at, by: 'contact', kind: 'submitted' }]
  }

  /** Gives a command; the refusal, with what is open, or undefined when it was done. */
  try(command: CaseCommand, by: Actor): { refused: string; items?: readonly string[] } | undefined {
    const change = changeCase(this.file, this.rules, command, { by, at: this.at })
    if ('refused' in change) return change
    for (const event of change.events) {
      const kept = { ...event, id: `e${this.events.length}`, at: this.at, by }
      this.events.push(kept)
      this.file = applyCaseEvent(this.file, kept)
    }
    return undefined
  }

  /** Gives a command that must be done. */
  do(command: CaseCommand, by: Actor = 'staff:relations'): this {
    const refused = this.try(command, by)
    if (refused) throw new Error(`${command.do} was refused: ${JSON.stringify(refused)}`)
    return this
  }

  /** Why a command cannot be, as one word. */
  refusal(command: CaseCommand, by: Actor = 'staff:relations'): string | undefined {
    return this.try(command, by)?.refused
  }

  days(count: number): this {
    this.at += count * DAY
    return this
  }

  folded(): CaseFile {
    return foldCase('case', this.file.kind, this.events)
  }
}

const APPLICANT = 'contact'

/** All items compared and found right. */
export function checked(road: Road): Road {
  for (const item of road.rules.items) road.do({ do: 'check', item, result: 'matches' })
  return road
}

export function complete(road: Road): Road {
  return checked(road).do({ do: 'complete' })
}

export function assessing(road: Road): Road {
  return complete(road).do({ do: 'begin_assessment' }, 'staff:researcher')
}

/** The meetings that the mechanisms ask for are held, and every criterion has a finding. */
export function met(road: Road): Road {
  const { mechanisms, criteria } = road.rules
  if (mechanisms.includes('interview'))
    road
      .do({ do: 'offer_interview', slots: ['s1', 's2', 's3'] })
      .do({ do: 'book_interview', slot: 's2', when: road.at + DAY }, APPLICANT)
      .do({ do: 'hold_interview', result: 'came' }, 'staff:researcher')
  if (mechanisms.includes('field_visit'))
    road
      .do({ do: 'propose_visit' })
      .do({ do: 'answer_visit', agreed: true }, APPLICANT)
      .do({ do: 'plan_visit', day: '2026-03-05', visitor: 'visitor' })
      .do({ do: 'finish_visit', result: 'seen' }, 'staff:researcher')
  for (const criterion of criteria)
    road.do(
      { do: 'find', finding: { criterion, met: true, value: '900', source: 'document' } },
      'staff:researcher',
    )
  return road
}

export function deciding(road: Road): Road {
  return met(assessing(road)).do({ do: 'finish_assessment' }, 'staff:researcher')
}

export const REFUSAL = {
  do: 'decide',
  outcome: 'refused',
  reason: 'not_eligible',
  text: 'the income is above the limit',
  next: 'ask again when it changes',
} as const

/** Opinions of two members for an outcome, fifteen days after completeness. */
export function heard(road: Road, outcome: 'accepted' | 'partial' | 'refused' | 'deferred'): Road {
  road.days(15)
  return road
    .do({ do: 'give_opinion', outcome }, 'staff:chair')
    .do({ do: 'give_opinion', outcome }, 'staff:second')
}

export function decided(
  outcome: 'accepted' | 'partial' | 'refused' | 'deferred',
  road: Road = deciding(new Road()),
): Road {
  const command = outcome === 'accepted' ? ({ do: 'decide', outcome } as const) : { ...REFUSAL, outcome }
  return heard(road, outcome).do(command, 'staff:chair')
}

export function registered(road: Road = decided('accepted')): Road {
  return road.do({ do: 'register', number: '17' })
}

export function delivered(road: Road = registered()): Road {
  return road.do({ do: 'deliver', what: 'a wheelchair' })
}
