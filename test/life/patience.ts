import { expect, test } from 'vitest'
import { talkUntil } from '../../src/cli/demo/talk.ts'
import { pass, talkOut } from './deeds.ts'
import { openScene, ownClauses } from './record.ts'

const RIGHT = 'رأيك حق لك'

/** People are given time, are reminded once, and are not pestered (R3, R18). */
export function patience(association: string): void {
  test(`a request that is left in its middle goes on days later where it stopped ${ownClauses(association, 'R3')}`, async () => {
    await using scene = await openScene(association, 'web')
    const { stage, applicant, house } = scene
    await scene.until('inquiry')
    const inTheMiddle = async (): Promise<boolean> => {
      const top = (await stage.session())?.stack.at(-1)
      const [form] = Object.values(top?.forms ?? {})
      return Object.keys(form?.answers ?? {}).length >= 3
    }
    await talkUntil(stage, applicant, inTheMiddle, applicant.line('request'))
    const before = await stage.session()
    const said = stage.messages().length
    await pass(scene, 6)
    expect(stage.messages().slice(said), 'one reminder').toHaveLength(1)
    expect((await stage.session())?.stack).toEqual(before?.stack)
    const sent = async (): Promise<boolean> => (await house.store.cases.newest(1)).length > 0
    await talkUntil(stage, applicant, sent)
    const [made] = await house.store.cases.newest(1)
    const { items } = await scene.office.sees('manager', made?.reference ?? '')
    const [form] = Object.values(before?.stack.at(-1)?.forms ?? {})
    for (const [item, { display }] of Object.entries(form?.answers ?? {}))
      expect(items.find((one) => one.item === item)?.display.length, `${item}: ${display}`).toBeGreaterThan(0)
  })

  test(`who does not rate is reminded once, and no more ${ownClauses(association, 'R18')}`, async () => {
    await using scene = await openScene(association)
    const { stage } = scene
    await scene.until('confirmed')
    const said = stage.messages().length
    const polls = (): number => stage.messages().slice(said).length
    await pass(scene, 2)
    expect(polls()).toBe(1)
    expect(stage.messages().at(-1)).toContain(RIGHT)
    await pass(scene, 4)
    expect(polls()).toBe(2)
    await pass(scene, 20)
    expect(polls()).toBe(2)
    await talkOut(scene)
  })
}
