import { describe, expect, it } from 'vitest'
import type { OpenedCase, OwnCase } from '#engine/case-facts.ts'
import type { ContactFacts } from '#engine/env.ts'
import { givenPin, isHushed, openedIn } from '#engine/pin.ts'
import { Talk, aField, aForm, aWorld } from './world.ts'

const FLOWS = {
  menu: `
vars: { reference: string, done: bool, form: string, answers: map, slot: string, open: bool, declaration: map }
steps:
  main:
    kind: ask
    text: question
    type: choice
    choices:
      - { id: open, go: typed }
      - { id: book, go: choose }
      - { id: object, go: object }
      - { id: complete, go: missing }
  typed: { kind: ask, text: typed, type: text, save: reference }
  pin: { kind: ask, text: pin, type: pin }
  opened:
    kind: branch
    cases: [{ if: contact.opened == reference, go: show }]
    else: shut
  show: { kind: do, action: show_decision, with: { reference: reference }, next: main }
  shut: { kind: say, text: shut, next: main }
  choose: { kind: ask, text: choose, type: choice, choices_from: slots, choices: [{ id: none, go: main }], save: slot }
  book:
    kind: do
    action: ask_case
    with: { reference: reference, command: "'book_interview'", value: slot }
    save: { done: done }
  booked: { kind: say, text: booked, next: main }
  object:
    kind: do
    action: ask_case
    with: { reference: reference, command: "'object'", value: "'wrong'" }
    save: { done: done }
  objected: { kind: branch, cases: [{ if: done, go: said }], else: refused }
  said: { kind: say, text: said, next: main }
  refused: { kind: say, text: refused, next: main }
  missing:
    kind: do
    action: correct_answers
    with: { reference: reference }
    save: { open: open, form: form }
  fill: { kind: fill, form: form, save: answers }
  check: { kind: review, of: fill }
  declare: { kind: declare, of: fill, save: declaration }
  send: { kind: do, action: resubmit_request, with: { reference: reference }, next: main }`,
}
const both = (words: string) => ({ ar: words, en: words })
const FORM = aForm('food', [
  aField('name'),
  aField('phone'),
  { kind: 'calculated', id: 'sum', label: both('sum'), value: '7.0' },
])
const ENTRY = (value: string) => ({ value, display: value })
const CONTENT = {
  form: 'food',
  revision: 'f1',
  answers: { name: ENTRY('Noor'), phone: ENTRY('secret') },
  groups: {},
}

const OWN: OwnCase = {
  reference: 'REF1',
  kind: 'support',
  serviceId: 'food',
  service: both('Food'),
  state: 'assessment',
  can: [],
}
const OPENED: OpenedCase = {
  reference: 'REF1',
  kind: 'support',
  service: both('Food'),
  state: 'refused',
  can: ['object'],
  content: CONTENT,
  decision: { outcome: 'refused', day: '2026-01-02', text: 'CANARY', next: 'object' },
}

function talking(contact: Partial<ContactFacts>, vars: Record<string, string> = {}): Talk {
  const { env } = aWorld({ flows: FLOWS, forms: [FORM], contact })
  const talk = new Talk(env).send({ kind: 'start' })
  const [frame, ...rest] = talk.session?.stack ?? []
  if (!frame || !talk.session) throw new Error('no frame')
  talk.session = { ...talk.session, stack: [{ ...frame, vars }, ...rest] }
  return talk
}

function knowing(talk: Talk, contact: Partial<ContactFacts>): Talk {
  talk.env = { ...talk.env, contact: { ...talk.env.contact, ...contact } }
  return talk
}

describe('a PIN', () => {
  it('is what the runner is to check: in any digits, only where it is asked for', () => {
    const talk = talking({}).press('open')
    const given = (text: string) => talk.session && givenPin(talk.env, talk.session, { kind: 'text', text })
    expect(given('402001')).toBeUndefined()
    talk.say('ref1')
    expect(given('الرقم ٤٠٢٠٠١')).toEqual({ reference: 'ref1', pin: '402001' })
    expect(given('what is it?')).toBeUndefined()
    expect(talk.session && isHushed(talk.env, talk.session)).toBe(true)
    expect(talk.drafts.at(-1)?.private).toBe(true)
  })

  it('opens the request for half an hour, however the reference was typed', () => {
    const talk = talking({}).press('open').say('ref 1')
    knowing(talk, { pin: 'right', opened: OPENED }).say('402001')
    expect(talk.event('pin_tried')).toEqual({ kind: 'pin_tried', reference: 'REF1', right: true })
    expect(talk.shown).toContain('CANARY')
    const { session, env } = talk
    expect(session && openedIn(session, env.now + 29 * 60_000)).toBe('REF1')
    expect(session && openedIn(session, env.now + 30 * 60_000)).toBeUndefined()
  })

  it('that is wrong five times is asked for no more that day, whatever the reference', () => {
    const talk = knowing(talking({}), { pin: 'wrong' }).press('open').say('REF1')
    for (const wrong of ['111111', '222222', '333333', '444444'])
      expect(talk.say(wrong).shown).toEqual(['pin.wrong'])
    expect(talk.say('555555').shown[0]).toBe('flows:menu.shut')
    expect(talk.press('open').say('REF2').shown[0]).toBe('flows:menu.shut')
    talk.env = { ...talk.env, today: '2026-01-06' }
    expect(talk.press('open').say('REF1').place).toBe('menu.pin')
  })

  it('shows nothing when the half hour is over: the request is shut again', () => {
    const talk = knowing(talking({}), { pin: 'right', opened: OPENED }).press('open').say('REF1', '402001')
    const { opened: _over, ...contact } = talk.env.contact
    talk.env = { ...talk.env, contact }
    talk.press('open').say('REF1').say('402001')
    expect(talk.shown).not.toContain('CANARY')
  })
})

