import { normalise } from '../normalise.ts'

// An ID (1… national, 2… iqama) or a mobile number, written without gaps.
const NUMBER = /(?<!\d)(?:[12]\d{9}|(?:00966|\+?966|0)5\d{8})(?!\d)/
const OWN =
  /هويتي|اقامتي|رقمي|جوالي|بياناتي|ملفي|طلبي|معاملتي|حسابي|اسمي|\b(?:my|mine|i am|i'm)\b|میرا|میری|میرے|\bsaya\b|\bbenim\b|\b(?:mon|ma|mes)\b/
const ASKS =
  /اعرف|نعرف|شيك|تشيك|استعلم|استعلام|وش|ايش|ما |هل|مسجل|ياخذ|تاخذ|يستلم|بيانات|ملف|معلومات|عطوني|عطني|اعطوني|اسم|صاحب|لمن|مين|هويته|هويتها|رقمه|رقمها|جواله|جوالها|\b(?:his|her|their|whose|who|check|find|status|registered|file|data|information)\b/

// Friends, neighbours and strangers; family may be asked for by a guardian, which is another matter.
const OTHERS =
  '(?:صديقي|صديقتي|صاحبي|صاحبتي|خويي|رفيقي|رفيقتي|زميلي|زميلتي|جارنا|جاري|جارتي|جارتنا|جيراننا|فلان|فلانه|ولد الجيران|بنت الجيران|ولد عمي|بنت عمي|ولد خالتي|بنت خالتي|ولد خالي|بنت خالي|طليقتي|طليقي)'
const ABOUT_OTHERS = new RegExp(
  [
    `(?:طلب|معامله|معاملة|ملف|حاله|وضع|بيانات|عنوان|راتب) (?:طلب )?${OTHERS}(?= |$)`,
    `(?:رفضتوا|قبلتوا|انقبل|انقبلت|انرفض|انرفضت|رفضتم|قبلتم|يستلم|تستلم) ${OTHERS}(?= |$)`,
    `${OTHERS} (?:مسجل|مسجله|انقبل|انقبلت|انرفض|انرفضت|مقدم|مقدمه|ياخذ|تاخذ|يستلم|تستلم|مستفيد|مستفيده)(?= |$)`,
    "my (?:friend|neighbou?r|cousin|colleague|ex|ex-wife|ex-husband)(?:'s|’s)? (?:application|request|case|file|status|data)",
    '(?:was|is|did|has|does) my (?:friend|neighbou?r|cousin|colleague|ex|ex-wife|ex-husband) (?:accepted|rejected|refused|registered|approved|applied|apply|receive|get)',
  ].join('|'),
)

/**
 * Whether a question is about somebody else: it names their number and asks about them, or asks what became of the
 * request of a friend or neighbour. Such a question goes to a person.
 */
export function asksAboutAnother(text: string): boolean {
  const folded = normalise(text, { search: true })
  if (ABOUT_OTHERS.test(folded)) return true
  return NUMBER.test(folded) && ASKS.test(folded) && !OWN.test(folded)
}
