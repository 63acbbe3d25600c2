import { describe, expect, it } from 'vitest'
import { GROUP, NORA, PERSON, SARA, STRANGER, openStage } from './stage.ts'
import type { Stage } from './stage.ts'

/** Somebody asks for an employee; the topic that is made for it. */
async function handedOver(stage: Stage): Promise<number> {
  stage.api.say(PERSON, 'السلام عليكم')
  stage.api.say(PERSON, 'موظف')
  const topic = await stage.topic()
  await stage.until(() => stage.group.said(topic).length > 0)
  return topic
}

const handoffOf = async ({ store }: Stage) => (await store.handoffs.live(10))[0]

describe('the staff’s group', () => {
  it('gets one topic for a conversation, and no personal data in it', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    stage.api.say(PERSON, 'عندي سر صغير ورقمي 0501234567')
    await stage.settled()
    const [notice = ''] = stage.group.said(topic)
    expect(notice).toContain('محادثة جديدة تنتظر')
    expect(notice).toContain('طلب موظفًا')
    expect(notice).toContain('تيليجرام')
    expect(notice).toContain(`https://console.test/console/inbox/${(await handoffOf(stage))?.id ?? ''}`)
    const everything = JSON.stringify([...stage.group.topics.values(), ...stage.api.sent(GROUP)])
    expect(everything).not.toMatch(/سر صغير|0501234567|700001/)
    expect(stage.group.topics.size).toBe(1)
  })

  it('answers the person, takes the conversation with the answer, and the console sees the same', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    const written = stage.group.write(SARA, 'أهلًا، كيف نساعد؟', topic)
    await stage.until(() => stage.told().includes('أهلًا، كيف نساعد؟'))
    await stage.until(() => stage.group.marked.includes(written))
    const handoff = await handoffOf(stage)
    expect(handoff?.claimedBy).toBe('sara')
    const contact = await stage.store.contacts.get(handoff?.contactId ?? '')
    const key = await stage.store.vault.open(contact?.keyId ?? '')
    const log = await stage.store.messages.of(handoff?.contactId ?? '', key, { limit: 5 })
    expect(log.at(-1)?.entries).toMatchObject([{ from: 'sara', kind: 'staff', text: 'أهلًا، كيف نساعد؟' }])
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('سارة')))
  })

  it('keeps notes inside, closes with an explanation, and the bot goes on', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    for (const text of ['/claim', '/note سر بيننا', '// سر آخر', '/close تم الجواب، شكرًا لك'])
      stage.group.write(SARA, text, topic)
    await stage.until(() => stage.told().includes('تم الجواب، شكرًا لك'))
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('أُغلقت المحادثة')))
    expect(JSON.stringify(stage.told())).not.toMatch(/سر بيننا|سر آخر/)
    expect(await handoffOf(stage)).toBeUndefined()
    const found = await stage.store.staffTopics.at(String(GROUP), String(topic))
    const contact = await stage.store.contacts.get(found?.contactId ?? '')
    const key = await stage.store.vault.open(contact?.keyId ?? '')
    const notes = await stage.store.notes.of(contact?.id ?? '', key)
    expect(notes.map(({ text }) => text)).toEqual(['سر بيننا', 'سر آخر'])
    expect(contact?.owner).toBe('bot')
    const before = stage.told().length
    stage.api.say(PERSON, 'القائمة')
    await stage.until(() => stage.told().length > before)
  })

  it('gives back to the bot with the usual words', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    stage.group.write(SARA, '/claim', topic)
    stage.group.write(SARA, '/bot', topic)
    await stage.until(async () => (await handoffOf(stage)) === undefined)
    await stage.settled()
    const words = stage.runner.content().renderer.text({ key: 'replies:handoff.returned' }, 'ar')
    expect(stage.told()).toContain(words)
  })

  it('tells who was first, from whichever side', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    const handoff = await handoffOf(stage)
    await stage.runner.handoffs.claim(await stage.member('sara'), handoff?.id ?? '')
    stage.group.write(NORA, 'أنا أجيب', topic)
    const answer = await stage.until(() =>
      stage.group.said(topic).find((text) => text.includes('سبق أن استلمها')),
    )
    expect(answer).toContain('سارة')
    await stage.settled()
    expect(stage.told()).not.toContain('أنا أجيب')
  })

  it('sends nothing of strangers, unknown commands, corrections, pictures and the general part', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    stage.group.write(STRANGER, 'كلام غريب', topic)
    stage.group.write(STRANGER, 'كلام غريب ثان', topic)
    stage.group.write(SARA, '/clse انتهى', topic)
    stage.group.write(SARA, 'حديث عام')
    stage.group.sendPhoto(SARA, topic)
    const sent = stage.group.write(SARA, 'الجواب', topic)
    stage.group.edit(SARA, sent, 'الجواب المصحح', topic)
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('التعديل لا يصل')))
    await stage.settled()
    const staffWords = stage.told().filter((text) => /غريب|انتهى|عام|الجواب/.test(text))
    expect(staffWords).toEqual(['الجواب'])
    const said = stage.group.said(topic)
    expect(said.filter((text) => text.includes('غير مربوط'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('أمر غير معروف'))).toHaveLength(1)
    expect(said.filter((text) => text.includes('تُرسل النصوص فقط'))).toHaveLength(1)
    // Nothing of the group is a message of a person.
    expect(await stage.store.contacts.find(`telegram:${SARA}`, String(stage.api.botId))).toBeUndefined()
  })

  it('knows a member by a code, once', async () => {
    await using stage = await openStage()
    await handedOver(stage)
    await stage.store.commit([
      stage.store.staffTelegram.setCode('nora', 'ABCD234567', Number.MAX_SAFE_INTEGER),
    ])
    stage.group.write(STRANGER, '/link abcd234567')
    await stage.until(() => stage.group.said().some((text) => text.includes('نورة')))
    expect(await stage.store.staffTelegram.staffOf(String(STRANGER))).toBe('nora')
    expect(await stage.store.staffTelegram.staffOf(String(NORA))).toBeUndefined()
    stage.group.write(NORA, '/link ABCD234567')
    await stage.until(() => stage.group.said().some((text) => text.includes('الرمز غير صحيح')))
    expect(await stage.store.staffTelegram.staffOf(String(STRANGER))).toBe('nora')
  })

  it('copies the conversation where the association wishes, without echo', async () => {
    await using stage = await openStage({ mirror: true })
    const topic = await handedOver(stage)
    stage.group.write(SARA, 'من المجموعة', topic)
    await stage.until(() => stage.told().includes('من المجموعة'))
    stage.api.say(PERSON, 'شكرًا جزيلًا')
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('شكرًا جزيلًا')))
    const handoff = await handoffOf(stage)
    const sara = await stage.member('sara')
    await stage.runner.handoffs.reply(sara, handoff?.id ?? '', { text: 'من اللوحة', clientKey: 'console-1' })
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('من اللوحة')))
    const everything = stage.group.said(topic).join('\n')
    expect(everything).toContain('موظف')
    expect(everything).not.toContain('من المجموعة')
    expect(everything.split('شكرًا جزيلًا')).toHaveLength(2)
    expect(stage.api.sent(GROUP).every((message) => message.protected)).toBe(true)
  })

  it('says so, once, when an answer did not arrive', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    await stage.settled()
    stage.api.faults.rule = ({ method, chat }) =>
      method === 'sendMessage' && chat === PERSON
        ? { kind: 'status', status: 403, description: 'Forbidden: bot was blocked by the user' }
        : undefined
    stage.group.write(SARA, 'هل وصلت؟', topic)
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('لم تصل رسالة الموظف')))
    stage.group.write(SARA, 'وهذه؟', topic)
    const refused = await stage.until(() =>
      stage.group.said(topic).find((text) => text.includes('الاتصال به')),
    )
    expect(refused).toContain('لا يمكن الكتابة')
    await stage.restart()
    await stage.settled()
    expect(stage.group.said(topic).filter((text) => text.includes('لم تصل'))).toHaveLength(1)
  })

  it('makes the topic anew when somebody deleted it', async () => {
    await using stage = await openStage({ mirror: true })
    const first = await handedOver(stage)
    stage.group.deleteTopic(first)
    stage.api.say(PERSON, 'ما زلت أنتظر')
    const second = await stage.topic()
    await stage.until(() => stage.group.said(second).join().includes('ما زلت أنتظر'))
    expect(second).not.toBe(first)
    stage.group.write(SARA, 'وصلت رسالتك', second)
    await stage.until(() => stage.told().includes('وصلت رسالتك'))
  })

  it('waits as long as Telegram asks, and loses nothing', async () => {
    await using stage = await openStage()
    stage.api.faults.next('createForumTopic', { kind: 'status', status: 429, retryAfter: 1 })
    stage.api.faults.next('createForumTopic', { kind: 'status', status: 502 })
    const topic = await handedOver(stage)
    expect(stage.group.said(topic)).toHaveLength(1)
    expect(stage.group.topics.size).toBe(1)
  })

  it('delivers a reply once that comes again after a crash before it was confirmed', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    const written = stage.group.write(SARA, 'مرة واحدة', topic)
    await stage.until(() => stage.told().includes('مرة واحدة'))
    await stage.settled()
    const again = { message_id: written, date: 1_790_000_000, text: 'مرة واحدة', is_topic_message: true }
    const from = { id: SARA, is_bot: false, first_name: 'S' }
    const chat = { id: GROUP, type: 'supergroup', title: 'Staff', is_forum: true }
    await stage.restart()
    stage.api.push({ message: { ...again, from, chat, message_thread_id: topic } })
    stage.api.push({
      message: {
        ...again,
        message_id: written + 500,
        text: '/note ملاحظة',
        from,
        chat,
        message_thread_id: topic,
      },
    })
    stage.api.push({
      message: {
        ...again,
        message_id: written + 500,
        text: '/note ملاحظة',
        from,
        chat,
        message_thread_id: topic,
      },
    })
    await stage.until(() => stage.group.marked.filter((id) => id === written + 500).length === 2)
    await stage.settled()
    expect(stage.told().filter((text) => text === 'مرة واحدة')).toHaveLength(1)
    const found = await stage.store.staffTopics.at(String(GROUP), String(topic))
    const contact = await stage.store.contacts.get(found?.contactId ?? '')
    const key = await stage.store.vault.open(contact?.keyId ?? '')
    expect(await stage.store.notes.of(contact?.id ?? '', key)).toHaveLength(1)
  })

  it('catches up with what happened while it was down, and tells nothing twice', async () => {
    await using stage = await openStage()
    const topic = await handedOver(stage)
    await stage.restart({ deskOff: true })
    const handoff = await handoffOf(stage)
    const sara = await stage.member('sara')
    await stage.runner.handoffs.claim(sara, handoff?.id ?? '')
    await stage.runner.handoffs.close(sara, handoff?.id ?? '', { text: 'تم', clientKey: 'console-9' })
    const other = PERSON + 1
    stage.api.say(other, 'السلام عليكم')
    stage.api.say(other, 'موظف')
    await stage.settled()
    expect(stage.group.topics.size).toBe(1)
    await stage.restart()
    await stage.until(() => stage.group.topics.size === 2)
    await stage.until(() => stage.group.said(topic).some((text) => text.includes('أُغلقت المحادثة')))
    await stage.restart()
    await stage.settled()
    expect(stage.group.said(topic).filter((text) => text.includes('محادثة جديدة'))).toHaveLength(1)
    expect(stage.group.topics.size).toBe(2)
  })
})
