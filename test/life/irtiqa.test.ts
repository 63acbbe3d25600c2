import { describe, expect, test } from 'vitest'
import { DAY } from '#core/riyadh.ts'
import { theCommonRoad } from './common-road.ts'
import { decideAs, pass, refusalOf, talkTo, waitingKinds } from './deeds.ts'
import { anObjection } from './objection.ts'
import { patience } from './patience.ts'
import { openScene } from './record.ts'

/** Timers are looked at once a minute. */
const MINUTE = 60_000

describe('irtiqa', () => {
  theCommonRoad('irtiqa')
  patience('irtiqa')
  anObjection('irtiqa')

  describe('no less than two weeks and no more than six', () => {
    test('stand in what the applicant is told (irtiqa/R11 irtiqa/R13)', async () => {
      await using scene = await openScene('irtiqa')
      const reference = await scene.until('submitted')
      const said = scene.told('submitted').find((text) => text.includes(reference))
      expect(said).toMatch(/14.*42/s)
    })

    test('are held: before them only with a written reason, which is kept (irtiqa/R13)', async () => {
      await using scene = await openScene('irtiqa')
      const { office } = scene
      const reference = await scene.until('assessed')
      const { file } = await office.sees('manager', reference)
      const earliest = (file.completeAt ?? 0) + 14 * DAY
      await scene.stage.until(earliest - 1)
      const accept = { do: 'decide', outcome: 'accepted' } as const
      expect(await refusalOf(scene, 'manager', reference, accept)).toBe('too_early')
      expect(await refusalOf(scene, 'manager', reference, { ...accept, early: ' ' })).toBe('too_early')
      await decideAs(scene, reference, 'accepted', { early: 'بداية الفصل الدراسي' })
      const decided = await office.sees('manager', reference)
      expect(decided.file.decisions[0]?.early).toBe('بداية الفصل الدراسي')
    })

    test('warn staff on the way, and say when they are over (irtiqa/R13 irtiqa/R24)', async () => {
      await using scene = await openScene('irtiqa')
      const { office } = scene
      const reference = await scene.until('assessed')
      const { file, window } = await office.sees('manager', reference)
      expect(window.latestAt).toBe((file.completeAt ?? 0) + 42 * DAY)
      await scene.stage.until((file.completeAt ?? 0) + 30 * DAY)
      expect(await waitingKinds(scene, reference)).toContain('decision_due')
      expect(await waitingKinds(scene, reference)).not.toContain('decision_breach')
      await scene.stage.until((file.completeAt ?? 0) + 42 * DAY + MINUTE)
      expect(await waitingKinds(scene, reference)).toContain('decision_breach')
      const overdue = await office.desk.list(office.member('manager'), { overdue: true })
      expect(overdue).toMatchObject([{ reference }])
    })

    test('stand still while the applicant has the request (irtiqa/R4 irtiqa/R13)', async () => {
      await using scene = await openScene('irtiqa')
      const { office, stage } = scene
      const reference = await scene.until('completed')
      const { file, items } = await office.sees('manager', reference)
      const missing = [{ item: items[0]?.item ?? '', why: 'differs' }] as const
      const sentBack = stage.clock.now()
      await office.does('researcher', reference, { do: 'return', missing })
      await pass(scene, 5)
      expect((await office.sees('manager', reference)).window).toMatchObject({ paused: true })
      await talkTo(scene, reference, 'submitted')
      const { window, events } = await office.sees('manager', reference)
      const back = events.findLast(({ kind }) => kind === 'resubmitted')?.at ?? 0
      expect(window.latestAt).toBe((file.completeAt ?? 0) + 42 * DAY + (back - sentBack))
    })
  })
})
