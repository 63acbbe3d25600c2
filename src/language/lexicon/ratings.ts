import { list } from './list.ts'

/** Words that are surely one end of the scale; what lies between is asked as a number. */
export const RATING_WORDS: Readonly<Record<number, readonly string[]>> = {
  5: list(`
    ممتاز | ممتازة | ممتاز جدا | ممتازة جدا | خدمة ممتازة | خدمتكم ممتازة | رائع | رائعة | رائع جدا | روعة |
    راضي جدا | راضية جدا | راض جدا | راض تماما | راضي تماما | excellent | very satisfied | outstanding`),
  4: list('جيد جدا | جيدة جدا | very good'),
  3: list('متوسط | متوسطة | محايد | محايدة | average | neutral'),
  1: list(`
    سيئ جدا | سيء جدا | سيئة جدا | سيئه جدا | زفت | فاشل | فاشلة | غير راض إطلاقا | غير راضي تماما |
    غير راضي أبدا | very bad | terrible | awful | very poor`),
}
/** Filled stars of every kind, and the empty one. */
export const STARS = '⭐🌟★✨⭑✮✯✪🌠'
export const EMPTY_STARS = '☆'
