import { describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import { DAY, HOUR, checkAll, contentWithoutFlows, openOffice, toDecision } from './office.ts'
import type { Office } from './office.ts'

async function complete(office: Office): Promise<string> {
  const reference = await office.submit()
  await checkAll(office, reference)
  await office.act(office.staff.relations, reference, { do: 'complete' })
  return reference
}

describe('the clock of a decision', () => {
  it('warns at 70 and 90 percent and lists the breach, over restarts', async () => {
    const office = await openOffice('irtiqa')
    const reference = await complete(office)
    await office.pass(29 * DAY)
    expect(await office.openTasks()).toEqual([])
    await office.restart()
    await office.pass(DAY)
    expect(await office.openTasks()).toEqual(['decision_due'])
    await office.pass(8 * DAY)
    await office.restart()
    expect(await office.openTasks()).toEqual(['decision_due', 'decision_due'])
    expect(await office.desk.list(office.staff.manager, { overdue: true })).toEqual([])
    await office.pass(4 * DAY + HOUR)
    expect(await office.openTasks()).toEqual(['decision_due', 'decision_due', 'decision_breach'])
    expect(await office.desk.list(office.staff.manager, { overdue: true })).toMatchObject([{ reference }])
  })

  it('stands still while the request is with the applicant, and its warnings move', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const reference = await complete(office)
    const begun = office.clock.now()
    await office.pass(20 * DAY)
    await office.act(relations, reference, { do: 'return', missing: [{ item: 'mobile', why: 'differs' }] })
    expect((await office.load(reference)).record.dueAt).toBeUndefined()
    await office.pass(50 * DAY)
    expect(await office.openTasks()).toEqual(['call_missing'])
    await office.ask(reference, { do: 'resubmit', items: ['mobile'] })
    await office.act(
      relations,
      reference,
      { do: 'check', item: 'mobile', result: 'matches' },
      { do: 'complete' },
    )
    expect((await office.load(reference)).record).toMatchObject({
      completeAt: begun,
      dueAt: begun + 92 * DAY,
    })
    await office.pass(9 * DAY)
    expect(await office.openTasks()).toEqual([])
    await office.pass(DAY)
    expect(await office.openTasks()).toEqual(['decision_due'])
    await office.pass(13 * DAY)
    expect((await office.openTasks()).at(-1)).toBe('decision_breach')
  })

  it('ends with the decision: no warning comes any more', async () => {
    const office = await openOffice('irtiqa')
    const reference = await office.submit()
    await toDecision(office, reference)
    await office.pass(15 * DAY)
    await office.act(office.staff.manager, reference, { do: 'decide', outcome: 'accepted' })
    await office.pass(60 * DAY)
    expect(await office.openTasks()).toEqual(['register'])
  })

  it('has no end where the policy names none, and no number that nobody stated', async () => {
    const floor = await openOffice('musanid')
    const one = await complete(floor)
    await floor.pass(300 * DAY)
    expect(await floor.openTasks()).toEqual([])
    expect(await floor.desk.show(floor.staff.manager, { reference: one })).toMatchObject({
      window: { earliestAt: expect.any(Number) as number, paused: false },
    })
    const none = await openOffice('baraim')
    const two = await complete(none)
    const page = await none.desk.show(none.staff.manager, { reference: two })
    expect(page).toMatchObject({ window: { paused: false } })
    expect(page).not.toHaveProperty('window.earliestAt')
    expect(page).not.toHaveProperty('window.latestAt')
  })

  it('follows the period that an association sets, also for cases that are open', async () => {
    const office = await openOffice('huda')
    const reference = await complete(office)
    const begun = office.clock.now()
    expect((await office.load(reference)).record.dueAt).toBeUndefined()
    expect(await office.set('decision_days', '20')).toEqual({ changed: 'decision_days' })
    expect((await office.load(reference)).record.dueAt).toBe(begun + 20 * DAY)
    await office.pass(14 * DAY)
    expect(await office.openTasks()).toEqual(['decision_due'])
    await office.set('decision_days', '40')
    expect((await office.load(reference)).record.dueAt).toBe(begun + 40 * DAY)
    await office.pass(13 * DAY)
    expect(await office.openTasks()).toEqual(['decision_due'])
    await office.pass(DAY)
    expect(await office.openTasks()).toEqual(['decision_due', 'decision_due'])
    expect(await office.set('decision_days', '"soon"')).toHaveProperty('problem')
  })
})

describe('a profile that changes while cases are open', () => {
  it('moves their clocks at the next start', async () => {
    const office = await openOffice('irtiqa')
    const reference = await complete(office)
    const begun = office.clock.now()
    const shorter = (association: Association): Association => ({
      ...association,
      period: { ...association.period, latest: 30 },
    })
    await office.restart(contentWithoutFlows('irtiqa', shorter))
    expect((await office.load(reference)).record.dueAt).toBe(begun + 30 * DAY)
    await office.pass(21 * DAY)
    expect(await office.openTasks()).toEqual(['decision_due'])
  })

  it('leaves a case whose service is gone with a way on', async () => {
    const office = await openOffice('irtiqa')
    const reference = await complete(office)
    const without = (association: Association): Association => ({
      ...association,
      services: association.services.slice(1),
    })
    await office.restart(contentWithoutFlows('irtiqa', without))
    const { researcher, manager } = office.staff
    const page = await office.desk.show(manager, { reference })
    expect(page).toMatchObject({ service: { ar: expect.any(String) as string }, criteria: [] })
    await office.act(researcher, reference, { do: 'begin_assessment' }, { do: 'finish_assessment' })
    await office.pass(14 * DAY)
    await office.act(manager, reference, { do: 'decide', outcome: 'accepted' })
    expect((await office.file(reference)).state).toBe('accepted')
  })

  it('asks for the criteria of today, and keeps the answers of the form of then', async () => {
    const office = await openOffice('irtiqa')
    const reference = await complete(office)
    const { formRevision } = (await office.load(reference)).record
    const other = (association: Association): Association => ({
      ...association,
      services: association.services.map((service) => ({
        ...service,
        criteria: service.criteria.map((criterion) => ({ ...criterion, id: 'new_one', rule: 'nothing > 3' })),
        form: { ...service.form, revision: 'another', sections: [] },
      })),
    })
    await office.restart(contentWithoutFlows('irtiqa', other))
    const { researcher, manager } = office.staff
    await office.act(researcher, reference, { do: 'begin_assessment' })
    const waived = { do: 'finish_assessment', waived: 'بلا مقابلة' } as const
    expect(await office.attempt(researcher, reference, waived)).toEqual({
      refused: 'criteria_open',
      items: ['new_one'],
    })
    const page = await office.desk.show(manager, { reference })
    expect(page).toMatchObject({ criteria: [{ id: 'new_one' }] })
    expect(page).not.toHaveProperty('criteria.0.hint')
    expect((await office.load(reference)).record.formRevision).toBe(formRevision)
    expect((await office.load(reference)).rules.items).toContain('identity')
  })
})
