import { describe, expect, it } from 'vitest'
import { Talk, aField, aForm, aService, aWorld } from './world.ts'
import type { Given } from './world.ts'

const both = (words: string) => ({ ar: words, en: words })

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }, { id: agree, go: consent }] }
  request: { kind: call, flow: request, next: main }
  consent: { kind: call, flow: consent, next: main }`

const REQUEST = `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done }`

const CONSENT = `
steps:
  ask:
    kind: ask
    text: ask
    type: choice
    choices: [{ id: agree, go: yes, means: yes }, { id: details, go: more }, { id: later, go: no, means: no }]
  yes: { kind: end, text: agreed }
  more: { kind: end, text: details }
  no: { kind: end, text: refused }`

const matches: NonNullable<Given['matches']> = {
  موافق: { outcome: 'answer', intent: 'papers', confidence: 0.9, ranked: ['papers'] },
  لا: { outcome: 'answer', intent: 'hours', confidence: 0.9, ranked: ['hours'] },
  '7': { outcome: 'offer', intent: 'hours', confidence: 0.4, ranked: ['hours', 'papers'] },
  requestt: { outcome: 'offer', intent: 'hours', confidence: 0.4, ranked: ['hours', 'papers'] },
}

const items = [
  aField('report', { type: 'document', optional: true }),
  aField('note', { type: 'text', optional: true }),
  aField('place', {
    type: 'choice',
    optional: true,
    options: [
      { id: 'none', label: both('none') },
      { id: 'home', label: both('home') },
    ],
  }),
]

function talking(choice: 'request' | 'agree'): Talk {
  const { env } = aWorld({
    flows: { menu: MENU, request: REQUEST, consent: CONSENT },
    forms: [aForm('food', items)],
    matches,
  })
  return new Talk(env).send({ kind: 'start' }).press(choice)
}

describe('a plain yes or no', () => {
  it('is the choice that means it', () => {
    expect(talking('agree').say('موافق').shown).toContain('flows:consent.agreed')
    expect(talking('agree').say('نعم والله').shown).toContain('flows:consent.agreed')
    expect(talking('agree').say('لا').shown).toContain('flows:consent.refused')
  })

  it('is no inquiry, and neither is a number that no choice has', () => {
    const menu = talking('agree').say('لا')
    expect(menu.say('لا').happened).toContain('answer_rejected')
    expect(menu.say('7').happened).toContain('answer_rejected')
    expect(menu.happened).not.toContain('inquiry_received')
  })
})

describe('a choice called like a command', () => {
  it('is the choice, by its label or by another name of it', () => {
    const options = [
      { id: 'ar', label: both('Arabic speech'), synonyms: ['عربي'] },
      { id: 'help', label: both('help') },
    ]
    const { env } = aWorld({
      flows: { menu: MENU, request: REQUEST, consent: CONSENT },
      forms: [aForm('food', [aField('speaks', { type: 'choice', options }), aField('city')])],
    })
    const begun = () => new Talk(env).send({ kind: 'start' }).press('request')
    expect(begun().say('عربي').shown).toEqual(['ask city'])
    expect(begun().say('help').shown).toEqual(['ask city'])
    expect(begun().say('English').place).toBe('language.choose')
  })
})

describe('a name in Latin letters', () => {
  const form = aForm('food', [aField('called', { type: 'name_ar', parts: 3 }), aField('city')])
  const { env } = aWorld({ flows: { menu: MENU, request: REQUEST }, forms: [form] })

  it('is taken from who speaks no Arabic here, and asked for in Arabic letters from who does', () => {
    const english = new Talk(env, 'en').send({ kind: 'start' }).press('request')
    expect(english.say('Fatimah Rahman').shown).toEqual(['ask city'])
    const arabic = new Talk(env, 'ar').send({ kind: 'start' }).press('request')
    expect(arabic.say('Fatimah Rahman').event('answer_rejected').problem).toBe('name_want_arabic')
  })
})

describe('a place', () => {
  const form = aForm('food', [aField('place', { type: 'location' }), aField('city')])
  const { env } = aWorld({ flows: { menu: MENU, request: REQUEST }, forms: [form] })
  const begun = () => new Talk(env).send({ kind: 'start' }).press('request')

  it('may be described where it cannot be sent', () => {
    expect(begun().say('beside the mosque of the market').shown).toEqual(['ask city'])
    expect(begun().say('21.4225, 39.8262').shown).toEqual(['ask city'])
    expect(begun().send({ kind: 'location', latitude: 21.4225, longitude: 39.8262 }).shown).toEqual([
      'ask city',
    ])
  })

  it('is no number, no question and no link that names none', () => {
    for (const words of ['12', 'where are you?', 'https://example.com/somewhere'])
      expect(begun().say(words).happened, words).not.toContain('answer_saved')
  })
})

describe('the first words', () => {
  it('tell the language of the conversation, unless they hold digits or none that is spoken here', () => {
    const { env: spoken } = aWorld({
      matches: {
        'Hello, I need help': { outcome: 'smalltalk', language: 'en' },
        'السلام عليكم': { outcome: 'smalltalk', language: 'ar' },
        'slm 3lykm': { outcome: 'offer', language: 'en' },
        salaam: { outcome: 'offer', language: 'ur' },
        stop: { outcome: 'staff', language: 'en' },
      },
    })
    const languageAfter = (words: string) => new Talk(spoken, 'ar').say(words).session?.language
    expect(languageAfter('Hello, I need help')).toBe('en')
    expect(languageAfter('slm 3lykm')).toBe('ar')
    expect(languageAfter('salaam')).toBe('ar')
    expect(languageAfter('stop')).toBe('ar')
    const talk = new Talk(spoken, 'en').say('السلام عليكم')
    expect(talk.session?.language).toBe('ar')
    expect(talk.event('language_changed').language).toBe('ar')
  })
})

describe('a question with shorter words', () => {
  const consent = CONSENT.replace('    text: ask\n', '    text: ask\n    again: ask_again\n')
  const { env } = aWorld({
    flows: { menu: MENU, consent, request: REQUEST },
    matches: {
      'when do you open?': { outcome: 'answer', intent: 'hours', confidence: 0.9, ranked: ['hours'] },
    },
  })

  it('is asked in them after a question in between, and in full when it is repeated', () => {
    const talk = new Talk(env).send({ kind: 'start' }).press('agree')
    expect(talk.shown).toEqual(['flows:consent.ask'])
    expect(talk.say('when do you open?').shown.at(-1)).toBe('flows:consent.ask_again')
    expect(talk.choices).toEqual(['agree', 'details', 'later'])
    expect(talk.say('repeat').shown).toEqual(['flows:consent.ask'])
  })
})

describe('a service named by what it gives', () => {
  const choose = `
