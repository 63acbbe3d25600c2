import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ChannelType } from '#core/contact.ts'
import { dailyCap } from '#core/notice-plan.ts'
import { NOTICE_WAITS } from '#core/notice.ts'
import { startOfRiyadhDay } from '#core/riyadh.ts'
import type { StoredNotice } from '#store/notices.ts'
import type { Desk } from '../desk.ts'
import { settingTabs } from '../settings/settings-page.ts'
import { moment } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import type { ChannelStanding } from './channel-standing.ts'
import { isLinked, phonePart } from './phone-part.ts'

const MOST = 100
/** While a phone is being linked its code changes every twenty seconds; a page without script comes anew by itself. */
const LOOK_AGAIN = 10

/** What an action has to say above the page. */
export interface ChannelsShown {
  readonly problem?: string
}

/** How the channels do, what may still be sent today, and what waits, with the reason. */
export async function channelsPage(c: Context, desk: Desk): Promise<Response> {
  return answerChannels(c, desk, {})
}

/** The page of the channels after an action. */
export async function answerChannels(c: Context, desk: Desk, { problem }: ChannelsShown): Promise<Response> {
  const { parts, word } = desk
  const channels = parts.channels?.() ?? []
  const watched = c.req.query('watch') === '1'
  const state = parts.phone?.health().state
  if (watched && (state === 'pairing' || state === 'connecting')) c.header('Refresh', String(LOOK_AGAIN))
  const cards = await Promise.all(channels.map((channel) => channelPart(desk, channel, watched)))
  const body = html`${settingTabs(desk, 'channels')} ${await queuesPart(desk)} ${cards}
  ${await waitingPart(desk)}`
  const note = problem === undefined ? {} : { note: { kind: 'problem', text: problem } as const }
  const title = word('channelPage.title')
  return c.html(page(desk, { title, place: 'settings', ...note }, body), problem === undefined ? 200 : 422)
}

/** Messages that have not gone out yet, and those that could not. */
async function queuesPart({ parts, word }: Desk): Promise<Markup> {
  const { inboxPending, outboxPending, outboxSending, outboxFailed } = await parts.store.counts()
  const rows: readonly (readonly [string, number])[] = [
    ['received', inboxPending],
    ['sending', outboxPending + outboxSending],
    ['failed', outboxFailed],
  ]
  return html`<section class="card">
    <h2>${word('channelPage.queues')}</h2>
    <dl class="facts">
      ${rows.map(
        ([name, count]) =>
          html`<div>
            <dt>${word(`channelPage.${name}`)}</dt>
            <dd>${count}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}

async function channelPart(desk: Desk, channel: ChannelStanding, watched: boolean): Promise<Markup> {
  const { word } = desk
  const { type, on, variable, outreach } = channel
  return html`<section class="card" id="channel-${type}">
    <h2>${word(`channels.${type}`)} ${badge(desk, channel)}</h2>
    ${on || variable === undefined ? '' : html`<p>${word('channelPage.turnOn')} <code dir="ltr">${variable}</code></p>`}
    ${on ? stateOf(desk, channel) : ''}
    ${on && type === 'whatsapp' && desk.parts.phone ? phonePart(desk, desk.parts.phone, watched) : ''}
    ${on && outreach ? await budgetPart(desk, type, outreach) : ''}
  </section>`
}

/** On, off, or on and in need of somebody. */
function badge({ word, parts }: Desk, { type, on, telegram }: ChannelStanding): Markup {
  if (!on) return html`<span class="badge">${word('channelPage.off')}</span>`
  const phone = type === 'whatsapp' ? parts.phone?.health() : undefined
  const works = (phone === undefined || isLinked(phone)) && (telegram?.state ?? 'working') === 'working'
  return works
    ? html`<span class="badge good">${word('channelPage.on')}</span>`
    : html`<span class="badge warn">${word('channelPage.trouble')}</span>`
}

function stateOf({ word }: Desk, { type, telegram }: ChannelStanding): Markup {
  if (type === 'web') return html`<p>${word('channelPage.web')}</p>`
  if (!telegram) return html``
  return html`<p class="${telegram.state === 'working' ? '' : 'problem'}">
    ${word(`channelPage.telegram.${telegram.state}`)}
    <span class="faint">${word(`channelPage.telegram.${telegram.mode}`)}</span>
  </p>`
}

/** What may be sent unasked: a platform that minds gets only so many lines a day. */
async function budgetPart(
  desk: Desk,
  type: ChannelType,
  outreach: 'free' | 'window' | 'reply_only',
): Promise<Markup> {
  const { parts, now, word } = desk
  if (outreach !== 'reply_only') return html`<p class="faint">${word(`channelPage.outreach.${outreach}`)}</p>`
  const { count, last } = await parts.store.notices.lines(type, startOfRiyadhDay(now))
  const cap = dailyCap(parts.phone?.standing() ?? {}, now)
  const words = word('channelPage.budget', { sent: count, cap })
  return html`<p class="faint">${word('channelPage.outreach.reply_only')}</p>
    <p class="progress ${count >= cap ? 'late' : ''}">
      <progress max="${cap}" value="${Math.min(cap, count)}" aria-label="${words}"></progress>
      <span>${words}</span>
      ${last === undefined ? '' : html`<span class="faint">${word('channelPage.last')} ${moment(last, desk.language)}</span>`}
    </p>`
}

/** Messages of ours that wait, each with its reason in words. */
async function waitingPart(desk: Desk): Promise<Markup> {
  const { word } = desk
  const notices = await desk.parts.store.notices.waiting(MOST)
  const rows = await Promise.all(notices.map((notice) => waitingRow(desk, notice)))
  return html`<section class="card" id="waiting" data-live="notice">
    <h2>${word('channelPage.waiting')} <span class="badge">${notices.length}</span></h2>
    ${notices.length === 0 ? html`<p class="faint">${word('channelPage.nothing')}</p>` : ''}
    <ul class="rows">
      ${rows}
    </ul>
  </section>`
}

async function waitingRow(desk: Desk, { kind, caseId, notBefore, reason }: StoredNotice): Promise<Markup> {
  const { word, parts } = desk
  const standing = caseId === undefined ? undefined : await parts.store.cases.standing(caseId)
  const known = NOTICE_WAITS.find((why) => why === reason)
  const reference = standing ? html`<bdi dir="ltr">${standing.reference}</bdi>` : ''
  return html`<li>
    <span>
      ${word(`channelPage.kinds.${kind}`)}
      ${standing && desk.may('show') ? html`<a href="/console/cases/${standing.id}">${reference}</a>` : reference}
    </span>
    <span class="faint"
      >${word(`channelPage.waits.${known ?? 'turn'}`)} · ${word('channelPage.notBefore')}
      ${moment(notBefore, desk.language)}</span
    >
  </li>`
}
