import type { MatterId } from '#core/matter.ts'
import type { Located } from './locate.ts'
import type { FormsSource } from './schema.ts'
import type { ProfileSources } from './sources.ts'

/** A matter as written, and the file it stands in: the association's own where it has one, else the shared one. */
export function matterSource(
  id: MatterId,
  { forms, sharedForms }: Pick<ProfileSources, 'forms' | 'sharedForms'>,
):
  | {
      readonly file: Located<FormsSource>
      readonly matter: NonNullable<FormsSource['matters'][MatterId]>
    }
  | undefined {
  for (const file of [forms, sharedForms]) {
    const matter = file.value.matters[id]
    if (matter) return { file, matter }
  }
  return undefined
}
