import { channelContract } from '../contract.ts'
import { makeRig } from './harness.ts'

const PERSON = 3_527_065_001

channelContract('telegram', async (inbox) => {
  const rig = await makeRig({ position: () => inbox.position() })
  const { api, telegram } = rig
  return {
    channel: telegram.channel,
    files: telegram.files,
    urn: `telegram:${PERSON}`,
    account: String(api.botId),
    say(text) {
      api.say(PERSON, text)
      return Promise.resolve(true)
    },
    press(label) {
      api.press(PERSON, label)
      return Promise.resolve()
    },
    attach(file) {
      api.sendFile(PERSON, file)
      return Promise.resolve()
    },
    block() {
      api.block(PERSON)
      return Promise.resolve()
    },
    shown: () =>
      Promise.resolve(
        api.sent(PERSON).map(({ text, buttons }) => ({ text, buttons: buttons.map(({ label }) => label) })),
      ),
    close: async () => {
      await rig[Symbol.asyncDispose]()
    },
  }
})
