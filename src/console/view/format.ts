import { HIJRI_RANGE, toHijri } from '#core/hijri.ts'
import { riyadhDay, riyadhMinute } from '#core/riyadh.ts'
import type { PageLanguage } from '../desk.ts'

const MONTHS = {
  ar: [
    'يناير',
    'فبراير',
    'مارس',
    'أبريل',
    'مايو',
    'يونيو',
    'يوليو',
    'أغسطس',
    'سبتمبر',
    'أكتوبر',
    'نوفمبر',
    'ديسمبر',
  ],
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
} as const

const HIJRI_MONTHS = {
  ar: [
    'محرم',
    'صفر',
    'ربيع الأول',
    'ربيع الآخر',
    'جمادى الأولى',
    'جمادى الآخرة',
    'رجب',
    'شعبان',
    'رمضان',
    'شوال',
    'ذو القعدة',
    'ذو الحجة',
  ],
  en: [
    'Muharram',
    'Safar',
    'Rabi I',
    'Rabi II',
    'Jumada I',
    'Jumada II',
    'Rajab',
    'Shaban',
    'Ramadan',
    'Shawwal',
    'Dhu al-Qadah',
    'Dhu al-Hijjah',
  ],
} as const

/** A day in Riyadh in words, e.g. `1 مارس 2026`. */
export function day(at: number, language: PageLanguage): string {
  const [year, month, date] = riyadhDay(at).split('-').map(Number)
  return `${date} ${MONTHS[language][(month ?? 1) - 1]} ${year}`
}

/** The same day in both calendars. */
export function bothDays(at: number, language: PageLanguage): string {
  const hijri = toHijri(riyadhDay(at))
  if (hijri.year < HIJRI_RANGE.first || hijri.year > HIJRI_RANGE.last) return day(at, language)
  const month = HIJRI_MONTHS[language][hijri.month - 1]
  return `${day(at, language)} · ${hijri.day} ${month} ${hijri.year}${language === 'ar' ? ' هـ' : ' AH'}`
}

/** A day `YYYY-MM-DD` in both calendars; as it stands where it is none. */
export function bothDaysOf(date: string, language: PageLanguage): string {
  const at = Date.parse(`${date}T12:00:00+03:00`)
  return Number.isNaN(at) ? date : bothDays(at, language)
}

/** Hours and minutes in Riyadh, `HH:MM`. */
export function clock(at: number): string {
  const minute = riyadhMinute(at)
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

/** A moment: day and time in Riyadh. */
export function moment(at: number, language: PageLanguage): string {
  return `${day(at, language)} ${clock(at)}`
}

/** A month in words, of `YYYY-MM`. */
export function monthName(month: string, language: PageLanguage): string {
  return `${MONTHS[language][Number(month.slice(5)) - 1] ?? ''} ${month.slice(0, 4)}`
}
