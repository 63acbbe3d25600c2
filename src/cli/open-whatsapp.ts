import type { Urn } from '#core/contact.ts'
import type { Reports } from '#channels/channel.ts'
import type { WhatsAppHealth } from '#channels/whatsapp/health.ts'
import { createWhatsAppChannel } from '#channels/whatsapp/whatsapp.ts'
import type { WhatsApp } from '#channels/whatsapp/whatsapp.ts'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import type { Log } from '#runner/log.ts'
import type { Store } from '#store/store.ts'
import type { Config } from '../config.ts'
import { drawQr } from './draw-qr.ts'

/** The device's name in the store: one number an association. */
const DEVICE = 'whatsapp'
/** The lock of the data folder vouches that no other process can hold the number; whoever left the lease is dead. */
const HOLDER = 'folder'

/** WhatsApp by a linked device, where it is on; what staff must do about the link goes to `print`. */
export function openWhatsApp(
  { whatsapp: config }: Pick<Config, 'whatsapp'>,
  store: Store,
  reports: Reports,
  log: Log,
  print: (line: string) => void,
): WhatsApp | undefined {
  if (!config) return undefined
  const whatsapp: WhatsApp = createWhatsAppChannel({
    state: store.device(DEVICE),
    holder: HOLDER,
    reports,
    onIdentityChanged: (urn) => distrust(store, urn, whatsapp.account()),
    onHealth(health) {
      log.info(`whatsapp_${health.state}`)
      for (const line of newsOf(health)) print(line)
    },
    logger: {
      info: ({ code, ...fields }) => log.info(code, fields),
      warn: ({ code, ...fields }) => log.warn(code, fields),
      error: ({ code, ...fields }) => log.error(code, fields),
    },
    ...(config.version && { version: config.version }),
    ...(config.url !== undefined && { url: config.url }),
  })
  return whatsapp
}

/** Somebody else may hold the phone now: what asks for proof asks again (design §7, level 1). */
async function distrust(store: Store, urn: Urn, account = ''): Promise<void> {
  const contact = await store.contacts.find(urn, account)
  if (!contact) return
  const at = SYSTEM_CLOCK.now()
  const entry = { at, actor: 'platform', action: 'identity_key_changed', subject: contact.id }
  await store.commit([store.contacts.setProven(contact.id, false), store.audit.append(entry)])
}

/** What a person at the terminal must know at once; the rest is in the log and on the status page. */
function newsOf(health: WhatsAppHealth): readonly string[] {
  if (health.state === 'stopped' || health.state === 'connecting') return []
  return describeHealth(health)
}

/** How the number is doing and what to do about it, for whoever runs Wasl. */
export function describeHealth(health: WhatsAppHealth): readonly string[] {
  switch (health.state) {
    case 'stopped':
      return ['WhatsApp: stopped']
    case 'connecting':
      return [health.waiting ? 'WhatsApp: another process uses this number' : 'WhatsApp: connecting']
    case 'pairing':
      return howToPair(health)
    case 'open':
      return ['WhatsApp: connected']
    case 'restricted': {
      const until = health.until === undefined ? '' : ` until ${new Date(health.until).toISOString()}`
      return [
        `WhatsApp: connected, but WhatsApp lets this number write to nobody new${until}; answers still go out`,
      ]
    }
    case 'replaced':
      return ['WhatsApp: the same link is in use elsewhere. Stop the other one, then: wasl whatsapp pair']
    case 'logged_out':
      return ['WhatsApp: the link was removed. Link again: wasl whatsapp pair']
    case 'banned':
      return [
        'WhatsApp: WhatsApp has locked this number. Open WhatsApp on the phone and ask there for a review',
      ]
    case 'outdated':
      return ['WhatsApp: WhatsApp wants a newer version. Update Wasl, or set WHATSAPP_VERSION']
  }
}

function howToPair({ qr, code }: Extract<WhatsAppHealth, { state: 'pairing' }>): readonly string[] {
  const where = "On the association's phone: WhatsApp, Settings, Linked devices, Link a device"
  if (code !== undefined)
    return [`${where}, Link with phone number. Code: ${code.slice(0, 4)}-${code.slice(4)}`]
  if (qr !== undefined) return [`${where}; scan:`, ...drawQr(qr)]
  return ['WhatsApp: nobody linked the phone. Try again: wasl whatsapp pair']
}
