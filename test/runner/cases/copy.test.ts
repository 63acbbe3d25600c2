import { describe, expect, it } from 'vitest'
import { writeDataCopy } from '#runner/data-copy/write-data-copy.ts'
import { IDENTITY, NAME, contentWithoutFlows, openOffice } from './office.ts'
import type { Office } from './office.ts'

const WITHHELD = 'إجابات حساسة كُتبت في محادثة أخرى'

async function asked(office: Office, right = 'copy') {
  const request = await office.submit()
  const answers = { right: { value: right, display: right } }
  const matter = { kind: 'data_rights', service: 'data_rights', answers } as const
  return { request, matter, rights: await office.submit({ ...matter, about: request }) }
}

describe('a copy of the data in the hands of staff', () => {
  it('is whole, and that it was taken is on record', async () => {
    const office = await openOffice()
    const { rights, request } = await asked(office)
    const done = await office.desk.copyData(office.staff.relations, { reference: rights })
    expect(done).toMatchObject({ text: expect.stringContaining(NAME) as string })
    expect(JSON.stringify(done)).toContain(IDENTITY)
    expect(JSON.stringify(done)).toContain(request)
    const lines = (await office.store.audit.after(0, 100)).map(({ actor, action }) => `${actor} ${action}`)
    expect(lines).toContain('staff:relations data_copied')
  })

  it('is for nobody else', async () => {
    const office = await openOffice()
    const { rights, request, matter } = await asked(office)
    const { relations, auditor } = office.staff
    const copy = (who: typeof relations, reference: string) => office.desk.copyData(who, { reference })
    expect(await copy(auditor, rights)).toEqual({ refused: 'not_allowed' })
    expect(await copy(relations, request)).toEqual({ refused: 'not_this_kind' })
    expect(await copy(relations, await office.submit(matter))).toEqual({ refused: 'unproven' })
    expect(await copy(relations, 'NOSUCH99')).toEqual({ refused: 'not_found' })
    await office.act(relations, rights, { do: 'withdraw' })
    expect(await copy(relations, rights)).toEqual({ refused: 'not_now' })
  })
})

describe('a copy that a platform carries', () => {
  it('leaves out what is more sensitive than its ceiling, unless it was written there', async () => {
    const strict = contentWithoutFlows('irtiqa', (association) => {
      const { privacy } = association
      return { ...association, privacy: { ...privacy, ceiling: { ...privacy.ceiling, telegram: 'public' } } }
    })
    const office = await openOffice('irtiqa', strict)
    const loaded = await office.load((await asked(office)).request)
    const text = (to?: { id: string; channel: 'telegram' | 'web' }) =>
      writeDataCopy(office.content, 'ar', { cases: [loaded], consents: [], at: 0, ...(to && { to }) })
    for (const whole of [
      text(),
      text({ id: 'c1', channel: 'telegram' }),
      text({ id: 'another', channel: 'web' }),
    ]) {
      expect(whole).toContain(NAME)
      expect(whole).not.toContain(WITHHELD)
    }
    const carried = text({ id: 'another', channel: 'telegram' })
    expect(carried).toContain(WITHHELD)
    expect(carried).not.toContain(NAME)
    expect(carried).not.toContain(IDENTITY)
  })

  it('leaves all answers out where nobody knows any more how sensitive they are', async () => {
    const office = await openOffice()
    const loaded = await office.load(await office.submit({ service: 'gone' }))
    const to = { id: 'another', channel: 'telegram' } as const
    const text = writeDataCopy(office.content, 'ar', { cases: [loaded], consents: [], at: 0, to })
    expect(text).toContain(WITHHELD)
    expect(text).not.toContain(NAME)
  })
})
