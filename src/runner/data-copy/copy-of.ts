import type { CopyAsk } from '#engine/event.ts'
import type { StoredCase } from '#store/cases.ts'
import type { LoadedCase } from '../cases/load-case.ts'
import { frozenOf } from '../cases/rules-of-case.ts'

/** Whether a case is a request for a copy of the data that staff said yes to. */
export function grantsCopy({ record, file }: Pick<LoadedCase, 'record' | 'file'>): boolean {
  if (record.kind !== 'data_rights' || file.state !== 'answered') return false
  return frozenOf(record.answers).answers['right']?.value === 'copy'
}

/** Whose data it asks for: those of the request whose PIN was given when it was sent. */
export function copyOf({ answers }: Pick<StoredCase, 'answers'>): CopyAsk {
  const { about } = answers
  return typeof about === 'string' && about !== '' ? { about } : {}
}
