import { describe, expect, it } from 'vitest'
import { StaleWrite } from '#store/write.ts'
import { DAY, HOUR, IDENTITY, NAME, PHONE, checkAll, openOffice, toDecision } from './office.ts'
import type { Office } from './office.ts'

async function assessing(office: Office, contact = 'c1'): Promise<string> {
  const reference = await office.submit({ contact, identity: `10000000${contact.length}${contact.at(-1)}` })
  await checkAll(office, reference)
  await office.act(office.staff.relations, reference, { do: 'complete' })
  await office.act(office.staff.researcher, reference, { do: 'begin_assessment' })
  return reference
}

async function slotsAt(office: Office, ...days: readonly number[]): Promise<string[]> {
  const wanted = days.map((day) => ({ at: office.clock.now() + day * DAY, staff: 'researcher' }))
  await office.desk.addSlots(office.staff.researcher, wanted)
  return (await office.store.slots.free(0, 50)).map(({ id }) => id)
}

describe('two at once', () => {
  it('decide a request once: the first wins, the other is told who', async () => {
    const office = await openOffice('irtiqa')
    const reference = await office.submit()
    await toDecision(office, reference)
    await office.pass(14 * DAY)
    const decide = { do: 'decide', outcome: 'accepted' } as const
    const [first, second] = await Promise.all([
      office.attempt(office.staff.manager, reference, decide),
      office.attempt(office.staff.second, reference, decide),
    ])
    const [won, lost] = 'refused' in first ? [second, first] : [first, second]
    expect(won).toHaveProperty('events')
    const winner = 'events' in won ? won.events[0]?.by : undefined
    expect(lost).toEqual({
      refused: 'changed_meanwhile',
      first: { by: winner, what: 'decided', at: office.clock.now() },
    })
    expect((await office.file(reference)).decisions).toHaveLength(1)
    expect((await office.notices(reference)).filter((kind) => kind === 'decision')).toHaveLength(1)
  })

  it('are kept apart by the revision that each had on the screen', async () => {
    const office = await openOffice('irtiqa')
    const reference = await office.submit()
    const { rev } = (await office.load(reference)).record
    const { relations, manager } = office.staff
    await office.act(relations, reference, { do: 'note', text: 'اتصلت به' })
    const late = await office.desk.change(manager, { reference }, { do: 'assign', to: 'second' }, { rev })
    expect(late).toMatchObject({
      refused: 'changed_meanwhile',
      first: { by: 'staff:relations', what: 'noted' },
    })
    expect((await office.file(reference)).assignedTo).toBeUndefined()
  })

  it('book one interview time once', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const all = await Promise.all(['c1', 'c2', 'c3'].map((contact) => assessing(office, contact)))
    const [slot = ''] = await slotsAt(office, 2, 3, 4, 5, 6, 7, 8, 9, 10)
    for (const reference of all) await office.desk.offer(relations, { reference })
    const offered = await Promise.all(all.map(async (ref) => (await office.file(ref)).interview?.offered))
    expect(new Set(offered.flat()).size).toBe(9)
    const tries = await Promise.all(
      all.map((reference) => office.attempt(relations, reference, { do: 'book_interview', slot, when: 0 })),
    )
    expect(tries.filter((result) => 'events' in result)).toHaveLength(1)
    expect(tries.filter((result) => 'refused' in result && result.refused === 'slot_taken')).toHaveLength(2)
    const booked = (await office.store.slots.between(0, 1e15)).filter(({ state }) => state === 'booked')
    expect(booked).toMatchObject([{ id: slot }])
  })

  it('offer the same times to one applicant only', async () => {
    const office = await openOffice('irtiqa')
    const { relations, researcher } = office.staff
    const [one = '', two = ''] = await Promise.all(['c1', 'c2'].map((contact) => assessing(office, contact)))
    await slotsAt(office, 2, 3, 4)
    const results = await Promise.all([
      office.desk.offer(relations, { reference: one }),
      office.desk.offer(researcher, { reference: two }),
    ])
    expect(results.map((result) => ('refused' in result ? result.refused : 'done')).toSorted()).toEqual([
      'done',
      'slot_taken',
    ])
  })
})

