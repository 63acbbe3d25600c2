import { describe, expect, it } from 'vitest'
import { suggestedDays } from '#core/suggested-days.ts'

describe('suggested days', () => {
  it('are Ramadan, both feasts and the two national days of a year', () => {
    const { ramadan, holidays } = suggestedDays(2026)
    expect(ramadan).toEqual([{ from: '2026-02-18', to: '2026-03-19', name: 'ramadan' }])
    expect(holidays).toEqual([
      { from: '2026-02-22', to: '2026-02-22', name: 'founding_day' },
      { from: '2026-03-19', to: '2026-03-22', name: 'eid_fitr' },
      { from: '2026-05-26', to: '2026-05-29', name: 'eid_adha' },
      { from: '2026-09-23', to: '2026-09-23', name: 'national_day' },
    ])
  })

  it('know a year with two months of Ramadan, and one that began the year before', () => {
    expect(suggestedDays(2030).ramadan.map(({ from }) => from)).toEqual(['2030-01-05', '2030-12-26'])
    expect(suggestedDays(2031).ramadan.map(({ from }) => from)).toEqual(['2030-12-26', '2031-12-15'])
  })
})
