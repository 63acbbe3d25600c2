import { expect, test } from 'vitest'
import { decideAs, REASONED, pass, soon, talkOut, talkTo, waitingKinds } from './deeds.ts'
import { openScene, ownClauses } from './record.ts'

/** A refusal is told with its reason and its next step; an objection opens a round of its own (R38). */
export function anObjection(association: string): void {
  test(`a refusal says why and what next, and an objection is decided anew ${ownClauses(association, 'R12', 'R38')}`, async () => {
    await using scene = await openScene(association)
    const { office, applicant } = scene
    const reference = await scene.until('assessed')
    await pass(scene, 15)
    await decideAs(scene, reference, 'refused')
    await soon(scene)

    applicant.prefer('decision.more', 'object')
    const told = await talkTo(scene, reference, 'objected')
    expect(told).toContain(REASONED.text)
    expect(told).toContain(REASONED.next)
    const objected = await office.sees('manager', reference)
    expect(objected.file.objection).toBeTruthy()
    expect(await waitingKinds(scene, reference)).toContain('objection')

    await office.does('manager', reference, { do: 'open_round', why: 'اعتراض مقدم الطلب' })
    applicant.prefer('decision.more', 'done')
    await decideAs(scene, reference, 'accepted')
    await soon(scene)
    expect(await talkOut(scene)).toMatch(/نبشّرك بقبوله/)
    const { file } = await office.sees('manager', reference)
    expect(file.decisions.map(({ round, outcome }) => [round, outcome])).toEqual([
      [1, 'refused'],
      [2, 'accepted'],
    ])
    expect(file).toMatchObject({ state: 'accepted', telling: 'read' })
  })
}
