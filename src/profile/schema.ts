import { z } from 'zod'
import { ANSWER_TYPES } from '#core/answer.ts'
import { LANGUAGES } from '#core/text.ts'

/** No message to a person is longer (design §5; small screens, tired eyes). */
export const MAX_TEXT = 300

/** Questions stay short: they are often read aloud. */
export const MAX_QUESTION = 160

const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'an id is a-z, 0-9 and _, at most 40 long')
const clause = z.string().regex(/^([a-z]+\/)?R([1-9]|[12]\d|3[0-8])$/, 'a clause is R1 to R38')
const cel = z.string().min(1)

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

const text = localised(MAX_TEXT)
const question = localised(MAX_QUESTION)
const name = localised(120)
/** Button labels: WhatsApp shows 24 characters of a list row, so longer ones are kept rare. */
const label = localised(60)

const option = z.strictObject({ id, label, synonyms: z.array(z.string().min(1)).exactOptional() })

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

const SectionSchema = z.strictObject({
  id,
  title: label,
  items: z
    .array(z.discriminatedUnion('kind', [AskedFieldSchema, CalculatedFieldSchema, RepeatGroupSchema]))
    .min(1),
})

const ServiceSchema = z.strictObject({
  id,
  sample: z.boolean(),
  name: label,
  summary: text,
  mechanisms: z.array(z.enum(['documents', 'interview', 'field_visit'])).min(1),
  onBehalf: z.boolean(),
  criteria: z.array(z.strictObject({ id, label: question, rule: cel, basis: text })),
  sections: z.array(SectionSchema).min(1),
})

/** `services.yaml`. `parts` holds questions that several forms share by anchor; it means nothing by itself. */
export const ServicesSchema = z.strictObject({
  parts: z.array(z.unknown()).exactOptional(),
  services: z.array(ServiceSchema).min(1).max(20),
})

const AnswerSchema = z.strictObject({
  title: label,
  text,
  source: clause.exactOptional(),
  setting: id.exactOptional(),
  textWithSetting: text.exactOptional(),
  flow: id.exactOptional(),
  topic: z.boolean().exactOptional(),
})

/** `answers.yaml`: approved answers by intent. */
export const AnswersSchema = z.strictObject({ answers: z.record(id, AnswerSchema) })

/** `policy.yaml`: the clauses that the association's policy has, each in its own corrected words. */
export const PolicySchema = z.strictObject({ clauses: z.record(clause, text) })

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is HH:MM')

/** `association.yaml`. */
export const AssociationSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+$/, 'an association is a-z'),
  name,
  shortName: label,
  audience: name,
  languages: z.array(z.enum(LANGUAGES)).min(1),
  channels: z.array(z.strictObject({ id, name: label, detail: text.exactOptional() })).min(1),
  documents: z.array(name).min(1),
  referral: z
    .array(z.strictObject({ id, name: label, fromPolicy: z.boolean(), clause: clause.exactOptional() }))
    .min(1),
  deciding: z.strictObject({ name: label, kind: z.enum(['committee', 'unit', 'official']), clause }),
  period: z.strictObject({
    earliest: z.int().positive().exactOptional(),
    latest: z.int().positive().exactOptional(),
    stated: z.boolean(),
    clause: clause.exactOptional(),
  }),
  declaration: z.strictObject({
    mode: z.enum(['declare', 'declare_and_sign']),
    version: z.string().min(1),
    text,
    clauses: z.array(clause).min(1),
  }),
  hours: z
    .strictObject({ days: z.array(z.int().min(0).max(6)).min(1), from: time, to: time })
    .exactOptional(),
  settings: z.record(id, text),
  privacy: z.strictObject({
    version: z.string().min(1),
    notice: text,
    contact: text.exactOptional(),
    ceiling: z.record(z.string(), z.enum(['public', 'personal', 'sensitive'])),
    identityCopies: text.exactOptional(),
  }),
  emergency: z
    .array(z.strictObject({ name: label, number: z.string().regex(/^\d{3,10}$/, 'digits only') }))
    .min(1),
})

export type AssociationSource = z.infer<typeof AssociationSchema>
export type ServicesSource = z.infer<typeof ServicesSchema>
export type AnswersSource = z.infer<typeof AnswersSchema>
export type PolicySource = z.infer<typeof PolicySchema>
