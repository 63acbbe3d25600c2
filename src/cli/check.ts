import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { formatProblem } from '#core/problem.ts'
import type { Problem } from '#core/problem.ts'
import type { Language } from '#core/text.ts'
import { byPlace, inspectFlows } from '#engine/inspect-flow.ts'
import { FORM_BREAK } from '#engine/inspect/scope.ts'
import type { InspectContext } from '#engine/inspect/scope.ts'
import { inspectForms } from '#engine/inspect/service.ts'
import { loadFlow } from '#engine/load-flow.ts'
import type { ParsedFlow } from '#engine/load-flow.ts'
import { PROBLEMS } from '#language/problems.ts'
import { loadProfile } from '#profile/load-profile.ts'
import type { LoadedProfile } from '#profile/load-profile.ts'
import { findRules } from './clause-rules.ts'

/** The languages in which every text must be there (the others belong to some visitors of one association). */
const COMPLETE: readonly Language[] = ['ar', 'en']

/** The project that this command is part of: its rules hold wherever the flows lie. */
const SOURCES = join(import.meta.dirname, '../..')

/** `wasl check`: reads flows, words and profiles below a folder and writes every problem, one a line. The exit code. */
export function runCheck(root: string, write: (line: string) => void): number {
  const problems: Problem[] = []
  const flows = readFlows(join(root, 'flows'))
  const profiles = readProfiles(join(root, 'data/associations'), problems)
  const words = readWords(join(root, 'locales'), problems)
  const context: InspectContext = {
    languages: COMPLETE,
    text: (language, key) => words.get(`${language}/${key}`),
    associations: profiles.map((profile) => profile.association),
    readProblems: PROBLEMS,
    rules: new Set(findRules(SOURCES).flatMap(({ clauses }) => clauses)),
  }
  problems.push(...inspectFlows(flows, context), ...profiles.flatMap(formProblems), ...oneSided(words))
  const shown = problems
    .map((problem) => ({ ...problem, file: relativeTo(root, problem.file) }))
    .sort(byPlace)
  for (const problem of shown) write(formatProblem(problem))
  const counted = `${flows.size} flows, ${profiles.length} associations, ${COMPLETE.length} complete languages`
  write(`${counted}: ${shown.length === 0 ? 'no problems' : `${shown.length} problems`}`)
  return shown.length === 0 ? 0 : 1
}

function relativeTo(root: string, file: string): string {
  return file.startsWith(root) ? relative(root, file) : file
}

function readFlows(folder: string): Map<string, ParsedFlow> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : []
  return new Map(
    names.toSorted().map((name) => {
      const id = basename(name, '.yaml')
      return [id, loadFlow(id, readFileSync(join(folder, name), 'utf8'), 'checked')]
    }),
  )
}

function readProfiles(folder: string, problems: Problem[]): LoadedProfile[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []
  const profiles: LoadedProfile[] = []
  for (const entry of entries.filter((item) => item.isDirectory())) {
    const loaded = loadProfile(join(folder, entry.name))
    if ('problems' in loaded) problems.push(...loaded.problems)
    else profiles.push(loaded)
  }
  return profiles
}

function formProblems(profile: LoadedProfile): Problem[] {
  return inspectForms(profile.association).map(({ form, path, message }) =>
    profile.problemIn(form, path, message),
  )
}

/** Every text by `<language>/<namespace>:<key>`; plural forms joined under their stem where all are there. */
function readWords(folder: string, problems: Problem[]): Map<string, string> {
  const words = new Map<string, string>()
  for (const language of COMPLETE) {
    const path = join(folder, language)
    for (const name of existsSync(path) ? readdirSync(path) : []) {
      if (!name.endsWith('.json')) continue
      const file = join(path, name)
      const tree = readJson(file, problems)
      if (tree !== undefined) flatten(tree, `${language}/${basename(name, '.json')}:`, words)
    }
    joinPlurals(language, words)
  }
  return words
}

function readJson(file: string, problems: Problem[]): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const message = error instanceof Error ? error.message : 'no JSON'
    problems.push({ file, line: Number(message.match(/line (\d+)/)?.[1] ?? 1), column: 1, message })
    return undefined
  }
}

function flatten(tree: unknown, prefix: string, words: Map<string, string>): void {
  if (typeof tree === 'string') words.set(prefix.replace(/\.$/, ''), tree)
  else if (typeof tree === 'object' && tree !== null)
    for (const [key, value] of Object.entries(tree)) flatten(value, `${prefix}${key}.`, words)
}

/** Texts that one complete language has and another has not, whoever uses them. */
function oneSided(words: ReadonlyMap<string, string>): Problem[] {
  const stems = (language: Language) =>
    new Set(
      [...words.keys()]
        .filter((key) => key.startsWith(`${language}/`))
        .map((key) => key.slice(language.length + 1).replace(/_(zero|one|two|few|many|other)$/, '')),
    )
  const all = new Map(COMPLETE.map((language) => [language, stems(language)]))
  return COMPLETE.flatMap((language) =>
    COMPLETE.flatMap((other) => [...(all.get(other) ?? [])].map((key) => [other, key] as const))
      .filter(([, key]) => !all.get(language)?.has(key))
      .map(([other, key]) => ({
        file: `locales/${language}/${key.slice(0, key.indexOf(':'))}.json`,
        line: 1,
        column: 1,
        message: `no ${key}, which ${other} has`,
      })),
  )
}

function joinPlurals(language: Language, words: Map<string, string>): void {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  for (const key of words.keys()) {
    if (!key.startsWith(`${language}/`) || !key.endsWith('_other')) continue
    const stem = key.slice(0, -'_other'.length)
    const forms = categories.map((category) => words.get(`${stem}_${category}`))
    if (forms.every((form) => form !== undefined) && !words.has(stem)) words.set(stem, forms.join(FORM_BREAK))
  }
}
