// Spellings are written as people type them; they are compared folded for search (ة = ه, ئ = ي, أ = ا).

const split = (words: string): readonly string[] => words.split(/\s*\|\s*/).map((word) => word.trim())

/** Units and what they multiply; the stems join with "مية" and "آلاف" in dialect spelling (خمسمية, خمستلاف). */
export const UNITS: Readonly<Record<number, readonly string[]>> = {
  0: split('صفر | زيرو | zero'),
  1: split('واحد | واحدة | وحدة | one'),
  2: split(
    'اثنين | اثنان | اثنتين | اثنتان | ثنين | ثنتين | اتنين | تنين | إثنين | إثنان | ثنتان | اثنيين | two',
  ),
  3: split('ثلاث | ثلاثة | تلات | تلاتة | ثلاتة | تلاثة | ثلاثه | three'),
  4: split('أربع | أربعة | اربع | four'),
  5: split('خمس | خمسة | five'),
  6: split('ست | ستة | six'),
  7: split('سبع | سبعة | seven'),
  8: split('ثمان | ثماني | ثمانية | تمان | تماني | تمانية | ثمنية | تمنية | ثمانيه | eight'),
  9: split('تسع | تسعة | nine'),
  10: split('عشر | عشرة | ten'),
}

/** Eleven to nineteen in one word, as they are said in the Gulf, the Hijaz and Egypt. */
export const TEENS: Readonly<Record<number, readonly string[]>> = {
  11: split(
    'إحدعش | احدعش | حدعش | احدعشر | حداشر | حداعش | احداعش | احدى عشر | أحد عشر | إحدى عشرة | احدى عشره | eleven',
  ),
  12: split(
    'اثنعش | اطنعش | اثنعشر | اثناعشر | اطناعش | اتناشر | اثناعش | طنعش | ثنعش | اثنا عشر | اثني عشر | اثنتا عشرة | اثنتي عشرة | اثنين عشر | اثني عشرة | twelve',
  ),
  13: split(
    'ثلطعش | ثلاطعش | ثلاثطعش | ثلثطعش | تلتاشر | تلطعش | ثلاثعش | ثلاثتعش | ثلطعشر | ثلاثتعشر | ثلاثعشر | thirteen',
  ),
  14: split('أربعطعش | اربعتعش | أربعتاشر | اربعطاعش | اربعطعشر | اربعتعشر | fourteen'),
  15: split('خمسطعش | خمستعش | خمستاشر | خمسطاعش | خمسطعشر | خمستعشر | خمسعش | fifteen'),
  16: split('ستطعش | سطعش | ستعش | ستاشر | سطاعش | ستطعشر | ستعشر | sixteen'),
  17: split('سبعطعش | سبعتعش | سبعتاشر | سبعطاعش | سبعطعشر | سبعتعشر | seventeen'),
  18: split('ثمنطعش | ثمانطعش | تمنتاشر | ثمنتعش | تمنطعش | ثمنطعشر | ثمانتعش | ثمنتعشر | eighteen'),
  19: split('تسعطعش | تسعتعش | تسعتاشر | تسعطاعش | تسعطعشر | تسعتعشر | nineteen'),
}

/** Twenty to ninety. */
export const TENS: Readonly<Record<number, readonly string[]>> = {
  20: split('عشرين | عشرون | twenty'),
  30: split('ثلاثين | ثلاثون | تلاتين | ثلثين | تلاتون | thirty'),
  40: split('أربعين | أربعون | forty | fourty'),
  50: split('خمسين | خمسون | fifty'),
  60: split('ستين | ستون | sixty'),
  70: split('سبعين | سبعون | seventy'),
  80: split('ثمانين | ثمانون | تمانين | eighty'),
  90: split('تسعين | تسعون | ninety'),
}

/** A hundred as it multiplies ("ثلاث مية"), and two hundred. */
export const HUNDRED = split('مية | مئة | مائة | ماية | مئه | ماءة | ميت | مئات | hundred')
export const TWO_HUNDRED = split('ميتين | مئتين | مئتان | مائتين | مائتان | مايتين | ميتان')

/** The stems that join "مية" in one word. */
export const HUNDRED_STEMS: Readonly<Record<number, readonly string[]>> = {
  3: split('ثلاث | ثلث | تلات | تلت | ثلاثة'),
  4: split('أربع | ربع | أربعة'),
  5: split('خمس | خمسة'),
  6: split('ست | ستة'),
  7: split('سبع | سبعة'),
  8: split('ثمان | ثمن | تمان | تمن | ثماني | تماني'),
  9: split('تسع | تسعة'),
}
export const HUNDRED_TAILS = split('مية | مئة | مائة | ماية | مئه | ميت | ماءة')

/** Thousands and millions. */
export const THOUSAND = split(
  'ألف | الف | آلاف | الاف | ألوف | تلاف | تالاف | ألفا | الفا | ألآف | آلف | أالف | thousand | thousands | k',
)
export const TWO_THOUSAND = split('ألفين | ألفان')
export const THOUSAND_STEMS: Readonly<Record<number, readonly string[]>> = {
  3: split('ثلاث | ثلاثة | تلات | ثلث | تلت'),
  4: split('أربع | أربعة'),
  5: split('خمس | خمسة'),
  6: split('ست | ستة'),
  7: split('سبع | سبعة'),
  8: split('ثمان | ثمن | ثماني | تمن | تمان | ثمانية'),
  9: split('تسع | تسعة'),
  10: split('عشر | عشرة'),
}
export const THOUSAND_TAILS = split('تلاف | تالاف | آلاف | تآلاف | ألاف | الف')
export const MILLION = split('مليون | ملايين | مليونا | ملاين | million | millions')
export const TWO_MILLION = split('مليونين | مليونان')
export const BILLION = split('مليار | مليارات | بليون | billion')

/** Parts of the scale before them: "ألف ونص" is 1,500, "نص مليون" 500,000. */
export const FRACTIONS: Readonly<Record<string, number>> = {
  نص: 0.5,
  نصف: 0.5,
  ربع: 0.25,
  half: 0.5,
}
export const MINUS = split('إلا | الا')
