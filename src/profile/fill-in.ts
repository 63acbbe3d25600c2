import type { Association } from '#core/association.ts'
import { LANGUAGES } from '#core/text.ts'
import type { Language, Localised } from '#core/text.ts'

/** What an association calls itself and those around it. */
interface Names extends Pick<Association, 'name' | 'shortName' | 'audience'> {
  readonly deciding: { readonly name: Localised }
  readonly referral: readonly { readonly name: Localised }[]
  readonly partners?: readonly { readonly name: Localised }[]
}

/** Puts the association's own names into an answer, so that associations can share it. */
export function fillIn(words: Localised, association: Names): Localised {
  const names: Readonly<Record<string, readonly Localised[] | undefined>> = {
    association: [association.name],
    short: [association.shortName],
    audience: [association.audience],
    deciding: [association.deciding.name],
    referral: association.referral.slice(0, 1).map(({ name }) => name),
    partners: association.partners?.map(({ name }) => name),
  }
  const filled: { [language in Language]?: string } = {}
  for (const language of LANGUAGES) {
    const text = words[language]
    if (text === undefined) continue
    filled[language] = text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const values = names[name]?.map((value) => value[language] ?? value.en ?? whole)
      return values?.join(language === 'ar' ? '، ' : ', ') ?? whole
    })
  }
  return { ...filled, ar: filled.ar ?? words.ar }
}
