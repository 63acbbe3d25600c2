import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Match } from '#core/inquiry.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { pagePdf } from '../fakes/hostile-files.ts'
import { createToldMatcher } from '../fakes/told-matcher.ts'

const known: Readonly<Record<string, Partial<Match>>> = {
  'متى القرار؟': { outcome: 'answer', intent: 'decision_time', ranked: ['decision_time', 'request_status'] },
  'شيء عن طلبي': { outcome: 'offer', intent: 'decision_time', ranked: ['decision_time', 'request_status'] },
  'ما حكم هذا': { outcome: 'staff', intent: 'fatwa', ranked: ['eligibility'] },
  'لا يوجد طعام عندنا': { outcome: 'staff', intent: 'urgent_need', ranked: ['apply_how'] },
  'when is the decision': {
    outcome: 'answer',
    intent: 'decision_time',
    ranked: ['decision_time'],
    language: 'en',
  },
  حريق: { outcome: 'emergency', intent: 'emergency', ranked: ['emergency'] },
}

const content = { ...contentOf('musanid'), matcher: createToldMatcher(known) }

let talk: Conversation
beforeEach(async () => {
  talk = await openConversation({ content })
  await talk.say('السلام عليكم')
  await talk.say('1')
})
afterEach(() => talk.close())

async function records() {
  const all = await talk.store.inquiries.since(0, 20)
  return all.map(({ outcome, intent, answered }) => ({ outcome, intent, answered }))
}

describe('the record of an inquiry', () => {
  it('is answered, until the person says that it was not', async () => {
    await talk.say('متى القرار؟')
    expect(await records()).toEqual([{ outcome: 'answer', intent: 'decision_time', answered: true }])
    await talk.say('ليس تمامًا')
    expect(await records()).toEqual([{ outcome: 'answer', intent: 'decision_time', answered: false }])
    await talk.press('request_status')
    expect(await records()).toEqual([{ outcome: 'answer', intent: 'request_status', answered: true }])
  })

  it('is open while a list is offered, answered by a choice, and not by none of them', async () => {
    await talk.say('شيء عن طلبي')
    expect(await records()).toEqual([{ outcome: 'offer', intent: 'decision_time', answered: false }])
    await talk.say('لا شيء مما سبق')
    expect(await records()).toMatchObject([{ outcome: 'offer', answered: false }])
    await talk.say('نعم، إلى موظف')
    expect(await records()).toMatchObject([{ outcome: 'staff', answered: false }])
  })

  it('survives the erasure of what was asked while an offer stood open', async () => {
    await talk.say('شيء عن طلبي')
    const [contact] = await talk.store.inquiries.since(0, 1)
    await talk.store.commit([talk.store.inquiries.erase(contact?.contactId ?? '')])
    expect((await talk.press('decision_time'))[0]?.text).toContain('لا يأتي الرد')
  })

  it('is grouped by what it says and what it comes nearest to, the most frequent first', async () => {
    await talk.say('كم راتب المدير')
    await talk.say('كم راتب المديرِ؟')
    await talk.say('هل تبيعون سيارات')
    await talk.say('ما حكم هذا')
    expect(await talk.store.inquiries.unansweredGroups(0, 100)).toMatchObject([
      { intent: 'location', count: 2, samples: ['كم راتب المدير', 'كم راتب المديرِ؟'] },
      { intent: 'location', count: 1, samples: ['هل تبيعون سيارات'] },
    ])
  })
})

describe('a handoff that an inquiry leads to', () => {
  it('tells staff what it is about; what is urgent comes first', async () => {
    await talk.say('ما حكم هذا')
    await talk.say('نعم')
    const [handoff] = await talk.store.handoffs.queue(5)
    expect(handoff).toMatchObject({ reason: 'fatwa', state: 'open' })
    const contact = await talk.store.contacts.get(handoff?.contactId ?? '')
    const key = await talk.store.vault.open(contact?.keyId ?? '')
    expect(await talk.store.handoffs.explanation(handoff?.id ?? '', key)).toBe('ما حكم هذا')
    const other = await talk.send({ kind: 'text', text: 'السلام عليكم' }, 'terminal:another')
    expect(other.length).toBeGreaterThan(0)
    await talk.send({ kind: 'text', text: '1' }, 'terminal:another')
    const asked = await talk.send({ kind: 'text', text: 'لا يوجد طعام عندنا' }, 'terminal:another')
    expect(asked[0]?.text).not.toContain('997')
    await talk.send({ kind: 'text', text: 'نعم' }, 'terminal:another')
    expect((await talk.store.handoffs.queue(5)).map((item) => item.reason)).toEqual(['urgent_need', 'fatwa'])
  })

  it('is one, however often danger is told; it takes over what waited before', async () => {
    await talk.send({
      kind: 'file',
      file: { name: 'a.pdf', mime: 'application/pdf', bytes: 4, content: new Uint8Array(pagePdf()) },
    })
    expect(await talk.store.handoffs.queue(5)).toMatchObject([{ reason: 'file' }])
    for (let time = 0; time < 4; time++) expect((await talk.say('حريق'))[0]?.text).toContain('997')
    expect(await talk.store.handoffs.queue(5)).toMatchObject([{ reason: 'emergency', state: 'open' }])
    expect((await talk.say('متى القرار؟'))[0]?.text).toContain('لا يأتي الرد')
  })
})

describe('the language of an answer', () => {
  it('is that of the question; the conversation stays as it was', async () => {
    const text = (await talk.say('when is the decision')).map((message) => message.text).join('\n')
    expect(text).toMatch(/weeks[\s\S]*Source: [\s\S]*type: English[\s\S]*Was this answer useful/u)
    expect((await talk.say('yes, thank you'))[0]?.text).toContain('كيف نخدمك؟')
  })
})

describe('content that is replaced', () => {
  it('is spoken from the next turn on, and the person goes on where they were', async () => {
    await talk.say('1')
    await talk.say('1')
    const before = await talk.say('1')
    const corrected = {
      ...content,
      association: {
        ...content.association,
        answers: content.association.answers.map((answer) =>
          answer.intent === 'decision_time' ? { ...answer, text: { ar: 'جواب مصحح.' } } : answer,
        ),
      },
      library: { ...content.library },
    }
    await talk.runner.replace(corrected)
    const [answer, question] = await talk.say('متى القرار؟')
    expect(`${answer?.text} ${question?.text ?? ''}`).toContain('جواب مصحح.')
    expect((question ?? answer)?.text).toContain(before.at(-1)?.text.split('\n').at(-1))
  })
})
