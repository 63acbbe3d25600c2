import type { Context } from 'hono'
import { html } from 'hono/html'
import { DAY, riyadhDay, startOfRiyadhDay } from '#core/riyadh.ts'
import { mayDo } from '#core/staff.ts'
import { openingOn } from '#core/working-time.ts'
import type { WorkingTime } from '#core/working-time.ts'
import { readSettings } from '#runner/settings.ts'
import type { Settings } from '#runner/settings.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Slot } from '#store/slots.ts'
import type { Desk } from '../desk.ts'
import { staffName } from '../cases/words.ts'
import { bothDays, clock } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup, PageParts } from '../view/layout.ts'
import { addForm } from './slot-form.ts'
import type { SlotForm } from './slot-form.ts'
import { dayStart, weekStart, weekdayOf } from './week.ts'

/** What an action has to say above the calendar, and what was typed. */
export interface CalendarShown {
  readonly problem?: string
  readonly form?: SlotForm
}

/** A slot with the case that it is kept or booked for. */
interface ShownSlot extends Slot {
  readonly case?: CaseStanding
}

/** The interviews of today, then the week: who can hold interviews when, and what is taken by which request. */
export async function calendarPage(c: Context, desk: Desk): Promise<Response> {
  return answerCalendar(c, desk, {})
}

/** The page of the calendar after an action. */
export async function answerCalendar(c: Context, desk: Desk, shown: CalendarShown): Promise<Response> {
  const settings = await settingsOf(desk)
  const start = weekStart(dayStart(c.req.query('week') ?? '') ?? desk.now)
  const chosen = interviewers(desk).find(({ id }) => id === c.req.query('who'))?.id
  const today = startOfRiyadhDay(desk.now)
  const ofToday = await readSlots(desk, today, today + DAY)
  const slots = await readSlots(desk, start, start + 7 * DAY)
  const fits = (slot: Slot): boolean => chosen === undefined || slot.staff === chosen
  const body = html`${todayPart(desk, ofToday.filter(fits))} ${weekBar(desk, start, chosen)}
    <div class="week" id="week" data-live="case">
      ${[0, 1, 2, 3, 4, 5, 6].map((index) => {
        const at = start + index * DAY
        const ofDay = slots.filter((slot) => fits(slot) && slot.at >= at && slot.at < at + DAY)
        return dayPart(desk, { at, slots: ofDay, time: settings.workingTime })
      })}
    </div>
    ${addForm(desk, settings, interviewers(desk), shown.form ?? {})}`
  const note = noteOf(c, desk, shown)
  const parts = { title: desk.word('calendar.title'), place: 'calendar', wide: true, ...(note && { note }) }
  return c.html(page(desk, parts, body), shown.problem === undefined ? 200 : 422)
}

function noteOf(c: Context, { word }: Desk, { problem }: CalendarShown): PageParts['note'] {
  if (problem !== undefined) return { kind: 'problem', text: problem }
  const added = Number(c.req.query('added') ?? Number.NaN)
  const outside = Number(c.req.query('outside') ?? 0)
  if (!Number.isSafeInteger(added) || added < 0 || !Number.isSafeInteger(outside)) return undefined
  const beyond = outside > 0 ? ` ${word('calendar.outside', { count: outside })}` : ''
  return { kind: 'done', text: `${word('calendar.added', { count: added })}${beyond}` }
}

/** The settings as they hold, for a page. */
export function settingsOf({ parts, association }: Desk): Promise<Settings> {
  return readSettings({ ...parts, association })
}

/** Who can hold an interview. */
export function interviewers({ colleagues }: Desk): Desk['colleagues'] {
  return colleagues.filter(({ role }) => mayDo(role, 'hold_interview'))
}

async function readSlots({ parts }: Desk, from: number, to: number): Promise<readonly ShownSlot[]> {
  const slots = await parts.store.slots.between(from, to)
  return Promise.all(
    slots.map(async (slot) => {
      const standing = slot.caseId === undefined ? undefined : await parts.store.cases.standing(slot.caseId)
      return { ...slot, ...(standing && { case: standing }) }
    }),
  )
}

function todayPart(desk: Desk, slots: readonly ShownSlot[]): Markup {
  const booked = slots.filter(({ state }) => state === 'booked')
  return html`<section class="card" id="today" data-live="case">
    <h2>${desk.word('calendar.today')} · ${bothDays(desk.now, desk.language)}</h2>
    ${booked.length === 0 ? html`<p class="faint">${desk.word('calendar.noneToday')}</p>` : ''}
    <ul class="rows">
      ${booked.map(
        (slot) =>
          html`<li>
            <span><strong>${clock(slot.at)}</strong> ${who(desk, slot)}</span>
            ${slot.case ? toCase(desk, slot.case) : ''}
          </li>`,
      )}
    </ul>
  </section>`
}

