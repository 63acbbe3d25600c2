import { list } from './list.ts'

/** Words that deny the number they stand with. */
export const NEGATORS = list(`
  لا | ما | مو | مب | مهو | ماهو | ماهي | ليس | ليست | مش | موب | لست | بدون | غير | ولا | not | no |
  never | isnt | dont | without | tidak | bukan`)
/** Words after which a denial means "only": "ما عندي إلا 500", "فقط لا غير". */
export const ONLY = list('إلا | الا | غير | سوى | سوا | فقط | يقارب | يقرب | only')
/** Words that make a number negative. */
export const NEGATIVES = list('سالب | ناقص | minus | negative')
/** Words of a question. */
export const QUESTIONS = list(`
  كم | هل | وش | ايش | إيش | شنو | كيف | متى | ليش | لماذا | لمن | مين | وين | أين | شلون | ماذا | how |
  what | when | why | which | who`)
/** Words of an open range: the number is only a limit. */
export const BOUNDS = list(`
  أكثر | اكتر | أقل | فوق | تحت | يتجاوز | تتجاوز | يزيد | تزيد | أعلى | أدنى | وأكثر | فأكثر | وأقل |
  فأقل | بين | مابين | أو | او | between | or | more | less | over | under | above | below | than | least |
  most | minimum | maximum | upto | الحد | كحد | بحدود المليون | حتى | وفوق | فما | طالع | وطالع | الأقل | الأكثر | تقل | يقل | إلى | لحد | لغاية | up`)
