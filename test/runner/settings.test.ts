import { describe, expect, it } from 'vitest'
import { isOpen } from '#core/working-time.ts'
import { SETTINGS, checkSetting, isSetting, readSettings, usualTime } from '#runner/settings.ts'
import { openOffice } from './cases/office.ts'

describe('settings', () => {
  it('hold what the calendar suggests until the association sets its own', async () => {
    const office = await openOffice('irtiqa')
    const { store, clock, content, logged } = office
    const log = {
      info: () => undefined,
      warn: (what: string) => void logged.push({ what, fields: {} }),
      error: () => undefined,
    }
    const read = () => readSettings({ store, clock, association: content.association, log })
    const before = await read()
    expect(before).toMatchObject({
      workingTime: usualTime(content.association, clock.now()),
      quietHours: { from: 1260, to: 480 },
      days: {},
    })
    // Sunday 1 March 2026 is a day of Ramadan: open at noon, and no more at four.
    expect(isOpen(before.workingTime, Date.UTC(2026, 2, 1, 9))).toBe(true)
    expect(isOpen(before.workingTime, Date.UTC(2026, 2, 1, 12, 30))).toBe(false)
    expect(isOpen(before.workingTime, Date.UTC(2026, 2, 6, 9))).toBe(false)
    expect(isOpen(before.workingTime, Date.UTC(2026, 1, 22, 9))).toBe(false)
    expect(isOpen(before.workingTime, Date.UTC(2026, 3, 5, 12, 30))).toBe(true)
    await office.set('quiet_hours', '{"from":0,"to":60}')
    await office.set('complaint_days', '7')
    expect(await read()).toMatchObject({ quietHours: { from: 0, to: 60 }, days: { complaint_days: 7 } })
    await store.commit([store.settings.set('quiet_hours', 'broken')])
    expect((await read()).quietHours).toEqual({ from: 1260, to: 480 })
    expect(logged.map(({ what }) => what)).toContain('setting_invalid')
  })

  it.each([
    ['working_time', '{"days":[0],"usual":{"from":600,"to":500},"seasons":[],"holidays":[]}'],
    ['working_time', '{"days":[9],"usual":{"from":1,"to":500},"seasons":[],"holidays":[]}'],
    ['committee', '{"members":["one"]}'],
    ['committee', '{"members":["one","two"],"chair":"three"}'],
    ['decision_days', '0'],
    ['slots', '{"minutes":30}'],
  ] as const)('refuse %s %s', (name, text) => {
    expect(checkSetting(name, text)).toHaveProperty('problem')
  })

  it('know their names', () => {
    expect(Object.keys(SETTINGS).every(isSetting)).toBe(true)
    expect(isSetting('toString')).toBe(false)
  })
})
