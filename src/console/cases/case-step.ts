import type { CaseState } from '#core/case.ts'
import type { CaseCommand } from '#core/change-case.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Slot } from '#store/slots.ts'
import type { StaffMember } from '#store/staff.ts'

/** A case on the page, with what its steps choose among. */
export interface OpenCase extends Dossier {
  /** Times for an interview that this case may be given. */
  readonly offered: readonly Slot[]
}

/** What a step asks for. */
export interface StepField {
  readonly name: string
  readonly kind:
    | 'text'
    | 'long'
    | 'day'
    | 'slot'
    | 'slots'
    | 'staff'
    | 'outcome'
    | 'reason'
    | 'criterion'
    | 'met'
    | 'agreed'
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
  /** More that must hold for the step to be offered to this member. */
  readonly when?: (dossier: Dossier, member: Pick<StaffMember, 'id'>) => boolean
  readonly make: (form: Form) => CaseCommand
}

/** What was typed into a field; empty where nothing was. */
type Form = (name: string) => string

/** A field for some sentences. */
export const words = (name: string, optional?: true): StepField => ({
  name,
  kind: 'long',
  ...(optional && { optional }),
})

/** A part of a command that is there only where something was typed. */
export function given<K extends string>(name: K, value: string): { readonly [P in K]?: string } {
  return (value === '' ? {} : { [name]: value }) as { readonly [P in K]?: string }
}
