import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IncomingContent, IncomingMessage } from '#core/message.ts'
import { receiveMessages } from '#runner/receive.ts'
import { StoreUnavailable } from '#store/write.ts'
import { PLANTED_PLACE, pagePdf, photograph } from '../fakes/hostile-files.ts'
import { openRoom } from './room.ts'

let count = 0

function message(changed: Partial<IncomingMessage> = {}): IncomingMessage {
  return {
    urn: 'terminal:somebody',
    account: 'test',
    externalId: `x${++count}`,
    sentAt: 1,
    content: { kind: 'text', text: `text ${count}` },
    ...changed,
  }
}

const textOf = (content: IncomingContent | undefined) => (content?.kind === 'text' ? content.text : undefined)

describe('messages received', () => {
  it('are on disk when the channel is told, and wait for their turn in order', async () => {
    await using room = await openRoom()
    const batch = [message(), message(), message()]
    await receiveMessages(room.running, batch)
    const pending = await room.store.inbox.pending()
    expect(pending.map(({ content }) => textOf(content as IncomingContent))).toEqual(
      batch.map(({ content }) => textOf(content)),
    )
    await room.running.mailboxes.idle()
    expect(room.jobs.map(({ job }) => job.kind === 'message' && job.id)).toEqual(pending.map(({ id }) => id))
    await receiveMessages(room.running, [])
    expect((await room.store.inbox.counts()).pending).toBe(3)
  })

  it('are taken once, however often the platform brings them', async () => {
    await using room = await openRoom()
    const first = message()
    await receiveMessages(room.running, [first])
    await receiveMessages(room.running, [first, message(), first])
    await room.running.mailboxes.idle()
    expect((await room.store.inbox.counts()).pending).toBe(2)
    expect(room.jobs).toHaveLength(2)
  })

  it('tell when the person was last heard of: the newest word, not the latest to come, and no block', async () => {
    await using room = await openRoom()
    const { contact } = await room.contact()
    const heard = async () => (await room.store.contacts.get(contact.id))?.seenAt
    const now = room.clock.now()
    room.clock.advance(60_000)
    await receiveMessages(room.running, [message({ sentAt: now + 40_000 })])
    expect(await heard()).toBe(now + 40_000)
    await receiveMessages(room.running, [message({ sentAt: now + 20_000 })])
    expect(await heard()).toBe(now + 40_000)
    await receiveMessages(room.running, [
      message({ sentAt: now + 50_000, content: { kind: 'reachable', reachable: true } }),
    ])
    expect(await heard()).toBe(now + 40_000)
    // A platform's clock that is ahead does not make the future.
    await receiveMessages(room.running, [message({ sentAt: now + 900_000 })])
    expect(await heard()).toBe(now + 60_000)
  })

  it('of the same id on another account, or of another person, are others', async () => {
    await using room = await openRoom()
    const first = message()
    await receiveMessages(room.running, [first, { ...first, account: 'second' }])
    expect((await room.store.inbox.counts()).pending).toBe(2)
    expect(new Set((await room.store.inbox.pending()).map(({ contactId }) => contactId)).size).toBe(2)
  })

  it('of a new person in one batch make one contact, with a key of its own', async () => {
    await using room = await openRoom()
    await receiveMessages(room.running, [message(), message(), message({ urn: 'terminal:other' })])
    const pending = await room.store.inbox.pending()
    expect(new Set(pending.map(({ contactId }) => contactId)).size).toBe(2)
    const [one, other] = [await room.contact(), await room.contact('terminal:other')]
    expect(one.contact.keyId).not.toBe(other.contact.keyId)
  })

  it('of a new person in batches at the same moment make one contact too', async () => {
    await using room = await openRoom()
    await Promise.all(Array.from({ length: 5 }, () => receiveMessages(room.running, [message()])))
    await room.running.mailboxes.idle()
    const pending = await room.store.inbox.pending()
    expect(pending).toHaveLength(5)
    expect(new Set(pending.map(({ contactId }) => contactId)).size).toBe(1)
    expect(room.jobs).toHaveLength(5)
  })

  it('keep the place in the platform’s order, from which the channel goes on', async () => {
    await using room = await openRoom()
    await receiveMessages(room.running, [message({ position: 41 }), message({ position: 42 })])
    expect(await room.store.inbox.position('terminal', 'test')).toBe(42)
  })

  it.each([
    ['en-GB', 'en'],
    ['AR', 'ar'],
    ['tr', undefined],
    ['xx', undefined],
    ['', undefined],
  ])(
    'take the language of the app (%s) for a hint where the association speaks it',
    async (language, spoken) => {
      await using room = await openRoom()
      expect(room.running.association.languages).not.toContain('tr')
      await receiveMessages(room.running, [message({ language })])
      expect((await room.contact()).contact.language).toBe(spoken)
    },
  )
})

