import fc from 'fast-check'
import type { AnswerType } from '#core/answer.ts'
import type { Input } from '#engine/env.ts'
import { walkForm } from '#engine/form-progress.ts'
import type { Visitor } from './real-world.ts'

/** What a person does next, before it is known what stands open. */
export type Deed =
  | { readonly do: 'answer'; readonly pick: number }
  | { readonly do: 'press'; readonly pick: number; readonly by: 'id' | 'place' }
  | { readonly do: 'press_old'; readonly pick: number; readonly question: string; readonly choice: string }
  | { readonly do: 'send'; readonly input: Input }

/** A good answer of each type, as people type it. */
const GOOD: Readonly<Record<AnswerType, readonly string[]>> = {
  text: ['إيجار متأخر', 'بدون'],
  choice: ['1', '٢'],
  multi_choice: ['1', '1 و 2'],
  yes_no: ['نعم', 'لا'],
  number: ['7', '٠'],
  count: ['2', '٣'],
  family_size: ['4', 'ثلاثة'],
  amount_sar: ['3500', '٤٠٠ ريال'],
  rating: ['5', '1'],
  date: ['2025-11-02'],
  gregorian_date: ['2025-11-02'],
  hijri_date: ['1447-05-11'],
  birth_date: ['1990-04-03', '1/1/1410'],
  mobile_sa: ['0501234567', '٠٥٠١٢٣٤٥٦٧'],
  mobile_intl: ['+201001234567'],
  national_id: ['1000000008'],
  iqama: ['2000000006'],
  identity: ['1000000008'],
  border_number: ['4000000004'],
  gcc_id: ['784198012345678'],
  passport: ['A1234567'],
  iban_sa: ['SA0380000000608010167519'],
  short_address: ['RRRD2929'],
  postal_code: ['12345'],
  region: ['الرياض', 'مكة'],
  name_ar: ['محمد عبدالله أحمد العتيبي'],
  name_latin: ['Mohammed Abdullah Ahmed Alotaibi'],
  email: ['a@example.com'],
  location: ['24.7136,46.6753'],
  document: [],
  voice: [],
  pin: ['402001', '٤٠٢٠٠١'],
}

const PDF = Buffer.from('%PDF-1.7\n').toString('hex')

function aFile(id: string, voice: boolean): Input {
  const facts = voice
    ? { name: 'voice.ogg', mime: 'audio/ogg', bytes: 9000, magic: Buffer.from('OggS').toString('hex') }
    : { name: 'deed.pdf', mime: 'application/pdf', bytes: 9000, magic: PDF }
  return { kind: 'file', id, voice, facts }
}

const UPLOADED = {
  id: 'uploaded',
  facts: { name: 'deed.pdf', mime: 'application/pdf', bytes: 9000, magic: PDF },
}

