import { describe, expect, test } from 'vitest'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import { theCommonRoad } from './common-road.ts'
import { pass, soon, takeMatter, talkOut, waitingKinds } from './deeds.ts'
import { patience } from './patience.ts'
import { openScene } from './record.ts'

/** Timers are looked at once a minute. */
const MINUTE = 60_000

describe('huda', () => {
  theCommonRoad('huda')
  patience('huda')

  test('asks for an acknowledgement with legal responsibility, and for no signature (huda/R8 huda/R9)', async () => {
    await using scene = await openScene('huda')
    const reference = await scene.until('submitted')
    const told = scene.told('submitted').join('\n')
    expect(told).toContain('المسؤولية النظامية')
    expect(told).not.toMatch(/التوقيع|أوقّع/)
    const { declaration } = await scene.office.sees('manager', reference)
    expect(declaration).not.toHaveProperty('signature')
  })

  describe('the result comes within a set period', () => {
    test('of which no number is told while none is set (huda/R13)', async () => {
      await using scene = await openScene('huda')
      const reference = await scene.until('completed')
      const said = scene.told('submitted').find((text) => text.includes(reference)) ?? ''
      expect(said).toContain('خلال مدة محددة')
      expect(said.slice(said.indexOf('خلال مدة'))).not.toMatch(/[0-9٠-٩]/)
      await pass(scene, 100)
      expect(await waitingKinds(scene, reference)).not.toContain('decision_breach')
    })

    test('which the association sets, and which then holds (huda/R13)', async () => {
      await using scene = await openScene('huda')
      const { house, office } = scene
      const reference = await scene.until('completed')
      expect(await house.runner.setSetting('staff:manager', 'decision_days', '20')).toEqual({
        changed: 'decision_days',
      })
      const { file, window } = await office.sees('manager', reference)
      expect(window.latestAt).toBe((file.completeAt ?? 0) + 20 * DAY)
      expect(window).not.toHaveProperty('earliestAt')
      await scene.stage.until((file.completeAt ?? 0) + 20 * DAY + MINUTE)
      expect(await waitingKinds(scene, reference)).toContain('decision_breach')
    })
  })

  test('measures satisfaction not only once but again, as often as it sets (huda/R16)', async () => {
    await using scene = await openScene('huda')
    const { house } = scene
    await scene.until('closed')
    await house.runner.setSetting('staff:manager', 'survey_days', '90')
    const month = (): string => riyadhDay(scene.stage.clock.now()).slice(0, 7)
    await pass(scene, 130)
    await talkOut(scene)
    const ratings = await house.store.ratings.ofMonth(month())
    const survey = house.content.association.survey?.id
    expect(survey).toBeDefined()
    expect(ratings.map(({ poll }) => poll)).toContain(survey)
  })

  test('takes in those of the region who want to volunteer (huda/R36)', async () => {
    await using scene = await openScene('huda')
    const { office } = scene
    await scene.until('inquiry')
    const reference = await takeMatter(scene, 'volunteer')
    expect((await office.sees('relations', reference)).standing).toMatchObject({ kind: 'volunteer' })
    await office.does('relations', reference, { do: 'answer', text: 'أهلًا بك متطوعًا معنا في الموسم' })
    await soon(scene)
    expect(await talkOut(scene)).toBeDefined()
    expect(scene.stage.heard()).toContain('أهلًا بك متطوعًا معنا في الموسم')
  })
})