describe('a file', () => {
  const content = new Uint8Array(pagePdf())

  it('that comes with its bytes is kept sealed, and the inbox holds only where', async () => {
    await using room = await openRoom()
    const file = { name: 'paper.pdf', mime: 'application/pdf', bytes: content.length, content }
    await receiveMessages(room.running, [message({ content: { kind: 'file', file } })])
    const [row] = await room.store.inbox.pending()
    const stored = row?.content.kind === 'file' ? row.content.file : undefined
    expect(stored).toMatchObject({ name: 'paper.pdf', mime: 'application/pdf' })
    expect(stored).not.toHaveProperty('content')
    const { contact, key } = await room.contact()
    expect(await room.store.files.get(stored?.stored ?? '', key)).toMatchObject({
      contactId: contact.id,
      name: 'paper.pdf',
      bytes: content.length,
    })
    expect(new Uint8Array(await room.store.files.read(stored?.stored ?? '', key))).toEqual(content)
  })

  it('is kept as what it is, without what came along, whatever it was called', async () => {
    await using room = await openRoom()
    const picture = Buffer.concat([await photograph(), Buffer.from('PK\x03\x04 appended')])
    const name = '../../x\u202Egpj.exe'
    const file = { name, mime: 'text/html', bytes: picture.length, content: new Uint8Array(picture) }
    await receiveMessages(room.running, [message({ content: { kind: 'file', file } })])
    const [row] = await room.store.inbox.pending()
    const stored = row?.content.kind === 'file' ? row.content.file : undefined
    expect(stored).toMatchObject({ name: 'xgpj.exe', mime: 'image/jpeg' })
    const { key } = await room.contact()
    const bytes = Buffer.from(await room.store.files.read(stored?.stored ?? '', key)).toString('latin1')
    expect(stored?.bytes).toBe(bytes.length)
    expect(bytes).not.toContain(PLANTED_PLACE)
    expect(bytes).not.toContain('appended')
  })

  it('that is refused leaves nothing behind but the reason', async () => {
    await using room = await openRoom()
    const bytes = new TextEncoder().encode('<svg onload="alert(1)">')
    const file = { name: 'a.png', mime: 'image/png', bytes: bytes.length, content: bytes }
    await receiveMessages(room.running, [message({ content: { kind: 'file', file } })])
    const [row] = await room.store.inbox.pending()
    expect(row?.content).toMatchObject({ kind: 'file', file: { name: 'a.png', problem: 'document_svg' } })
    expect(row?.content.kind === 'file' && row.content.file.stored).toBeUndefined()
    expect(readdirSync(join(room.store.folder, 'files'))).toEqual([])
  })

  it('that the platform still has is kept by its reference, to be fetched in its turn', async () => {
    await using room = await openRoom()
    const file = { name: 'a.pdf', mime: 'application/pdf', bytes: 9, ref: 'there' }
    await receiveMessages(room.running, [message({ content: { kind: 'file', file } })])
    const [row] = await room.store.inbox.pending()
    expect(row?.content).toMatchObject({ kind: 'file', file: { ref: 'there' } })
    expect(row?.content.kind === 'file' && row.content.file.stored).toBeUndefined()
  })
})

describe('a store that cannot be written to', () => {
  it('has the channel told so: nothing is confirmed, nothing waits, and the log says why', async () => {
    await using room = await openRoom()
    await room.store.close()
    await expect(receiveMessages(room.running, [message()])).rejects.toBeInstanceOf(StoreUnavailable)
    expect(room.jobs).toEqual([])
    expect(room.logged).toEqual([{ what: 'store_unavailable', fields: { reason: 'closed' } }])
  })
})
