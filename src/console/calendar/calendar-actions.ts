import type { Context } from 'hono'
import { riyadhDay } from '#core/riyadh.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import { refusalText } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { answerCalendar, interviewers, settingsOf } from './calendar-page.ts'
import type { SlotForm } from './slot-form.ts'
import { dayStart, minuteOf, timesOf } from './week.ts'
import type { SlotSeries } from './week.ts'

/** New slots, one or a series. */
export async function takeSlots(c: Context, desk: Desk): Promise<Response> {
  const form = await readForm(c)
  const series = seriesOf(form)
  const staff = interviewers(desk).find(({ id }) => id === text(form, 'staff'))
  if (!series || !staff) return answerCalendar(c, desk, { problem: desk.word('calendar.bad'), form })
  const times = timesOf(series, (await settingsOf(desk)).workingTime)
  if (times.length === 0) return answerCalendar(c, desk, { problem: desk.word('calendar.noTimes'), form })
  const place = text(form, 'place').slice(0, 120)
  const { minutes } = series
  const wanted = times.map((at) => ({ at, staff: staff.id, minutes, ...(place !== '' && { place }) }))
  const done = await desk.parts.runner.cases.addSlots(desk.member, wanted)
  if ('refused' in done) return answerCalendar(c, desk, { problem: refusalText(desk, done), form })
  const week = riyadhDay(series.day)
  return c.redirect(`/console/calendar?week=${week}&added=${done.added}&outside=${done.outside}`, 303)
}

/** A free slot is taken away. */
export async function takeRemoval(c: Context, desk: Desk): Promise<Response> {
  const week = dayStart(text(await readForm(c), 'week'))
  const done: object = await desk.parts.runner.cases.removeSlot(desk.member, c.req.param('id') ?? '')
  if (isRefused(done)) return answerCalendar(c, desk, { problem: refusalText(desk, done) })
  return c.redirect(`/console/calendar${week === undefined ? '' : `?week=${riyadhDay(week)}`}`, 303)
}

function isRefused(result: object): result is Refused {
  return 'refused' in result
}

function seriesOf(form: SlotForm): SlotSeries | undefined {
  const day = dayStart(text(form, 'day'))
  const from = minuteOf(text(form, 'from'))
  const minutes = Number(text(form, 'minutes'))
  if (day === undefined || from === undefined) return undefined
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 240) return undefined
  const to = text(form, 'to') === '' ? from + minutes : minuteOf(text(form, 'to'))
  const until = text(form, 'until') === '' ? day : dayStart(text(form, 'until'))
  if (to === undefined || until === undefined || until < day) return undefined
  const days = text(form, 'days').split(',').filter(Boolean).map(Number)
  return { day, from, to, minutes, until, days }
}
