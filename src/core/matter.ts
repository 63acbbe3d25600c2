import type { ClauseId } from './association.ts'
import type { CaseKind } from './case.ts'
import type { Form } from './form.ts'
import type { Localised } from './text.ts'

/** What people come with besides a request for support; the ids of their forms. */
export const MATTER_IDS = [
  'complaint',
  'suggestion',
  'objection',
  'volunteer',
  'membership',
  'appointment',
  'call',
  'update_data',
  'data_rights',
] as const

export type MatterId = (typeof MATTER_IDS)[number]

/** The kind of case that a matter becomes. An objection becomes none: it moves the case that it is about (R38). */
export const CASE_OF_MATTER: Readonly<Record<MatterId, CaseKind | undefined>> = {
  complaint: 'complaint',
  suggestion: 'suggestion',
  objection: undefined,
  volunteer: 'volunteer',
  membership: 'membership',
  appointment: 'appointment',
  call: 'call',
  update_data: 'update',
  data_rights: 'data_rights',
}

/**
 * Until when a matter is answered: in the number of days that a law states, or in as many as the association's setting
 * says. While the setting is empty there is no number, and an employee tells.
 */
export type MatterDeadline = { readonly days: number; readonly law: Localised } | { readonly setting: string }

/** Something other than a request for support that this association takes in, and the form that asks for it. */
export interface Matter {
  readonly id: MatterId
  /** A form that ships with Wasl as an example, until the association confirms it. */
  readonly sample: boolean
  readonly name: Localised
  readonly summary: Localised
  readonly deadline: MatterDeadline
  /** Clauses of this association's policy that it serves. */
  readonly clauses: readonly ClauseId[]
  readonly form: Form
}
