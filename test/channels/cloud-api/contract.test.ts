import { channelContract } from '../contract.ts'
import { AMINA, AMINA_URN, makeRig } from './harness.ts'

channelContract('cloud-api', async () => {
  const rig = await makeRig()
  const { graph, cloud } = rig
  return {
    channel: {
      ...cloud.channel,
      // A person on the other side is patient: the pace of real conversations is another test's matter.
      send(message) {
        rig.later += 6_000
        return cloud.channel.send(message)
      },
    },
    files: cloud.files,
    urn: AMINA_URN,
    account: graph.phoneNumberId,
    sizeUntold: true,
    say: (text) => graph.say(AMINA, text),
    async press(title) {
      await graph.press(AMINA, title)
    },
    async attach(file) {
      await graph.sendFile(AMINA, 'document', file)
    },
    shown: () =>
      Promise.resolve(
        graph
          .sent(AMINA.userId)
          .map(({ text, buttons }) => ({ text, buttons: buttons.map(({ title }) => title) })),
      ),
    close: async () => {
      await rig[Symbol.asyncDispose]()
    },
  }
})
