import type { Answer, Association } from '#core/association.ts'
import { checkWords } from './check.ts'
import { fillIn } from './fill-in.ts'
import { AnswerSchema } from './schema.ts'

/** A part of an answer that is not as it must be. */
export type AnswerFault = 'title' | 'text' | 'textWithSetting' | 'source' | 'other'

const PARTS = ['title', 'text', 'textWithSetting', 'source'] as const

/**
 * Reads an answer that the association's own staff wrote, under the rules of `answers.yaml`: Arabic and English, 300
 * characters at most, a clause of the policy or a setting to rest on, nothing in braces that nobody fills in.
 */
export function readOwnAnswer(
  intent: string,
  content: unknown,
  association: Association,
): { readonly answer: Answer } | { readonly faults: readonly AnswerFault[] } {
  const parsed = AnswerSchema.safeParse(content)
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path }) => PARTS.find((part) => part === path[0]) ?? 'other')
    return { faults: [...new Set(faults)] }
  }
  const { title, text, source, setting, textWithSetting, flow, topic = false } = parsed.data
  const faults = new Set<AnswerFault>()
  const clause = association.clauses.find(({ id }) => id === source || id === `${association.id}/${source}`)
  if (source === undefined ? setting === undefined : clause === undefined) faults.add('source')
  checkWords(parsed.data, (key) => faults.add(PARTS.find((part) => part === key) ?? 'other'))
  if (faults.size > 0) return { faults: [...faults] }
  return {
    answer: {
      intent,
      title,
      text: fillIn(text, association),
      topic,
      ...(clause && { source: clause.id }),
      ...(setting !== undefined && { setting }),
      ...(textWithSetting && { textWithSetting: fillIn(textWithSetting, association) }),
      ...(flow !== undefined && { flow }),
    },
  }
}
