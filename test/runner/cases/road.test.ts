import { describe, expect, it } from 'vitest'
import { DAY, HOUR, checkAll, openOffice, toDecision } from './office.ts'

describe('the road of a request', () => {
  it('goes from submission to its end with staff, applicant and time', async () => {
    const office = await openOffice('irtiqa')
    const { relations, researcher, manager } = office.staff
    const reference = await office.submit()
    await office.act(relations, reference, { do: 'assign', to: 'researcher' })
    await checkAll(office, reference)
    await office.act(relations, reference, { do: 'complete' }, { do: 'note', text: 'مكتمل' })
    expect((await office.load(reference)).record).toMatchObject({
      state: 'complete',
      assignedTo: 'researcher',
      completeAt: office.clock.now(),
      dueAt: office.clock.now() + 42 * DAY,
    })
    await office.act(researcher, reference, { do: 'begin_assessment' })

    const times = [2, 3, 4].map((days) => ({ at: office.clock.now() + days * DAY, staff: 'researcher' }))
    expect(await office.desk.addSlots(relations, times)).toMatchObject({ added: 3 })
    await office.desk.offer(relations, { reference })
    const slots = (await office.file(reference)).interview?.offered ?? []
    expect(slots).toHaveLength(3)
    await office.ask(reference, { do: 'book_interview', slot: slots[1] ?? '', when: times[1]?.at ?? 0 })
    expect(await office.store.slots.free(0, 9)).toHaveLength(2)
    await office.pass(3 * DAY + HOUR)
    expect(await office.notices(reference)).toEqual(['interview', 'interview_reminder', 'interview_reminder'])

    await office.act(researcher, reference, { do: 'hold_interview', result: 'تمت المقابلة' })
    const [criterion = ''] = (await office.load(reference)).rules.criteria
    const finding = { criterion, met: true, value: 'منتظم', source: 'interview' as const }
    await office.act(researcher, reference, { do: 'find', finding }, { do: 'finish_assessment' })
    expect(await office.openTasks()).toEqual(['decide'])

    const decide = { do: 'decide', outcome: 'accepted', granted: 'رسوم الفصل' } as const
    expect(await office.attempt(manager, reference, decide)).toEqual({ refused: 'too_early' })
    await office.pass(11 * DAY)
    await office.act(manager, reference, decide)
    expect(await office.notices(reference)).toContain('decision')
    expect((await office.load(reference)).record.dueAt).toBeUndefined()

    await office.act(relations, reference, { do: 'register', number: '77' }, { do: 'deliver', what: 'رسوم' })
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(2 * DAY)
    expect((await office.file(reference)).state).toBe('closed')
    expect(await office.openTasks()).toEqual([])
    expect((await office.notices(reference)).slice(-4)).toEqual([
      'decision',
      'registered',
      'delivery',
      'poll',
    ])
    const events = (await office.events(reference)).map(({ kind, by }) => `${by} ${kind}`)
    expect(events.at(-1)).toBe('bot closed')
    expect(events).toContain('contact interview_booked')
  })

  it('comes back for exactly what it lacks, is remembered twice, and then somebody calls', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const reference = await office.submit()
    await office.act(relations, reference, { do: 'check', item: 'identity', result: 'unreadable' })
    const missing = [
      { item: 'identity', why: 'unreadable' as const, note: 'نرجو إعادة كتابته' },
      { item: 'email', why: 'missing' as const },
    ]
    await office.act(relations, reference, { do: 'return', missing })
    await office.pass(9 * DAY)
    expect(await office.notices(reference)).toEqual(['return', 'return', 'return'])
    expect((await office.file(reference)).reminders).toBe(2)
    expect(await office.openTasks()).toEqual([])
    await office.restart()
    await office.pass(2 * DAY)
    expect(await office.openTasks()).toEqual(['call_missing'])
    await office.ask(reference, { do: 'resubmit', items: ['identity'] })
    expect(await office.openTasks()).toEqual([])
    const file = await office.file(reference)
    expect(file).toMatchObject({ state: 'submitted', missing: [] })
    expect(file.checks).not.toHaveProperty('identity')
    await office.pass(20 * DAY)
    expect(await office.notices(reference)).toHaveLength(3)
  })

  it('ends with a reply when it is refused, and comes up again by an objection', async () => {
    const office = await openOffice('irtiqa')
    const { manager, relations } = office.staff
    const reference = await office.submit()
    await toDecision(office, reference)
    await office.pass(14 * DAY)
    const [reason = ''] = (await office.load(reference)).rules.reasons
    const refuse = {
      do: 'decide',
      outcome: 'refused',
      reason,
      text: 'لم تتحقق الشروط',
      next: 'يمكن الاعتراض',
    } as const
    await office.act(manager, reference, refuse)
    expect(await office.attempt(manager, reference, refuse)).toEqual({ refused: 'not_now' })
    await office.pass(60 * DAY)
    expect((await office.file(reference)).state).toBe('refused')
    await office.act(relations, reference, { do: 'object', why: 'تغيّر الدخل' })
    expect(await office.openTasks()).toEqual(['objection'])
    await office.act(manager, reference, { do: 'open_round', why: 'للنظر مرة أخرى' })
    expect(await office.openTasks()).toEqual(['decide'])
    await office.act(manager, reference, { do: 'decide', outcome: 'accepted' })
    expect((await office.file(reference)).decisions.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'accepted',
    ])
    expect((await office.notices(reference)).filter((kind) => kind === 'decision')).toHaveLength(2)
  })

  it('is closed by itself after the objection period that the association set', async () => {
    const office = await openOffice('irtiqa')
    const { manager } = office.staff
    await office.set('objection_period_days', '15')
    const reference = await office.submit()
    await toDecision(office, reference)
    await office.pass(14 * DAY)
    const [reason = ''] = (await office.load(reference)).rules.reasons
    const text = { reason, text: 'السبب', next: 'الخطوة' }
    await office.act(manager, reference, { do: 'decide', outcome: 'refused', ...text })
    await office.pass(14 * DAY)
    expect((await office.file(reference)).state).toBe('refused')
    await office.pass(DAY)
    expect((await office.file(reference)).state).toBe('closed')
    expect(await office.notices(reference)).toEqual(['decision'])
  })

  it('stops everything when it is withdrawn', async () => {
    const office = await openOffice('irtiqa')
    const { relations, researcher } = office.staff
    const reference = await office.submit()
    await checkAll(office, reference)
    await office.act(relations, reference, { do: 'complete' })
    await office.act(researcher, reference, { do: 'begin_assessment' })
    const times = [2, 3, 4].map((days) => ({ at: office.clock.now() + days * DAY }))
    await office.desk.addSlots(researcher, times)
    await office.desk.offer(relations, { reference })
    await office.ask(reference, { do: 'withdraw' })
    expect(await office.store.slots.free(0, 9)).toHaveLength(3)
    await office.pass(60 * DAY)
    expect(await office.openTasks()).toEqual([])
    const { record } = await office.load(reference)
    expect(await office.store.notices.ofContact(record.contactId)).toMatchObject([
      { kind: 'interview', state: 'dropped' },
    ])
  })

  it('is answered and closed when it is a matter, in the time that a law or a setting gives', async () => {
    const office = await openOffice('irtiqa')
    const { satisfaction } = office.staff
    await office.set('complaint_days', '10')
    const complaint = await office.submit({ kind: 'complaint', service: 'complaint' })
    await office.pass(HOUR)
    const { record } = await office.load(complaint)
    expect(record.dueAt).toBe(record.submittedAt + 10 * DAY)
    await office.pass(7 * DAY)
    expect(await office.openTasks()).toEqual(['matter_due'])
    await office.pass(4 * DAY)
    expect(await office.openTasks()).toEqual(['matter_due', 'matter_breach'])
    await office.act(satisfaction, complaint, { do: 'answer', text: 'تم النظر في الأمر' })
    expect(await office.openTasks()).toEqual([])
    expect((await office.load(complaint)).record.dueAt).toBeUndefined()
    expect(await office.notices(complaint)).toEqual(['matter_answered'])
    await office.pass(15 * DAY)
    expect((await office.file(complaint)).state).toBe('closed')
    await office.act(office.staff.relations, complaint, { do: 'reopen', why: 'لم يكفِ الرد' })
    expect((await office.load(complaint)).record).toMatchObject({
      state: 'submitted',
      dueAt: office.clock.now() + 10 * DAY,
    })
    await office.pass(10 * DAY)
    expect(await office.openTasks()).toEqual(['review_again', 'matter_due', 'matter_breach'])
  })
})
