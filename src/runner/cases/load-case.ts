import { foldCase } from '#core/case-file.ts'
import type { CaseFile } from '#core/case-file.ts'
import type { CaseRules } from '#core/change-case.ts'
import type { StoredCase } from '#store/cases.ts'
import type { DataKey } from '#store/data-key.ts'
import type { RunnerParts } from '../parts.ts'
import { readSettings } from '../settings.ts'
import type { Settings } from '../settings.ts'
import { rulesOfCase } from './rules-of-case.ts'

/** A case with all that a change of it needs: its row, its history folded, its rules and its key. */
export interface LoadedCase {
  readonly record: StoredCase
  readonly file: CaseFile
  readonly rules: CaseRules
  readonly settings: Settings
  readonly key: DataKey
}

/** Which case: by its id, or by the reference that people write. */
export type WhichCase = { readonly id: string } | { readonly reference: string }

/** Loads a case; undefined where there is none. */
export async function loadCase(
  running: Pick<RunnerParts, 'store' | 'association' | 'log' | 'clock'>,
  which: WhichCase,
): Promise<LoadedCase | undefined> {
  const { store, association } = running
  const record =
    'id' in which ? await store.cases.get(which.id) : await store.cases.byReference(which.reference)
  if (!record) return undefined
  const key = await store.vault.open(record.keyId)
  const events = await store.cases.events(record.id, key)
  const settings = await readSettings(running)
  return {
    record,
    file: foldCase(record.id, record.kind, events),
    rules: rulesOfCase(association, settings, await store.staff.all(), record),
    settings,
    key,
  }
}
