import { z } from 'zod'
import { MATTER_IDS } from '#core/matter.ts'
import { LANGUAGES } from '#core/text.ts'
import { SectionSchema, cel, clause, id, label, name, option, question, text } from './field-schema.ts'

/** One question of a poll, as a profile writes it. */
const PollQuestionSchema = z.strictObject({
  id,
  kind: z.enum(['scale', 'choice', 'comment']),
  label,
  ask: question,
  options: z.array(option).min(2).max(7).exactOptional(),
  when: cel.exactOptional(),
})

/** `polls.yaml`: what every poll asks before and after a service's own questions, and a periodic survey. */
export const PollsSchema = z.strictObject({
  title: label,
  purpose: text,
  first: z.array(PollQuestionSchema).min(1),
  last: z.array(PollQuestionSchema),
  survey: z.array(PollQuestionSchema).min(1),
})

const MatterSchema = z.strictObject({
  sample: z.boolean(),
  name: label,
  summary: text,
  deadline: z.union([
    z.strictObject({ days: z.int().positive(), law: text }),
    z.strictObject({ setting: id }),
  ]),
  clauses: z.array(clause),
  sections: z.array(SectionSchema).min(1),
})

/** `forms.yaml`: the forms of matters; an association's own file holds only those in which it differs. */
export const FormsSchema = z.strictObject({
  parts: z.array(z.unknown()).exactOptional(),
  matters: z.partialRecord(z.enum(MATTER_IDS), MatterSchema),
})

/** `reasons.yaml`: reasons of decisions; an association's own file adds to the shared ones or takes their place by id. */
export const ReasonsSchema = z.strictObject({
  reasons: z.record(
    id,
    z.strictObject({
      label: question,
      outcomes: z.array(z.enum(['partial', 'refused', 'deferred'])).min(1),
      text,
      next: text,
    }),
  ),
})

const ServiceSchema = z.strictObject({
  id,
  sample: z.boolean(),
  name: label,
  summary: text,
  mechanisms: z.array(z.enum(['documents', 'interview', 'field_visit'])).min(1),
  onBehalf: z.boolean(),
  guardian: z.strictObject({ when: cel, relation: id, proof: id.exactOptional() }).exactOptional(),
  criteria: z.array(
    z.strictObject({
      id,
      label: question,
      rule: cel,
      basis: text,
      basisKind: z.enum(['regulation', 'standard']),
    }),
  ),
  sections: z.array(SectionSchema).min(1),
  /** Questions of this service's own, between the first and the last that every poll asks. */
  poll: z.array(PollQuestionSchema).max(4).exactOptional(),
})

/** `services.yaml`. `parts` holds questions that several forms share by anchor; it means nothing by itself. */
export const ServicesSchema = z.strictObject({
  parts: z.array(z.unknown()).exactOptional(),
  services: z.array(ServiceSchema).min(1).max(20),
})

/** One approved answer, as a profile or staff write it. */
export const AnswerSchema = z.strictObject({
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
  partners: z
    .array(z.strictObject({ id, name: label, clause }))
    .min(1)
    .exactOptional(),
  departments: z
    .array(z.strictObject({ id, name: label, services: z.array(id), matters: z.array(z.enum(MATTER_IDS)) }))
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
  matters: z.array(z.enum(MATTER_IDS)).min(1),
  notice: z.enum(['reply_first', 'outcome_in_notice']),
  /** The setting that holds the days between two periodic surveys. */
  survey: z.strictObject({ setting: id }).exactOptional(),
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
export type FormsSource = z.infer<typeof FormsSchema>
export type ReasonsSource = z.infer<typeof ReasonsSchema>
export type PollsSource = z.infer<typeof PollsSchema>
