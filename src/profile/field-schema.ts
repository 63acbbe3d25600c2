import { z } from 'zod'
import { ANSWER_TYPES } from '#core/answer.ts'

/** No message to a person is longer (design §5; small screens, tired eyes). */
export const MAX_TEXT = 300

/** Questions stay short: they are often read aloud. */
export const MAX_QUESTION = 160

/** An id of a profile. */
export const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'an id is a-z, 0-9 and _, at most 40 long')
/** A clause of the requirements, with or without its association. */
export const clause = z.string().regex(/^([a-z]+\/)?R([1-9]|[12]\d|3[0-8])$/, 'a clause is R1 to R38')
/** A rule in CEL; the engine reads it further. */
export const cel = z.string().min(1)

function localised(longest: number) {
  const words = z.string().trim().min(1, 'is empty').max(longest, `is longer than ${longest} characters`)
  const other = words.exactOptional()
  return z.strictObject({
    ar: words,
    en: words,
    ur: other,
    id: other,
    tr: other,
    fr: other,
    bn: other,
    fa: other,
    ms: other,
    ha: other,
  })
}

/** A message. */
export const text = localised(MAX_TEXT)
/** A question, or something as short. */
export const question = localised(MAX_QUESTION)
/** A name as it stands in a sentence. */
export const name = localised(120)
/** A name on a button: WhatsApp shows 24 characters of a list row, so longer ones are kept rare. */
export const label = localised(60)

/** One option of a choice. */
export const option = z.strictObject({ id, label, synonyms: z.array(z.string().min(1)).exactOptional() })

const field = { id, label, when: cel.exactOptional() }

const AskedFieldSchema = z.strictObject({
  kind: z.literal('field'),
  ...field,
  ask: question,
  type: z.enum(ANSWER_TYPES),
  purpose: text,
  sensitivity: z.enum(['public', 'personal', 'sensitive']),
  optional: z.boolean().exactOptional(),
  constraint: z.strictObject({ rule: cel, message: question }).exactOptional(),
  options: z.array(option).min(2).max(20).exactOptional(),
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  minLength: z.int().positive().exactOptional(),
  maxLength: z.int().positive().max(2000).exactOptional(),
  parts: z.int().min(1).max(6).exactOptional(),
  maxFiles: z.int().min(1).max(5).exactOptional(),
  validUntil: z.strictObject({ label, ask: question, expired: question }).exactOptional(),
  known: id.exactOptional(),
})

const CalculatedFieldSchema = z.strictObject({
  kind: z.literal('calculated'),
  ...field,
  value: cel,
  decimals: z.int().min(0).max(4).exactOptional(),
})

const RepeatGroupSchema = z.strictObject({
  kind: z.literal('repeat'),
  ...field,
  fields: z.array(AskedFieldSchema).min(1),
  min: z.int().min(0).exactOptional(),
  max: z.int().min(1).max(30),
  count: cel.exactOptional(),
  member: label,
  more: question.exactOptional(),
})

/** A heading and its questions. */
export const SectionSchema = z.strictObject({
  id,
  title: label,
  items: z
    .array(z.discriminatedUnion('kind', [AskedFieldSchema, CalculatedFieldSchema, RepeatGroupSchema]))
    .min(1),
})
