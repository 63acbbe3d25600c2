import { describe, expect, it } from 'vitest'
import type { Input } from '#engine/env.ts'
import { keepSilent } from '#runner/keep-silent.ts'
import type { Room } from './room.ts'
import { openRoom } from './room.ts'

const DANGER = 'ابني مفقود في الحرم من ساعة'
const text = (words: string): Input => ({ kind: 'text', text: words })

/** A message to a conversation that staff have; what is said to the person, all of it written down as a turn would. */
async function heard(room: Room, input: Input | undefined): Promise<readonly (string | undefined)[]> {
  const { contact, key } = await room.contact()
  const kept = await keepSilent(room.running, contact, key, input)
  const at = room.clock.now()
  const turn = { id: room.running.ids.newId(), contactId: contact.id, at, entries: kept.entries }
  const log = kept.entries.length > 0 ? [room.store.messages.append(turn, key)] : []
  if (kept.writes.length + log.length > 0) await room.store.commit([...kept.writes, ...log])
  return kept.entries.map((entry) => entry.text)
}

async function handOver(room: Room): Promise<void> {
  const { contact, key } = await room.contact()
  const handoff = { contactId: contact.id, target: 'relations', reason: 'asked', openedAt: room.clock.now() }
  await room.store.commit([
    room.store.handoffs.open({ id: room.running.ids.newId(), ...handoff }, key),
    ...(contact.owner === 'bot' ? [room.store.contacts.setOwner(contact.id, 'bot', 'queue')] : []),
  ])
}

describe('while staff have the conversation', () => {
  it('what comes in is acknowledged once a handoff', async () => {
    await using room = await openRoom()
    await handOver(room)
    const ours = room.running.renderer.translate('replies:bot_silent', 'ar')
    expect(await heard(room, text('عندي سؤال'))).toEqual([ours])
    room.clock.advance(60_000)
    expect(await heard(room, text('هل من أحد؟'))).toEqual([])
    expect(await room.store.outbox.counts()).toMatchObject({ pending: 1 })
    const { contact } = await room.contact()
    const handoff = await room.store.handoffs.openOf(contact.id)
    await room.store.commit([room.store.handoffs.close(handoff?.id ?? '', room.clock.now())])
    room.clock.advance(60_000)
    await handOver(room)
    expect(await heard(room, text('مرة أخرى'))).toEqual([ours])
  })

  it('nothing is said to what no person sent', async () => {
    await using room = await openRoom()
    await handOver(room)
    for (const input of [undefined, { kind: 'timer' }, { kind: 'released' }] as const)
      expect(await heard(room, input)).toEqual([])
    expect(await room.store.outbox.counts()).toMatchObject({ pending: 0 })
  })

  it('a file that could not be kept is told of, and is no acknowledgement', async () => {
    await using room = await openRoom()
    await handOver(room)
    const locked: Input = { kind: 'file_refused', problem: 'document_locked' }
    const large: Input = { kind: 'file_failed', reason: 'too_large' }
    expect(await heard(room, locked)).toEqual([expect.stringMatching(/كلمة سر.*JPG/u)])
    expect(await heard(room, large)).toEqual([
      room.running.renderer.translate('replies:file_too_large', 'ar'),
    ])
    expect(await heard(room, text('عندي سؤال'))).toEqual([
      room.running.renderer.translate('replies:bot_silent', 'ar'),
    ])
  })

  it('danger to life is answered with the numbers every time, and staff are alerted', async () => {
    await using room = await openRoom()
    await handOver(room)
    for (const round of [1, 2]) {
      const [reply = ''] = await heard(room, text(DANGER))
      for (const { number } of room.running.association.emergency) expect(reply).toContain(number)
      expect(room.logged).toHaveLength(round)
    }
    expect(room.logged[0]).toEqual({ what: 'urgent_handoff', fields: { reason: 'emergency' } })
    expect(await room.actions()).toEqual(['bot emergency_during_handoff', 'bot emergency_during_handoff'])
  })

  it('an answer to danger is no acknowledgement: the next message still gets its own', async () => {
    await using room = await openRoom()
    await handOver(room)
    await heard(room, text(DANGER))
    expect(await heard(room, text('شكرا'))).toEqual([
      room.running.renderer.translate('replies:bot_silent', 'ar'),
    ])
  })

  it('the person is spoken to in the language of the contact', async () => {
    await using room = await openRoom()
    await handOver(room)
    const { contact } = await room.contact()
    await room.store.commit([room.store.contacts.setLanguage(contact.id, 'en')])
    expect(await heard(room, text('hello'))).toEqual([
      room.running.renderer.translate('replies:bot_silent', 'en'),
    ])
  })
})
