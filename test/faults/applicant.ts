import type { SentMessage } from '../fakes/bot-api/state.ts'
import { contentOf } from '../fakes/conversation.ts'
import { ASSOCIATION } from './bot-process.ts'

/** An invented person who asks for a device: everything that must not be readable anywhere. */
export interface Applicant {
  readonly chat: number
  readonly name: string
  readonly identity: string
  readonly mobile: string
  /** A word of their own in each request. */
  readonly mark: string
}

const FIRST = ['فاطمة', 'سلمى', 'هيلة', 'منيرة', 'حصة', 'نورة', 'خالد', 'مشاري']
const SECOND = ['محمد', 'صالح', 'إبراهيم', 'ناصر', 'فهد']
const FAMILY = ['الجهيمان', 'الرويشد', 'البازعي', 'السنيدي', 'المهيزع', 'الدغيثر', 'الحصيني', 'الشويعر']

/** The applicant of a place, another one at every place. */
export function applicant(place: number): Applicant {
  const at = (names: readonly string[], index: number): string => names[index % names.length] ?? ''
  const name = `${at(FIRST, place)} ${at(SECOND, Math.floor(place / 8))} ${at(SECOND, place + 2)} ${at(FAMILY, Math.floor(place / 3))}`
  return {
    chat: 7_130_000_021 + place * 7_919,
    name,
    identity: withCheckDigit(`10${String(8_345_021 + place * 104_729).slice(-7)}`),
    mobile: `055${String(3_190_407 + place * 15_485_863).slice(-7)}`,
    mark: `مذكرة${letters(place)}`,
  }
}

/** Marks without digits, so that no reader takes them for numbers. */
function letters(place: number): string {
  const alphabet = 'بتجحخدرزسش'
  return Array.from(String(9_000 + place), (digit) => alphabet[Number(digit)] ?? '').join('')
}

/** Nine digits and the tenth, by which the number of an identity card is checked (Luhn). */
function withCheckDigit(nine: string): string {
  const sum = Array.from(nine).reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `${nine}${(10 - (sum % 10)) % 10}`
}

/** What a person does about a message. */
export type Reaction =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'press'; readonly data: string; readonly label: string }
  | { readonly kind: 'say'; readonly text: string }

/** A message as far as a reaction depends on it. */
export type Seen = Pick<SentMessage, 'text' | 'buttons'>

/** Choices on the way to a request, whichever of them is there. */
const WANTED = new Set(['agree', 'request', 'learning_device', 'self', 'primary', 'laptop', 'send'])

/** How somebody who asks for a device answers a message of the bot, in Arabic; `run` counts their requests. */
export function react(person: Applicant, message: Seen, run: number): Reaction {
  const words = message.text.replaceAll(/[\u2066-\u2069]/g, '')
  if (message.buttons.length > 0) {
    const wanted = message.buttons.find(({ data }) => WANTED.has(data.split(':')[2] ?? ''))
    const button = wanted ?? message.buttons[0]
    return button ? { kind: 'press', data: button.data, label: button.label } : { kind: 'nothing' }
  }
  const field = QUESTIONS.find(({ question }) => words.includes(question))
  if (field) return { kind: 'say', text: answerTo(field.id, person, run) }
  return words.startsWith(SIGN) ? { kind: 'say', text: person.name } : { kind: 'nothing' }
}

const { association, renderer } = contentOf(ASSOCIATION)
const SIGN = renderer.translate('replies:declare.sign', 'ar')
const QUESTIONS = association.services
  .filter(({ id }) => id === 'learning_device')
  .flatMap(({ form }) => form.sections.flatMap(({ items }) => items))
  .flatMap((item) => (item.kind === 'field' ? [item] : []))
  // A choice is answered by its buttons, which may come in a message of their own.
  .filter(({ options }) => options === undefined)
  .map(({ id, ask }) => ({ id, question: ask.ar }))

function answerTo(field: string, person: Applicant, run: number): string {
  const answers: Readonly<Record<string, string>> = {
    full_name: person.name,
    identity: person.identity,
    mobile: arabicDigits(person.mobile),
    devices_at_home: '١',
    learners: '٢',
    reason: reasonOf(person, run),
    family_size: '١',
    income: '٤٠٠٠',
  }
  return answers[field] ?? 'لا يوجد'
}

/** Why a device is needed, in words that this person uses in this request alone. */
export function reasonOf(person: Applicant, run: number): string {
  return `نحتاجه للدراسة ${person.mark}${letters(run)}`
}

function arabicDigits(text: string): string {
  return text.replaceAll(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? digit)
}

/** The reference in a message that confirms a request. */
export function referenceIn(text: string): string | undefined {
  const [before = ''] = renderer.translate('flows:request.submitted', 'ar').split('{{')
  const start = before.replaceAll(/[\u2066-\u2069]/g, '').trim()
  const words = text.replaceAll(/[\u2066-\u2069]/g, '')
  if (!words.includes(start.split(/[:.]/)[0] ?? start)) return undefined
  return /[2-9A-HJKMNP-Z]{8}/.exec(words)?.[0]
}
