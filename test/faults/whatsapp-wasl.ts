import { BufferJSON, initAuthCreds } from '@whiskeysockets/baileys'
import type { AuthenticationCreds } from '@whiskeysockets/baileys'
import { openData } from '../../src/assemble.ts'
import { contentOf } from '../fakes/conversation.ts'
import { registerDevice } from '../fakes/whatsapp-relay/companion.ts'
import { userJid } from '../fakes/whatsapp-relay/directory.ts'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import { ASSOCIATION, startBot } from './bot-process.ts'
import { wantedLabels } from './whatsapp-applicant.ts'
import { gatherOnWhatsApp } from './whatsapp-crowd.ts'
import type { Ground, Subject } from './whatsapp-kill-run.ts'

/** The name under which the store keeps the linked number. */
export const DEVICE = 'whatsapp'

/** A linked number, and what nobody may ever read of its login: private keys, in base64. */
export interface Linked {
  readonly secrets: readonly string[]
  /** The login as it was planted. */
  readonly login: AuthenticationCreds
}

/** Links a number without a phone's camera: the login goes straight into the data folder. */
export async function linkNumber(folder: string, account: Account): Promise<Linked> {
  const creds = initAuthCreds()
  Object.assign(creds, registerDevice(account, creds))
  const store = await openData(folder)
  await store.device(DEVICE).commit({ credentials: JSON.stringify(creds, BufferJSON.replacer) })
  await store.close()
  const { noiseKey, signedIdentityKey, signedPreKey, advSecretKey } = creds
  const keys = [noiseKey.private, signedIdentityKey.private, signedPreKey.keyPair.private]
  return { login: creds, secrets: [advSecretKey, ...keys.map((key) => Buffer.from(key).toString('base64'))] }
}

export type Requests = ReturnType<typeof gatherOnWhatsApp>

/** Wasl, and people who make requests. */
export async function waslSubject(
  { folder, relay, account, authority }: Ground,
  phones: readonly Phone[],
  random: () => number,
): Promise<Subject & { readonly people: Requests; readonly linked: Linked }> {
  const linked = await linkNumber(folder, account)
  const people = gatherOnWhatsApp({
    phones,
    to: userJid(account, 'lid'),
    wanted: await wantedLabels(),
    menu: contentOf(ASSOCIATION).renderer.translate('flows:menu.main.request', 'ar'),
    random,
  })
  return {
    linked,
    people,
    start: () =>
      startBot({
        folder,
        entry: ['test/faults/whatsapp-bot.ts'],
        environment: { NODE_EXTRA_CA_CERTS: authority, RELAY_URL: relay.url },
      }),
  }
}
