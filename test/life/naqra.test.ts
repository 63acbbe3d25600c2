import { describe, expect, test } from 'vitest'
import { theCommonRoad } from './common-road.ts'
import { soon, takeMatter, talkOut } from './deeds.ts'
import { theCommitteeAndItsFloor } from './floor.ts'
import { anObjection } from './objection.ts'
import { patience } from './patience.ts'
import { openScene } from './record.ts'

describe('naqra', () => {
  theCommonRoad('naqra')
  patience('naqra')
  anObjection('naqra')
  theCommitteeAndItsFloor('naqra')

  test('takes in who wants to become a member, and answers (naqra/R2 naqra/R22 naqra/R23)', async () => {
    await using scene = await openScene('naqra')
    const { office } = scene
    await scene.until('inquiry')
    const reference = await takeMatter(scene, 'membership')
    expect(await office.sees('relations', reference)).toMatchObject({
      standing: { kind: 'membership', state: 'submitted' },
    })
    const text = 'تم قبول العضوية، ويسعدنا حضورك الجمعية العمومية القادمة'
    await office.does('relations', reference, { do: 'answer', text })
    await soon(scene)
    expect(scene.stage.messages().join('\n')).toContain('العضوية')
    await talkOut(scene)
    expect((await office.sees('relations', reference)).file).toMatchObject({
      state: 'answered',
      answer: text,
    })
  })
})