describe('what is asked of a case', () => {
  const slots = [
    { id: 's1', at: 1, label: both('Sunday'), place: 'office' },
    { id: 's2', at: 2, label: both('Monday'), place: 'office' },
  ]
  const offered: OwnCase = { ...OWN, can: ['book_interview'], interview: { slots } }

  it('is a time among those held, and where', () => {
    const talk = talking({ cases: [offered] }, { reference: 'REF1' }).press('book')
    expect(talk.choices).toEqual(['s1', 's2', 'none'])
    talk.say('2')
    expect(talk.event('case_asked').command).toEqual({ do: 'book_interview', slot: 's2', when: 2 })
    expect(talk.shown[0]).toBe('interview_booked(when=Monday, place=office)')
  })

  it('is asked anew where the list is another by now: a number never means another time', () => {
    const talk = talking({ cases: [offered] }, { reference: 'REF1' }).press('book')
    knowing(talk, { cases: [{ ...offered, interview: { slots: slots.slice(1) } }] })
    talk.say('1')
    expect(talk.shown).toEqual(['choice_outdated', 'flows:menu.choose'])
    expect(talk.happened).toEqual(['choice_outdated'])
    knowing(talk, { cases: [{ ...offered, interview: { slots: [] } }] })
    talk.say('1')
    expect(talk.log.filter(({ kind }) => kind === 'case_asked')).toEqual([])
  })

  it('is only what the level of access allows', () => {
    const level1 = talking({ cases: [OWN] }, { reference: 'REF1' }).press('object')
    expect(level1.shown[0]).toBe('flows:menu.refused')
    const level2 = talking({ cases: [OWN], opened: OPENED }, { reference: 'REF1' }).press('object')
    expect(level2.shown[0]).toBe('flows:menu.said')
    expect(level2.event('case_asked')).toMatchObject({ command: { do: 'object', why: 'wrong' } })
    const other = talking({ opened: OPENED }, { reference: 'REF2' }).press('object')
    expect(other.shown[0]).toBe('flows:menu.refused')
  })
})

describe('a returned request', () => {
  const returned: OwnCase = {
    ...OWN,
    state: 'returned',
    can: ['resubmit'],
    returned: { missing: [{ item: 'name', why: 'differs', note: 'as in the ID' }], content: CONTENT },
  }

  it('opens at what is missing alone, and shows no other answer, nor what is calculated from them', () => {
    const talk = talking({ cases: [returned], known: { name: ENTRY('Noor') } }, { reference: 'REF1' })
    talk.press('complete')
    expect(talk.shown).toEqual([
      'returned.title(reference=REF1)',
      'returned.line_note(what=name, reason=returned.why.differs, note=as in the ID)',
      'About you',
      'ask name',
    ])
    talk.say('Noor Ali')
    expect(talk.place).toBe('menu.check')
    expect(talk.shown.join(' ')).not.toMatch(/secret|sum/)
    expect(talk.say('2').place).toBe('menu.check')
    expect(talk.say('back').shown.join(' ')).not.toContain('secret')
  })

  it('is sent under its own reference with all answers, declared anew', () => {
    const talk = talking({ cases: [returned] }, { reference: 'REF1' })
    talk.press('complete').say('Noor Ali').press('send').press('agree')
    const { reference, request, items } = talk.event('request_resubmitted')
    expect(reference).toBe('REF1')
    expect(items).toEqual(['name'])
    expect(request.answers).toMatchObject({ name: { value: 'Noor Ali' }, phone: { value: 'secret' } })
    expect(request.declaration?.answersHash).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('sensitive questions', () => {
  const form = aForm('food', [aField('a'), aField('ill', { sensitivity: 'sensitive' }), aField('b')])
  const flows = {
    menu: `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done }`,
  }

  it('come after explicit consent, given once a form', () => {
    const talk = new Talk(aWorld({ flows, forms: [form] }).env).send({ kind: 'start' }).say('x')
    expect(talk.shown).toEqual(['sensitive.ask'])
    expect(talk.press('agree').shown).toEqual(['ask ill'])
    expect(talk.event('consent_given')).toMatchObject({ purpose: 'sensitive:food' })
    const again = new Talk(aWorld({ flows, forms: [form], contact: { consents: ['sensitive:food'] } }).env)
    expect(again.send({ kind: 'start' }).say('x').shown).toEqual(['ask ill'])
  })

  it('are left out where they are optional and there is no consent; else the form is kept for later', () => {
    const optional = aForm('food', [
      aField('a'),
      aField('ill', { sensitivity: 'sensitive', optional: true }),
      aField('b'),
    ])
    const skips = new Talk(aWorld({ flows, forms: [optional] }).env).send({ kind: 'start' }).say('x')
    expect(skips.press('decline').shown).toEqual(['ask b'])
    const leaves = new Talk(aWorld({ flows, forms: [form] }).env).send({ kind: 'start' }).say('x')
    expect(leaves.say('no').session?.draft).toBeDefined()
    expect(leaves.shown[0]).toBe('sensitive.declined')
  })
})
