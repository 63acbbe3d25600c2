import { query } from './query.ts'
import type { Reader } from './query.ts'
import type { Write } from './write.ts'

const set = query('settings.set', (db, p: { key: string; value: string }) =>
  db
    .insertInto('settings')
    .values({ key: p.key, value: p.value })
    .onConflict((on) => on.column('key').doUpdateSet({ value: p.value })),
)

const get = query('settings.get', (db, p: { key: string }) =>
  db.selectFrom('settings').select('value').where('key', '=', p.key),
)

const all = query('settings.all', (db, _p: object) =>
  db.selectFrom('settings').select(['key', 'value']).orderBy('key'),
)

/** The settings of a store: text by key, no personal data. */
export type Settings = ReturnType<typeof createSettings>

/** Settings over a reader. */
export function createSettings(reader: Reader) {
  return {
    set: (key: string, value: string): Write => set.write({ key, value }, 1),
    async get(key: string): Promise<string | undefined> {
      return (await reader.first(get, { key }))?.value
    },
    async all(): Promise<Record<string, string>> {
      const rows = await reader.all(all, {})
      return Object.fromEntries(rows.map((row) => [row.key, row.value]))
    },
  }
}
