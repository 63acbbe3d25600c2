import type { Criterion } from '#core/association.ts'
import type { CaseEvent, Finding } from '#core/case-event.ts'
import type { CaseFile } from '#core/case-file.ts'
import { decisionWindow } from '#core/deadline.ts'
import type { DecisionWindow } from '#core/deadline.ts'
import type { Deciders } from '#core/decision.ts'
import { mayDo } from '#core/staff.ts'
import type { Localised } from '#core/text.ts'
import type { CaseStanding, Declaration } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Task } from '#store/tasks.ts'
import type { Running } from '../running.ts'
import { answeredItems, forAnother, formOf, valuesOf } from './answered-items.ts'
import { criterionHint } from './criterion-hint.ts'
import { loadCase } from './load-case.ts'
import type { LoadedCase, WhichCase } from './load-case.ts'
import { isMasked, maskedDisplay } from './mask-answer.ts'
import { sees } from './staff-refusal.ts'
import type { Refused } from './staff-refusal.ts'

/** One answer on the page of a case, with what staff found when they compared it (R5). */
export interface DossierItem {
  readonly item: string
  readonly label?: Localised
  readonly display: string
  /** Hidden but for its end. */
  readonly masked: boolean
  readonly skipped: boolean
  /** Ids of its files. */
  readonly files: readonly string[]
  readonly check?: CaseFile['checks'][string]
}

/** A criterion with what was found, and what the answers alone would say. */
export interface DossierCriterion {
  readonly id: string
  readonly label: Localised
  readonly basis: Localised
  readonly basisKind: Criterion['basisKind']
  readonly hint?: boolean
  readonly finding?: Finding
}

/** Everything about a case on one page. */
export interface Dossier {
  readonly standing: CaseStanding
  readonly service: Localised
  readonly forAnother: boolean
  readonly file: CaseFile
  readonly items: readonly DossierItem[]
  readonly criteria: readonly DossierCriterion[]
  readonly declaration?: Declaration
  readonly window: DecisionWindow
  readonly deciders: Deciders
  readonly reasons: readonly string[]
  readonly events: readonly CaseEvent[]
  readonly tasks: readonly Task[]
  /** Other requests of the same person for the same service. */
  readonly twins: readonly CaseStanding[]
}

/** The page of a case for a member of staff; that it was opened is on record, and what was shown whole. */
export async function showCase(
  running: Running,
  member: StaffMember,
  which: WhichCase,
  { reveal = false }: { readonly reveal?: boolean } = {},
): Promise<Dossier | Refused> {
  const { store, clock } = running
  if (member.status !== 'active' || !mayDo(member.role, reveal ? 'reveal' : 'show'))
    return { refused: 'not_allowed' }
  const loaded = await loadCase(running, which)
  if (!loaded || !sees(member, loaded)) return { refused: 'not_found' }
  const action = reveal ? 'case_revealed' : 'case_shown'
  const entry = { at: clock.now(), actor: `staff:${member.id}`, action, subject: loaded.record.id }
  await store.commit([store.audit.append(entry)])
  return dossierOf(running, loaded, reveal)
}

async function dossierOf(running: Running, loaded: LoadedCase, reveal: boolean): Promise<Dossier> {
  const { store, association, clock } = running
  const { record, file, rules, key } = loaded
  const named = [...association.services, ...association.matters].find(({ id }) => id === record.service)
  const { answers: _a, summary: _s, declaration, formRevision: _f, ...standing } = record
  return {
    standing,
    service: named?.name ?? { ar: record.service },
    forAnother: forAnother(running, record),
    file,
    items: itemsOf(running, loaded, reveal),
    criteria: criteriaOf(running, loaded),
    ...(declaration && { declaration }),
    window: decisionWindow(rules.period, file, clock.now()),
    deciders: rules.deciders,
    reasons: rules.reasons,
    events: await store.cases.events(record.id, key),
    tasks: await store.tasks.ofCase(record.id),
    twins: await store.cases.twinsOf(record.id),
  }
}

function itemsOf(running: Running, { record, file }: LoadedCase, reveal: boolean): DossierItem[] {
  return answeredItems(running, record).map((answered) => {
    const { item, entry, field } = answered
    const masked = !reveal && isMasked(answered)
    const check = file.checks[item]
    const { value } = entry
    return {
      item,
      display: masked ? maskedDisplay(answered) : entry.display,
      masked,
      skipped: entry.skipped === true,
      files: entry.file && Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [],
      ...(field && { label: field.label }),
      ...(check && { check }),
    }
  })
}

function criteriaOf(running: Running, { record, file }: LoadedCase): DossierCriterion[] {
  const service = running.association.services.find(({ id }) => id === record.service)
  const form = formOf(running, record)
  const values = form && valuesOf(form, record)
  return (service?.criteria ?? []).map((criterion) => {
    const { id, label, basis, basisKind } = criterion
    const hint = form && values ? criterionHint(criterion, form, values) : undefined
    const finding = file.findings[id]
    return {
      id,
      label,
      basis,
      basisKind,
      ...(hint !== undefined && { hint }),
      ...(finding && { finding }),
    }
  })
}
