import type { Problem } from '#core/problem.ts'
import type { Located, Path } from './locate.ts'
import { checkDepartments } from './check-departments.ts'
import { checkForms, checkPolls } from './check-forms.ts'
import type { AnswersSource, AssociationSource, PolicySource } from './schema.ts'
import type { ProfileSources } from './sources.ts'

/** The association's own names that an approved answer may hold. */
const ANSWER_NAMES: ReadonlySet<string> = new Set([
  'association',
  'short',
  'audience',
  'deciding',
  'referral',
  'partners',
])

/** Finds what is wrong between the files of a profile, and inside one beyond its schema. */
export function checkProfile(folderName: string, sources: ProfileSources): Problem[] {
  return [
    ...checkAssociation(folderName, sources),
    ...checkAnswers(sources),
    ...checkForms(sources),
    ...checkPolls(sources),
    ...checkDepartments(sources),
    ...checkPrefixes(sources.policy, Object.keys(sources.policy.value.clauses), ['clauses'], folderName),
  ]
}

function checkAssociation(folderName: string, { association, policy }: ProfileSources): Problem[] {
  const { value } = association
  const problems: Problem[] = []
  const report = (path: Path, message: string) => problems.push(association.problem(path, message))
  if (value.id !== folderName) report(['id'], `the folder is called ${folderName}`)
  if (!value.languages.includes('ar')) report(['languages'], 'Arabic is always there')
  const cited: [Path, string][] = [
    ...value.referral.flatMap((target, i): [Path, string][] =>
      target.clause ? [[['referral', i, 'clause'], target.clause]] : [],
    ),
    ...value.declaration.clauses.map((clause, i): [Path, string] => [['declaration', 'clauses', i], clause]),
    [['deciding', 'clause'], value.deciding.clause],
  ]
  value.partners?.forEach(({ clause }, i) => cited.push([['partners', i, 'clause'], clause]))
  if (value.period.clause) cited.push([['period', 'clause'], value.period.clause])
  for (const [path, clause] of cited) {
    if (!hasClause(policy.value, clause, value.id)) report(path, `the policy has no clause ${clause}`)
  }
  value.referral.forEach((target, i) => {
    if (target.fromPolicy && !target.clause)
      report(['referral', i], 'a target from the policy names its clause')
  })
  return [...problems, ...checkPeriod(association)]
}

/** R13: a number stands only where the policy states one. */
function checkPeriod(association: Located<AssociationSource>): Problem[] {
  const { earliest, latest, stated, clause } = association.value.period
  const at = (message: string) => association.problem(['period'], message)
  if (!stated && (earliest ?? latest) !== undefined) return [at('a period that is not stated has no number')]
  if (stated && earliest === undefined && latest === undefined) return [at('a stated period has a number')]
  if (stated && clause === undefined) return [at('a stated period names its clause')]
  if (earliest !== undefined && latest !== undefined && earliest > latest)
    return [at('earliest is after latest')]
  return []
}

function checkAnswers({ answers, shared, policy, association }: ProfileSources): Problem[] {
  const problems: Problem[] = []
  for (const file of [shared, answers]) {
    for (const [intent, answer] of Object.entries(file.value.answers)) {
      const report = (key: string, message: string) =>
        problems.push(file.problem(['answers', intent, key], message))
      if (file === shared && intent in answers.value.answers) continue
      if (answer.source === undefined && answer.setting === undefined) {
        report('source', `${intent} rests on no clause and no setting`)
      }
      if (answer.source !== undefined && !hasClause(policy.value, answer.source, association.value.id)) {
        report('source', `${intent} rests on ${answer.source}, which this policy does not have`)
      }
      checkWords(answer, report)
    }
  }
  return problems
}

/** An answer inserts the association's names; only the text for a filled-in setting shows that setting, and it must. */
export function checkWords(
  answer: AnswersSource['answers'][string],
  report: (key: string, message: string) => void,
): void {
  const unknown = [...unknownNames(answer.text), ...unknownNames(answer.textWithSetting, 'setting')]
  if (unknown.length > 0) report('text', `{{${unknown.join('}}, {{')}}} stands for nothing here`)
  if (!answer.textWithSetting) return
  if (!answer.setting) report('textWithSetting', 'names no setting')
  const silent = Object.values(answer.textWithSetting).some((text) => !text.includes('{{setting}}'))
  if (silent) report('textWithSetting', 'does not show its setting: {{setting}} is missing')
}

/** Names in double braces that nothing is put in for. */
function unknownNames(words: Readonly<Record<string, string>> | undefined, besides?: string): string[] {
  const used = Object.values(words ?? {}).flatMap((text) => [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)])
  return [...new Set(used.map((match) => match[1] ?? ''))].filter(
    (name) => name !== besides && !ANSWER_NAMES.has(name),
  )
}

function checkPrefixes(
  file: Located<unknown>,
  clauses: readonly string[],
  path: Path,
  id: string,
): Problem[] {
  return clauses
    .filter((clause) => clause.includes('/') && !clause.startsWith(`${id}/`))
    .map((clause) => file.problem([...path, clause], `${clause} is a clause of another association`))
}

/** Whether a policy has a clause, however it is written. */
export function hasClause(policy: PolicySource, clause: string, id: string): boolean {
  const bare = clause.startsWith(`${id}/`) ? clause.slice(id.length + 1) : clause
  return bare in policy.clauses || `${id}/${bare}` in policy.clauses
}
