// Border numbers, Gulf identity numbers and passports.
import type { Row } from './row.ts'

export const borderNumber: readonly Row[] = [
  ['3000000001', '3000000001'],
  ['رقم الحدود ٤٠٠٠٠٠٠٠٠١', '4000000001'],
  ['5000000001', '5000000001'],
  ['3000 000 001', '3000000001'],
  ['1000000008', { problem: 'border_number_unclear' }],
  ['6000000001', { problem: 'border_number_unclear' }],
  ['300000000', { problem: 'border_number_unclear' }],
  ['3333333333', { problem: 'identity_repeated' }],
]

export const gccId: readonly Row[] = [
  ['784-1990-1234567-1', '784199012345671'],
  ['٧٨٤-١٩٩٠-١٢٣٤٥٦٧-١', '784199012345671'],
  ['784199012345671', '784199012345671'],
  ['288010112343', '288010112343'],
  ['الرقم المدني 288010112343', '288010112343'],
  ['28763400101', '28763400101'],
  ['900101234', '900101234'],
  ['123456789', '123456789'],
  ['12345678901', '12345678901'],
  ['12345678', '12345678'],
  ['785199012345671', { problem: 'gcc_id_unclear' }],
  ['288010112345', { problem: 'identity_check_digit' }],
  ['1234567', { problem: 'gcc_id_unclear' }],
]

export const passport: readonly Row[] = [
  ['a12345678', 'A12345678'],
  ['A12345678', 'A12345678'],
  ['A 1234567', 'A1234567'],
  ['رقم الجواز A1234567', 'A1234567'],
  ['passport no: ab1234567', 'AB1234567'],
  ['جوازي a1234567 وهويتي 1000000008', 'A1234567'],
  ['A٣٣٤٤٥٥٦', 'A3344556'],
  ['AA-123456', 'AA123456'],
  ['G12345678.', 'G12345678'],
  ['123456789', '123456789'],
  ['A1234567890', { problem: 'passport_unclear' }],
  ['أ1234567', { problem: 'passport_unclear' }],
  ['ABCDEFGH', { problem: 'passport_unclear' }],
  ['1000000008', { problem: 'passport_unclear' }],
  ['000000000', { problem: 'passport_unclear' }],
  ['ما عندي جواز', { problem: 'passport_unclear' }],
]
