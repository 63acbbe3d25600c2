import type { Association } from '#core/association.ts'
import type { Language, Localised } from '#core/text.ts'
import type { Step, StepOf } from '../flow.ts'
import type { Flow } from '../load-flow.ts'
import { FORM_BREAK } from './scope.ts'
import type { InspectContext, Report, Scope } from './scope.ts'

/** What every text may insert without being given it (the renderer's standing values). */
const STANDING: readonly string[] = [
  'association',
  'short',
  'audience',
  'deciding',
  'referral',
  'privacyContact',
  'notice',
]

/** The most rows a list shows, and the longest label of a row, on the narrowest channel (WhatsApp lists). */
export const MENU = { rows: 10, label: 24 } as const

/** The longest text that a message may hold, in letters (requirements: small phones, tired eyes). */
const LONGEST_TEXT = 300

/** A text that a flow says: its full key, where it is named, and the values given to it. */
interface Said {
  readonly key: string
  readonly path: readonly (string | number)[]
  readonly given: readonly string[]
}

/** Every text of a flow in every complete language; and menus that fit the channels. */
export function inspectTexts(id: string, flow: Flow, scope: Scope, report: Report): void {
  for (const [stepId, step] of flow.steps) {
    for (const { key, path, given } of textsOf(id, stepId, step)) {
      for (const message of textProblems(scope.context, key, given))
        report(['steps', stepId, ...path], `${stepId}: ${message}`)
    }
    if (step.kind === 'ask') {
      const at: Report = (path, message) => report(['steps', stepId, ...path], `${stepId}: ${message}`)
      inspectMenu(id, stepId, step, scope.context, at)
      if (step.choices_from) inspectListed(step.choices_from, scope.context, at)
    }
  }
}

/** What is wrong with one text: missing, too long, or inserting what nobody gives. */
export function textProblems(context: InspectContext, key: string, given: readonly string[]): string[] {
  return context.languages.flatMap((language) => {
    const text = context.text(language, key)
    if (text === undefined) return [`no text ${key} in ${language}`]
    const names = [...text.matchAll(/\{\{-?\s*(\w+)/g)].map((found) => found[1] ?? '')
    const missing = [...new Set(names)].filter((name) => !given.includes(name) && !STANDING.includes(name))
    const longest = Math.max(...text.split(FORM_BREAK).map(lettersIn))
    return [
      ...missing.map((name) => `${key} in ${language} inserts {{${name}}}, which is not given`),
      ...(longest > LONGEST_TEXT
        ? [`${key} in ${language} has ${longest} letters; a message holds ${LONGEST_TEXT}`]
        : []),
    ]
  })
}

function textsOf(flow: string, id: string, step: Step): Said[] {
  const given = 'with' in step ? Object.keys(step.with ?? {}) : []
  const full = (key: string) => (key.includes(':') ? key : `flows:${flow}.${key}`)
  const texts: Said[] = []
  if ('text' in step && step.text !== undefined) {
    const keys = typeof step.text === 'string' ? [step.text] : step.text
    for (const key of keys) texts.push({ key: full(key), path: ['text'], given })
  }
  if (step.kind === 'ask') {
    if (step.again !== undefined) texts.push({ key: full(step.again), path: ['again'], given })
    for (const [c, choice] of (step.choices ?? []).entries())
      texts.push({ key: full(choice.text ?? `${id}.${choice.id}`), path: ['choices', c], given: [] })
  }
  return texts
}

function inspectMenu(
  flow: string,
  id: string,
  step: StepOf<'ask'>,
  context: InspectContext,
  report: Report,
): void {
  const choices = step.choices ?? []
  if (choices.length > MENU.rows) report(['choices'], `${choices.length} choices; a menu holds ${MENU.rows}`)
  for (const [c, choice] of choices.entries()) {
    const key = choice.text ?? `${id}.${choice.id}`
    for (const language of context.languages) {
      const label = context.text(language, key.includes(':') ? key : `flows:${flow}.${key}`)
      if (label !== undefined) inspectLabel(label, language, (message) => report(['choices', c], message))
    }
  }
}

function inspectLabel(label: string, language: Language, report: (message: string) => void): void {
  const length = lettersIn(label)
  if (length > MENU.label) report(`“${label}” (${language}) has ${length} letters; a row holds ${MENU.label}`)
}

const LETTERS = new Intl.Segmenter('ar', { granularity: 'grapheme' })

/** The length of a text as a person counts it. */
export function lettersIn(text: string): number {
  return [...LETTERS.segment(text)].length
}

/** A list that each association fills: it must fit on every channel too. */
function inspectListed(source: string, context: InspectContext, report: Report): void {
  for (const association of context.associations) {
    const rows = rowsOf(source, association)
    if (rows.length > MENU.rows)
      report(['choices_from'], `${association.id} lists ${rows.length} ${source}; a menu holds ${MENU.rows}`)
    for (const words of rows) {
      for (const language of context.languages) {
        const label = words[language]
        if (label !== undefined)
          inspectLabel(label, language, (message) =>
            report(['choices_from'], `${source} of ${association.id}: ${message}`),
          )
      }
    }
  }
}

function rowsOf(source: string, association: Association): Localised[] {
  if (source === 'services') return association.services.map((service) => service.name)
  if (source !== 'topics') return []
  return association.answers.filter((answer) => answer.topic).map((answer) => answer.title)
}
