import { describe, expect, it } from 'vitest'
import { IDS } from '../../profile/profiles.ts'
import { DAY, openOffice, toDecision } from './office.ts'
import type { Office } from './office.ts'

const ACCEPTED = { do: 'decide', outcome: 'accepted' } as const

/** The body that the policy names decides: a committee by its opinions, a unit or an official alone. */
async function decided(office: Office, reference: string): Promise<void> {
  const { committee, second, manager } = office.staff
  if ((await office.load(reference)).rules.deciders.kind !== 'committee') {
    await office.act(manager, reference, ACCEPTED)
    return
  }
  for (const member of [committee, second])
    await office.act(member, reference, { do: 'give_opinion', outcome: 'accepted' })
  await office.act(committee, reference, ACCEPTED)
}

describe.each(IDS)('%s', (id) => {
  it('decides no earlier than its policy says, and tells the applicant (R10, R12, R13)', async () => {
    const office = await openOffice(id)
    const reference = await office.submit()
    await toDecision(office, reference)
    const { earliest = 0 } = office.content.association.period
    if (earliest > 0) await expect(decided(office, reference)).rejects.toThrow('too_early')
    await office.pass(earliest * DAY)
    await decided(office, reference)
    expect(await office.notices(reference)).toContain('decision')
  })

  it('registers and serves whom it accepted, then asks how it was, and once more (R14–R16, R18)', async () => {
    const office = await openOffice(id)
    const { relations } = office.staff
    const reference = await office.submit()
    await toDecision(office, reference)
    const deliver = { do: 'deliver', what: 'المعونة' } as const
    expect(await office.attempt(relations, reference, deliver)).toHaveProperty('refused')
    await office.pass((office.content.association.period.earliest ?? 0) * DAY)
    await decided(office, reference)
    // Served only once registered.
    expect(await office.attempt(relations, reference, deliver)).toHaveProperty('refused')
    await office.act(relations, reference, { do: 'register', number: '7' }, deliver)
    expect((await office.file(reference)).registration).toMatchObject({ number: '7' })
    await office.ask(reference, { do: 'confirm_delivery' })
    await office.pass(2 * DAY)
    expect((await office.notices(reference)).slice(-3)).toEqual(['registered', 'delivery', 'poll'])
    const { record } = await office.load(reference)
    for (const notice of await office.store.notices.ofContact(record.contactId))
      if (notice.state === 'waiting')
        await office.store.commit([office.store.notices.move(notice.id, 'waiting', 'told')])
    await office.pass(30 * DAY)
    expect((await office.notices(reference)).filter((kind) => kind === 'poll_reminder')).toHaveLength(1)
  })
})
