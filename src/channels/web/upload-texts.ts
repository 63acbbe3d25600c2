import type { Language } from '#core/text.ts'

/** Every text of the upload page; `locales/<lang>/upload.json` holds exactly these. */
export const UPLOAD_TEXT_KEYS = [
  'title',
  'heading',
  'safe',
  'kindDocument',
  'kindVoice',
  'choose',
  'chooseMany',
  'together',
  'send',
  'once',
  'done',
  'doneNote',
  'closed',
  'closedNote',
  'refused',
  'nothingLost',
  'none',
  'tooMany',
  'tooLarge',
  'tooFast',
  'unavailable',
] as const

export type UploadTextKey = (typeof UPLOAD_TEXT_KEYS)[number]

/** The upload page's texts in one language. */
export type UploadTexts = Readonly<Record<UploadTextKey, string>>

/** The upload page's texts by language; where one is missing, Arabic is used. */
export type UploadTextsByLanguage = { readonly ar: UploadTexts } & {
  readonly [language in Language]?: UploadTexts
}
