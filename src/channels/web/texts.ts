import type { Language, Localised } from '#core/text.ts'

/** Every text of the chat page and of the script that embeds it; `locales/<lang>/web.json` holds exactly these. */
export const WEB_TEXT_KEYS = [
  'title',
  'assistant',
  'connected',
  'reconnecting',
  'welcome',
  'begin',
  'log',
  'you',
  'message',
  'placeholder',
  'send',
  'attach',
  'latest',
  'sending',
  'sent',
  'kept',
  'retry',
  'notTaken',
  'tooFast',
  'unavailable',
  'tooLong',
  'empty',
  'fileTooLarge',
  'fileEmpty',
  'fileLost',
  'unreadable',
  'forbidden',
  'cookies',
  'openWindow',
  'notFound',
  'refresh',
  'chooseFile',
  'sendFile',
  'file',
  'menu',
  'forget',
  'forgetNote',
  'openChat',
  'closeChat',
  'today',
  'yesterday',
  'skip',
] as const

export type WebTextKey = (typeof WEB_TEXT_KEYS)[number]

/** The chat page's texts in one language. */
export type WebTexts = Readonly<Record<WebTextKey, string>>

/** The chat page's texts by language; where one is missing, Arabic is used. */
export type TextsByLanguage = { readonly ar: WebTexts } & { readonly [language in Language]?: WebTexts }

const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set(['ar', 'ur', 'fa'])

/** Names of the languages in themselves, for the switch. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ar: 'العربية',
  en: 'English',
  ur: 'اردو',
  id: 'Bahasa Indonesia',
  tr: 'Türkçe',
  fr: 'Français',
  bn: 'বাংলা',
  fa: 'فارسی',
  ms: 'Bahasa Melayu',
  ha: 'Hausa',
}

/** The side on which a language's lines begin. */
export function directionOf(language: Language): 'rtl' | 'ltr' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
}

/** A language's page texts. */
export function textsIn(texts: TextsByLanguage, language: Language): WebTexts {
  return texts[language] ?? texts.ar
}

/** An association's words in a language, else in Arabic. */
export function wordsIn(words: Localised, language: Language): string {
  return words[language] ?? words.ar
}

/** A text with its `{{name}}` places filled in. */
export function fillIn(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => String(values[name] ?? place))
}

/** The language to speak: the one asked for, else the browser's first that we have, else our own first. */
export function pickLanguage(
  languages: readonly Language[],
  asked: string | undefined,
  accepted: string | undefined,
): Language {
  const wanted = [asked ?? '', ...(accepted ?? '').split(',')]
  for (const want of wanted) {
    const code = want.split(/[;-]/, 1)[0]?.trim().toLowerCase()
    const found = languages.find((language) => language === code)
    if (found) return found
  }
  return languages[0] ?? 'ar'
}
