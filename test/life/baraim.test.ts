import { describe, expect, test } from 'vitest'
import type { CaseEventKind } from '#core/case-event.ts'
import { contentOf } from '../fakes/conversation.ts'
import { theCommonRoad } from './common-road.ts'
import { decideAs, pass, refusalOf, waitingKinds } from './deeds.ts'
import { anObjection } from './objection.ts'
import { patience } from './patience.ts'
import { openScene } from './record.ts'

describe('baraim', () => {
  theCommonRoad('baraim')
  patience('baraim')
  anObjection('baraim')

  test('decides on eligibility in four steps, in their order, visible in the case (baraim/R28)', async () => {
    await using scene = await openScene('baraim')
    const { office } = scene
    const reference = await scene.until('completed')
    // Not assessed, nobody can decide; not complete, nobody can assess.
    const decide = { do: 'decide', outcome: 'accepted' } as const
    expect(await refusalOf(scene, 'manager', reference, decide)).toBe('not_now')
    const other = await openScene('baraim')
    const fresh = await other.until('submitted')
    expect(await refusalOf(other, 'researcher', fresh, { do: 'begin_assessment' })).toBe('not_now')
    await other[Symbol.asyncDispose]()
    const steps: CaseEventKind[] = ['submitted', 'completed', 'assessment_begun']
    const { events } = await office.sees('manager', reference)
    expect(events.filter(({ kind }) => steps.includes(kind)).map(({ kind }) => kind)).toEqual(steps)
  })

  test('asks for personal data and for data on the conditions of the service (baraim/R29)', async () => {
    await using scene = await openScene('baraim')
    const reference = await scene.until('submitted')
    const { standing } = await scene.office.sees('manager', reference)
    const service = contentOf('baraim').association.services.find(({ id }) => id === standing.service)
    const sections = service?.form.sections ?? []
    expect(sections.length).toBeGreaterThanOrEqual(2)
    const told = scene.told('submitted').join('\n')
    for (const { title } of sections) expect(told).toContain(title.ar)
  })

  test('finds each fact with its source and its basis, and visits only with consent (baraim/R30 baraim/R31 baraim/R32)', async () => {
    await using scene = await openScene('baraim')
    const { office, applicant } = scene
    const reference = await scene.until('interview_held')
    await office.does('researcher', reference, { do: 'propose_visit' })
    const plan = { do: 'plan_visit', day: '2026-04-20', visitor: 'researcher' } as const
    expect(await refusalOf(scene, 'researcher', reference, plan)).toBe('no_consent')
    expect(await refusalOf(scene, 'researcher', reference, { do: 'finish_assessment' })).toBe('visit_open')
    applicant.prefer('visit.ask', 'decline')
    await pass(scene, 1)
    await scene.stage.say({ text: '2' })
    expect((await office.sees('manager', reference)).file.visit?.state).toBe('declined')
    expect(await waitingKinds(scene, reference)).toContain('visit_declined')
    const { criteria } = await office.sees('manager', reference)
    expect(criteria.length).toBeGreaterThan(0)
    for (const { id, basis } of criteria) {
      expect(basis.ar).toBeTruthy()
      const finding = { criterion: id, met: true, value: '1', source: 'interview' } as const
      await office.does('researcher', reference, { do: 'find', finding })
    }
    await office.does('researcher', reference, { do: 'finish_assessment', waived: 'لا موافقة على الزيارة' })
    const { file } = await office.sees('manager', reference)
    expect(file).toMatchObject({ state: 'deciding', waived: 'لا موافقة على الزيارة' })
    for (const { source } of Object.values(file.findings)) expect(source).toBe('interview')
  })

  test('assesses by mechanisms that differ by service (baraim/R32)', () => {
    const { services } = contentOf('baraim').association
    const ways = services.map(({ mechanisms }) => mechanisms.join(' '))
    expect(new Set(ways).size).toBeGreaterThan(1)
  })

  test('notices a second request for the same child, and tells staff alone (baraim/R33)', async () => {
    await using scene = await openScene('baraim')
    const { house, stage } = scene
    await scene.until('submitted')
    const second = await scene.until('submitted')
    expect((await house.store.cases.newest(5)).length).toBe(2)
    await pass(scene, 0.01)
    expect(await waitingKinds(scene, second)).toContain('possible_duplicate')
    expect(stage.heard()).not.toMatch(/مكرر|طلب سابق لنفس/)
  })

  test('replies in a time for which no number is invented (baraim/R12)', async () => {
    await using scene = await openScene('baraim')
    const reference = await scene.until('assessed')
    const said = scene.told('submitted').find((text) => text.includes(reference)) ?? ''
    expect(said.slice(said.indexOf('سيُرفع'))).not.toMatch(/[0-9٠-٩]/)
    // At once, as no floor is stated either.
    await decideAs(scene, reference, 'accepted')
    expect((await scene.office.sees('manager', reference)).file.state).toBe('accepted')
  })
})
