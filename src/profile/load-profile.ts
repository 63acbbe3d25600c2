import { existsSync, readFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import type { z } from 'zod'
import type {
  Answer,
  Association,
  ClauseId,
  DecisionPeriod,
  ReferralTarget,
  Service,
} from '#core/association.ts'
import type { Problem } from '#core/problem.ts'
import type { Matter } from '#core/matter.ts'
import { fillIn } from './fill-in.ts'
import { buildForm, buildPoll, pollOf } from './build-form.ts'
import { checkProfile, hasClause } from './check.ts'
import { matterSource } from './matter-source.ts'
import { problemIn } from './problem-in.ts'
import { readYaml } from './locate.ts'
import type { Located, Path } from './locate.ts'
import { AnswersSchema, AssociationSchema, FormsSchema, PolicySchema, PollsSchema } from './schema.ts'
import { ReasonsSchema, ServicesSchema } from './schema.ts'
import type { AnswersSource, AssociationSource, PollsSource, ServicesSource } from './schema.ts'
import type { ProfileSources } from './sources.ts'

/** A profile ready for use, and the way from a rule of it back to its line (forms are checked further by the engine). */
export interface LoadedProfile {
  readonly association: Association
  /**
   * A problem in one of its forms, by the id of the form and a path in it, e.g. `['sections', 1, 'items', 2, 'when']`;
   * for a service also a path beside its form, e.g. `['criteria', 0, 'rule']`.
   */
  problemIn(form: string, path: Path, message: string): Problem
}

/**
 * Loads the profile in `data/associations/<id>`: association, services, answers and policy, with what all
 * associations share in the files beside the folder (answers, forms of matters, reasons, polls); an association's own
 * answers, forms and reasons take the place of shared ones of the same id. All problems of all files come at once.
 */
export function loadProfile(folder: string): LoadedProfile | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const read = <T>(path: string, schema: z.ZodType<T>): Located<T> | undefined => {
    if (!existsSync(path)) {
      problems.push({ file: path, line: 1, column: 1, message: 'the file is missing' })
      return undefined
    }
    const result = readYaml(path, readFileSync(path, 'utf8'), schema)
    if ('value' in result) return result
    problems.push(...result.problems)
    return undefined
  }
  const optional = <T>(path: string, schema: z.ZodType<T>, empty: T): Located<T> | undefined =>
    existsSync(path) ? read(path, schema) : nowhere(path, empty)
  const beside = dirname(resolve(folder))
  const own = {
    association: read(join(folder, 'association.yaml'), AssociationSchema),
    services: read(join(folder, 'services.yaml'), ServicesSchema),
    answers: read(join(folder, 'answers.yaml'), AnswersSchema),
    policy: read(join(folder, 'policy.yaml'), PolicySchema),
    forms: optional(join(folder, 'forms.yaml'), FormsSchema, { matters: {} }),
    reasons: optional(join(folder, 'reasons.yaml'), ReasonsSchema, { reasons: {} }),
  }
  const shared = {
    shared: optional(join(beside, 'answers.yaml'), AnswersSchema, { answers: {} }),
    sharedForms: read(join(beside, 'forms.yaml'), FormsSchema),
    sharedReasons: read(join(beside, 'reasons.yaml'), ReasonsSchema),
    polls: read(join(beside, 'polls.yaml'), PollsSchema),
  }
  const sources = allRead({ ...own, ...shared })
  if (!sources) return { problems }
  const found = checkProfile(basename(resolve(folder)), sources)
  if (found.length > 0) return { problems: found }
  const association = build(sources)
  return {
    association,
    problemIn: (form, path, message) => problemIn(sources, association, form, path, message),
  }
}

function allRead(files: {
  readonly [K in keyof ProfileSources]: ProfileSources[K] | undefined
}): ProfileSources | undefined {
  return Object.values(files).every((file) => file !== undefined) ? (files as ProfileSources) : undefined
}

function nowhere<T>(file: string, value: T): Located<T> {
  return { value, problem: (_path, message) => ({ file, line: 1, column: 1, message }) }
}

function build(sources: ProfileSources): Association {
  const { period, referral, partners, deciding, declaration, survey, ...source } = sources.association.value
  const qualify = (clause: string) => qualified(source.id, clause)
  const answers = { ...sources.shared.value.answers, ...sources.answers.value.answers }
  const reasons = { ...sources.sharedReasons.value.reasons, ...sources.reasons.value.reasons }
  const polls = sources.polls.value
  return {
    ...source,
    referral: referral.map((target) => buildReferral(target, qualify)),
    ...(partners && { partners: partners.map((one) => ({ ...one, clause: qualify(one.clause) })) }),
    deciding: { ...deciding, clause: qualify(deciding.clause) },
    period: buildPeriod(period, qualify),
    declaration: { ...declaration, clauses: declaration.clauses.map(qualify) },
    services: sources.services.value.services.map((service) => buildService(service, polls)),
    matters: source.matters.flatMap((id) => buildMatter(id, sources)),
    reasons: Object.entries(reasons).map(([id, reason]) => ({ id, ...reason })),
    ...(survey && { survey: { ...pollOf('survey', polls.survey, polls), setting: survey.setting } }),
    answers: Object.entries(answers).map(([intent, answer]) =>
      buildAnswer(intent, answer, sources.association.value),
    ),
    clauses: Object.entries(sources.policy.value.clauses).map(([id, text]) => ({ id: qualify(id), text })),
  }
}

/** A shared form serves the clauses that this association's policy has. */
function buildMatter(id: Matter['id'], sources: ProfileSources): Matter[] {
  const found = matterSource(id, sources)
  if (!found) return []
  const { sections, clauses, ...matter } = found.matter
  const association = sources.association.value.id
  const had = clauses.filter((clause) => hasClause(sources.policy.value, clause, association))
  return [
    {
      ...matter,
      id,
      clauses: had.map((clause) => qualified(association, clause)),
      form: buildForm(id, sections),
    },
  ]
}

function buildReferral(
  { clause, ...target }: AssociationSource['referral'][number],
  qualify: (clause: string) => ClauseId,
): ReferralTarget {
  return clause === undefined ? target : { ...target, clause: qualify(clause) }
}

function buildPeriod(
  { clause, ...period }: AssociationSource['period'],
  qualify: (clause: string) => ClauseId,
): DecisionPeriod {
  return clause === undefined ? period : { ...period, clause: qualify(clause) }
}

function buildService(
  { sections, poll = [], ...service }: ServicesSource['services'][number],
  polls: PollsSource,
): Service {
  return {
    ...service,
    form: buildForm(service.id, sections),
    poll: buildPoll(`poll_${service.id}`, poll, polls),
  }
}

function buildAnswer(
  intent: string,
  { source, text, textWithSetting, ...answer }: AnswersSource['answers'][string],
  association: AssociationSource,
): Answer {
  return {
    ...answer,
    intent,
    topic: answer.topic ?? false,
    text: fillIn(text, association),
    ...(textWithSetting && { textWithSetting: fillIn(textWithSetting, association) }),
    ...(source !== undefined && { source: qualified(association.id, source) }),
  }
}

/** A clause with its association, however it was written: `R13` or `irtiqa/R13`. */
function qualified(id: string, clause: string): ClauseId {
  return `${id}/R${Number(clause.slice(clause.indexOf('R') + 1))}`
}
