import i18next from 'i18next'
import type { i18n } from 'i18next'
import type { Association } from '#core/association.ts'
import { isolate } from '#core/isolate.ts'
import type { Language, Localised, Text, TextParam } from '#core/text.ts'
import type { MessageDraft } from '#engine/event.ts'

/** Words of one language by namespace, as the files in `locales/<lang>/` hold them. */
export type Resources = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A message in one language, before any channel's mark-up. */
export interface Rendered {
  readonly text: string
  readonly question?: string
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
  readonly unnumbered?: boolean
  readonly request?: 'phone' | 'location' | 'file'
  readonly private?: boolean
  /** A file of the store that goes along. */
  readonly fileId?: string
}

/** Turns keys into words: the one place where i18next is used outside the console. */
export interface Renderer {
  text(text: Text, language: Language): string
  translate(key: string, language: Language): string
  label(words: Localised, language: Language): string
  message(draft: MessageDraft, language: Language): Rendered
  /** Whether a language has a key of its own. */
  has(key: string, language: Language): boolean
}

/** Values that every text may insert: who we are, who decides, whom to ask. */
type Standing = (language: Language) => Record<string, string>

/** Builds the renderer of one association from the words of all languages. */
export function createRenderer(
  resources: Readonly<Record<string, Resources>>,
  association: Association,
): Renderer {
  const i18n = i18next.createInstance()
  void i18n.init({
    resources: resources as Record<string, Record<string, Record<string, string>>>,
    lng: 'ar',
    // As with the words of a profile: who reads no Arabic is better served in English.
    fallbackLng: (spoken: string) => (spoken === 'ar' ? ['ar'] : ['en', 'ar']),
    ns: ['flows', 'replies', 'problems'],
    defaultNS: 'replies',
    initAsync: false,
    showSupportNotice: false,
    // Channels escape at the last moment; values are never interpolated a second time.
    interpolation: { escapeValue: false, skipOnVariables: true },
    returnNull: false,
  } as Parameters<i18n['init']>[0])
  return rendererOf(i18n, standingValues(association))
}

function standingValues(association: Association): Standing {
  const cached = new Map<Language, Record<string, string>>()
  return (language) => {
    const known = cached.get(language)
    if (known) return known
    const of = (words: Localised | undefined) => (words ? wordsIn(words, language) : '')
    const values = {
      association: of(association.name),
      short: of(association.shortName),
      audience: of(association.audience),
      deciding: of(association.deciding.name),
      referral: of(association.referral[0]?.name),
      privacyContact: of(association.privacy.contact),
      notice: of(association.privacy.notice),
    }
    cached.set(language, values)
    return values
  }
}

function wordsIn(words: Localised, language: Language): string {
  return words[language] ?? (language === 'ar' ? words.ar : (words.en ?? words.ar))
}

function rendererOf(i18n: i18n, standing: Standing): Renderer {
  const values = (params: Readonly<Record<string, TextParam>> | undefined, language: Language) => {
    const given: Record<string, string | number> = { ...standing(language) }
    for (const [name, param] of Object.entries(params ?? {})) given[name] = value(param, language)
    return given
  }
  const value = (param: TextParam, language: Language): string | number => {
    if (typeof param === 'number') return param
    if (typeof param === 'string') return param === '' ? '' : isolate(param)
    return 'verbatim' in param ? isolate(param.verbatim) : text(param, language)
  }
  const text = (given: Text, usual: Language): string => {
    if ('verbatim' in given) return given.verbatim
    const language = given.language ?? usual
    if ('key' in given) return i18n.t(given.key, { lng: language, ...values(given.params, language) }).trim()
    const words = wordsIn(given.words, language)
    if (!words.includes('{{')) return words
    return i18n.services.interpolator.interpolate(words, values(given.params, language), language, {}).trim()
  }
  return {
    text,
    translate: (key, language) => text({ key }, language),
    label: wordsIn,
    has: (key, language) => i18n.exists(key, { lng: language, fallbackLng: language }),
    message: (draft, language) => ({
      text: draft.paragraphs
        .map((part) => text(part, language))
        .filter((part) => part !== '')
        .join('\n'),
      ...(draft.question !== undefined && { question: draft.question }),
      ...(draft.choices && {
        choices: draft.choices.map((choice) => ({ id: choice.id, label: text(choice.label, language) })),
      }),
      ...(draft.unnumbered && { unnumbered: true }),
      ...(draft.request && { request: draft.request }),
      ...(draft.private && { private: true }),
    }),
  }
}
