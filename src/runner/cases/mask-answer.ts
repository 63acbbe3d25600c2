import type { AnsweredItem } from './answered-items.ts'

/** Answers that say who somebody is or how to reach or pay them: shown whole only on request, which is audited. */
const MASKED: ReadonlySet<string> = new Set([
  'identity',
  'national_id',
  'iqama',
  'border_number',
  'gcc_id',
  'passport',
  'iban_sa',
  'mobile_sa',
  'mobile_intl',
  'email',
  'short_address',
  'location',
])

const LEFT = 3

/** An answer as staff see it at first: what identifies a person is hidden but for its end. */
export function maskedDisplay({ entry, field }: AnsweredItem): string {
  if (!field || !MASKED.has(field.type)) return entry.display
  const letters = Array.from(entry.display)
  const end = letters.length > 2 * LEFT ? letters.slice(-LEFT).join('') : ''
  return `${'•'.repeat(Math.min(8, Math.max(LEFT, letters.length - end.length)))}${end}`
}

/** Whether an answer is hidden until it is asked for. */
export function isMasked({ field }: AnsweredItem): boolean {
  return field !== undefined && MASKED.has(field.type)
}
