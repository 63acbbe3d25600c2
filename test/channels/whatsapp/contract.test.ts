import { textOf } from '../../fakes/whatsapp-relay/phone.ts'
import { channelContract } from '../contract.ts'
import { makeRig, urnOf } from './rig.ts'

// Without polls first: every choice is a numbered line.
channelContract('whatsapp', async () => {
  const rig = await makeRig({ polls: false })
  const person = await rig.scene.person('Noura')
  const { channel, files } = rig.whatsapp
  const jid = `${rig.account.lid}@lid`
  return {
    channel,
    files,
    urn: urnOf(person),
    account: rig.account.lid,
    async say(text) {
      if (rig.whatsapp.health().state !== 'stopped') await rig.until('open')
      await person.say(jid, text)
      return true
    },
    async attach({ name, mime, content }) {
      await person.send(jid, { document: Buffer.from(content), mimetype: mime, fileName: name })
    },
    shown: () =>
      Promise.resolve(
        person.received
          .map((message) => ({ text: textOf(message) ?? '', buttons: [] }))
          .filter(({ text }) => text !== ''),
      ),
    close: async () => {
      await rig[Symbol.asyncDispose]()
    },
  }
})
