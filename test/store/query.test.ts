import { describe, expect, it } from 'vitest'
import { query } from '#store/query.ts'

describe('a compiled query', () => {
  const update = query('try', (db, p: { id: string; at: number; rev: number }) =>
    db
      .updateTable('contacts')
      .set((eb) => ({ seen_at: p.at, created_at: p.at, owner: 'bot', rev: eb('rev', '+', p.rev) }))
      .where('id', '=', p.id),
  )

  it('puts named values where the SQL wants them, in any order and as often as it wants', () => {
    expect(update.bind({ rev: 2, id: 'c', at: 9 })).toEqual([9, 9, 2, 'c'])
    expect(update.sql.split('?')).toHaveLength(5)
    expect(update.bind({ rev: 3, id: 'd', at: 1 })).toEqual([1, 1, 3, 'd'])
  })

  it('writes constants into the SQL, quoted', () => {
    expect(update.sql).toContain(`"owner" = 'bot'`)
    const quoted = query('quoted', (db, p: { id: string }) =>
      db.updateTable('contacts').set({ owner: "o'clock", seen_at: 5 }).where('id', '=', p.id),
    )
    expect(quoted.sql).toContain(`'o''clock'`)
    expect(quoted.bind({ id: 'c' })).toEqual(['c'])
  })

  it('refuses a missing value and takes null', () => {
    const gap = { rev: 1, at: 2 } as unknown as { id: string; at: number; rev: number }
    expect(() => update.bind(gap)).toThrow('try: a value is missing')
    const clear = query('clear', (db, p: { id: string; value: string | null }) =>
      db.updateTable('contacts').set({ language: p.value }).where('id', '=', p.id),
    )
    expect(clear.bind({ id: 'c', value: null })).toEqual([null, 'c'])
  })

  it('never puts a value into the SQL', () => {
    const evil = `'; drop table contacts; --`
    expect(update.write({ rev: 1, id: evil, at: 1 }, 1)).toEqual({
      query: update,
      params: [1, 1, 1, evil],
      rows: 1,
    })
    expect(update.sql).not.toContain('drop')
  })
})
