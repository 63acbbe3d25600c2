import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WhatsAppHealth } from '#channels/whatsapp/health.ts'
import { openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { caseOnRecord } from './case-on-record.ts'
import { openConsole, signedIn } from './staff-browser.ts'
import type { StaffBrowser } from './staff-browser.ts'

const HERE = '/console/settings/channels'

let talk: Conversation
let nora: StaffBrowser
let health: WhatsAppHealth
let asked: (string | undefined)[]

beforeEach(async () => {
  talk = await openConversation()
  health = { state: 'logged_out' }
  asked = []
  const open = openConsole(talk, {
    channels: () => [
      { type: 'web', on: true, outreach: 'free' },
      { type: 'telegram', on: true, outreach: 'free', telegram: { mode: 'polling', state: 'second_poller' } },
      { type: 'whatsapp', on: true, outreach: 'reply_only' },
      { type: 'cloud-api', on: false, variable: 'WHATSAPP_CLOUD_ACCESS_TOKEN' },
    ],
    phone: {
      health: () => health,
      standing: () => ({ since: talk.clock.now() - 86_400_000 }),
      pair(phone) {
        asked.push(phone)
        health =
          phone === undefined ? { state: 'pairing', qr: 'qr-text' } : { state: 'pairing', code: 'ABCD1234' }
        return Promise.resolve(health)
      },
      unpair() {
        health = { state: 'logged_out' }
        return Promise.resolve()
      },
    },
  })
  nora = await signedIn(talk, open, { id: 'nora', name: 'نورة', role: 'manager' })
})

afterEach(() => talk.close())

describe('the page of the channels', () => {
  it('says in words how each does, and how to turn it on', async () => {
    const page = await nora.get(HERE)
    expect(page.text).toContain('برنامج آخر يستعمل البوت نفسه')
    expect(page.text).toContain('WHATSAPP_CLOUD_ACCESS_TOKEN')
    expect(page.text).toContain('أُزيل الربط من الجوال')
    for (const state of [
      'stopped',
      'connecting',
      'open',
      'restricted',
      'replaced',
      'banned',
      'outdated',
    ] as const) {
      health = { state } as WhatsAppHealth
      const { text, status } = await nora.get(HERE)
      expect(status).toBe(200)
      expect(text).not.toContain('channelPage')
    }
  })

  it('links the phone by a picture, and comes anew by itself until it is linked', async () => {
    const page = await nora.post(`${HERE}/whatsapp/pair`)
    expect(asked).toEqual([undefined])
    expect(page.html).toMatch(/<svg[\s\S]*<path/)
    expect(page.headers.get('refresh')).toBe('10')
    health = { state: 'open' }
    const linked = await nora.get(`${HERE}?watch=1`)
    expect(linked.headers.get('refresh')).toBeNull()
    expect(linked.html).not.toContain('<svg')
    const audit = await talk.store.audit.after(0, 100)
    expect(audit.map(({ action }) => action)).toContain('whatsapp_pairing_asked')
  })

  it('links the phone by a code, for a number however it is written', async () => {
    for (const phone of ['+966 50 000 0001', '00966500000001', '٩٦٦٥٠٠٠٠٠٠٠١'])
      expect((await nora.post(`${HERE}/whatsapp/pair`, { phone })).text).toContain('ABCD-1234')
    expect(asked).toEqual(['966500000001', '966500000001', '966500000001'])
    health = { state: 'logged_out' }
    for (const phone of ['abc', '0500', '9'.repeat(40), '<b>'])
      expect((await nora.post(`${HERE}/whatsapp/pair`, { phone })).status).toBe(422)
    expect(asked).toHaveLength(3)
  })

  it('unlinks only who is sure', async () => {
    health = { state: 'open' }
    expect((await nora.post(`${HERE}/whatsapp/unpair`)).status).toBe(422)
    expect(health.state).toBe('open')
    await nora.post(`${HERE}/whatsapp/unpair`, { sure: 'yes' })
    expect(health.state).toBe('logged_out')
  })

  it('shows what may still be sent today, and why each notice waits', async () => {
    const id = await caseOnRecord(talk, { reference: 'WAITS001', contact: 'quiet' })
    const { store, clock } = talk
    await store.commit([
      store.notices.insert({
        id: 'n1',
        contactId: 'quiet',
        caseId: id,
        kind: 'decision',
        priority: 0,
        params: {},
        notBefore: clock.now() + 3_600_000,
        createdAt: clock.now(),
      }),
    ])
    await store.commit([store.notices.postpone('n1', clock.now() + 3_600_000, 'daily_cap')])
    const page = await nora.get(HERE)
    // A day old: five lines, and two for the day.
    expect(page.text).toContain('أُرسل اليوم 0 من 7')
    expect(page.text).toContain('اكتمل عدد اليوم')
    expect(page.html).toContain(`/console/cases/${id}`)
    expect(page.text).toContain('WAITS001')
  })
})
