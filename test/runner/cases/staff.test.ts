import { describe, expect, it } from 'vitest'
import { ROLES, mayDo } from '#core/staff.ts'
import { DAY, HOUR, IDENTITY, NAME, PHONE, checkAll, openOffice, toDecision } from './office.ts'
import type { Office } from './office.ts'

describe('a committee', () => {
  const opinion = { do: 'give_opinion', outcome: 'accepted' } as const
  const decide = { do: 'decide', outcome: 'accepted', early: 'حاجة عاجلة' } as const

  async function convened(settings = true): Promise<{ office: Office; reference: string }> {
    const office = await openOffice('musanid')
    if (settings) {
      const committee = { members: ['committee', 'second', 'third'], chair: 'third' }
      await office.set('committee', JSON.stringify(committee))
    }
    const reference = await office.submit()
    await toDecision(office, reference)
    return { office, reference }
  }

  it('decides with its quorum through its chair, along its opinions', async () => {
    const { office, reference } = await convened()
    const { committee, second, third, manager } = office.staff
    expect(await office.attempt(third, reference, decide)).toEqual({ refused: 'no_quorum' })
    expect(await office.attempt(manager, reference, opinion)).toEqual({ refused: 'not_a_member' })
    await office.act(committee, reference, opinion)
    expect(await office.attempt(third, reference, decide)).toEqual({ refused: 'no_quorum' })
    await office.act(second, reference, opinion)
    expect(await office.attempt(second, reference, decide)).toEqual({ refused: 'not_the_chair' })
    const other = { ...decide, outcome: 'deferred', reason: 'x', text: 'x', next: 'x' } as const
    expect(await office.attempt(third, reference, other)).toEqual({ refused: 'no_majority' })
    await office.act(third, reference, decide)
    expect((await office.file(reference)).decisions).toMatchObject([
      { outcome: 'accepted', members: ['committee', 'second'], early: 'حاجة عاجلة' },
    ])
  })

  it('goes on without a member who takes no part', async () => {
    const { office, reference } = await convened()
    const { committee, second, third } = office.staff
    await office.act(third, reference, { do: 'recuse', why: 'قرابة' })
    expect(await office.attempt(third, reference, opinion)).toEqual({ refused: 'recused' })
    await office.act(committee, reference, opinion)
    await office.act(second, reference, opinion)
    expect(await office.attempt(second, reference, decide)).toEqual({ refused: 'not_the_chair' })
    await office.act(committee, reference, decide)
  })

  it('is everybody of that role until it is named, and never somebody who left', async () => {
    const { office, reference } = await convened(false)
    const { store, staff } = office
    expect((await office.load(reference)).rules.deciders.members.toSorted()).toEqual([
      'committee',
      'second',
      'third',
    ])
    await store.commit([store.staff.update({ ...staff.second, status: 'disabled' })])
    expect((await office.load(reference)).rules.deciders.members).not.toContain('second')
    const gone = { ...staff.second, status: 'disabled' as const }
    expect(await office.attempt(gone, reference, opinion)).toEqual({ refused: 'not_allowed' })
  })
})

describe('who decides alone', () => {
  it('is no one who prepared the request', async () => {
    const office = await openOffice('irtiqa')
    const { manager } = office.staff
    const reference = await office.submit()
    await checkAll(office, reference, manager)
    await office.act(manager, reference, { do: 'complete' }, { do: 'begin_assessment' })
    const [criterion = ''] = (await office.load(reference)).rules.criteria
    const finding = { criterion, met: true, value: '1', source: 'form' as const }
    await office.act(
      manager,
      reference,
      { do: 'find', finding },
      { do: 'finish_assessment', waived: 'معروف' },
    )
    await office.pass(14 * DAY)
    const decide = { do: 'decide', outcome: 'accepted' } as const
    expect(await office.attempt(manager, reference, decide)).toEqual({ refused: 'prepared_by_you' })
    expect(await office.set('deciders', '["nobody"]')).toEqual({ problem: 'not on the staff: nobody' })
    await office.set('deciders', '["second"]')
    const { second, third } = office.staff
    expect(await office.attempt(third, reference, decide)).toEqual({ refused: 'not_a_member' })
    await office.act(second, reference, decide)
  })
})

