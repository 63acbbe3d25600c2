import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'
import { act } from '../fakes/transcript.ts'

/** From the first word to a request on record. */
const REQUEST = `السلام عليكم|1|1|إرشاد ومساندة|لي|سلمى بنت ناصر|0096598765432|الكويت|عمره|عربي|1|فندق الواحة|لا|صفر|قرب المسجد الكبير|صحيح، نكمل|نعم`
const PIN = '402001'
const REFERENCE = 'WASL2001'
/** What only the decision says: its reason, its words, its next step (test/fakes/staff-side.ts). */
const SECRETS = ['نعتذر، لم يتيسّر', 'شروط الخدمة لم تنطبق', 'نقدّر حاجتك', 'يمكن الاعتراض.']
/** What only the answers say. */
const ANSWERS = ['فندق الواحة', 'قرب المسجد الكبير']
const SETTING = { association: 'huda' }

/** One thing that happens: words, a button of the last question, or the notice once more. */
type Deed =
  | { readonly do: 'say'; readonly text: string }
  | { readonly do: 'press'; readonly pick: number }
  | { readonly do: 'line'; readonly line: string }

const WORDS = [
  'طلباتي',
  'القائمة',
  'رجوع',
  'كرر',
  'تخطي',
  'إلغاء',
  'أكمل',
  'نعم',
  'لا',
  REFERENCE,
  REFERENCE.toLowerCase(),
  'NOSUCH22',
  '000000',
  '٤٠٢٠٠٢',
  '4020011',
  'وش صار على طلبي',
  'خدمات أخرى',
  'موظف',
  'English',
  'العربية',
]
const LINES = [
  '>> notice decision reference=WASL2001',
  '>> notice registered reference=WASL2001',
  '>> notice interview reference=WASL2001 what=offered',
  '>> notice return reference=WASL2001',
  '>> notice delivery reference=WASL2001',
  '>> wait 0.02',
  '>> wait 1',
  '>> start',
]

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.nat({ max: 9 }).map((pick): Deed => ({ do: 'press', pick })),
  },
  { weight: 5, arbitrary: fc.constantFrom(...WORDS).map((text): Deed => ({ do: 'say', text })) },
  { weight: 3, arbitrary: fc.constantFrom(...LINES).map((line): Deed => ({ do: 'line', line })) },
)

let notices = 0

async function happen(talk: Conversation, what: Deed): Promise<readonly OutgoingMessage[]> {
  if (what.do === 'say') return talk.say(what.text)
  if (what.do === 'press') {
    const choices = talk.sent.findLast((message) => message.question !== undefined)?.choices ?? []
    const choice = choices[what.pick % Math.max(1, choices.length)]
    return choice ? talk.press(choice.id) : []
  }
  // Whoever speaks with an employee hears nothing of the bot: that would prove nothing.
  if (what.line.startsWith('>> wait')) await act(talk, '>> release', SETTING)
  // Two notices at one moment would be one: each has its own.
  if (what.line.startsWith('>> notice')) talk.clock.advance(++notices)
  return act(talk, what.line, SETTING)
}

function seen(messages: readonly OutgoingMessage[], words: readonly string[]): string[] {
  return messages
    .flatMap(({ text, choices = [] }) => [text, ...choices.map(({ label }) => label)])
    .filter((text) => words.some((word) => text.includes(word)))
}

/** A conversation whose request was decided, and nothing read yet. */
async function decided(change: Partial<Association> = {}): Promise<Conversation> {
  // A library of its own: what a runner keeps by it would count on from the last conversation.
  const content = contentOf(SETTING.association)
  const association = { ...content.association, ...change }
  const talk = await openConversation({
    content: { ...content, association, library: { ...content.library } },
  })
  for (const line of REQUEST.split('|')) await talk.say(line)
  for (const deeds of ['complete', 'assess', 'conclude', 'decide refused'])
    await act(talk, `>> staff ${deeds}`, SETTING)
  return talk
}

describe('without the PIN', () => {
  let talk: Conversation
  beforeAll(async () => {
    talk = await decided()
  })
  afterAll(() => talk.close())

  it(
    'no sequence of words, buttons and notices shows decision or answers',
    { timeout: 120_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 30 }), async (deeds) => {
          for (const what of deeds)
            expect(seen(await happen(talk, what), [...SECRETS, ...ANSWERS]), JSON.stringify(what)).toEqual([])
        }),
        { numRuns: 25, endOnFailure: true },
      )
      // Not because nobody answered.
      expect(talk.sent.length).toBeGreaterThan(60)
    },
  )
})

