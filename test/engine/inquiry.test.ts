import type { Answer } from '#core/association.ts'
import { describe, expect, it } from 'vitest'
import { Talk, aField, aForm, aWorld, anAssociation } from './world.ts'
import type { Given } from './world.ts'

const both = (words: string) => ({ ar: `${words} ar`, en: words })

function anAnswer(intent: string, change: Partial<Answer> = {}): Answer {
  return {
    intent,
    title: both(intent),
    text: both(`about ${intent}`),
    topic: true,
    source: 'musanid/R1',
    ...change,
  }
}

const ANSWERS = [
  anAnswer('apply', { flow: 'request' }),
  anAnswer('period'),
  anAnswer('place'),
  anAnswer('complaint', { flow: 'employee' }),
  anAnswer('greeting'),
  anAnswer('emergency'),
  anAnswer('fatwa', { text: { ar: 'فتوى' } }),
  anAnswer('urgent_need'),
]

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }, { id: topics, go: topics }] }
  draft: { kind: do, action: resume_draft, next: main }
  request: { kind: call, flow: request, next: main }
  topics: { kind: call, flow: inquiry, next: main }`

const REQUEST = `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done }`

const INQUIRY = `
vars: { intent: string }
steps:
  topics: { kind: ask, text: topics, type: choice, choices_from: topics, save: intent }
  reply: { kind: answer, intent: intent }
  more: { kind: ask, text: more, type: choice, choices: [{ id: again, go: topics }, { id: enough }] }
  done: { kind: end, to: menu }`

const ranked = ['period', 'emergency', 'place', 'greeting', 'apply', 'nothing_of_the_kind']

const matches: NonNullable<Given['matches']> = {
  'how do I apply?': { outcome: 'answer', intent: 'apply', confidence: 0.9, ranked: ['apply', ...ranked] },
  'when do you decide?': { outcome: 'answer', intent: 'period', confidence: 0.9, ranked },
  'where are you?': { outcome: 'answer', intent: 'place', confidence: 0.9, ranked: ['place', 'period'] },
  'I want to complain': { outcome: 'answer', intent: 'complaint', confidence: 0.9, ranked: ['complaint'] },
  'something about it': { outcome: 'offer', intent: 'period', confidence: 0.4, ranked },
  'seven souls': { outcome: 'staff', intent: 'emergency', confidence: 0.8, ranked: ['place'] },
  'nobody knows this one': { outcome: 'staff', confidence: 0.1, ranked: ['place'] },
  'may I fast today?': { outcome: 'staff', intent: 'fatwa', confidence: 0.9, ranked: ['place'] },
  'there is no food at home': { outcome: 'staff', intent: 'urgent_need', confidence: 0.9, ranked: [] },
  hello: { outcome: 'smalltalk', intent: 'greeting', confidence: 0.9, ranked: ['greeting'] },
  'fire!': { outcome: 'emergency' },
  'متى القرار؟': { outcome: 'answer', intent: 'period', confidence: 0.9, ranked, language: 'ar' },
  'ما حكم هذا؟': { outcome: 'staff', intent: 'fatwa', confidence: 0.9, ranked: [], language: 'fr' },
}

function atMenu(given: Given = {}): Talk {
  const { env } = aWorld({
    flows: { menu: MENU, request: REQUEST, inquiry: INQUIRY },
    forms: [aForm('food', [aField('people', { type: 'count' }), aField('city')])],
    association: { ...anAssociation(), answers: ANSWERS, services: [] },
    matches,
    ...given,
  })
  return new Talk(env).send({ kind: 'start' })
}

describe('after an answer', () => {
  it('what was asked about is offered, in the second of two messages, and begun', () => {
    const talk = atMenu().say('how do I apply?')
    expect(talk.drafts).toHaveLength(2)
    expect(talk.shown).toEqual([
      'about apply',
      'inquiry.answer_source(clause=Politely)',
      'inquiry.related_request',
    ])
    expect(talk.choices).toEqual(['yes', 'no', 'other'])
    expect(talk.press('yes').place).toBe('request.form')
  })

  it('a request begun that way is put aside and gone on with like any other', () => {
    const talk = atMenu().say('how do I apply?').press('yes').say('4', 'menu')
    expect(talk.happened).toContain('draft_saved')
    expect(talk.session?.draft?.map((frame) => frame.flow)).toEqual(['menu', 'request'])
    const done = atMenu().say('how do I apply?', 'yes', '4', 'Jeddah')
    expect(done.place).toBe('menu.main')
  })

  it('another command keeps it too, and back leads to the menu', () => {
    const talk = atMenu().say('how do I apply?').press('yes').say('4', 'language')
    expect(talk.session?.stack.map((frame) => frame.flow)).toEqual(['menu', 'request', 'language'])
    expect(atMenu().say('how do I apply?').press('yes').say('back').place).toBe('menu.main')
  })

  it('that leads nowhere it is asked once whether it helped', () => {
    const talk = atMenu().say('when do you decide?')
    expect(talk.shown.at(-1)).toBe('inquiry.helped')
    expect(talk.press('yes').shown[0]).toBe('inquiry.thanks')
    expect(talk.place).toBe('menu.main')
    expect(atMenu().say('when do you decide?').press('menu').place).toBe('menu.main')
  })

  it('that did not help, the next best are offered, then a person; it is not asked again', () => {
    const talk = atMenu().say('when do you decide?', 'no')
    expect(talk.choices).toEqual(['place', 'apply', 'none'])
    expect(talk.event('inquiry_settled')).toMatchObject({ answered: false })
    talk.press('place')
    expect(talk.shown).not.toContain('inquiry.helped')
    expect(talk.event('inquiry_settled')).toMatchObject({ intent: 'place', answered: true })
    expect(talk.event('inquiry_settled').id).toBe(talk.event('inquiry_received').id)
    const none = atMenu().say('when do you decide?').press('no').press('none')
    expect(none.shown).toEqual(['inquiry.staff'])
    expect(none.press('yes').place).toBe('employee.wait')
  })

  it('that was not meant, the offer of an action leads on to other answers', () => {
    const talk = atMenu().say('how do I apply?').press('other')
    expect(talk.choices).toEqual(['period', 'place', 'none'])
  })

  it('a new question is simply answered, whatever question stands open', () => {
    for (const first of [
      'how do I apply?',
      'when do you decide?',
      'something about it',
      'nobody knows this one',
    ]) {
      const talk = atMenu().say(first, 'where are you?')
      expect(talk.shown[0]).toBe('about place')
    }
  })

  it('in the middle of a form nothing more is asked: the form goes on', () => {
    const talk = atMenu().press('request').say('how do I apply?')
    expect(talk.shown.at(-1)).toBe('ask people')
    expect(talk.session?.pending).toBeUndefined()
  })

  it('small talk is answered, and the menu shown', () => {
    expect(atMenu().say('hello').shown).toEqual([
      'about greeting',
      'inquiry.answer_source(clause=Politely)',
      'flows:menu.question',
    ])
  })

  it('an employee is offered in words of its own, and told what it is about', () => {
    const talk = atMenu().say('I want to complain')
    expect(talk.shown.at(-1)).toBe('inquiry.related_employee')
    talk.press('yes')
    expect(talk.place).toBe('employee.wait')
    expect(talk.happened.filter((kind) => kind === 'handoff_requested')).toHaveLength(1)
    expect(talk.event('handoff_requested')).toMatchObject({
      reason: 'complaint',
      silent: true,
      explanation: 'I want to complain',
    })
  })
})

describe('a frequent question', () => {
  it('chosen by number has its action offered; without one the flow goes on', () => {
    const talk = atMenu().press('topics').press('apply')
    expect(talk.choices).toEqual(['yes', 'no'])
    expect(talk.press('no').place).toBe('inquiry.more')
    expect(atMenu().press('topics').press('period').place).toBe('inquiry.more')
  })

  it('a question typed in place of the choice is answered', () => {
    const talk = atMenu().press('topics').press('apply').say('where are you?')
    expect(talk.shown[0]).toBe('about place')
    expect(talk.press('yes').place).toBe('inquiry.more')
  })
})

describe('a list of answers', () => {
  it('holds neither danger nor greetings nor what the association has no answer for', () => {
    const talk = atMenu().say('something about it')
    expect(talk.choices).toEqual(['period', 'place', 'apply', 'none'])
    expect(talk.event('inquiry_received')).toMatchObject({ outcome: 'offer', answered: false })
  })

  it('chosen from settles the inquiry; then it may be asked once whether that helped', () => {
    const talk = atMenu().say('something about it').press('period')
    expect(talk.event('inquiry_settled')).toMatchObject({
      outcome: 'answer',
      intent: 'period',
      answered: true,
    })
    expect(talk.shown.at(-1)).toBe('inquiry.helped')
    expect(talk.press('no').shown).toEqual(['inquiry.staff'])
  })
})

describe('a question for a person', () => {
  it('is told kindly why, and an employee is offered', () => {
    const talk = atMenu().say('may I fast today?')
    expect(talk.shown.at(-1)).toBe('inquiry.staff_also')
    expect(talk.shown[0]).toBe('فتوى')
    expect(talk.press('yes').event('handoff_requested')).toMatchObject({ reason: 'fatwa', urgent: false })
    expect(talk.event('inquiry_settled')).toMatchObject({ outcome: 'staff', answered: true })
    expect(atMenu().say('may I fast today?', 'no').place).toBe('menu.main')
  })

  it('that may be danger or not gets the numbers, and nobody is said to be alarmed', () => {
    const talk = atMenu().say('seven souls')
    expect(talk.shown[0]).toBe('emergency.perhaps')
    expect(talk.shown.at(-1)).toBe('inquiry.staff')
    expect(() => talk.event('handoff_requested')).toThrow('no handoff_requested')
    expect(talk.event('inquiry_received')).toMatchObject({ outcome: 'staff', answered: false })
  })

  it('that nobody has an answer to stays unanswered on record, with the nearest answer', () => {
    const talk = atMenu().say('nobody knows this one')
    expect(talk.event('inquiry_received')).toMatchObject({
      outcome: 'staff',
      nearest: 'place',
      answered: false,
    })
    expect(talk.press('yes').event('inquiry_settled')).toMatchObject({ outcome: 'staff', answered: false })
  })

  it('that is not ours is said so kindly, and still shown to staff as unanswered', () => {
    const talk = atMenu({
      association: { ...anAssociation(), answers: [...ANSWERS, anAnswer('out_of_scope')], services: [] },
      matches: { 'who won?': { outcome: 'staff', intent: 'out_of_scope', ranked: [] } },
    }).say('who won?')
    expect(talk.shown[0]).toBe('about out_of_scope')
    expect(talk.event('inquiry_received').answered).toBe(false)
    expect(talk.press('yes').event('inquiry_settled').answered).toBe(false)
  })

  it('in hardship comes first: an urgent request, and no emergency number', () => {
    const talk = atMenu().say('there is no food at home')
    expect(talk.shown).toEqual([
      'about urgent_need',
      'inquiry.answer_source(clause=Politely)',
      'inquiry.staff_urgent',
    ])
    expect(talk.press('yes').event('handoff_requested')).toMatchObject({
      reason: 'urgent_need',
      urgent: true,
      silent: true,
    })
  })

  it('is recognised in a form, where it is asked as a question', () => {
    const talk = atMenu().press('request').say('may I fast today?')
    expect(talk.choices).toEqual(['yes', 'no'])
    expect(talk.press('no').shown.at(-1)).toBe('ask people')
  })
})

describe('an emergency', () => {
  it('is met in any state, and the question that stood open gives way', () => {
    for (const before of ['when do you decide?', 'something about it', 'nobody knows this one']) {
      const talk = atMenu().say(before, 'fire!')
      expect(talk.shown[0]).toBe('emergency.call')
      expect(talk.event('inquiry_received')).toMatchObject({ outcome: 'emergency', answered: true })
      expect(talk.event('handoff_requested')).toMatchObject({
        reason: 'emergency',
        urgent: true,
        silent: false,
      })
      expect(talk.session?.pending).toBeUndefined()
    }
  })
})

describe('the language of a question', () => {
  it('is that of its answer, without changing the conversation', () => {
    const talk = atMenu().say('متى القرار؟')
    const [answer] = talk.drafts
    expect(answer?.paragraphs.map((text) => 'language' in text && text.language)).toEqual(['ar', 'ar', 'ar'])
    expect(talk.shown).toContain('inquiry.other_language')
    const spoken = talk.drafts[1]
    expect(spoken?.paragraphs).toEqual([{ key: 'replies:inquiry.helped', language: 'ar' }])
    expect(spoken?.choices?.every(({ label }) => 'language' in label)).toBe(true)
    expect(talk.session?.language).toBe('en')
    expect(talk.say('no').drafts[0]?.choices?.[0]?.label).toMatchObject({ language: 'ar' })
    expect(talk.say('place ar').shown[0]).toBe('about place')
  })

  it('that the association does not speak changes nothing', () => {
    const [answer] = atMenu().say('ما حكم هذا؟').drafts
    expect(answer?.paragraphs.some((text) => 'language' in text)).toBe(false)
  })
})

describe('first words', () => {
  it.each(['may I fast today?', 'there is no food at home', 'nobody knows this one', 'how do I apply?'])(
    'that ask something are taken up once the menu is reached: %s',
    (text) => {
      const talk = atMenu({ contact: { consentVersion: 'older' } })
      const first = new Talk(talk.env).say(text)
      expect(first.event('inquiry_received').text).toBe(text)
      expect(first.session?.unanswered).toBeUndefined()
    },
  )

  it('that only greet, or say little, are no inquiry', () => {
    const { env } = atMenu({ contact: { consentVersion: 'older' } })
    for (const text of ['hello', 'well now'])
      expect(new Talk(env).say(text).happened).not.toContain('inquiry_received')
  })
})

describe('what an answer rests on', () => {
  it('is a clause, or a setting that is filled in; what an employee will tell rests on nothing', () => {
    const { source: _none, ...plain } = anAnswer('place')
    const answer = { ...plain, setting: 'address', textWithSetting: both('we are at {{setting}}') }
    const shown = (settings: Readonly<Record<string, { ar: string }>>) =>
      atMenu({ association: { ...anAssociation(), answers: [answer], services: [], settings } }).say(
        'where are you?',
      ).shown[1]
    expect(shown({ address: both('Riyadh') })).toBe('inquiry.setting_source')
    expect(shown({})).toBe('inquiry.helped')
  })
})

describe('danger in a language that has no texts of ours', () => {
  it('is met with the approved answer in it, and the numbers', () => {
    const answer = anAnswer('emergency', { text: { ar: 'خطر', ur: 'khatra' } })
    const talk = atMenu({
      association: { ...anAssociation(), languages: ['ar', 'en', 'ur'], answers: [answer], services: [] },
      matches: { aag: { outcome: 'emergency', language: 'ur' } },
    }).say('aag')
    expect(talk.drafts[0]?.paragraphs[0]).toEqual({ words: answer.text, language: 'ur' })
    expect(talk.shown[1]).toBe('emergency.line(name=Ambulance, number=997)')
  })
})

describe('what is no text', () => {
  it('a picture nobody asked for is kept and goes to a person', () => {
    const facts = { name: 'a.jpg', mime: 'image/jpeg', bytes: 9, magic: 'ffd8ff' }
    const talk = atMenu().send({ kind: 'file', id: 'f1', facts, voice: false })
    expect(talk.shown[0]).toBe('file_unexpected')
    expect(talk.event('handoff_requested')).toMatchObject({ reason: 'file', urgent: false, silent: false })
    expect(atMenu().send({ kind: 'unsupported', what: 'sticker' }).shown[0]).toBe('unsupported')
  })
})
