import { normalise } from '../normalise.ts'

// An ID (1… national, 2… iqama) or a mobile number, written without gaps.
const NUMBER = /(?<!\d)(?:[12]\d{9}|(?:00966|\+?966|0)5\d{8})(?!\d)/
const OWN =
  /هويتي|اقامتي|رقمي|جوالي|بياناتي|ملفي|طلبي|معاملتي|حسابي|اسمي|\b(?:my|mine|i am|i'm)\b|میرا|میری|میرے|\bsaya\b|\bbenim\b|\b(?:mon|ma|mes)\b/
const ASKS =
  /اعرف|نعرف|شيك|تشيك|استعلم|استعلام|وش|ايش|ما |هل|مسجل|ياخذ|تاخذ|يستلم|بيانات|ملف|معلومات|عطوني|عطني|اعطوني|اسم|صاحب|لمن|مين|هويته|هويتها|رقمه|رقمها|جواله|جوالها|\b(?:his|her|their|whose|who|check|find|status|registered|file|data|information)\b/

/** Whether a question names a number of somebody else and asks about them; such a question goes to a person. */
export function asksAboutAnother(text: string): boolean {
  const folded = normalise(text, { search: true })
  return NUMBER.test(folded) && ASKS.test(folded) && !OWN.test(folded)
}
