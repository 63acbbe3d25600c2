import { describe, expect, test, vi } from 'vitest'
import type { GroupWord } from '#channels/staff-group.ts'
import { makeRig } from './harness.ts'
import type { Rig } from './harness.ts'

const STAFF = -1_001_234_567_890
const OTHER = -1_009_999_999_999
const PERSON = 6_012_345_678
const SARA = 800_001

const until = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 2 })

interface Heard {
  readonly rig: Rig
  readonly words: GroupWord[]
  /** The next words are refused so often, as when nothing can be written. */
  failing: number
}

async function listening(more: Parameters<typeof makeRig>[0] = {}): Promise<Heard> {
  const words: GroupWord[] = []
  const hear = (word: GroupWord): Promise<void> => {
    if (heard.failing > 0) {
      heard.failing -= 1
      return Promise.reject(new Error('the disk is full'))
    }
    words.push(word)
    return Promise.resolve()
  }
  const rig = await makeRig({ ...more, staff: { chat: String(STAFF), hear } })
  const heard: Heard = { rig, words, failing: 0 }
  await rig.telegram.channel.start((messages) => rig.disk.receive(messages))
  return heard
}

describe('the staff’s group on Telegram', () => {
  test('is the only group that is heard, and never as a person', async () => {
    const { rig, words } = await listening()
    await using _rig = rig
    const group = rig.api.forum(STAFF)
    rig.api.sayInGroup(OTHER, SARA, 'في مجموعة أخرى')
    rig.api.say(PERSON, 'شخص')
    const written = group.write(SARA, 'من الموظفين', 17)
    group.edit(SARA, written, 'بعد التعديل', 17)
    await until(() => expect(words).toHaveLength(2))
    const chat = String(STAFF)
    const from = { chat, thread: '17', messageId: String(written), from: String(SARA) }
    expect(words).toEqual([
      { ...from, text: 'من الموظفين', edited: false },
      { ...from, text: 'بعد التعديل', edited: true },
    ])
    expect(rig.disk.stored.map(({ content }) => content)).toEqual([{ kind: 'text', text: 'شخص' }])
  })

  test('hears no bots and nothing that Telegram itself says; a thread of replies is no topic', async () => {
    const { rig, words } = await listening()
    await using _rig = rig
    const head = {
      date: 1_790_000_000,
      chat: { id: STAFF, type: 'supergroup', title: 'Staff', is_forum: true },
    }
    const sara = { id: SARA, is_bot: false, first_name: 'S' }
    const bot = { id: 5, is_bot: true, first_name: 'B' }
    const anonymous = { id: 1_087_968_824, is_bot: true, first_name: 'Group' }
    rig.api.push({ message: { ...head, message_id: 1, from: bot, text: 'بوت آخر' } })
    rig.api.push({ message: { ...head, message_id: 2, from: sara, forum_topic_created: { name: 'T' } } })
    rig.api.push({ message: { ...head, message_id: 3, text: 'بلا اسم' } })
    rig.api.push({
      message: { ...head, message_id: 4, from: anonymous, text: 'مدير', sender_chat: head.chat },
    })
    rig.api.push({ message: { ...head, message_id: 5, from: sara, text: 'رد عام', message_thread_id: 4 } })
    const last = rig.api.push({ message: { ...head, message_id: 6, from: sara, photo: [] } })
    await until(() => expect(rig.api.isConfirmed(last)).toBe(true))
    expect(words.map(({ messageId, thread, text }) => [messageId, thread, text])).toEqual([
      ['4', undefined, 'مدير'],
      ['5', undefined, 'رد عام'],
      ['6', undefined, undefined],
    ])
  })

  test('is confirmed only when it was heard; the people beside it wait for nothing', async () => {
    const heard = await listening()
    await using rig = heard.rig
    heard.failing = 2
    const group = rig.api.forum(STAFF)
    group.write(SARA, 'جواب', 17)
    const person = rig.api.say(PERSON, 'سؤال')
    await until(() => expect(heard.words).toHaveLength(1))
    await until(() => expect(rig.api.isConfirmed(person)).toBe(true))
    expect(heard.failing).toBe(0)
    expect(rig.disk.stored).toHaveLength(1)
    expect(rig.log.codes()).toContain('telegram_not_stored')
  })

  test('comes over the webhook as well, which answers 200 only when it was heard', async () => {
    const heard = await listening({
      mode: 'webhook',
      webhookUrl: 'https://bot.example.org/telegram',
      webhookSecret: 'a-secret_of-ours',
    })
    await using rig = heard.rig
    const chat = { id: STAFF, type: 'supergroup', title: 'Staff' }
    const from = { id: SARA, is_bot: false, first_name: 'S' }
    const message = { message_id: 9, date: 1_790_000_000, chat, from, text: 'جواب' }
    const body = new TextEncoder().encode(JSON.stringify({ update_id: 1, message }))
    const post = (): Promise<number> => rig.telegram.webhook({ secret: 'a-secret_of-ours', body })
    heard.failing = 1
    expect(await post()).toBeGreaterThanOrEqual(500)
    expect(heard.words).toEqual([])
    expect(await post()).toBe(200)
    expect(heard.words).toHaveLength(1)
  })

  test('fails in four ways, without a word of what was to be said', async () => {
    const { rig } = await listening()
    await using _rig = rig
    const group = rig.telegram.group ?? expect.fail('no group')
    await expect(group.openTopic('م')).rejects.toMatchObject({ failure: 'refused' })
    const forum = rig.api.forum(STAFF)
    const thread = await group.openTopic('م'.repeat(200))
    expect([...forum.topics.values()][0]?.length).toBeLessThanOrEqual(128)
    await group.say(thread, 'س'.repeat(5000))
    expect(forum.said(Number(thread))[0]?.length).toBeLessThanOrEqual(4096)
    await expect(group.say('999', 'سر')).rejects.toMatchObject({ failure: 'no_topic' })
    rig.api.faults.next('sendMessage', { kind: 'status', status: 429, retryAfter: 7 })
    await expect(group.say(thread, 'سر')).rejects.toMatchObject({ failure: 'throttled', retryAfter: 7000 })
    rig.api.faults.next('sendMessage', { kind: 'reset_before' })
    const lost: unknown = await group.say(thread, 'سر').catch((error: unknown) => error)
    expect(lost).toMatchObject({ failure: 'connection' })
    expect(String(lost)).not.toContain('سر')
  })
})