describe('a role', () => {
  it('does what it is for and nothing else, a volunteer like an employee (huda/R26 huda/R27)', async () => {
    const office = await openOffice('huda')
    const reference = await office.submit()
    const { auditor, admin, volunteer, satisfaction, relations } = office.staff
    const note = { do: 'note', text: 'ملاحظة' } as const
    expect(await office.attempt(auditor, reference, note)).toEqual({ refused: 'not_allowed' })
    expect(await office.attempt(relations, reference, { do: 'begin_assessment' })).toEqual({
      refused: 'not_allowed',
    })
    expect(await office.desk.show(admin, { reference })).toEqual({ refused: 'not_allowed' })
    expect(await office.desk.show(volunteer, { reference })).toEqual({ refused: 'not_found' })
    expect(await office.attempt(volunteer, reference, note)).toEqual({ refused: 'not_found' })
    await office.act(relations, reference, { do: 'assign', to: 'volunteer' })
    await office.act(volunteer, reference, note)
    expect(await office.desk.list(volunteer)).toMatchObject([{ reference }])
    expect(await office.desk.show(satisfaction, { reference }, { reveal: true })).toEqual({
      refused: 'not_allowed',
    })
  })

  it('lets nobody resubmit for an applicant, and only deciding roles decide', () => {
    expect(ROLES.filter((role) => mayDo(role, 'resubmit'))).toEqual([])
    expect(ROLES.filter((role) => mayDo(role, 'decide'))).toEqual(['committee', 'manager'])
    expect(mayDo('king', 'list')).toBe(false)
  })
})

describe('a second request of the same person', () => {
  it('is pointed out to staff once, and never to the applicant (baraim/R33)', async () => {
    const office = await openOffice('baraim')
    const first = await office.submit()
    await office.pass(HOUR)
    expect(await office.openTasks()).toEqual([])
    const second = await office.submit({ contact: 'c2' })
    const { association } = office.content
    await office.submit({ contact: 'c2', service: association.services[1]?.id ?? '' })
    await office.submit({ contact: 'c3', identity: '1000000024' })
    await office.pass(HOUR)
    const tasks = await office.desk.tasks(office.staff.relations)
    expect(tasks).toMatchObject([{ kind: 'possible_duplicate', reference: second }])
    expect(await office.desk.tasks(office.staff.volunteer)).toEqual([])
    const [task] = await office.store.tasks.open(5)
    expect(await office.desk.finishTask(office.staff.volunteer, task?.id ?? '')).toEqual({
      refused: 'not_found',
    })
    expect(await office.notices(second)).toEqual([])
    const page = await office.desk.show(office.staff.relations, { reference: second })
    expect(page).toMatchObject({ twins: [{ reference: first }] })
  })

  it('is not pointed out when the first is over', async () => {
    const office = await openOffice('irtiqa')
    const first = await office.submit()
    await office.ask(first, { do: 'withdraw' })
    await office.submit({ contact: 'c2' })
    await office.pass(HOUR)
    expect(await office.openTasks()).toEqual([])
  })
})