/** Any text at all: half surrogates, marks, digits of all scripts, up to 64 KB. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '\uD83D',
    'ا'.repeat(65_536),
    '\u202E\u2066',
    '٠١٢٣',
    '؟',
    '0',
    '',
    ' ',
    '\n',
    '__proto__',
    'constructor',
  ),
)

const ARABIC = [
  'رجوع',
  'إلغاء',
  'من جديد',
  'القائمة',
  'موظف',
  'إعادة',
  'تخطي',
  'مساعدة',
  'حفظ',
  'إيقاف',
  'اللغة',
]
const ENGLISH = [
  'back',
  'cancel',
  'restart',
  'menu',
  'employee',
  'repeat',
  'skip',
  'help',
  'save',
  'stop',
  'English',
]
const command = fc.constantFrom(...ARABIC, ...ENGLISH)

const input: fc.Arbitrary<Input> = fc.oneof(
  { weight: 4, arbitrary: command.map((text): Input => ({ kind: 'text', text })) },
  { weight: 3, arbitrary: anyText.map((text): Input => ({ kind: 'text', text })) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...Object.values(GOOD).flat()).map((text): Input => ({ kind: 'text', text })),
  },
  fc.boolean().map((voice) => aFile('stray', voice)),
  fc.boolean().map((own): Input => ({ kind: 'phone', phone: '966501234567', own })),
  fc.constantFrom<Input>(
    { kind: 'text', text: 'حريق في البيت' },
    { kind: 'text', text: 'متى يصلني الرد؟' },
    { kind: 'file_failed', reason: 'too_large' },
    { kind: 'file_failed', reason: 'gone' },
    { kind: 'file_refused', problem: 'document_unsafe' },
    { kind: 'uploaded', form: 'nowhere', place: 'report', files: [UPLOADED] },
    { kind: 'location', latitude: 24.7, longitude: 46.7 },
    { kind: 'edit' },
    { kind: 'start' },
    { kind: 'start', payload: 'x' },
    { kind: 'unsupported', what: 'sticker' },
    { kind: 'rating', poll: 'p', options: [3] },
    { kind: 'rating', poll: 'p', options: [] },
    { kind: 'timer' },
    { kind: 'released' },
    { kind: 'notice', id: 'n1', flow: 'stop', vars: {} },
    { kind: 'notice', id: 'n2', flow: 'stop', vars: {}, line: true },
  ),
)

const pick = fc.nat({ max: 20 })

/** One deed. Most are sensible, so that talks come far; the rest is whatever may come. */
export const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 12, arbitrary: pick.map((n): Deed => ({ do: 'answer', pick: n })) },
  {
    weight: 4,
    arbitrary: fc
      .tuple(pick, fc.constantFrom('id' as const, 'place' as const))
      .map(([n, by]): Deed => ({ do: 'press', pick: n, by })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        pick,
        fc.string({ maxLength: 9 }),
        fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('#0', '#99', 'constructor', 'yes')),
      )
      .map(([n, question, choice]): Deed => ({ do: 'press_old', pick: n, question, choice })),
  },
  { weight: 5, arbitrary: input.map((given): Deed => ({ do: 'send', input: given })) },
)

/** What a deed is to this visitor now. */
export function inputOf(visitor: Visitor, given: Deed): Input {
  const open = visitor.session?.question
  const at = (n: number, list: readonly string[]) => list[n % Math.max(1, list.length)] ?? ''
  switch (given.do) {
    case 'send':
      return given.input
    case 'press': {
      const choices = open?.choices ?? []
      const choice =
        given.by === 'id' ? at(given.pick, choices) : `#${(given.pick % Math.max(1, choices.length)) + 1}`
      return { kind: 'choice', question: open?.id ?? '', choice }
    }
    case 'press_old': {
      const questions = visitor.turns.flatMap((turn) => turn.session.question?.id ?? [])
      return { kind: 'choice', question: given.question || at(given.pick, questions), choice: given.choice }
    }
    case 'answer':
      return sensible(visitor, given.pick)
  }
}

/** A good answer to what stands open. */
function sensible(visitor: Visitor, n: number): Input {
  const { session, env } = visitor
  const open = session?.question
  if (session?.pending || (open && open.choices.length > 0))
    return { kind: 'choice', question: open?.id ?? '', choice: open?.choices[n % open.choices.length] ?? '' }
  const type = openType(visitor) ?? 'text'
  if (type === 'document' || type === 'voice') return aFile(`file${n}`, type === 'voice')
  const frame = session?.stack.at(-1)
  if (frame?.note === 'agreed') return { kind: 'text', text: GOOD.name_ar[0] ?? '' }
  if (frame?.flow === 'employee') return { kind: 'released' }
  const good = GOOD[type]
  return { kind: 'text', text: good[n % good.length] ?? env.today }
}

function openType({ session, env }: Visitor): AnswerType | undefined {
  const frame = session?.stack.at(-1)
  const state = frame?.forms?.[frame.step]
  if (!frame || !state) return undefined
  const form = env.library.form(state.form, state.revision)
  const cursor = state.at ?? walkForm(form, state, env.today).next
  return cursor && 'field' in cursor ? form.fields.get(cursor.field)?.field.type : undefined
}
