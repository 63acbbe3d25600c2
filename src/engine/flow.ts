import { z } from 'zod'
import { ANSWER_TYPES } from '#core/answer.ts'

const id = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'an id is a-z, 0-9 and _, at most 40 long')
/** A key of `locales/<lang>/flows.json` under the flow's own name, or an absolute one (`replies:thanks`). */
const key = z.string().regex(/^([a-z]+:)?[a-z][a-z0-9_.]*$/, 'a message key, never text')
const cel = z.string().min(1).describe('CEL expression')
const params = z.record(id, cel).describe('values inserted into the text, each a CEL expression')

const common = {
  next: id.optional().describe('step that follows; the one written below when absent'),
  clauses: z
    .array(z.string().regex(/^R\d{1,2}$/))
    .optional()
    .describe('clauses of the policy that this step carries out'),
}

const choice = z.strictObject({
  id,
  text: key.optional().describe('label; `<step>.<choice id>` when absent'),
  if: cel.optional().describe('offered only when true'),
  go: id.optional().describe('step that follows this choice'),
  means: z.enum(['yes', 'no']).optional().describe('chosen by a plain yes or no too, as people type it'),
})

export const SaySchema = z.strictObject({
  kind: z.literal('say').describe('says one to three texts and goes on'),
  text: z.union([key, z.array(key).min(1).max(3)]),
  with: params.optional(),
  ...common,
})

/** Lists that the runner knows: services, approved answers, the contact's cases or requests alone, times held for one, languages. */
export const CHOICE_SOURCES = [
  'services',
  'topics',
  'cases',
  'requests',
  'people',
  'slots',
  'languages',
] as const

export const AskSchema = z.strictObject({
  kind: z.literal('ask').describe('asks one question and waits for its answer'),
  text: key,
  again: key
    .optional()
    .describe('shorter, where the whole text stands right above: after a question in between'),
  type: z.enum(ANSWER_TYPES),
  with: params.optional(),
  choices: z.array(choice).min(1).max(20).optional(),
  choices_from: z
    .enum(CHOICE_SOURCES)
    .optional()
    .describe('a list; with `choices` too, those follow it (slots: of the variable `reference`)'),
  save: id.optional().describe('variable that keeps the answer'),
  optional: z.boolean().optional(),
  inquiry: z
    .boolean()
    .optional()
    .describe('free text that is no choice is taken as an inquiry (menus); true by default for choices'),
  min: z.number().optional(),
  max: z.number().optional(),
  minLength: z.number().int().optional(),
  maxLength: z.number().int().optional(),
  parts: z.number().int().optional(),
  sensitivity: z.enum(['public', 'personal', 'sensitive']).optional(),
  ...common,
})

export const FillSchema = z.strictObject({
  kind: z.literal('fill').describe('asks the questions of a form'),
  form: cel.describe('id of the form, as a CEL string: a variable or a quoted id'),
  save: id.describe('variable that keeps the answers'),
  draft: z.boolean().optional().describe('false: no request (a poll), not kept when it is left'),
  ...common,
})

export const ReviewSchema = z.strictObject({
  kind: z.literal('review').describe('shows the answers of a form, numbered, to be corrected or sent'),
  of: id.describe('the fill step whose answers are shown'),
  ...common,
})

export const DeclareSchema = z.strictObject({
  kind: z
    .literal('declare')
    .describe(
      'asks for the declaration that the answers are true (and a signature where the policy says so)',
    ),
  of: id.describe('the fill step whose answers are declared true'),
  save: id.describe('variable that keeps the declaration'),
  ...common,
})

export const BranchSchema = z.strictObject({
  kind: z.literal('branch').describe('goes where the first rule that holds leads'),
  cases: z.array(z.strictObject({ if: cel, go: id })).min(1),
  else: id.optional(),
  ...common,
})

export const CallSchema = z.strictObject({
  kind: z.literal('call').describe('runs another flow and comes back'),
  flow: id,
  with: params.optional(),
  save: z.record(id, id).optional().describe('our variable ← a variable of the called flow, when it ends'),
  ...common,
})

/** What a flow may cause outside the conversation; each is one file in `engine/actions`. */
export const ACTIONS = [
  'set_language',
  'give_consent',
  'submit_request',
  'stop_messages',
  'resume_draft',
  'discard_draft',
  'show_case',
  'know_case',
  'know_request',
  'show_decision',
  'show_answers',
  'ask_case',
  'correct_answers',
  'resubmit_request',
  'begin_matter',
  'submit_matter',
  'draw_pin',
  'withdraw_consent',
  'request_person',
  'begin_poll',
  'give_ratings',
  'send_copy',
] as const

export const DoSchema = z.strictObject({
  kind: z.literal('do').describe('does something outside the conversation'),
  action: z.enum(ACTIONS),
  with: params.optional(),
  save: z.record(id, id).optional().describe('our variable ← a result of the action'),
  ...common,
})

export const AnswerSchema = z.strictObject({
  kind: z.literal('answer').describe('gives an approved answer'),
  intent: cel.optional().describe('id of the approved answer; without it the variable `inquiry` is matched'),
  ...common,
})

export const HandOffSchema = z.strictObject({
  kind: z
    .literal('hand_off')
    .describe('passes the conversation to an employee; goes on when it is given back'),
  reason: id,
  text: key,
  with: params.optional(),
  ...common,
})

export const WaitSchema = z.strictObject({
  kind: z.literal('wait').describe('waits for the next message, or for some hours'),
  hours: z
    .number()
    .positive()
    .max(24 * 365)
    .optional()
    .describe('goes on by itself after that; else at the next message'),
  ...common,
})

export const PollSchema = z.strictObject({
  kind: z.literal('poll').describe('asks for a score from 1 to 5'),
  text: key,
  poll: id,
  with: params.optional(),
  save: id.optional(),
  ...common,
})

export const EndSchema = z.strictObject({
  kind: z.literal('end').describe('ends the flow; the flow that called it goes on'),
  text: key.optional(),
  with: params.optional(),
  outcome: z.enum(['completed', 'cancelled']).optional(),
  to: z.enum(['caller', 'menu']).optional().describe('`menu` shows the menu afterwards when nobody called'),
  clauses: common.clauses,
})

/** One element of a conversation. A closed union: each kind has one file in `engine/steps`. */
export const StepSchema = z.discriminatedUnion('kind', [
  SaySchema,
  AskSchema,
  FillSchema,
  ReviewSchema,
  DeclareSchema,
  BranchSchema,
  CallSchema,
  DoSchema,
  AnswerSchema,
  HandOffSchema,
  WaitSchema,
  PollSchema,
  EndSchema,
])

/** Types of a flow's variables, as CEL names them. */
const variable = z.enum(['string', 'int', 'double', 'bool', 'map', 'list'])

/** A conversation as data: the content of `flows/<id>.yaml`. */
export const FlowSchema = z.strictObject({
  $schema: z.string().optional(),
  description: z.string().optional().describe('for the person who edits the flow; never shown to a contact'),
  vars: z.record(id, variable).optional().describe('variables and their types; empty until set'),
  params: z.array(id).optional().describe('variables that a calling flow gives'),
  steps: z
    .record(id, StepSchema)
    .refine((steps) => Object.keys(steps).length > 0, 'a flow has at least one step'),
})

export type Step = z.infer<typeof StepSchema>
export type StepKind = Step['kind']
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>
export type FlowSource = z.infer<typeof FlowSchema>
export type Action = (typeof ACTIONS)[number]
export type ChoiceSource = (typeof CHOICE_SOURCES)[number]
