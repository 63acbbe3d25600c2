import { list } from './list.ts'

// Spellings are written as people type them; they are compared folded for search (ة = ه, ئ = ي, أ = ا).

/** Units and what they multiply; the stems join with "مية" and "آلاف" in dialect spelling (خمسمية, خمستلاف). */
export const UNITS: Readonly<Record<number, readonly string[]>> = {
  0: list('صفر | زيرو | zero'),
  1: list('واحد | واحدة | وحدة | one'),
  2: list(`
    اثنين | اثنان | اثنتين | اثنتان | ثنين | ثنتين | اتنين | تنين | إثنين | إثنان | ثنتان | اثنيين | two`),
  3: list('ثلاث | ثلاثة | تلات | تلاتة | ثلاتة | تلاثة | ثلاثه | ثلاثتنا | three'),
  4: list('أربع | أربعة | اربع | اربعتنا | four'),
  5: list('خمس | خمسة | خمستنا | five'),
  6: list('ست | ستة | ستتنا | six'),
  7: list('سبع | سبعة | سبعتنا | seven'),
  8: list('ثمان | ثماني | ثمانية | تمان | تماني | تمانية | ثمنية | تمنية | ثمانيه | ثمانيتنا | eight'),
  9: list('تسع | تسعة | تسعتنا | nine'),
  10: list('عشر | عشرة | عشرتنا | ten'),
}

/** Eleven to nineteen in one word, as they are said in the Gulf, the Hijaz and Egypt. */
export const TEENS: Readonly<Record<number, readonly string[]>> = {
  11: list(`
    إحدعش | احدعش | حدعش | احدعشر | حداشر | حداعش | احداعش | احدى عشر | أحد عشر | إحدى عشرة | احدى عشره |
    eleven`),
  12: list(`
    اثنعش | اطنعش | اثنعشر | اثناعشر | اطناعش | اتناشر | اثناعش | طنعش | ثنعش | اثنا عشر | اثني عشر |
    اثنتا عشرة | اثنتي عشرة | اثنين عشر | اثني عشرة | twelve`),
  13: list(`
    ثلطعش | ثلاطعش | ثلاثطعش | ثلثطعش | تلتاشر | تلطعش | ثلاثعش | ثلاثتعش | ثلطعشر | ثلاثتعشر | ثلاثعشر |
    thirteen`),
  14: list('أربعطعش | اربعتعش | أربعتاشر | اربعطاعش | اربعطعشر | اربعتعشر | fourteen'),
  15: list('خمسطعش | خمستعش | خمستاشر | خمسطاعش | خمسطعشر | خمستعشر | خمسعش | fifteen'),
  16: list('ستطعش | سطعش | ستعش | ستاشر | سطاعش | ستطعشر | ستعشر | sixteen'),
  17: list('سبعطعش | سبعتعش | سبعتاشر | سبعطاعش | سبعطعشر | سبعتعشر | seventeen'),
  18: list(`
    ثمنطعش | ثمانطعش | تمنتاشر | ثمنتعش | تمنطعش | ثمنطعشر | ثمانتعش | ثمنتعشر | eighteen`),
  19: list('تسعطعش | تسعتعش | تسعتاشر | تسعطاعش | تسعطعشر | تسعتعشر | nineteen'),
}

/** The stems and endings that join into thirteen to nineteen ("خمسطعش", "ثلاثتعشر"). */
export const TEEN_STEMS: Readonly<Record<number, readonly string[]>> = {
  13: list('ثلاث | ثلث | ثلا | ثل | تلت | تل | ثلاثة'),
  14: list('أربع | أربعة | اربعا'),
  15: list('خمس | خمسة | خمسا'),
  16: list('ست | س | ستة'),
  17: list('سبع | سبعة | سبعا'),
  18: list('ثمان | ثمن | تمن | تمان | ثماني | ثمانية'),
  19: list('تسع | تسعة | تسعا'),
}
export const TEEN_TAILS = list('طعش | تعش | طعشر | تعشر | عش | عشر | تاشر | طاشر | طاعش | تاعش | اطعش')

/** Twenty to ninety. */
export const TENS: Readonly<Record<number, readonly string[]>> = {
  20: list('عشرين | عشرون | twenty'),
  30: list('ثلاثين | ثلاثون | تلاتين | ثلثين | تلاتون | thirty'),
  40: list('أربعين | أربعون | forty | fourty'),
  50: list('خمسين | خمسون | fifty'),
  60: list('ستين | ستون | sixty'),
  70: list('سبعين | سبعون | seventy'),
  80: list('ثمانين | ثمانون | تمانين | eighty'),
  90: list('تسعين | تسعون | ninety'),
}

/** A hundred as it multiplies ("ثلاث مية"), and two hundred. */
export const HUNDRED = list('مية | مئة | مائة | ماية | مئه | ماءة | ميت | hundred')
export const TWO_HUNDRED = list('ميتين | مئتين | مئتان | مائتين | مائتان | مايتين | ميتان')

/** The stems that join "مية" in one word. */
export const HUNDRED_STEMS: Readonly<Record<number, readonly string[]>> = {
  3: list('ثلاث | ثلث | تلات | تلت | ثلاثة'),
  4: list('أربع | ربع | أربعة'),
  5: list('خمس | خمسة'),
  6: list('ست | ستة'),
  7: list('سبع | سبعة'),
  8: list('ثمان | ثمن | تمان | تمن | ثماني | تماني'),
  9: list('تسع | تسعة'),
}
export const HUNDRED_TAILS = list('مية | مئة | مائة | ماية | مئه | ميت | ماءة')

/** Thousands and millions. */
export const THOUSAND = list(`
  ألف | الف | آلاف | الاف | ألوف | تلاف | تالاف | ألفا | الفا | ألآف | آلف | أالف | thousand | thousands | k`)
/** Thousands and millions of which none is said: "آلاف الريالات". */
export const PLURAL_SCALES = list(
  'آلاف | الاف | ألوف | تلاف | تالاف | ملايين | ملاين | مليارات | thousands | millions',
)
export const TWO_THOUSAND = list('ألفين | ألفان')
export const THOUSAND_STEMS: Readonly<Record<number, readonly string[]>> = {
  3: list('ثلاث | ثلاثة | تلات | ثلث | تلت'),
  4: list('أربع | أربعة'),
  5: list('خمس | خمسة'),
  6: list('ست | ستة'),
  7: list('سبع | سبعة'),
  8: list('ثمان | ثمن | ثماني | تمن | تمان | ثمانية'),
  9: list('تسع | تسعة'),
  10: list('عشر | عشرة'),
}
export const THOUSAND_TAILS = list('تلاف | تالاف | آلاف | تآلاف | ألاف | الف | لاف')
export const MILLION = list('مليون | ملايين | مليونا | ملاين | million | millions')
export const TWO_MILLION = list('مليونين | مليونان')
export const BILLION = list('مليار | مليارات | بليون | billion')

/** Parts of the scale before them: "ألف ونص" is 1,500, "نص مليون" 500,000. */
export const FRACTIONS: Readonly<Record<string, number>> = {
  نص: 0.5,
  نصف: 0.5,
  ربع: 0.25,
  half: 0.5,
}
export const MINUS = list('إلا | الا')

/** How words of numbers begin; an unknown word that begins so may be a number that was not understood. */
export const NUMBER_STEMS = list(
  'ثلاث | ثلث | تلات | تلت | أربع | خمس | سبع | ثمان | ثمن | تمان | تمن | تسع | عشر',
)
