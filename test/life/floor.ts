import { describe, expect, test } from 'vitest'
import { DAY } from '#core/riyadh.ts'
import { clauses } from '../clauses.ts'
import { pass, refusalOf, waitingKinds } from './deeds.ts'
import { openScene } from './record.ts'

/** A research committee that replies in no less than two weeks, with no end that the policy states (R10, R13). */
export function theCommitteeAndItsFloor(association: string): void {
  describe('the research committee', () => {
    test(`is not one person ${clauses(association, 'R10')}`, async () => {
      await using scene = await openScene(association)
      const { office } = scene
      const reference = await scene.until('assessed')
      await pass(scene, 15)
      const accept = { do: 'decide', outcome: 'accepted' } as const
      expect(await refusalOf(scene, 'manager', reference, accept)).toBe('not_a_member')
      expect(await refusalOf(scene, 'chair', reference, accept)).toBe('no_quorum')
      await office.does('chair', reference, { do: 'give_opinion', outcome: 'accepted' })
      expect(await refusalOf(scene, 'chair', reference, accept)).toBe('no_quorum')
      await office.does('third', reference, { do: 'recuse', why: 'قرابة' })
      expect(await refusalOf(scene, 'third', reference, { do: 'give_opinion', outcome: 'accepted' })).toBe(
        'recused',
      )
      await office.does('second', reference, { do: 'give_opinion', outcome: 'accepted' })
      expect(await refusalOf(scene, 'second', reference, accept)).toBe('not_the_chair')
      await office.does('chair', reference, accept)
      const { file } = await office.sees('manager', reference)
      expect(file.decisions[0]?.members).toEqual(['chair', 'second'])
      expect(file.recusals.third?.why).toBe('قرابة')
    })

    test(`replies in no less than two weeks ${clauses(association, 'R13')}`, async () => {
      await using scene = await openScene(association)
      const { office, stage } = scene
      const reference = await scene.until('assessed')
      const said = scene.told('submitted').find((text) => text.includes(reference))
      expect(said).toContain('14')
      const { file } = await office.sees('manager', reference)
      for (const who of ['chair', 'second'] as const)
        await office.does(who, reference, { do: 'give_opinion', outcome: 'accepted' })
      const accept = { do: 'decide', outcome: 'accepted' } as const
      await stage.until((file.completeAt ?? 0) + 14 * DAY - 1)
      expect(await refusalOf(scene, 'chair', reference, accept)).toBe('too_early')
      await stage.until((file.completeAt ?? 0) + 14 * DAY)
      expect(await refusalOf(scene, 'chair', reference, accept)).toBeUndefined()
    })

    test(`has no end of its time, and none is invented ${clauses(association, 'R13')}`, async () => {
      await using scene = await openScene(association)
      const { office } = scene
      const reference = await scene.until('assessed')
      const said = scene.told('submitted').find((text) => text.includes(reference))
      expect(said).toContain('لم تحدد السياسة حدًّا أعلى')
      await pass(scene, 120)
      expect((await office.sees('manager', reference)).window).not.toHaveProperty('latestAt')
      const kinds = await waitingKinds(scene, reference)
      expect(kinds.filter((kind) => kind.startsWith('decision_'))).toEqual([])
      expect(kinds).toContain('decide')
    })
  })
}
