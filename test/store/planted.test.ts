import { randomBytes, randomInt } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Urn } from '#core/contact.ts'
import type { Store } from '#store/store.ts'
import { freshFolder, freshStore, NOW, reply, text } from './fresh.ts'

const digits = (length: number) => String(randomInt(10 ** (length - 1), 10 ** length))

/** Two hundred identifiers of twenty invented people, ten each, drawn anew at every run. */
const people = Array.from({ length: 20 }, (_, at) => {
  const mark = `${at}${randomBytes(6).toString('hex')}`
  return {
    urn: `telegram:${digits(12)}` as Urn,
    external: `wamid.${mark}`,
    name: `نورة${mark} العتيبي`,
    nationalId: `1${digits(9)}`,
    phone: `+9665${digits(8)}`,
    words: `عندي سؤال ${mark} خاص`,
    iban: `SA${digits(11)}${digits(11)}`,
    reason: `سبب ${mark} الإرجاع`,
    file: `تقرير-${mark}.pdf`,
    content: `%PDF محتوى ${mark} سري`,
  }
})

type Planted = (typeof people)[number]

async function plant(store: Store, person: Planted, at: number): Promise<void> {
  const { key, write } = store.vault.newKey(`key-${at}`)
  const contact = { id: `c${at}`, urn: person.urn, account: 'bot', createdAt: NOW }
  const contactId = contact.id
  const incoming = { ...text(store, contactId, person.external, person.words) }
  const entries = [{ from: 'contact', kind: 'text', text: person.words, at: NOW }]
  const declaration = {
    text: 'أقر',
    version: '1',
    answersHash: 'x',
    language: 'ar' as const,
    at: NOW,
    signature: person.name,
  }
  const request = {
    id: `k${at}`,
    reference: `REF${at}`,
    service: 'housing',
    contactId,
    state: 'submitted' as const,
    answers: { iban: person.iban, name: person.name },
    summary: `${person.name} ${person.iban}`,
    declaration,
    formRevision: 'h',
    submittedAt: NOW,
  }
  const event = { id: `e${at}`, at: NOW, by: 'contact', kind: 'withdrawn', why: person.reason } as const
  const meta = { id: `file-${at}00`, contactId, name: person.file, mime: 'application/pdf', createdAt: NOW }
  const message = { language: 'ar' as const, text: person.words }
  const session = { id: `s${at}`, contactId, state: { person }, at: NOW, expiresAt: NOW }
  await store.commit([write, ...store.contacts.create(contact, key)])
  await store.commit([
    await store.files.put(Buffer.from(person.content), meta, key),
    store.inbox.insert(incoming, key),
    store.sessions.save(session, 0, key),
    store.messages.append({ id: `m${at}`, contactId, at: NOW, entries }, key),
    store.outbox.insert(reply(contactId, at, { urn: person.urn, message }), key),
    store.people.create({ id: `p${at}`, createdAt: NOW, ...person }, key),
    ...store.cases.create(request, event, key),
    store.handoffs.open(
      { id: `h${at}`, contactId, target: 't', reason: 'asked', openedAt: NOW, explanation: person.words },
      key,
    ),
    store.inquiries.record({
      id: `q${at}`,
      at: NOW,
      contactId,
      outcome: 'no_match',
      text: person.words,
      normalised: person.words,
      lang: 'ar',
      answered: false,
    }),
    store.ratings.add({
      id: `r${at}`,
      service: 's',
      month: '2026-03',
      poll: 'p',
      question: 'q',
      comment: person.words,
    }),
  ])
  await store.commit([store.outbox.claim(`${contactId}-${at}`)])
  await store.commit([store.outbox.sent(`${contactId}-${at}`, person.external, NOW)])
}

/** Every byte under a folder, by file. */
function everything(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  return new Map(files.map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]))
}

/** How a word may stand in a file. */
const forms = (word: string) => [
  Buffer.from(word),
  Buffer.from(word, 'utf16le'),
  Buffer.from(Buffer.from(word).toString('base64').slice(0, -4)),
  Buffer.from(Buffer.from(word).toString('hex')),
  Buffer.from(word.slice(word.indexOf(':') + 1)),
]

/** Which of some words stand in the bytes, as UTF-8, UTF-16, base64 or as JSON writes them. */
function found(bytes: readonly Buffer[], words: readonly string[]): string[] {
  return words.filter((word) => forms(word).some((form) => bytes.some((content) => content.includes(form))))
}

describe('identifiers planted in a store', () => {
  it('are nowhere readable: not in the database, its WAL, the files, or a backup', async () => {
    const folder = freshFolder()
    const store = await freshStore(folder)
    const planted = people.flatMap((person) => Object.values(person))
    expect(planted).toHaveLength(200)
    for (const [at, person] of people.entries()) await plant(store, person, at)
    await store.commit([store.settings.set('visible', 'this is not sealed')])
    const working = everything(folder)
    expect([...working.keys()]).toEqual(expect.arrayContaining(['wasl.db', 'wasl.db-wal', 'file-000']))
    expect(found([...working.values()], planted)).toEqual([])
    await store.backup(join(folder, 'backup'))
    await store.close()
    const atRest = everything(folder)
    expect(found([...atRest.values()], planted)).toEqual([])
    // the search itself must be able to find something
    expect(found([...working.values()], ['this is not sealed'])).toHaveLength(1)
    expect(found([...atRest.values()], ['this is not sealed'])).toHaveLength(1)
  })

  it('are found again by those who have the keys', async () => {
    const store = await freshStore()
    for (const [at, person] of people.entries()) await plant(store, person, at)
    const [first] = people
    if (!first) throw new Error('nobody')
    expect(await store.people.byIdentity(first.nationalId)).toEqual(['p0'])
    expect(await store.contacts.find(first.urn, 'bot')).toMatchObject({ id: 'c0', urn: first.urn })
    const key = await store.vault.open('key-0')
    expect(await store.people.get('p0', key)).toMatchObject({ name: first.name, phone: first.phone })
    expect(await store.sessions.find('c0', key)).toMatchObject({ state: { person: first } })
    expect(await store.cases.events('k0', key)).toMatchObject([{ why: first.reason }])
    expect(Buffer.from(await store.files.read('file-000', key)).toString()).toBe(first.content)
    expect(await store.files.get('file-000', key)).toMatchObject({
      name: first.file,
      bytes: Buffer.byteLength(first.content),
    })
  })
})
