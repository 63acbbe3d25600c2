import type { AnswerType, ReadOptions } from '#core/answer.ts'
import { readCommand } from '#language/command-words.ts'
import { readAnswer } from '#language/readers.ts'

/** How many answers of a type were read in a second. */
export interface ReaderRow {
  readonly type: AnswerType | 'command'
  readonly readsPerSecond: number
}

const OPTIONS: ReadOptions = {
  today: '2026-03-01',
  options: [
    { id: 'cash', label: 'مساعدة مالية' },
    { id: 'food', label: 'سلة غذائية' },
    { id: 'rent', label: 'سداد إيجار' },
  ],
}

const PDF = JSON.stringify({ name: 'a.pdf', mime: 'application/pdf', bytes: 9000, magic: '255044462d312e37' })
const OGG = JSON.stringify({ name: 'a.ogg', mime: 'audio/ogg', bytes: 9000, magic: '4f67675300020000' })

// What people type, as often as they do: digits of either script, a label before them, a slip.
const TYPED: Readonly<Record<AnswerType | 'command', readonly string[]>> = {
  text: ['أحتاج مساعدة في الإيجار', 'rent'],
  choice: ['1', '٢', 'سلة غذائيه', 'ايجار'],
  multi_choice: ['1,3', '١ و٢', 'سلة غذائية وسداد إيجار'],
  yes_no: ['نعم', 'ايوه', 'لا شكرا', '👍', 'نعمان'],
  number: ['5', '٥٬٠٠٠', 'خمسة وعشرين'],
  count: ['3', '٣', 'ثلاث بنات'],
  family_size: ['5', '٥', 'خمس أنفار'],
  amount_sar: ['3500', '٥٬٠٠٠ ريال', 'ثلاث آلاف وخمسمية', '3000-4000'],
  rating: ['5', '٥', '⭐⭐⭐⭐', '4 من 5'],
  date: ['15/3/1445', '١٥ رمضان ١٤٤٥هـ', '2024-03-05', '3/25/2026'],
  gregorian_date: ['5/3/2024', '٥ مارس ٢٠٢٤'],
  hijri_date: ['15/3/1445', '١٥ رمضان ١٤٤٥'],
  birth_date: ['1/7/1400', '25/6/1975'],
  mobile_sa: ['0501234567', '٠٥٠١٢٣٤٥٦٧', 'جوالي 0501234567', '+966 50 123 4567'],
  mobile_intl: ['+62 812 3456 7890', '0501234567'],
  national_id: ['1000000008', '١٠٠٠٠٠٠٠٠٨', 'رقم هويتي 1000000008', '1000000000'],
  iqama: ['2172323137', '٢١٧٢٣٢٣١٣٧'],
  identity: ['1000000008', '٢١٧٢٣٢٣١٣٧'],
  border_number: ['3000000001', '٤٠٠٠٠٠٠٠٠١'],
  gcc_id: ['784-1990-1234567-1', '288010112343'],
  passport: ['A12345678', 'رقم الجواز a1234567'],
  iban_sa: ['SA0380000000608010167519', 'sa03 8000 0000 6080 1016 7519'],
  short_address: ['RRRD2929', 'rrrd 2929'],
  postal_code: ['12345', '١٢٣٤٥'],
  region: ['الرياض', 'منطقة مكة المكرمة', 'Makkah'],
  name_ar: ['محمد أحمد علي القحطاني', 'اسمي عبد الله محمد سعد الغامدي'],
  name_latin: ['Siti Rahmawati'],
  email: ['ahmed@example.com'],
  location: ['24.7136, 46.6753'],
  document: [PDF],
  voice: [OGG],
  pin: ['402001', '٤٠٢٠٠١'],
  command: ['رجوع', 'أبغى أكلم موظف', 'محمد أحمد', '15/3/1445'],
}

/** Reads per second of one reader over a while, after warming up. */
function rate(inputs: readonly string[], read: (input: string) => unknown, milliseconds: number): number {
  let reads = 0
  const run = (until: number): void => {
    while (performance.now() < until) {
      for (let turn = 0; turn < 50; turn++) for (const input of inputs) read(input)
      reads += 50 * inputs.length
    }
  }
  run(performance.now() + milliseconds / 4)
  reads = 0
  const start = performance.now()
  run(start + milliseconds)
  return Math.round(reads / ((performance.now() - start) / 1000))
}

/** The speed of every reader and of the command words, on one thread. */
export function benchReaders(milliseconds = 200): readonly ReaderRow[] {
  return Object.entries(TYPED).map(([type, inputs]) => {
    const known = type as AnswerType | 'command'
    const read = known === 'command' ? readCommand : (input: string) => readAnswer(known, input, OPTIONS)
    return { type: known, readsPerSecond: rate(inputs, read, milliseconds) }
  })
}

/** The rows, written one a line. */
export function printReaders(write: (line: string) => void): void {
  for (const { type, readsPerSecond } of benchReaders()) {
    write(`${type.padEnd(16)} ${String(readsPerSecond).padStart(9)} reads/s`)
  }
}
