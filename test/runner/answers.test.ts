import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { wordsOf } from '#language/normalise.ts'
import type { StaffMember } from '#store/staff.ts'
import { contentOf, openConversation } from '../fakes/conversation.ts'
import type { Conversation } from '../fakes/conversation.ts'

let talk: Conversation
let nora: StaffMember
let sara: StaffMember
let visitor: StaffMember

beforeEach(async () => {
  talk = await openConversation()
  const { store, clock } = talk
  const staff = { nora: 'manager', sara: 'relations', saad: 'volunteer' }
  for (const [id, role] of Object.entries(staff))
    await store.commit([store.staff.add({ id, name: id, role, createdAt: clock.now() })])
  const member = async (id: string): Promise<StaffMember> => (await store.staff.get(id)) as StaffMember
  nora = await member('nora')
  sara = await member('sara')
  visitor = await member('saad')
})

afterEach(() => talk.close())

const TEXT = { ar: 'الحضانة مفتوحة صباحًا لأبناء المراجعين.', en: 'The nursery is open in the morning.' }
const NURSERY = {
  answer: { title: { ar: 'الحضانة', en: 'Nursery' }, text: TEXT, source: 'R15' },
  examples: {
    ar: ['هل عندكم حضانة للأطفال؟', 'وين حضانة الاطفال', 'متى تفتح الحضانة', 'ابي احط ولدي بالحضانة'],
  },
}

async function drafted(draft: Parameters<Conversation['runner']['answers']['draft']>[1]): Promise<string> {
  const made = await talk.runner.answers.draft(sara, draft)
  if ('refused' in made) throw new Error(`${made.refused} ${made.faults?.join()}`)
  return made.id
}

function textOf(intent: string): string | undefined {
  return talk.runner.content().association.answers.find((answer) => answer.intent === intent)?.text.ar
}

const ODD = 'وش سعر غسالة الملابس ابو 0501234567 عندكم؟'

const HOURS = {
  title: { ar: 'مدة الرد', en: 'Time' },
  text: { ar: 'نص معتمد جديد.', en: 'New.' },
  source: 'R13',
}

/** A question on record that nothing answered. */
function unanswered(id: string, text: string) {
  const normalised = wordsOf(text, { search: true }).join(' ')
  const common = { at: talk.clock.now(), outcome: 'offer', lang: 'ar', answered: false }
  return talk.store.inquiries.record({ ...common, id, text, normalised })
}

describe('an answer of the association’s own', () => {
  it('takes effect when a second person publishes it, without a restart, and survives one', async () => {
    const id = await drafted({ intent: 'decision_time', answer: HOURS })
    expect(textOf('decision_time')).not.toBe('نص معتمد جديد.')
    expect(await talk.runner.answers.publish(nora, id)).toMatchObject({ intent: 'decision_time' })
    expect(textOf('decision_time')).toBe('نص معتمد جديد.')
    await talk.restart()
    expect(textOf('decision_time')).toBe('نص معتمد جديد.')
    await talk.runner.replace(contentOf('musanid'))
    expect(textOf('decision_time')).toBe('نص معتمد جديد.')
  })

  it('is what a person is told', async () => {
    await talk.runner.answers.publish(nora, await drafted({ intent: 'decision_time', answer: HOURS }))
    await talk.say('السلام عليكم')
    const answer = await talk.say('متى يطلع القرار؟')
    expect(answer.map(({ text }) => text).join('\n')).toContain('نص معتمد جديد')
  })

  it('is not published by the one who wrote it, nor by who may not, nor twice', async () => {
    const made = await talk.runner.answers.draft(nora, { intent: 'decision_time', answer: HOURS })
    const id = 'id' in made ? made.id : ''
    expect(await talk.runner.answers.publish(nora, id)).toEqual({ refused: 'own_draft' })
    expect(await talk.runner.answers.publish(sara, id)).toEqual({ refused: 'not_allowed' })
    const other = await drafted({ intent: 'decision_time', answer: HOURS })
    await talk.runner.answers.publish(nora, other)
    expect(await talk.runner.answers.publish(nora, other)).toEqual({ refused: 'settled' })
    expect(await talk.runner.answers.draft(visitor, { intent: 'decision_time', answer: HOURS })).toEqual({
      refused: 'not_allowed',
    })
    expect(await talk.runner.answers.publish(nora, 'nothing')).toEqual({ refused: 'not_found' })
  })

  it.each([
    ['no clause', { ...HOURS, source: undefined }, 'source'],
    ['a clause that the policy does not have', { ...HOURS, source: 'R99' }, 'source'],
    ['301 characters', { ...HOURS, text: { ar: 'ن'.repeat(301), en: 'x' } }, 'text'],
    ['a gap that nobody fills', { ...HOURS, text: { ar: 'أهلًا {{name}}', en: 'x' } }, 'text'],
    ['no title', { ...HOURS, title: { ar: '', en: '' } }, 'title'],
  ])('is refused with %s', async (_what, answer, fault) => {
    const { source, ...rest } = answer
    const given = source === undefined ? rest : answer
    const made = await talk.runner.answers.draft(sara, { intent: 'decision_time', answer: given })
    expect(made).toMatchObject({ refused: 'faulty', faults: [fault] })
  })

  it('gives way to the one before it when it is undone', async () => {
    const shipped = textOf('decision_time')
    const first = await drafted({ intent: 'decision_time', answer: HOURS })
    await talk.runner.answers.publish(nora, first)
    talk.clock.advance(1000)
    const second = await drafted({
      intent: 'decision_time',
      answer: { ...HOURS, text: { ar: 'نص ثانٍ.', en: 'Second.' } },
    })
    await talk.runner.answers.publish(nora, second)
    expect(textOf('decision_time')).toBe('نص ثانٍ.')
    await talk.runner.answers.undo(nora, second)
    expect(textOf('decision_time')).toBe('نص معتمد جديد.')
    await talk.runner.answers.undo(nora, first)
    expect(textOf('decision_time')).toBe(shipped)
    const history = await talk.store.answerVersions.ofIntent('decision_time')
    expect(history.map(({ state, settledBy }) => [state, settledBy])).toEqual([
      ['undone', 'nora'],
      ['undone', 'nora'],
    ])
    const actions = (await talk.store.audit.after(0, 50)).map(({ action }) => action)
    expect(actions).toEqual(expect.arrayContaining(['answer_drafted', 'answer_publish', 'answer_undo']))
  })
})

