import type { AnswerType, FileFacts, ReadOption, ReadOptions, ReadResult } from '#core/answer.ts'
import type { Input } from './env.ts'
import type { TurnState } from './turn.ts'

/** Limits of a question, as a flow or a form writes them. */
export interface Limits {
  readonly min?: number | undefined
  readonly max?: number | undefined
  readonly minLength?: number | undefined
  readonly maxLength?: number | undefined
  readonly parts?: number | undefined
}

const PHONES: ReadonlySet<string> = new Set<AnswerType>(['mobile_sa', 'mobile_intl'])
const FILES: ReadonlySet<string> = new Set<AnswerType>(['document', 'voice'])

/** Whether a question of this type is answered with a file. */
export function wantsFile(type: string): boolean {
  return FILES.has(type)
}

/** Reads whatever a contact sent as an answer of a type. What can never be one is a problem too, never an error. */
export function readInput(
  turn: TurnState,
  type: AnswerType,
  input: Input,
  limits: Limits = {},
  options?: readonly ReadOption[],
): ReadResult {
  const text = textOf(type, input)
  if (text === undefined) return { ok: false, problem: FILES.has(type) ? 'misfit_file' : 'misfit' }
  const given = readOptions(turn, limits, options)
  const read = turn.env.read(type, text, given)
  if (wantsLatin(turn, type, read)) return turn.env.read('name_latin', text, { ...given, parts: 2 })
  return isDescription(type, text, read) ? turn.env.read('text', text, { ...given, ...DESCRIPTION }) : read
}

/** Letters of a place told in words: not every channel can send one. */
const DESCRIPTION = { minLength: 5, maxLength: 300 } as const

function isDescription(type: AnswerType, text: string, read: ReadResult): boolean {
  return type === 'location' && !read.ok && /\p{L}{2}/u.test(text) && !/https?:|[?؟]/i.test(text)
}

/** Who speaks no Arabic here may have no Arabic name: it is taken as the passport has it. */
function wantsLatin({ session }: TurnState, type: AnswerType, read: ReadResult): boolean {
  return type === 'name_ar' && session.language !== 'ar' && !read.ok && read.problem === 'name_want_arabic'
}

function readOptions(turn: TurnState, limits: Limits, options?: readonly ReadOption[]): ReadOptions {
  const given: Record<string, number> = {}
  for (const [name, value] of Object.entries(limits)) if (typeof value === 'number') given[name] = value
  return { today: turn.env.today, language: turn.session.language, ...given, ...(options && { options }) }
}

/** What is left of a file that was not kept. */
const NOTHING: FileFacts = { name: '', mime: '', bytes: 0, magic: '' }

/** The text that a reader of this type can judge; `undefined` when the kind of message does not fit the type. */
function textOf(type: AnswerType, input: Input): string | undefined {
  if (!isAnswer(input)) return undefined
  switch (input.kind) {
    case 'text':
      return FILES.has(type) ? undefined : input.text
    case 'choice':
      return input.choice
    case 'phone':
      return PHONES.has(type) && input.own ? withPlus(input.phone) : undefined
    case 'location':
      return type === 'location' ? `${input.latitude},${input.longitude}` : undefined
    case 'file':
      return FILES.has(type) ? JSON.stringify(input.facts) : undefined
    case 'file_refused':
      return FILES.has(type) ? JSON.stringify({ ...NOTHING, problem: input.problem }) : undefined
    case 'rating': {
      const first = input.options[0]
      return type === 'rating' && first !== undefined ? String(first + 1) : undefined
    }
  }
}

/** Kinds of message that are an answer of no type. */
const NO_ANSWER = [
  'edit',
  'uploaded',
  'file_failed',
  'start',
  'unsupported',
  'timer',
  'released',
  'notice',
] as const

type Answering = Exclude<Input, { kind: (typeof NO_ANSWER)[number] }>

function isAnswer(input: Input): input is Answering {
  return !NO_ANSWER.some((kind) => kind === input.kind)
}

/** Platforms hand over numbers in international form, often without the plus. */
function withPlus(phone: string): string {
  return /^[1-9]\d{9,}$/.test(phone) ? `+${phone}` : phone
}
