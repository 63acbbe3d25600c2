import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingMinutes,
  afterQuietHours,
  isOpen,
  nextOpening,
  openingOn,
  workingMinutes,
} from '#core/working-time.ts'
import type { WorkingTime } from '#core/working-time.ts'

const HOUR = 60

/** A moment told as the clock of Riyadh shows it. */
const riyadh = (text: string): number => Date.parse(`${text}:00+03:00`)
const told = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at + 3 * 3_600_000).toISOString().slice(0, 16)

/** Sunday to Thursday, 8 to 16; Ramadan 1447 10 to 15; three days of Eid; Founding Day. */
const TIME: WorkingTime = {
  days: [0, 1, 2, 3, 4],
  usual: { from: 8 * HOUR, to: 16 * HOUR },
  seasons: [{ from: '2026-02-18', to: '2026-03-19', opening: { from: 10 * HOUR, to: 15 * HOUR } }],
  holidays: [
    { from: '2026-02-22', to: '2026-02-22', name: 'Founding Day' },
    { from: '2026-03-20', to: '2026-03-24', name: 'Eid' },
  ],
}

describe('opening hours', () => {
  it.each([
    ['2026-02-15T07:59', false],
    ['2026-02-15T08:00', true],
    ['2026-02-15T15:59', true],
    ['2026-02-15T16:00', false],
    ['2026-02-19T10:00', true],
    ['2026-02-20T11:00', false],
    ['2026-02-21T11:00', false],
    ['2026-02-22T11:00', false],
    ['2026-02-23T09:59', false],
    ['2026-02-23T14:59', true],
    ['2026-02-23T15:00', false],
    ['2026-03-19T14:00', true],
    ['2026-03-24T11:00', false],
    ['2026-03-25T08:00', true],
  ])('%s: %s', (text, open) => {
    expect(isOpen(TIME, riyadh(text))).toBe(open)
  })

  it('of a season hold on both of its ends, and not beside them', () => {
    expect(openingOn(TIME, '2026-02-17')).toEqual(TIME.usual)
    expect(openingOn(TIME, '2026-02-18')).toEqual({ from: 600, to: 900 })
    expect(openingOn(TIME, '2026-03-19')).toEqual({ from: 600, to: 900 })
    expect(openingOn(TIME, '2026-03-25')).toEqual(TIME.usual)
    expect(openingOn(TIME, '2026-03-20')).toBeUndefined()
  })
})

describe('the next opening', () => {
  it.each([
    ['2026-02-15T10:30', '2026-02-15T10:30'],
    ['2026-02-15T05:00', '2026-02-15T08:00'],
    ['2026-02-15T16:00', '2026-02-16T08:00'],
    ['2026-02-17T20:00', '2026-02-18T10:00'],
    ['2026-02-19T15:00', '2026-02-23T10:00'],
    ['2026-03-19T15:00', '2026-03-25T08:00'],
  ])('after %s is %s', (from, to) => {
    expect(told(nextOpening(TIME, riyadh(from)))).toBe(to)
  })

  it('is none where the settings leave none', () => {
    const never = { ...TIME, days: [] }
    expect(nextOpening(never, riyadh('2026-02-15T10:00'))).toBeUndefined()
    expect(addWorkingMinutes(never, riyadh('2026-02-15T10:00'), 1)).toBeUndefined()
  })
})