describe('people', () => {
  async function known(office: Office, contact: string, identity: string): Promise<string> {
    const answers = {
      for_whom: { value: 'self', display: 'لي' },
      full_name: { value: NAME, display: NAME },
      identity: { value: identity, display: identity },
      mobile: { value: PHONE, display: PHONE },
    }
    const reference = await office.submit({ contact, identity, answers })
    await checkAll(office, reference)
    await office.act(office.staff.relations, reference, { do: 'complete' })
    const { personId } = (await office.load(reference)).record
    if (personId === undefined) throw new Error('nobody')
    return personId
  }

  it('are on record once their data were compared, and known again by their number', async () => {
    const office = await openOffice('irtiqa')
    const person = await known(office, 'c1', IDENTITY)
    expect(await office.store.people.get(person)).toMatchObject({ name: NAME, nationalId: IDENTITY })
    expect(await known(office, 'c2', IDENTITY)).toBe(person)
    expect(await office.store.people.contactsOf(person)).toMatchObject([
      { contactId: 'c1', role: 'self', proof: 'staff' },
      { contactId: 'c2' },
    ])
  })

  it('are merged and taken apart again without a loss', async () => {
    const office = await openOffice('irtiqa')
    const { store, desk, staff } = office
    const one = await known(office, 'c1', IDENTITY)
    const two = await known(office, 'c2', '1000000024')
    const before = await store.people.contactsOf(two)
    expect(await desk.mergePeople(staff.auditor, one, two)).toEqual({ refused: 'not_allowed' })
    expect(await desk.mergePeople(staff.relations, one, 'nobody')).toEqual({ refused: 'unknown_person' })
    expect(await desk.mergePeople(staff.relations, one, two)).toMatchObject({ cases: 1 })
    expect(await desk.mergePeople(staff.relations, one, two)).toEqual({ refused: 'already_done' })
    expect(await store.cases.allOfPerson(one)).toHaveLength(2)
    expect((await store.people.contactsOf(one)).map(({ contactId }) => contactId)).toEqual(['c1', 'c2'])
    expect(await store.people.byIdentity('1000000024')).toEqual([])
    expect(await desk.unmergePeople(staff.relations, two)).toEqual({ unmerged: two })
    expect(await desk.unmergePeople(staff.relations, two)).toEqual({ refused: 'unknown_person' })
    expect(await store.people.contactsOf(two)).toEqual(before)
    expect(await store.cases.allOfPerson(one)).toHaveLength(1)
    expect(await store.people.byIdentity('1000000024')).toEqual([two])
  })
})

describe('a task', () => {
  it('to call an applicant, once done, tells the case that they know the decision', async () => {
    const office = await openOffice('irtiqa')
    const reference = await office.submit()
    await toDecision(office, reference)
    await office.pass(14 * DAY)
    await office.act(office.staff.manager, reference, { do: 'decide', outcome: 'accepted' })
    const { record } = await office.load(reference)
    const task = { id: 'call', kind: 'call_applicant', caseId: record.id, createdAt: 0, dueAt: 0 }
    await office.store.commit([office.store.tasks.add(task)])
    const { relations, second } = office.staff
    expect(await office.desk.finishTask(relations, 'call', 'تم')).toEqual({ done: 'call' })
    expect(await office.desk.finishTask(second, 'call')).toEqual({ refused: 'already_done' })
    expect((await office.file(reference)).telling).toBe('called')
  })
})

describe('a timer that cannot be carried out', () => {
  it('is put off and holds up no other', async () => {
    const office = await openOffice('irtiqa')
    const reference = await office.submit()
    const { record } = await office.load(reference)
    const at = office.clock.now()
    const broken = { id: 'broken', kind: 'poll_reminder', caseId: record.id, dueAt: at, payload: {} }
    const { store } = office
    const real = store.notices.ofContact.bind(store.notices)
    Object.assign(store.notices, { ofContact: () => Promise.reject(new Error('no disk')) })
    await store.commit([store.timers.schedule({ ...broken, uniqueKey: 'broken' })])
    const poor = { do: 'return', missing: [{ item: 'identity', why: 'missing' }] } as const
    await office.act(office.staff.relations, reference, poor)
    await office.pass(3 * DAY)
    Object.assign(store.notices, { ofContact: real })
    expect(office.logged).toContainEqual({ what: 'timer_failed', fields: { kind: 'poll_reminder' } })
    expect(await office.notices(reference)).toEqual(['return', 'return'])
  })
})
