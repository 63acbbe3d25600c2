import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, vi } from 'vitest'
import { DATABASE_FILE } from '#store/keys.ts'
import { askable } from './ask-destruction.ts'
import { DAY, HOUR, IDENTITY, NAME, PHONE, openOffice } from './office.ts'

const PROPOSE = { do: 'propose_destruction' } as const
const CONFIRM = { do: 'confirm_destruction' } as const

describe('destroying data at their owner’s request', () => {
  it('takes two managers', async () => {
    const office = await openOffice()
    const { rights, second } = await askable(office)
    const { manager, relations } = office.staff
    expect(await office.attempt(relations, rights, PROPOSE)).toMatchObject({ refused: 'not_allowed' })
    expect(await office.attempt(manager, rights, CONFIRM)).toMatchObject({ refused: 'not_now' })
    await office.act(manager, rights, PROPOSE)
    expect(await office.attempt(manager, rights, CONFIRM)).toMatchObject({ refused: 'proposed_by_you' })
    await office.act(second, rights, CONFIRM)
    expect(await office.attempt(second, rights, CONFIRM)).toMatchObject({ refused: 'not_now' })
    const lines = (await office.store.audit.after(0, 100)).map(({ actor, action }) => `${actor} ${action}`)
    expect(lines).toContain('staff:manager case_destruction_proposed')
    expect(lines).toContain('staff:boss case_destruction_confirmed')
  })

  it('waits while a request is open, and says which', async () => {
    const office = await openOffice()
    const { request, rights } = await askable(office, { open: true })
    expect(await office.attempt(office.staff.manager, rights, PROPOSE)).toEqual({
      refused: 'case_open',
      items: [request],
    })
    await office.act(office.staff.relations, request, { do: 'withdraw' })
    await office.act(office.staff.manager, rights, PROPOSE)
  })

  it('waits for the days that decided requests are kept', async () => {
    const office = await openOffice()
    await office.set('retention_days', '30')
    const { request, rights } = await askable(office, { decided: true })
    expect(await office.attempt(office.staff.manager, rights, PROPOSE)).toEqual({
      refused: 'retained',
      items: [request],
    })
    await office.pass(31 * DAY)
    await office.act(office.staff.manager, rights, PROPOSE)
  })

  it('is only for who asked for it, and proved who they are', async () => {
    const office = await openOffice()
    const { request } = await askable(office)
    const right = (value: string) => ({ right: { value, display: value } })
    const matter = { kind: 'data_rights', service: 'data_rights' } as const
    const copy = await office.submit({ ...matter, about: request, answers: right('copy') })
    const unproven = await office.submit({ ...matter, answers: right('destroy') })
    const { manager } = office.staff
    expect(await office.attempt(manager, copy, PROPOSE)).toMatchObject({ refused: 'not_this_kind' })
    expect(await office.attempt(manager, unproven, PROPOSE)).toMatchObject({ refused: 'unproven' })
    expect(await office.attempt(manager, request, PROPOSE)).toMatchObject({ refused: 'not_this_kind' })
  })

  it('tells the person first: nothing is destroyed before that message is gone', async () => {
    const office = await openOffice()
    const { rights, confirm, sendAll, texts } = await askable(office)
    await confirm()
    await office.pass(HOUR)
    expect(await office.store.contacts.get('c1')).toMatchObject({ urn: 'terminal:c1' })
    expect(await texts()).toEqual([expect.stringContaining(rights)])
    await sendAll()
    await office.pass(HOUR)
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:erased-c1')
  })

  it('has staff call where the message does not arrive, and destroys after three days', async () => {
    const office = await openOffice()
    const { confirm, failAll } = await askable(office)
    await confirm()
    await failAll()
    await office.pass(HOUR)
    expect(await office.openTasks()).toContain('call_applicant')
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:c1')
    await office.pass(3 * DAY)
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:erased-c1')
  })

  it('leaves no word of the person, the states of the cases, and a whole audit log', async () => {
    const office = await openOffice()
    const { store } = office
    const { request, rights, destroy } = await askable(office)
    const [meta] = await store.files.ofCase((await office.load(request)).record.id)
    const person = (await office.load(request)).record.personId ?? ''
    expect(await store.people.get(person)).toMatchObject({ nationalId: IDENTITY })
    const before = await office.desk.figures(office.staff.manager, '2026-03')
    const key = await store.vault.open('key-c1')
    await destroy()
    await expect(store.vault.open('key-c1')).rejects.toMatchObject({ name: 'KeyDestroyed' })
    // The bytes go once the commit is on disk.
    await vi.waitFor(() => expect(store.files.read(meta?.id ?? '', key)).rejects.toThrow('ENOENT'))
    expect(await store.files.get(meta?.id ?? '')).toBeUndefined()
    expect(sealedByDestroyed(store.folder)).toEqual([])
    const [one, other] = [await office.load(request), await office.load(rights)]
    for (const { record } of [one, other]) {
      expect(record).toMatchObject({ answers: {}, summary: '' })
      expect(record).not.toHaveProperty('declaration')
      expect(record).not.toHaveProperty('personId')
    }
    expect([one.record.state, other.record.state]).toEqual(['withdrawn', 'closed'])
    const said = JSON.stringify([await office.events(request), await office.events(rights)])
    for (const word of [NAME, IDENTITY, PHONE, 'ملاحظة']) expect(said).not.toContain(word)
    expect(Object.keys((await store.people.get(person)) ?? {})).toEqual(['id', 'keyId', 'createdAt', 'rev'])
    expect(await store.people.byIdentity(IDENTITY)).toEqual([])
    expect(await store.cases.ofIdentity(IDENTITY, one.record.service)).toEqual([])
    expect(await store.messages.of('c1', store.erasure.key, { limit: 10 })).toEqual([])
    expect(await store.audit.verify()).toMatchObject({ ok: true })
    const after = await office.desk.figures(office.staff.manager, '2026-03')
    expect(after).toMatchObject({ submitted: (before as { submitted: number }).submitted })
  })

  it('asks the PIN of an erased request in vain, and starts anew with who writes again', async () => {
    const office = await openOffice()
    const { store } = office
    const { request, destroy } = await askable(office)
    const { record } = await office.load(request)
    await store.commit([store.pins.set(record.id, await store.pins.hash(record.id, '123456'))])
    await destroy()
    expect(await store.pins.verify(record.id, '123456')).toBe(false)
    expect(await store.contacts.find('terminal:c1', 'test')).toBeUndefined()
    const { key, write } = store.vault.newKey('key-again')
    const again = { id: 'again', urn: 'terminal:c1', account: 'test', createdAt: 0 } as const
    await store.commit([write, ...store.contacts.create(again, key)])
    expect(await store.contacts.find('terminal:c1', 'test')).toMatchObject({ id: 'again' })
  })

  it('leaves lists, pages, figures and the start of the next process as they were', async () => {
    const office = await openOffice()
    const { request, rights, destroy } = await askable(office)
    await destroy()
    const { manager, auditor } = office.staff
    const listed = await office.desk.list(manager)
    expect(JSON.stringify(listed)).toContain(request)
    for (const reference of [request, rights]) {
      const dossier = await office.desk.show(manager, { reference }, { reveal: true })
      expect(dossier).toMatchObject({ items: [], file: { erasedAt: expect.any(Number) as number } })
    }
    for (const desk of [
      office.desk.tasks(manager),
      office.desk.agenda(manager),
      office.desk.year(auditor, '2026'),
    ])
      expect(await desk).not.toHaveProperty('refused')
    await office.restart()
    await office.pass(2 * DAY)
    expect(await office.desk.show(manager, { reference: request })).toMatchObject({ items: [] })
    expect(office.logged.filter(({ what }) => what.endsWith('failed'))).toEqual([])
  })

  it('lets a request that came in meanwhile stand in the way', async () => {
    const office = await openOffice()
    const { confirm, sendAll } = await askable(office)
    await confirm()
    const fresh = await office.submit()
    await sendAll()
    await office.pass(HOUR)
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:c1')
    expect(await office.openTasks()).toContain('review_again')
    await office.act(office.staff.relations, fresh, { do: 'withdraw' })
    await office.pass(DAY)
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:erased-c1')
  })

  it('leaves what others sent from the same phone', async () => {
    const office = await openOffice()
    const named = (name: string, identity: string) => ({
      full_name: { value: name, display: name },
      identity: { value: identity, display: identity },
    })
    const brother = await office.submit({ answers: named('سعد محمد', '1000000016'), identity: '1000000016' })
    const { request, destroy } = await askable(office)
    await office.act(office.staff.relations, brother, { do: 'withdraw' })
    await destroy()
    expect((await office.load(request)).file.erasedAt).toBeDefined()
    expect((await office.load(brother)).record.answers).toMatchObject({
      answers: named('سعد محمد', '1000000016'),
    })
    expect((await office.store.contacts.get('c1'))?.urn).toBe('terminal:c1')
  })
})

/** Tables in which something still names a key that is destroyed, or belongs to an account whose log is gone. */
function sealedByDestroyed(folder: string): string[] {
  const db = new Sqlite(join(folder, DATABASE_FILE), { readonly: true })
  const rows = (sql: string): number => (db.prepare(sql).get() as { n: number }).n
  const keyed = ['contacts', 'cases', 'people', 'files'].filter((table) =>
    rows(
      `select count(*) n from ${table} t join data_keys k on k.id = t.key_id where k.destroyed_at is not null`,
    ),
  )
  const written = ['messages', 'sessions', 'notes', 'drafts', 'files'].filter((table) =>
    rows(`select count(*) n from ${table} where contact_id = 'c1'`),
  )
  const sealed = rows(`select count(*) n from outbox where contact_id = 'c1' and message is not null`)
  const destroyed = rows('select count(*) n from data_keys where destroyed_at is not null')
  db.close()
  return [...keyed, ...written, ...(sealed > 0 ? ['outbox'] : []), ...(destroyed === 0 ? ['no key'] : [])]
}
