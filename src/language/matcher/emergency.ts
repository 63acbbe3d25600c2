import { normalise } from '../normalise.ts'

const RULES = [
  /(?:ولد|ابن|بنت|طفل|ام|اب|زوج)\S* (?:\S+ ){0,2}(?:ضايع|ضاع|ضاعت|مفقود|تايه)/,
  /(?:ما|لا) (?:ي|ت)تنفس/,
  /انتحر|اسعاف/,
  /not breathing|kill myself|ambulance|(?:child|son|daughter|mother|father) is (?:lost|missing)/,
]

/** Whether a text tells of danger to life, by rules alone. */
export function isEmergency(text: string): boolean {
  const folded = normalise(text, { search: true })
  return RULES.some((rule) => rule.test(folded))
}
