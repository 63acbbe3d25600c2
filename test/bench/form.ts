import { join } from 'node:path'
import type { Association } from '#core/association.ts'
import type { AskedField, Form } from '#core/form.ts'
import type { Matcher } from '#core/inquiry.ts'
import { loadProfile } from '#profile/load-profile.ts'
import { createLibrary } from '#runner/library.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'
import type { Content } from '../../src/assemble.ts'

const ROOT = new URL('../..', import.meta.url).pathname

/** The form that engines are compared by: twelve questions, and a person who is misread three times. */
const TYPES: readonly (readonly [type: AskedField['type'], answer: string])[] = [
  ['name_ar', 'فاطمة محمد علي الزهراني'],
  ['national_id', '١٠٠٠٠٠٠٠٠٨'],
  ['date', '1980-03-18'],
  ['mobile_sa', '٠٥٠١٢٣٤٥٦٧'],
  ['text', 'مكة المكرمة، حي الرصيفة'],
  ['count', '٤'],
  ['amount_sar', '3500'],
  ['yes_no', 'نعم'],
  ['amount_sar', '12000'],
  ['text', 'تأخر الإيجار ثلاثة أشهر والكرسي يحتاج إصلاح'],
  ['number', '7'],
  ['yes_no', 'لا'],
]
/** Places before which something unreadable is sent. */
const MISREAD: ReadonlySet<number> = new Set([1, 3, 6])

const words = (text: string) => ({ ar: text, en: text })

const form: Form = {
  id: 'bench',
  revision: 'bench1',
  sections: [
    {
      id: 'all',
      title: words('القسم'),
      items: TYPES.map(([type], index) => ({
        kind: 'field',
        id: `q${index + 1}`,
        label: words(`س${index + 1}`),
        ask: words(`السؤال رقم ${index + 1} من النموذج؟`),
        type,
        purpose: words('قياس'),
        sensitivity: 'personal',
      })),
    },
  ],
}

const FLOW = `
vars: { answers: map, declaration: map, reference: string }
steps:
  form: { kind: fill, form: "'bench'", save: answers }
  check: { kind: review, of: form }
  declare: { kind: declare, of: form, save: declaration }
  submit: { kind: do, action: submit_request, save: { reference: reference } }
  done: { kind: end }
`

/** What one conversation sends, in order: 17 turns and the start. */
export const INPUTS: readonly string[] = [
  ...TYPES.flatMap(([, answer], index) => (MISREAD.has(index) ? ['غير مقروء أبدا', answer] : [answer])),
  'صحيح، نكمل',
  'أقر بذلك',
]

const nothing: Matcher = {
  isEmergency: () => false,
  match: () => ({ outcome: 'staff', ranked: [], confidence: 0, language: 'ar' }),
}

/** An association whose only flow is the form; without a signature, and with a matcher that knows nothing. */
export function benchContent(): Content {
  const profile = loadProfile(join(ROOT, 'data/associations/huda'))
  if ('problems' in profile) throw new Error('the profile cannot be loaded')
  const service = {
    id: 'bench',
    sample: true,
    name: words('قياس'),
    summary: words('قياس'),
    mechanisms: [],
    onBehalf: false,
    criteria: [],
    form,
    poll: { id: 'poll_bench', questions: [], form: { ...form, id: 'poll_bench' } },
  } as const
  const association: Association = { ...profile.association, services: [service] }
  const names = ['welcome', 'menu', 'employee', 'language', 'stop']
  const library = createLibrary(new Map(names.map((name) => [name, FLOW])), association)
  if ('problems' in library) throw new Error(library.problems.map((problem) => problem.message).join('\n'))
  const renderer = createRenderer(readLocales(join(ROOT, 'locales')), association)
  return { association, renderer, library: library.library, matcher: nothing }
}