describe('a question that nothing answered', () => {
  it('is listed, masked, with how often it was asked', async () => {
    await talk.store.commit([unanswered('q1', ODD), unanswered('q2', ODD)])
    const groups = await talk.runner.answers.unanswered(sara, 30)
    if ('refused' in groups) throw new Error('refused')
    const samples = groups.flatMap((group) => group.samples)
    expect(groups[0]?.count).toBe(2)
    expect(samples.join(' ')).toContain('غسالة')
    expect(samples.join(' ')).not.toContain('0501234567')
    expect(await talk.runner.answers.unanswered(visitor, 30)).toEqual({ refused: 'not_allowed' })
  })

  it('is answered from then on by a new answer with its examples, and leaves the list', async () => {
    await talk.store.commit([unanswered('q1', 'هل عندكم حضانة للأطفال؟')])
    expect(JSON.stringify(await talk.runner.answers.unanswered(sara, 30))).toContain('حضانة')
    // Somebody talks with the content as it was before.
    await talk.say('السلام عليكم')
    await talk.runner.answers.publish(nora, await drafted(NURSERY))
    await talk.runner.idle()
    const groups = await talk.runner.answers.unanswered(sara, 30)
    expect(JSON.stringify(groups)).not.toContain('حضانة')
    const said = await talk.send({ kind: 'text', text: 'السلام عليكم' }, 'terminal:another')
    expect(said.length).toBeGreaterThan(0)
    const answer = await talk.send({ kind: 'text', text: 'هل عندكم حضانة للأطفال؟' }, 'terminal:another')
    const shown = answer.map(({ text, choices }) => `${text} ${choices?.map(({ label }) => label).join()}`)
    expect(shown.join('\n')).toContain('الحضانة')
  }, 30_000)

  it('has the answer of a single approved example asked word for word, at once, but danger comes first', async () => {
    const odd = 'كم سعر الغسالة عندكم يا حلوين'
    const id = await drafted({ intent: 'decision_time', examples: { ar: [odd, 'انقذوني ابوي يموت'] } })
    await talk.runner.answers.publish(nora, id)
    const { matcher } = talk.runner.content()
    expect(matcher.match('كَم سعر الغساله عندكم، يا حلوين؟')).toMatchObject({
      outcome: 'answer',
      intent: 'decision_time',
    })
    expect(matcher.match('انقذوني ابوي يموت').outcome).toBe('emergency')
    await talk.runner.idle()
    expect(talk.runner.content().matcher.match(odd)).toMatchObject({ intent: 'decision_time' })
    await talk.runner.answers.undo(nora, id)
    await talk.runner.idle()
    expect(talk.runner.content().matcher).toBe(contentOf('musanid').matcher)
  }, 30_000)

  it('needs a way of asking for an answer that is new, and none that could tell a person', async () => {
    const { answer } = NURSERY
    expect(await talk.runner.answers.draft(sara, { answer })).toMatchObject({ faults: ['examples'] })
    const masked = { answer, examples: { ar: ['رقمي [number] هل عندكم حضانة'] } }
    expect(await talk.runner.answers.draft(sara, masked)).toMatchObject({ faults: ['examples'] })
  })
})
