import type { Association } from '#core/association.ts'
import type { Sensitivity } from '#core/form.ts'
import type { UploadAsk } from './event.ts'
import type { CompiledField, CompiledForm } from './form.ts'
import { placeName } from './form-progress.ts'
import type { Entry, FieldCursor, FormState } from './session.ts'
import { reply } from './turn.ts'
import type { TurnState, Unread } from './turn.ts'

/** Bytes of all files of one request: 50 MiB. */
export const REQUEST_BYTES = 50 * 1024 * 1024
const MEBIBYTE = 1024 * 1024

const LEVELS: readonly Sensitivity[] = ['public', 'personal', 'sensitive']

/**
 * Whether a file is too sensitive to be asked for in this chat (PDPL; the profile sets each channel's ceiling).
 * One that comes through the chat all the same is taken: it is on the platform already, and nothing is lost.
 */
export function isAboveCeiling({ env }: TurnState, { field }: CompiledField): boolean {
  return exceedsCeiling(env.association, env.contact.channel, field.sensitivity)
}

/** Whether something is more sensitive than what the profile lets a channel carry. */
export function exceedsCeiling(
  { privacy }: Pick<Association, 'privacy'>,
  channel: string,
  sensitivity: Sensitivity,
): boolean {
  return LEVELS.indexOf(sensitivity) > LEVELS.indexOf(privacy.ceiling[channel] ?? 'personal')
}

/** How a file is asked for: in the chat, or over a page of our own where this chat is not safe enough for it. */
export function askForFile(
  turn: TurnState,
  form: CompiledForm,
  field: CompiledField,
  cursor: FieldCursor,
  entry: Entry | undefined,
): { readonly request: 'file' } | { readonly upload: UploadAsk } {
  if (!isAboveCeiling(turn, field)) return { request: 'file' }
  const there = entry?.open && Array.isArray(entry.value) ? entry.value.length : 0
  return {
    upload: {
      form: form.id,
      revision: form.revision,
      field: field.field.id,
      place: placeName(cursor),
      files: Math.max(1, (field.field.maxFiles ?? 1) - there),
    },
  }
}

/** What stands against so many more bytes at a place of a form; `undefined` while the request has room for them. */
export function overfull(
  state: FormState,
  type: string,
  replaced: Entry | undefined,
  more: number,
): Unread | undefined {
  const answers = [state.answers, ...Object.values(state.groups).flatMap((group) => group.members)]
  const there = answers.flatMap((each) => Object.values(each)).reduce((sum, { bytes = 0 }) => sum + bytes, 0)
  const gone = replaced?.open ? 0 : (replaced?.bytes ?? 0)
  if (there - gone + more <= REQUEST_BYTES) return undefined
  const message = reply('document.request_full', { limit: REQUEST_BYTES / MEBIBYTE })
  return { to: 'unread', type, problem: { ok: false, problem: 'request_full', message }, inquiry: false }
}