describe('what the PIN opens', () => {
  let talk: Conversation
  beforeAll(async () => {
    talk = await decided()
  })
  afterAll(() => talk.close())

  it('is shown after it, for half an hour and no longer', async () => {
    for (const line of ['القائمة', 'طلباتي', '1', '1']) await talk.say(line)
    await talk.say(PIN)
    expect(seen(await talk.press('decision'), SECRETS)).not.toEqual([])
    expect(seen(await talk.press('answers'), ANSWERS)).not.toEqual([])
    await talk.wait(29 * 60_000)
    expect(seen(await talk.press('decision'), SECRETS)).not.toEqual([])
    await talk.wait(2 * 60_000)
    expect(seen(await talk.press('decision'), SECRETS)).toEqual([])
    for (const line of ['طلباتي', '1', '1']) expect(seen(await talk.say(line), SECRETS)).toEqual([])
  })

  it('is shown by no notice, even while the request is open', async () => {
    await talk.say(PIN)
    expect(seen(await act(talk, '>> notice registered reference=WASL2001', SETTING), SECRETS)).toEqual([])
  })

  it('is opened from no other account by the reference alone, and by reference and PIN from any', async () => {
    const other = 'terminal:another'
    const say = (text: string) => talk.send({ kind: 'text', text }, other)
    for (const line of ['السلام عليكم', '1', 'طلباتي', 'نعم', REFERENCE]) await say(line)
    expect(seen(await say('111111'), SECRETS)).toEqual([])
    await say(PIN)
    expect(seen(await say('القرار'), SECRETS)).not.toEqual([])
  })

  it('leaves no trace in the log of the conversation: neither the PIN nor a wrong one', async () => {
    const [newest] = await talk.store.cases.newest(1)
    const contact = await talk.store.contacts.get(newest?.contactId ?? '')
    const key = await talk.store.vault.open(contact?.keyId ?? '')
    const log = await talk.store.messages.of(contact?.id ?? '', key, { limit: 500 })
    const typed = log.flatMap(({ entries }) => entries).filter(({ from }) => from === 'contact')
    expect(typed.length).toBeGreaterThan(20)
    expect(typed.filter(({ text }) => text === PIN)).toEqual([])
  })
})

describe('an association that chose so', () => {
  it('tells the outcome in the notice itself, to a proven account only', async () => {
    const talk = await decided({ notice: 'outcome_in_notice' })
    try {
      expect(seen(talk.sent.slice(-2), SECRETS)).not.toEqual([])
      const [newest] = await talk.store.cases.newest(1)
      await talk.store.commit([talk.store.contacts.setProven(newest?.contactId ?? '', false)])
      await talk.say('القائمة')
      const again = await act(talk, '>> notice decision reference=WASL2001', SETTING)
      expect(again).not.toEqual([])
      expect(seen(again, SECRETS)).toEqual([])
    } finally {
      await talk.close()
    }
  })
})

describe('a rating', () => {
  it('is nowhere in the log of the conversation (R17)', async () => {
    const talk = await decided()
    try {
      await talk.say('القائمة')
      await act(talk, '>> notice poll reference=WASL2001', SETTING)
      await talk.say('ضعيفة جدًا')
      for (let n = 0; n < 5 && !talk.sent.at(-1)?.text.includes('هل من كلمة'); n++) await talk.say('تخطي')
      await talk.say('انتظرت أسبوعًا كاملًا')
      expect(await talk.store.ratings.ofMonth('2026-03')).toHaveLength(2)
      const [newest] = await talk.store.cases.newest(1)
      const contact = await talk.store.contacts.get(newest?.contactId ?? '')
      const key = await talk.store.vault.open(contact?.keyId ?? '')
      const log = await talk.store.messages.of(contact?.id ?? '', key, { limit: 100 })
      const typed = log.flatMap(({ entries }) => entries).filter(({ from }) => from === 'contact')
      expect(typed.map(({ text }) => text)).toContain('إرشاد ومساندة')
      for (const said of ['ضعيفة جدًا', 'انتظرت أسبوعًا كاملًا'])
        expect(typed.map(({ text }) => text)).not.toContain(said)
    } finally {
      await talk.close()
    }
  })
})
