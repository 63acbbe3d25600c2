import { html, raw } from 'hono/html'
import { renderSVG } from 'uqr'
import type { Desk } from '../desk.ts'
import { bothDays, moment } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import type { PhoneHealth, PhoneLink } from './channel-standing.ts'

const PAIR = '/console/settings/channels/whatsapp/pair'
/** States in which the number works. */
const LINKED: readonly PhoneHealth['state'][] = ['open', 'restricted']

/** Whether messages go through. */
export function isLinked({ state }: PhoneHealth): boolean {
  return LINKED.includes(state)
}

/** How the WhatsApp number does, and the linking of its phone. */
export function phonePart(desk: Desk, phone: PhoneLink, watched: boolean): Markup {
  const health = phone.health()
  const { since } = phone.standing()
  const linked = isLinked(health)
  return html`<p class="${linked ? '' : 'problem'}">${healthWords(desk, health)}</p>
    ${since === undefined || !linked ? '' : html`<p class="faint">${desk.word('channelPage.since')} ${bothDays(since, desk.language)}</p>`}
    ${health.state === 'pairing' ? codePart(desk, health) : ''}
    ${watched && !linked ? html`<p><a href="/console/settings/channels">${desk.word('channelPage.otherWay')}</a></p>` : ''}
    ${linked ? unlinkForm(desk) : watched ? '' : linkForms(desk)}`
}

/** How the number does, in a sentence. */
function healthWords(desk: Desk, health: PhoneHealth): string {
  const { word } = desk
  if (health.state === 'restricted' && health.until !== undefined)
    return `${word('channelPage.whatsapp.restricted')} ${word('channelPage.until')} ${moment(health.until, desk.language)}`
  if (health.state === 'connecting' && health.waiting) return word('channelPage.whatsapp.elsewhere')
  if (health.state === 'pairing' && health.qr === undefined && health.code === undefined)
    return word('channelPage.whatsapp.nobody')
  return word(`channelPage.whatsapp.${health.state}`)
}

/** What the phone must be shown: a picture to scan, or letters to type. */
function codePart({ word }: Desk, { qr, code }: { readonly qr?: string; readonly code?: string }): Markup {
  if (code !== undefined)
    return html`<p>${word('channelPage.typeCode')}</p>
      <p class="pair-code"><code dir="ltr">${code.slice(0, 4)}-${code.slice(4)}</code></p>`
  if (qr === undefined) return html``
  return html`<p>${word('channelPage.scan')}</p>
    <div class="qr" role="img" aria-label="${word('channelPage.picture')}">
      ${raw(renderSVG(qr, { border: 2 }))}
    </div>`
}

function linkForms({ word }: Desk): Markup {
  return html`<div class="row">
    <form method="post" action="${PAIR}">
      <button type="submit">${word('channelPage.byQr')}</button>
    </form>
    <form method="post" action="${PAIR}" class="inline">
      <label for="phone">${word('channelPage.phone')}</label>
      <input id="phone" name="phone" type="tel" dir="ltr" maxlength="24" autocomplete="off" required />
      <button class="quiet" type="submit">${word('channelPage.byCode')}</button>
    </form>
  </div>`
}

/** A box to be ticked first: without the link nobody is answered over WhatsApp. */
function unlinkForm({ word }: Desk): Markup {
  return html`<details>
    <summary>${word('channelPage.unlink')}</summary>
    <form method="post" action="/console/settings/channels/whatsapp/unpair">
      <label class="box"
        ><input type="checkbox" name="sure" value="yes" required /> ${word('channelPage.sure')}</label
      >
      <button class="danger" type="submit">${word('channelPage.unlink')}</button>
    </form>
  </details>`
}
