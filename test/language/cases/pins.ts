import type { Row } from './row.ts'

/** Secret numbers of 4 to 8 digits, in any numerals. */
export const pin: readonly Row[] = [
  ['402001', '402001'],
  ['٤٠٢٠٠١', '402001'],
  ['۴۰۲۰۰۱', '402001'],
  ['الرقم السري ٤٠٢٠٠١', '402001'],
  ['40 20 01', '402001'],
  ['0001', '0001'],
  ['12345678', '12345678'],
  ['123', { problem: 'pin_unclear' }],
  ['123456789', { problem: 'pin_unclear' }],
  ['402001 أو 402002', { problem: 'pin_unclear' }],
  ['نسيته', { problem: 'pin_unclear' }],
  ['', { problem: 'pin_unclear' }],
]
