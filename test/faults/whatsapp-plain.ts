import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BufferJSON, initAuthCreds } from '@whiskeysockets/baileys'
import { registerDevice } from '../fakes/whatsapp-relay/companion.ts'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import { userJid } from '../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import { startBot } from './bot-process.ts'
import { gatherChatter } from './whatsapp-crowd.ts'
import type { Chatter } from './whatsapp-crowd.ts'
import type { Ground, Subject } from './whatsapp-kill-run.ts'

/** Links a number, and writes the login to a file of its own. */
export function writeLogin(folder: string, account: Account): string {
  const creds = initAuthCreds()
  Object.assign(creds, registerDevice(account, creds))
  const login = join(folder, 'login.json')
  writeFileSync(login, JSON.stringify(creds, BufferJSON.replacer))
  return login
}

/** An ordinary Baileys bot, and people who write to it whether it answers or not. */
export function plainSubject(
  { folder, relay, account, authority }: Ground,
  phones: readonly Phone[],
): Subject & { readonly people: Chatter } {
  const login = writeLogin(folder, account)
  return {
    people: gatherChatter(phones, userJid(account, 'lid')),
    start: () =>
      startBot({
        folder,
        entry: ['test/faults/whatsapp-plain-bot.ts'],
        environment: {
          NODE_EXTRA_CA_CERTS: authority,
          RELAY_URL: relay.url,
          RELAY_ROOT: Buffer.from(relay.rootPublicKey).toString('hex'),
          LOGIN: login,
          DATABASE: join(folder, 'plain.sqlite'),
        },
      }),
  }
}
