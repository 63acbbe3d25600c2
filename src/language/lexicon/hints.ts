interface Hint {
  readonly ar: string
  readonly en: string
}

const same = (example: string): Hint => ({ ar: example, en: example })

/**
 * The examples shown with a problem, and the names of what was sent instead. Identity numbers and accounts are
 * documented specimens, so that nobody's own number is ever shown.
 */
export const HINTS = {
  text: { ar: 'جملة قصيرة تصف الحاجة', en: 'one short sentence about what is needed' },
  choice: same('1'),
  multiChoice: same('1، 3'),
  yesNo: { ar: 'نعم أو لا', en: 'yes or no' },
  number: same('12'),
  count: same('3'),
  familySize: same('5'),
  amount: same('3500'),
  zero: same('0'),
  rating: same('4'),
  pin: same('123456'),
  date: { ar: '15/3/1447 هـ أو 7/9/2025 م', en: '15/3/1447 AH or 7 September 2025' },
  gregorianDate: { ar: '7/9/2025 م', en: '7 September 2025' },
  hijriDate: { ar: '15/3/1447 هـ', en: '15/3/1447 AH' },
  birthDate: { ar: '1/7/1395 هـ أو 25/6/1975 م', en: '1/7/1395 AH or 25 June 1975' },
  mobile: same('0501234567'),
  mobileIntl: same('+62 812 3456 7890'),
  nationalId: same('1000000008'),
  iqama: same('2000000006'),
  isIqama: { ar: 'رقم إقامة (يبدأ بالرقم 2)', en: 'a residence (iqama) number, it starts with 2' },
  isNationalId: { ar: 'رقم هوية وطنية (يبدأ بالرقم 1)', en: 'a national ID number, it starts with 1' },
  isBorderNumber: { ar: 'رقم حدود', en: 'a border number' },
  isMobile: { ar: 'رقم جوال', en: 'a mobile number' },
  borderNumber: same('3000000001'),
  gccId: same('784-1990-1234567-1'),
  passport: same('A12345678'),
  iban: same('SA03 8000 0000 6080 1016 7519'),
  shortAddress: same('RRRD2929'),
  postalCode: same('12345'),
  region: { ar: 'منطقة الرياض', en: 'Riyadh' },
  nameAr: { ar: 'محمد أحمد علي القحطاني', en: 'محمد أحمد علي القحطاني' },
  nameLatin: same('Siti Rahmawati'),
  email: same('name@example.com'),
  location: same('24.7136, 46.6753'),
  document: { ar: 'صورة JPG أو PNG أو ملف PDF', en: 'a JPG or PNG picture, or a PDF file' },
  voice: { ar: 'رسالة صوتية قصيرة', en: 'a short voice note' },
  sizeLimit: { ar: '10 ميجابايت', en: '10 MB' },
} as const satisfies Readonly<Record<string, Hint>>

export type HintKey = keyof typeof HINTS
