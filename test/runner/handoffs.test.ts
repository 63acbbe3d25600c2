import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Urn } from '#core/contact.ts'
import type { Handoff } from '#store/handoffs.ts'
import type { StaffMember } from '#store/staff.ts'
import { BEGINNING, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const URN: Urn = 'terminal:somebody'

let talk: Conversation
let sara: StaffMember
let nora: StaffMember

beforeEach(async () => {
  talk = await openConversation()
  sara = await member('sara', 'relations')
  nora = await member('nora', 'manager')
})

afterEach(() => talk.close())

async function member(id: string, role: string): Promise<StaffMember> {
  const { store, clock } = talk
  await store.commit([store.staff.add({ id, name: id, role, createdAt: clock.now() })])
  const added = await store.staff.get(id)
  if (!added) throw new Error('not added')
  return added
}

async function waiting(): Promise<Handoff> {
  const [found] = await talk.store.handoffs.live(9)
  if (!found) throw new Error('nobody waits')
  return found
}

async function asked(): Promise<Handoff> {
  await talk.say('السلام عليكم')
  await talk.say('موظف')
  return waiting()
}

const owner = async () => (await talk.store.contacts.find(URN, (await account()) ?? ''))?.owner
const account = async () => talk.sent.at(-1)?.account

function texts(messages: readonly { readonly text: string }[]): string {
  return messages.map((message) => message.text).join('\n')
}

describe('a conversation goes to a person (musanid/R6)', () => {
  it('waits with the profile’s official, silent, and nobody else speaks', async () => {
    const handoff = await asked()
    expect(handoff).toMatchObject({ state: 'open', target: 'social_research', reason: 'asked' })
    expect(await owner()).toBe('queue')
    const kept = await talk.say('عندي سؤال عن الدعم')
    expect(texts(kept)).toContain('وصلت رسالتك إلى الموظف')
    expect(await talk.say('هل من أحد؟')).toEqual([])
  })

  it('is taken by one of two at once, and the other learns by whom', async () => {
    const handoff = await asked()
    const [first, second] = await Promise.all([
      talk.runner.handoffs.claim(sara, handoff.id),
      talk.runner.handoffs.claim(nora, handoff.id),
    ])
    const results = [first, second]
    expect(results.filter((result) => 'state' in result)).toHaveLength(1)
    const refused = results.find((result) => 'refused' in result)
    const winner = results.find((result) => 'state' in result)
    if (!winner || !('claimedBy' in winner)) throw new Error('nobody won')
    expect(refused).toEqual({ refused: 'taken', by: winner.claimedBy })
  })

  it('is answered once however often the button is pressed', async () => {
    const handoff = await asked()
    await talk.runner.handoffs.claim(sara, handoff.id)
    const before = talk.sent.length
    const reply = { text: 'وعليكم السلام، تفضلي', clientKey: 'k1' }
    const results = await Promise.all(
      [1, 2, 3].map(() => talk.runner.handoffs.reply(sara, handoff.id, reply)),
    )
    await talk.runner.idle()
    expect(talk.sent.slice(before).map((message) => message.text)).toEqual(['وعليكم السلام، تفضلي'])
    expect(results.filter((result) => 'again' in result)).toHaveLength(2)
  })

  it('is answered only by the one who has it, with words, and without a gap', async () => {
    const handoff = await asked()
    const reply = { text: 'أهلًا', clientKey: 'k1' }
    expect(await talk.runner.handoffs.reply(sara, handoff.id, reply)).toEqual({ refused: 'not_yours' })
    await talk.runner.handoffs.claim(sara, handoff.id)
    expect(await talk.runner.handoffs.reply(nora, handoff.id, reply)).toEqual({
      refused: 'taken',
      by: 'sara',
    })
    expect(await talk.runner.handoffs.reply(sara, handoff.id, { ...reply, text: ' ' })).toEqual({
      refused: 'text_missing',
    })
    const gap = { ...reply, text: 'أهلًا {name}' }
    expect(await talk.runner.handoffs.reply(sara, handoff.id, gap)).toEqual({ refused: 'gap_left' })
    const auditor = await member('amal', 'auditor')
    expect(await talk.runner.handoffs.reply(auditor, handoff.id, reply)).toEqual({ refused: 'not_allowed' })
  })

  it('moves to a colleague who says yes, and stays where it was otherwise', async () => {
    const handoff = await asked()
    await talk.runner.handoffs.claim(sara, handoff.id)
    expect(await talk.runner.handoffs.offer(sara, handoff.id, 'nobody')).toEqual({ refused: 'unknown_staff' })
    await talk.runner.handoffs.offer(sara, handoff.id, 'nora')
    expect(await owner()).toBe('staff:sara')
    await talk.runner.handoffs.answerOffer(nora, handoff.id, false)
    expect(await waiting()).toMatchObject({ claimedBy: 'sara' })
    expect(await talk.runner.handoffs.answerOffer(nora, handoff.id, true)).toEqual({ refused: 'not_offered' })
    await talk.runner.handoffs.offer(sara, handoff.id, 'nora')
    await talk.runner.handoffs.answerOffer(nora, handoff.id, true)
    expect(await owner()).toBe('staff:nora')
    expect(await waiting()).toMatchObject({ claimedBy: 'nora' })
  })
})

describe('a conversation is given back', () => {
  it('with an explanation to the person, and the flow goes on where it was (musanid/R7)', async () => {
    await talk.say('السلام عليكم')
    await talk.say('أوافق')
    await talk.press('request')
    const question = talk.sent.at(-1)?.text
    await talk.say('موظف')
    const handoff = await waiting()
    await talk.runner.handoffs.claim(sara, handoff.id)
    const close = (text: string) => talk.runner.handoffs.close(sara, handoff.id, { text, clientKey: 'c1' })
    expect(await close('')).toEqual({ refused: 'text_missing' })
    const before = talk.sent.length
    expect(await close('الدعم يُدرس في لجنة البحث، والرد بعد أسبوعين على الأقل.')).toEqual({ closed: true })
    await talk.runner.idle()
    const said = talk.sent.slice(before).map((message) => message.text)
    expect(said[0]).toContain('لجنة البحث')
    expect(await owner()).toBe('bot')
    expect(said.join('\n')).toContain(question?.split('\n').at(0) ?? 'no question')
    expect(await talk.store.handoffs.get(handoff.id)).toMatchObject({ state: 'closed' })
  })

  it('by itself after working hours of silence, with a word to the person', async () => {
    const handoff = await asked()
    await talk.runner.handoffs.claim(sara, handoff.id)
    await talk.runner.handoffs.reply(sara, handoff.id, { text: 'نتابع طلبك', clientKey: 'k1' })
    await talk.runner.idle()
    // It is Ramadan: sixteen hours at ten to three are over on Wednesday at one, counted from Sunday noon in Riyadh.
    const early = await talk.wait(72 * HOUR)
    expect(texts(early)).not.toContain('انتهت المحادثة')
    const later = await talk.wait(2 * HOUR)
    expect(texts(later)).toContain('انتهت المحادثة مع الموظف')
    expect(await owner()).toBe('bot')
  })

  it('not while the person waits for us: then somebody is told', async () => {
    const handoff = await asked()
    await talk.runner.handoffs.claim(sara, handoff.id)
    await talk.runner.handoffs.reply(sara, handoff.id, { text: 'تفضلي', clientKey: 'k1' })
    await talk.say('متى يصل الرد؟')
    await talk.wait(59 * MINUTE)
    expect(await talk.store.tasks.open(9)).toEqual([])
    await talk.wait(3 * MINUTE)
    expect(await talk.store.tasks.open(9)).toMatchObject([{ kind: 'answer_person' }])
    expect(await waiting()).toMatchObject({ claimedBy: 'sara' })
    await talk.wait(72 * HOUR)
    expect(await owner()).toBe('staff:sara')
    expect(await talk.store.tasks.open(9)).toHaveLength(1)
  })
})

describe('outside working hours', () => {
  it('says once when we are back, and nobody is alarmed at night', async () => {
    // From Sunday noon to Sunday evening in Riyadh.
    await talk.wait(9 * HOUR)
    await talk.say('السلام عليكم')
    const away = texts(await talk.say('موظف'))
    expect(away).toContain('لا يوجد موظف الآن')
    expect(away).toContain('الاثنين')
    expect(texts(await talk.say('أنتظر'))).not.toContain('لا يوجد موظف الآن')
    await talk.wait(8 * HOUR)
    expect(await talk.store.tasks.open(9)).toEqual([])
    await talk.wait(6 * HOUR)
    expect(await talk.store.tasks.open(9)).toMatchObject([{ kind: 'answer_person' }])
    expect(talk.clock.now() - BEGINNING).toBe(23 * HOUR)
  })

  it('says nothing of the kind during the day', async () => {
    await talk.say('السلام عليكم')
    expect(texts(await talk.say('موظف'))).not.toContain('لا يوجد موظف الآن')
  })
})
