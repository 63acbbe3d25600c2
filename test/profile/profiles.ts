import { join } from 'node:path'
import type { Association } from '#core/association.ts'
import type { Localised } from '#core/text.ts'
import { loadProfile } from '#profile/load-profile.ts'

export const DATA = join(import.meta.dirname, '../../data/associations')
export const IDS = ['baraim', 'huda', 'irtiqa', 'musanid', 'naqra'] as const
export type AssociationId = (typeof IDS)[number]

const LOADED = new Map(IDS.map((id) => [id, loadProfile(join(DATA, id))]))

/** A profile that ships, loaded once. */
export function profile(id: AssociationId): Association {
  const result = LOADED.get(id)
  if (!result || !('association' in result)) throw new Error(JSON.stringify(result?.problems ?? id))
  return result.association
}

/** Every text of a value that is in several languages, with the way to it. */
export function textsOf(value: unknown, path = ''): { path: string; words: Localised }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  if ('ar' in value && typeof value.ar === 'string') return [{ path, words: value as Localised }]
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}.${key}`))
}