vars: { service: string }
steps:
  pick: { kind: ask, text: pick, type: choice, choices_from: services, save: service }
  picked: { kind: end, text: picked, with: { service: service } }`
  const service = (id: string, summary: string) => ({ ...aService(aForm(id, [])), summary: both(summary) })
  const services = [
    service('device', 'A wheelchair, or a hearing aid for daily life.'),
    service('support', 'Money for daily life.'),
  ]
  const { env } = aWorld({
    flows: { menu: MENU, consent: choose, request: REQUEST },
    association: { services },
  })
  const asked = () => new Talk(env).send({ kind: 'start' }).press('agree')

  it('is offered where only its description holds the words', () => {
    const talk = asked().say('Wheelchair')
    expect(talk.session?.pending).toMatchObject({ kind: 'suggestion', value: 'device' })
    expect(talk.say('yes').shown).toContain('flows:consent.picked(service=device)')
  })

  it('is not guessed where several do, or none', () => {
    expect(asked().say('daily life').session?.pending?.kind).not.toBe('suggestion')
    expect(asked().say('a new car').session?.pending?.kind).not.toBe('suggestion')
  })
})

describe('a file before any word', () => {
  it('is received, after who is speaking was said', () => {
    const facts = { name: 'a.ogg', mime: 'audio/ogg', bytes: 9, magic: '4f676753' }
    const { env } = aWorld({ contact: { consentVersion: 'p0' } })
    const talk = new Talk(env).send({ kind: 'file', id: 'f1', facts, voice: true })
    expect(talk.shown.slice(0, 2)).toEqual(['flows:welcome.hello', 'voice_received'])
    expect(talk.event('handoff_requested').reason).toBe('voice')
  })
})

describe('a near miss', () => {
  it('is offered before the words are taken for an inquiry', () => {
    expect(talking('agree').say('لا').say('requestt').session?.pending?.kind).toBe('suggestion')
  })
})

describe('an optional question', () => {
  it('is left out by "I have none", in a form', () => {
    const talk = talking('request').say('ما عندي')
    expect(talk.happened).toContain('answer_skipped')
    expect(talk.shown).toContain('ask note')
    expect(talk.say('لا يوجد').shown).toContain('ask place')
  })

  it('takes "none" for an answer where a choice is called so', () => {
    const talk = talking('request').say('no', 'no', 'none')
    expect(talk.happened).toContain('answer_saved')
  })

  it('says that it is optional again when the answer could not be read', () => {
    expect(talking('request').say('here it is').shown).toEqual(['misfit_file', 'optional'])
  })
})
