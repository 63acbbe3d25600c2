import type { Context } from 'hono'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { answerChannels } from './channels-page.ts'
import type { PhoneLink } from './channel-standing.ts'

const HERE = '/console/settings/channels'

/** Links the association's phone: by QR code, or by a code where a number was typed. */
export async function takePair(c: Context, desk: Desk): Promise<Response> {
  const phone = phoneOf(desk)
  const typed = text(await readForm(c), 'phone')
  const digits = digitsOf(typed)
  if (typed !== '' && digits === undefined)
    return answerChannels(c, desk, { problem: desk.word('channelPage.badPhone') })
  await note(desk, 'whatsapp_pairing_asked')
  await phone.pair(digits)
  return c.redirect(`${HERE}?watch=1#channel-whatsapp`, 303)
}

/** Takes the link to the phone away. */
export async function takeUnpair(c: Context, desk: Desk): Promise<Response> {
  const phone = phoneOf(desk)
  if (text(await readForm(c), 'sure') !== 'yes')
    return answerChannels(c, desk, { problem: desk.word('channelPage.notSure') })
  await note(desk, 'whatsapp_unlinked')
  await phone.unpair()
  return c.redirect(`${HERE}#channel-whatsapp`, 303)
}

function phoneOf({ parts }: Desk): PhoneLink {
  if (!parts.phone) throw new NotHere()
  return parts.phone
}

async function note({ parts, member, now }: Desk, action: string): Promise<void> {
  const entry = { at: now, actor: `staff:${member.id}`, action, subject: 'whatsapp' }
  await parts.store.commit([parts.store.audit.append(entry)])
}

/** People write +966 5…, 00966 5…, with spaces or in Arabic digits; WhatsApp wants the digits with the country's code. */
function digitsOf(typed: string): string | undefined {
  const latin = typed.replace(/[٠-٩]/g, (digit) => String('٠١٢٣٤٥٦٧٨٩'.indexOf(digit)))
  const digits = latin.replace(/[\s()-]/g, '').replace(/^(\+|00)/, '')
  return /^[1-9]\d{7,14}$/.test(digits) ? digits : undefined
}
