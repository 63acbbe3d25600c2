import { describe, expect, it } from 'vitest'
import { DAY, HOUR, checkAll, openOffice, toDecision } from './office.ts'
import type { Office } from './office.ts'

/** A request of somebody who got what was granted. */
async function served(office: Office): Promise<string> {
  const reference = await office.submit()
  await toDecision(office, reference)
  const { manager, committee, second, relations } = office.staff
  const decide = { do: 'decide', outcome: 'accepted', early: 'حاجة عاجلة' } as const
  const { kind } = (await office.load(reference)).rules.deciders
  if (kind === 'committee') {
    for (const member of [committee, second])
      await office.act(member, reference, { do: 'give_opinion', outcome: 'accepted' })
    await office.act(committee, reference, decide)
  } else await office.act(manager, reference, decide)
  await office.act(relations, reference, { do: 'register' }, { do: 'deliver', what: 'المعونة' })
  return reference
}

async function polls(office: Office, reference: string): Promise<readonly (string | number)[]> {
  const { record } = await office.load(reference)
  const all = await office.store.notices.ofContact(record.contactId)
  return all
    .filter(({ kind }) => kind.startsWith('poll'))
    .map(({ kind, params }) => `${kind} ${params['service']}`)
    .toReversed()
}

/** What the conversation does with a notice: it was said. */
async function say(office: Office, reference: string): Promise<void> {
  const { record } = await office.load(reference)
  for (const notice of await office.store.notices.ofContact(record.contactId)) {
    if (notice.state === 'waiting')
      await office.store.commit([office.store.notices.move(notice.id, 'waiting', 'told')])
  }
}

describe('a delivery', () => {
  it('that nobody disputes counts as arrived after two weeks, and is rated all the same', async () => {
    const office = await openOffice('irtiqa')
    const reference = await served(office)
    await office.pass(13 * DAY)
    expect((await office.file(reference)).state).toBe('delivered')
    await office.pass(DAY)
    expect((await office.file(reference)).state).toBe('closed')
    await office.pass(DAY)
    expect(await polls(office, reference)).toEqual(['poll study_grant'])
  })

  it('that did not arrive is looked into, and not closed over', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const reference = await served(office)
    await office.ask(reference, { do: 'deny_delivery', note: 'لم يصل شيء' })
    await office.pass(40 * DAY)
    expect((await office.file(reference)).state).toBe('delivered')
    expect(await office.openTasks()).toEqual(['delivery_denied'])
    expect(await polls(office, reference)).toEqual([])
    await office.act(relations, reference, { do: 'deliver', what: 'المعونة مرة أخرى' })
    expect(await office.openTasks()).toEqual([])
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(2 * DAY)
    expect((await office.file(reference)).state).toBe('closed')
    expect(await polls(office, reference)).toHaveLength(1)
  })
})

describe('an opinion', () => {
  it('is asked for once more after three days, and then no more', async () => {
    const office = await openOffice('irtiqa')
    const reference = await served(office)
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(6 * DAY)
    expect(await polls(office, reference)).toEqual(['poll study_grant'])
    await say(office, reference)
    await office.pass(3 * DAY)
    expect(await polls(office, reference)).toEqual(['poll study_grant', 'poll_reminder study_grant'])
    await office.pass(60 * DAY)
    expect(await polls(office, reference)).toHaveLength(2)
  })

  it('that was given is not asked for again', async () => {
    const office = await openOffice('irtiqa')
    const reference = await served(office)
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(DAY)
    await say(office, reference)
    const poll = office.content.association.services[0]?.poll.id ?? ''
    await office.store.commit([office.store.ratings.mark('c1', poll, office.clock.now() + 1)])
    await office.pass(30 * DAY)
    expect(await polls(office, reference)).toHaveLength(1)
  })

  it('is asked for periodically where the policy orders it, once the association set how often', async () => {
    const office = await openOffice('huda')
    const reference = await served(office)
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(2 * DAY)
    await say(office, reference)
    const service = office.content.association.services[0]?.id ?? ''
    await office.store.commit([office.store.ratings.mark('c1', `poll_${service}`, office.clock.now())])
    await office.pass(70 * DAY)
    expect(await polls(office, reference)).toEqual([`poll ${service}`])
    await office.set('survey_days', '90')
    await office.pass(50 * DAY)
    expect(await polls(office, reference)).toEqual([`poll ${service}`, 'poll survey'])
    await office.pass(90 * DAY)
    expect(await polls(office, reference)).toEqual([`poll ${service}`, 'poll survey', 'poll survey'])
    await office.pass(400 * DAY)
    expect((await polls(office, reference)).length).toBeLessThan(7)
  })
})

describe('a change of data', () => {
  it('waits three days: staff call back, and every other account of the person is told', async () => {
    const office = await openOffice('irtiqa')
    const { relations } = office.staff
    const about = await office.submit()
    await checkAll(office, about)
    await office.act(relations, about, { do: 'complete' })
    const { personId } = (await office.load(about)).record
    const link = { personId: personId ?? '', contactId: 'c2', role: 'self', proof: 'pin', at: 0 } as const
    const change = await office.submit({ kind: 'update', service: 'update_data', about, contact: 'c2' })
    await office.store.commit([office.store.people.link(link)])
    await office.pass(HOUR)
    expect(await office.openTasks()).toEqual(['verify_change'])
    expect(await office.store.notices.ofContact('c1')).toMatchObject([
      { kind: 'data_changed', params: { reference: change } },
    ])
    expect(await office.store.notices.ofContact('c2')).toEqual([])
    const answer = { do: 'answer', text: 'تم التحديث' } as const
    expect(await office.attempt(relations, change, answer)).toEqual({ refused: 'change_waits' })
    await office.pass(3 * DAY)
    await office.act(relations, change, answer)
    expect(await office.openTasks()).toEqual([])
  })
})
