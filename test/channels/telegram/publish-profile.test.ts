import { describe, expect, test, vi } from 'vitest'
import { ARABIC, ENGLISH, makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const SETTERS = ['setMyCommands', 'setMyDescription', 'setMyShortDescription']

async function published(rig: Rig, telegram = rig.telegram): Promise<void> {
  const read = rig.api.count('getMyShortDescription')
  await telegram.channel.start((messages) => rig.disk.receive(messages))
  await vi.waitFor(() => expect(rig.api.count('getMyShortDescription')).toBe(read + 2))
  await telegram.channel.stop()
}

const settings = (rig: Rig): number => SETTERS.reduce((sum, method) => sum + rig.api.count(method), 0)

describe('the bot’s own words', () => {
  test('are set for each language, Arabic for all others', async () => {
    await using rig = await makeRig()
    await published(rig)
    expect(rig.api.calls('setMyCommands')).toEqual([
      { commands: ARABIC.commands, scope: { type: 'all_private_chats' } },
      { commands: ENGLISH.commands, scope: { type: 'all_private_chats' }, language_code: 'en' },
    ])
    expect(rig.api.calls('setMyDescription')).toEqual([
      { description: ARABIC.description },
      { description: ENGLISH.description, language_code: 'en' },
    ])
  })

  test('are left alone at the next start, and set where they changed', async () => {
    await using rig = await makeRig()
    await published(rig)
    const first = settings(rig)
    await published(rig, rig.again())
    expect(settings(rig)).toBe(first)
    const changed = { ar: ARABIC, en: { ...ENGLISH, description: 'Another one' } }
    await published(rig, rig.again({ texts: changed }))
    expect(settings(rig)).toBe(first + 1)
  })

  test('keep to Telegram’s lengths', async () => {
    await using rig = await makeRig({
      texts: {
        ar: {
          ...ARABIC,
          commands: [{ command: 'help', description: 'س'.repeat(300) }],
          description: 'س'.repeat(600),
          shortDescription: 'س'.repeat(200),
        },
        en: ENGLISH,
      },
    })
    await published(rig)
    expect(rig.api.calls('setMyDescription')[0]?.['description']).toHaveLength(512)
    expect(rig.api.calls('setMyShortDescription')[0]?.['short_description']).toHaveLength(120)
    expect(JSON.stringify(rig.api.calls('setMyCommands')[0])).toContain(`${'س'.repeat(255)}…`)
  })

  test('do not keep messages from coming in when Telegram has had enough of them', async () => {
    await using rig = await makeRig()
    rig.api.faults.next('setMyCommands', { kind: 'status', status: 429, retryAfter: 3600 })
    await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
    const id = rig.api.say(5, 'hello')
    await vi.waitFor(() => expect(rig.api.isConfirmed(id)).toBe(true))
    await vi.waitFor(() => expect(rig.log.codes()).toContain('telegram_profile_failed'))
  })
})