describe('working minutes', () => {
  it.each([
    ['2026-02-15T10:00', 30, '2026-02-15T10:30'],
    ['2026-02-15T15:30', 30, '2026-02-15T16:00'],
    ['2026-02-15T15:30', 31, '2026-02-16T08:01'],
    ['2026-02-15T06:00', 0, '2026-02-15T08:00'],
    ['2026-02-19T14:00', 120, '2026-02-23T11:00'],
    ['2026-02-14T12:00', 3 * 8 * HOUR, '2026-02-17T16:00'],
  ])('%s and %i are %s', (from, minutes, to) => {
    expect(told(addWorkingMinutes(TIME, riyadh(from), minutes))).toBe(to)
  })

  it('between two moments count only what is open', () => {
    expect(workingMinutes(TIME, riyadh('2026-02-15T00:00'), riyadh('2026-02-16T00:00'))).toBe(480)
    expect(workingMinutes(TIME, riyadh('2026-02-19T14:00'), riyadh('2026-02-23T11:00'))).toBe(120)
    expect(workingMinutes(TIME, riyadh('2026-02-20T08:00'), riyadh('2026-02-22T20:00'))).toBe(0)
    expect(workingMinutes(TIME, riyadh('2026-02-16T00:00'), riyadh('2026-02-15T00:00'))).toBe(0)
  })

  it('added and counted again are the same, and end in an open hour', () => {
    const moment = fc.integer({
      min: riyadh('2026-01-01T00:00') / 6e4,
      max: riyadh('2026-12-31T00:00') / 6e4,
    })
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 5000 }), (minute, minutes) => {
        const from = minute * 60_000
        const to = addWorkingMinutes(TIME, from, minutes) ?? Number.NaN
        expect(workingMinutes(TIME, from, to)).toBe(minutes)
        expect(isOpen(TIME, to - 1)).toBe(true)
        expect(nextOpening(TIME, to)).toBeGreaterThanOrEqual(to)
      }),
      { seed: 20_260_301, numRuns: 300 },
    )
  })
})

describe('quiet hours', () => {
  const NIGHT = { from: 21 * HOUR, to: 8 * HOUR }

  it.each([
    ['2026-02-15T20:59', '2026-02-15T20:59'],
    ['2026-02-15T21:00', '2026-02-16T08:00'],
    ['2026-02-15T23:59', '2026-02-16T08:00'],
    ['2026-02-16T00:00', '2026-02-16T08:00'],
    ['2026-02-16T07:59', '2026-02-16T08:00'],
    ['2026-02-16T08:00', '2026-02-16T08:00'],
    ['2026-12-31T22:00', '2027-01-01T08:00'],
  ])('over midnight: %s becomes %s', (from, to) => {
    expect(told(afterQuietHours(NIGHT, riyadh(from)))).toBe(to)
  })

  it('within a day, and none at all', () => {
    const noon = { from: 12 * HOUR, to: 14 * HOUR }
    expect(told(afterQuietHours(noon, riyadh('2026-02-15T12:00')))).toBe('2026-02-15T14:00')
    expect(told(afterQuietHours(noon, riyadh('2026-02-15T14:00')))).toBe('2026-02-15T14:00')
    const none = { from: 0, to: 0 }
    expect(told(afterQuietHours(none, riyadh('2026-02-15T03:00')))).toBe('2026-02-15T03:00')
  })

  it('keep seconds where nothing is put off', () => {
    const at = riyadh('2026-02-15T20:59') + 59_999
    expect(afterQuietHours(NIGHT, at)).toBe(at)
  })
})

describe('the time zone of the host', () => {
  const script = `
    import { isOpen, nextOpening, afterQuietHours } from '#core/working-time.ts'
    import { riyadhDay } from '#core/riyadh.ts'
    const time = ${JSON.stringify(TIME)}
    const moments = ${JSON.stringify([riyadh('2026-02-17T23:30'), riyadh('2026-02-19T14:59'), riyadh('2026-03-29T02:30')])}
    console.log(JSON.stringify(moments.map((at) => [
      isOpen(time, at), nextOpening(time, at), afterQuietHours({ from: 1260, to: 480 }, at), riyadhDay(at),
    ])))`
  const answers = (zone: string): string =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      env: { TZ: zone, PATH: process.env.PATH },
      encoding: 'utf8',
      cwd: new URL('../..', import.meta.url).pathname,
    })

  it.each(['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Berlin'])('%s changes nothing', (zone) => {
    expect(answers(zone)).toBe(answers('Asia/Riyadh'))
  })
})
