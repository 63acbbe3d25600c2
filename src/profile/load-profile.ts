import { createHash } from 'node:crypto'
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
import { LANGUAGES } from '#core/text.ts'
import type { Language, Localised } from '#core/text.ts'
import { checkProfile } from './check.ts'
import type { ProfileSources } from './check.ts'
import { readYaml } from './locate.ts'
import type { Located, Path } from './locate.ts'
import { AnswersSchema, AssociationSchema, PolicySchema, ServicesSchema } from './schema.ts'
import type { AnswersSource, AssociationSource, ServicesSource } from './schema.ts'

/** A profile ready for use, and the way from a rule of it back to its line (forms are checked further by the engine). */
export interface LoadedProfile {
  readonly association: Association
  /** A problem at a path of `services.yaml`, e.g. `['services', 0, 'sections', 1, 'items', 2, 'when']`. */
  servicesProblem(path: Path, message: string): Problem
}

/**
 * Loads the profile in `data/associations/<id>`: association, services, answers and policy, with the answers that
 * all associations share in the file beside the folder. All problems of all files come at once.
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
  const association = read(join(folder, 'association.yaml'), AssociationSchema)
  const services = read(join(folder, 'services.yaml'), ServicesSchema)
  const answers = read(join(folder, 'answers.yaml'), AnswersSchema)
  const policy = read(join(folder, 'policy.yaml'), PolicySchema)
  const shared = sharedAnswers(folder, read)
  if (!association || !services || !answers || !policy || !shared) return { problems }
  const sources: ProfileSources = { association, services, answers, policy, shared }
  const found = checkProfile(basename(resolve(folder)), sources)
  if (found.length > 0) return { problems: found }
  return { association: build(sources), servicesProblem: (path, message) => services.problem(path, message) }
}

function sharedAnswers(
  folder: string,
  read: <T>(path: string, schema: z.ZodType<T>) => Located<T> | undefined,
): Located<AnswersSource> | undefined {
  const path = join(dirname(resolve(folder)), 'answers.yaml')
  if (existsSync(path)) return read(path, AnswersSchema)
  return {
    value: { answers: {} },
    problem: (_path, message) => ({ file: path, line: 1, column: 1, message }),
  }
}

function build(sources: ProfileSources): Association {
  const { period, referral, deciding, declaration, ...source } = sources.association.value
  const qualify = (clause: string) => qualified(source.id, clause)
  const answers = { ...sources.shared.value.answers, ...sources.answers.value.answers }
  return {
    ...source,
    referral: referral.map((target) => buildReferral(target, qualify)),
    deciding: { ...deciding, clause: qualify(deciding.clause) },
    period: buildPeriod(period, qualify),
    declaration: { ...declaration, clauses: declaration.clauses.map(qualify) },
    services: sources.services.value.services.map(buildService),
    answers: Object.entries(answers).map(([intent, answer]) =>
      buildAnswer(intent, answer, sources.association.value),
    ),
    clauses: Object.entries(sources.policy.value.clauses).map(([id, text]) => ({ id: qualify(id), text })),
  }
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

function buildService({ sections, ...service }: ServicesSource['services'][number]): Service {
  const revision = createHash('sha256').update(JSON.stringify(sections)).digest('hex').slice(0, 12)
  return { ...service, form: { id: service.id, revision, sections } }
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

/** Puts the association's own names into an answer, so that associations can share it. */
function fillIn(words: Localised, association: AssociationSource): Localised {
  const names: Readonly<Record<string, Localised | undefined>> = {
    association: association.name,
    short: association.shortName,
    audience: association.audience,
    deciding: association.deciding.name,
    referral: association.referral[0]?.name,
  }
  const filled: { [language in Language]?: string } = {}
  for (const language of LANGUAGES) {
    const text = words[language]
    if (text === undefined) continue
    filled[language] = text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const value = names[name]
      return value?.[language] ?? value?.en ?? whole
    })
  }
  return { ...filled, ar: filled.ar ?? words.ar }
}