describe('an interview', () => {
  it('is held free for a day, then its times go back and staff offer others', async () => {
    const office = await openOffice('irtiqa')
    const reference = await assessing(office)
    const slots = await slotsAt(office, 5, 6, 7)
    await office.desk.offer(office.staff.relations, { reference })
    await office.pass(DAY - HOUR)
    expect(await office.store.slots.free(0, 9)).toEqual([])
    await office.pass(HOUR)
    expect((await office.store.slots.free(0, 9)).map(({ id }) => id)).toEqual(slots)
    expect(await office.openTasks()).toEqual(['offer_interview'])
    const late = { do: 'book_interview', slot: slots[0] ?? '', when: office.clock.now() + 4 * DAY } as const
    await office.ask(reference, late)
    expect(await office.openTasks()).toEqual([])
  })

  it('is moved, cancelled and missed without losing a time', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const reference = await assessing(office)
    const [a = '', b = '', c = ''] = await slotsAt(office, 2, 3, 4)
    await office.desk.offer(relations, { reference })
    const at = async (id: string) => (await office.store.slots.get(id))?.at ?? 0
    await office.ask(reference, { do: 'book_interview', slot: a, when: await at(a) })
    await office.ask(reference, { do: 'book_interview', slot: c, when: await at(c) })
    expect((await office.store.slots.free(0, 9)).map(({ id }) => id)).toEqual([a, b])
    await expect(
      office.ask(reference, { do: 'book_interview', slot: c, when: await at(c) }),
    ).rejects.toBeInstanceOf(StaleWrite)
    await office.ask(reference, { do: 'cancel_interview' })
    expect(await office.store.slots.free(0, 9)).toHaveLength(3)
    expect(await office.openTasks()).toEqual(['offer_interview'])
    await office.act(relations, reference, { do: 'book_interview', slot: b, when: 0 })
    expect((await office.file(reference)).interview?.at).toBe(await at(b))
    expect((await office.store.notices.ofContact('c1'))[0]).toMatchObject({ params: { what: 'booked' } })
    expect(await office.attempt(relations, reference, { do: 'miss_interview' })).toEqual({
      refused: 'not_now',
    })
    await office.pass(5 * DAY)
    expect(await office.openTasks()).toEqual(['interview_result'])
    await office.act(relations, reference, { do: 'miss_interview' })
    expect(await office.openTasks()).toEqual(['offer_interview'])
    const reminders = (await office.notices(reference)).filter((kind) => kind === 'interview_reminder')
    expect(reminders).toHaveLength(2)
    // The assessment ends without it: nobody is to offer another.
    const { researcher } = office.staff
    for (const criterion of (await office.load(reference)).rules.criteria) {
      const finding = { criterion, met: true, value: 'نعم', source: 'form' } as const
      await office.act(researcher, reference, { do: 'find', finding })
    }
    await office.act(researcher, reference, { do: 'finish_assessment', waived: 'معروف من قبل' })
    expect(await office.openTasks()).toEqual(['decide'])
  })

  it('has no time twice, none in the past, and knows what lies outside working hours', async () => {
    const office = await openOffice('irtiqa')
    const { researcher, relations, auditor } = office.staff
    const at = office.clock.now() + 2 * DAY
    const night = at + 12 * HOUR
    expect(await office.desk.addSlots(researcher, [{ at }, { at: night }])).toEqual({ added: 2, outside: 1 })
    expect(await office.desk.addSlots(researcher, [{ at: at + HOUR / 4 }])).toEqual({ refused: 'slot_taken' })
    expect(await office.desk.addSlots(relations, [{ at }])).toMatchObject({ added: 1 })
    expect(await office.desk.addSlots(researcher, [{ at: 5 }])).toEqual({ refused: 'slot_past' })
    expect(await office.desk.addSlots(auditor, [{ at: night + DAY }])).toEqual({ refused: 'not_allowed' })
    const [slot] = await office.store.slots.free(0, 1)
    expect(await office.desk.removeSlot(relations, slot?.id ?? '')).toEqual({ removed: slot?.id })
    expect(await office.desk.removeSlot(relations, slot?.id ?? '')).toEqual({ refused: 'slot_taken' })
  })
})

describe('a visit', () => {
  it('is made with consent only, by a person of staff, and is remembered the day before', async () => {
    const office = await openOffice('irtiqa')
    const { researcher } = office.staff
    const reference = await assessing(office)
    const plan = { do: 'plan_visit', day: '2026-03-20', visitor: 'volunteer' } as const
    await office.act(researcher, reference, { do: 'propose_visit' })
    expect(await office.attempt(researcher, reference, plan)).toEqual({ refused: 'no_consent' })
    await office.ask(reference, { do: 'answer_visit', agreed: true })
    expect(await office.openTasks()).toEqual(['plan_visit'])
    const wrong = { ...plan, day: '2026-02-30' }
    expect(await office.attempt(researcher, reference, wrong)).toEqual({ refused: 'unknown_day' })
    const nobody = { ...plan, visitor: 'nobody' }
    expect(await office.attempt(researcher, reference, nobody)).toEqual({ refused: 'unknown_staff' })
    await office.act(researcher, reference, plan)
    const { volunteer } = office.staff
    expect(await office.desk.list(volunteer)).toEqual([])
    expect(await office.desk.show(volunteer, { reference })).toMatchObject({
      service: expect.anything() as object,
    })
    await office.pass(19 * DAY)
    expect(await office.notices(reference)).toEqual(['visit', 'visit', 'visit_reminder'])
    await office.act(volunteer, reference, { do: 'finish_visit', result: 'تمت الزيارة' })
    expect((await office.file(reference)).preparers).toContain('volunteer')
  })
})

describe('the log', () => {
  it('never holds a name, a number or a word of anybody', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const reference = await office.submit()
    await office.submit()
    await office.store.commit([office.store.settings.set('quiet_hours', `{"from":"${PHONE}"}`)])
    await office.desk.show(relations, { reference }, { reveal: true })
    await office.act(relations, reference, { do: 'return', missing: [{ item: 'identity', why: 'missing' }] })
    await office.pass(12 * DAY)
    expect(office.logged.map(({ what }) => what)).toContain('setting_invalid')
    const text = JSON.stringify(office.logged)
    for (const secret of [IDENTITY, NAME, PHONE, reference]) expect(text).not.toContain(secret)
    const audit = JSON.stringify(await office.store.audit.after(0, 500))
    for (const secret of [IDENTITY, NAME, PHONE]) expect(audit).not.toContain(secret)
  })
})