/** The ways to what comes of an interview: both are steps of the case, with what they ask for. */
function toCase(desk: Desk, { id, reference }: CaseStanding): Markup {
  if (!desk.may('show')) return html`<bdi dir="ltr">${reference}</bdi>`
  const held = html`<a class="button quiet" href="/console/cases/${id}#step-hold_interview"
    >${desk.word('calendar.held')}</a
  >`
  return html`<span class="row">
    <a href="/console/cases/${id}"><bdi dir="ltr">${reference}</bdi></a>
    ${desk.may('hold_interview') ? held : ''}
    <a class="button quiet" href="/console/cases/${id}#step-miss_interview"
      >${desk.word('calendar.missed')}</a
    >
  </span>`
}

function who(desk: Desk, { staff, place, minutes }: Slot): Markup {
  return html`<bdi>${staffName(desk, staff)}</bdi>
    <span class="faint">${desk.word('calendar.minutes', { count: minutes })} · <bdi>${place}</bdi></span>`
}

function weekBar(desk: Desk, start: number, chosen: string | undefined): Markup {
  const { word } = desk
  const link = (at: number, words: string): Markup =>
    html`<a
      class="button quiet"
      href="/console/calendar?week=${riyadhDay(at)}${chosen ? `&who=${chosen}` : ''}"
      >${words}</a
    >`
  return html`<form method="get" action="/console/calendar" class="inline">
    ${link(start - 7 * DAY, word('calendar.before'))} ${link(desk.now, word('calendar.thisWeek'))}
    ${link(start + 7 * DAY, word('calendar.after'))}
    <input type="hidden" name="week" value="${riyadhDay(start)}" />
    <label for="who">${word('calendar.who')}</label>
    <select id="who" name="who">
      <option value="">${word('calendar.everybody')}</option>
      ${interviewers(desk).map(
        ({ id, name }) => html`<option value="${id}" ${id === chosen ? html`selected` : ''}>${name}</option>`,
      )}
    </select>
    <button class="quiet" type="submit">${word('calendar.show')}</button>
  </form>`
}

interface ShownDay {
  readonly at: number
  readonly slots: readonly ShownSlot[]
  readonly time: WorkingTime
}

function dayPart(desk: Desk, { at, slots, time }: ShownDay): Markup {
  const closed = openingOn(time, riyadhDay(at)) === undefined
  const isToday = riyadhDay(at) === riyadhDay(desk.now)
  return html`<section class="day ${isToday ? 'today' : ''}">
    <h3>
      ${desk.word(`weekdays.${weekdayOf(at)}`)} <span class="faint">${bothDays(at, desk.language)}</span>
      ${closed ? html`<span class="badge">${desk.word('calendar.closed')}</span>` : ''}
    </h3>
    ${slots.length === 0 ? html`<p class="faint">${desk.word('calendar.none')}</p>` : ''}
    <ul>
      ${slots.map((slot) => html`<li class="slot ${slot.state}">${slotMarkup(desk, slot)}</li>`)}
    </ul>
  </section>`
}

function slotMarkup(desk: Desk, slot: ShownSlot): Markup {
  const { word } = desk
  const taken = slot.case
    ? html`<span
        ><span class="badge">${word(`calendar.states.${slot.state}`)}</span>
        ${caseLink(desk, slot.case)}</span
      >`
    : ''
  const remove = html`<form method="post" action="/console/calendar/${slot.id}/remove">
    <input type="hidden" name="week" value="${riyadhDay(slot.at)}" />
    <button class="quiet" type="submit" aria-label="${word('calendar.removeAt', { time: clock(slot.at) })}">
      ${word('calendar.remove')}
    </button>
  </form>`
  return html`<p><strong>${clock(slot.at)}</strong> ${who(desk, slot)}</p>
    ${slot.state === 'free' && slot.at > desk.now ? remove : taken}`
}

function caseLink(desk: Desk, { id, reference: words }: CaseStanding): Markup {
  if (!desk.may('show')) return html`<bdi dir="ltr">${words}</bdi>`
  return html`<a href="/console/cases/${id}"><bdi dir="ltr">${words}</bdi></a>`
}
