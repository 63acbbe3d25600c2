/** The language that a text is in, by script and words; `fallback` where the text does not tell. */
export function detectLanguage(text: string, fallback = 'ar'): string {
  if (/[\u0980-\u09FF]/.test(text)) return 'bn'
  if (/[ٹڈڑںےۓھہ]/.test(text)) return 'ur'
  if (/[پچژگ]/.test(text)) return 'fa'
  if (/[\u0621-\u064A]/.test(text)) return 'ar'
  if (/[A-Za-z]/.test(text)) return 'en'
  return fallback
}
