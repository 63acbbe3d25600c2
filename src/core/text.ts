/** Languages that Wasl can speak; Arabic and English are complete, the others belong to huda's visitors. */
export const LANGUAGES = ['ar', 'en', 'ur', 'id', 'tr', 'fr', 'bn', 'fa', 'ms', 'ha'] as const

export type Language = (typeof LANGUAGES)[number]

/** Words in several languages, written by an association in its profile. Arabic is always there. */
export type Localised = { readonly ar: string } & { readonly [language in Language]?: string }

/** Words by reference: a key of `locales/<lang>/<namespace>.json` (`flows:request.submitted`) and what to insert. */
export interface TextRef extends Spoken {
  readonly key: string
  readonly params?: Readonly<Record<string, TextParam>>
}

/** A language to be said in, where it is not the conversation's: a question in English gets an English answer. */
interface Spoken {
  readonly language?: Language
}

/** Something to be said, not yet in any language: a key, an association's words, or words as typed by a person. */
export type Text =
  | TextRef
  | ({ readonly words: Localised; readonly params?: Readonly<Record<string, TextParam>> } & Spoken)
  | { readonly verbatim: string }

/** What may be inserted into a text. Strings are untrusted and are isolated (FSI…PDI) when rendered; numbers pick the plural. */
export type TextParam = string | number | Text
