import { HIJRI_RANGE, formatHijri, toHijri } from '#core/hijri.ts'
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

/** A day in Riyadh in words, e.g. `1 مارس 2026`. */
export function day(at: number, language: PageLanguage): string {
  const [year, month, date] = riyadhDay(at).split('-').map(Number)
  return `${date} ${MONTHS[language][(month ?? 1) - 1]} ${year}`
}

/** The same day in both calendars. */
export function bothDays(at: number, language: PageLanguage): string {
  const hijri = toHijri(riyadhDay(at))
  if (hijri.year < HIJRI_RANGE.first || hijri.year > HIJRI_RANGE.last) return day(at, language)
  return `${day(at, language)} · ${formatHijri(hijri)}${language === 'ar' ? ' هـ' : ' AH'}`
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
