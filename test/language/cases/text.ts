// Free text.
import type { Row } from './row.ts'

export const text: readonly Row[] = [
  ['أحتاج مساعدة في الإيجار', 'أحتاج مساعدة في الإيجار'],
  ['  نص   فيه   مسافات  ', 'نص فيه مسافات'],
  ['سطر أول\nسطر ثان', 'سطر أول\nسطر ثان'],
  ['\u202eمقلوب\u202c', 'مقلوب'],
  ['كلمة', 'كلمة'],
  ['...', { problem: 'text_empty' }],
  ['👍', { problem: 'text_empty' }],
  ['؟', { problem: 'text_empty' }],
]
