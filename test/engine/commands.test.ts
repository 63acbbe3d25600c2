import { describe, expect, it } from 'vitest'
import { COMMANDS } from '#core/answer.ts'
import type { Command } from '#core/answer.ts'
import { Talk, aField, aForm, aWorld } from './world.ts'

/** How each command is typed. */
const WORDS: Readonly<Record<Command, string>> = {
  back: 'back',
  cancel: 'cancel',
  restart: 'restart',
  menu: 'menu',
  human: 'employee',
  repeat: 'repeat',
  skip: 'skip',
  help: 'help',
  save: 'save',
  stop: 'stop',
  language: 'language',
  requests: 'my requests',
}

const MENU = `
steps:
  main:
    kind: ask
    text: question
    type: choice
    choices: [{ id: request, go: request }, { id: poll, go: poll }, { id: answer, go: answer }]
  request: { kind: call, flow: request, next: main }
  poll: { kind: call, flow: satisfaction, next: main }
  answer: { kind: call, flow: inquiry, next: main }`

const REQUEST = `
vars: { service: string, answers: map, declaration: map, reference: string }
steps:
  choose: { kind: ask, text: choose, type: choice, choices_from: services, save: service }
  form: { kind: fill, form: service, save: answers }
  check: { kind: review, of: form }
  declare: { kind: declare, of: form, save: declaration }
  submit: { kind: do, action: submit_request, with: { service: service }, save: { reference: reference } }
  done: { kind: end, text: done, with: { reference: reference } }`

const forms = [
  aForm('food', [aField('city'), aField('reason', { optional: true })]),
  aForm('rent', [aField('landlord'), aField('amount', { type: 'amount_sar' })]),
]
const flows = {
  menu: MENU,
  request: REQUEST,
  satisfaction: `
steps:
  one: { kind: poll, text: how, poll: service }
  two: { kind: end, text: thanks }`,
  inquiry: `
vars: { intent: string }
steps:
  topics: { kind: ask, text: question, type: choice, choices_from: topics, save: intent }
  reply: { kind: answer, intent: intent }
  more: { kind: ask, text: more, type: choice, choices: [{ id: again, go: topics }, { id: done, go: done }] }
  done: { kind: end }`,
}

function begun(): Talk {
  return new Talk(aWorld({ flows, forms }).env).send({ kind: 'start' })
}

/** Every state in which a conversation can wait, by the road that leads there. */
const STATES: Readonly<Record<string, () => Talk>> = {
  menu: begun,
  'choosing a service': () => begun().press('request'),
  'a form': () => begun().press('request').press('food').say('Jeddah'),
  review: () => begun().press('request').press('food').say('Jeddah', 'none'),
  declaration: () => begun().press('request').press('food').say('Jeddah', 'none').press('send'),
  poll: () => begun().press('poll'),
  'a confirmation': () => begun().press('request').press('food').say('Jeddah', 'cancel'),
  'the offer of an employee': () => begun().say('!!', '!!', '!!'),
  'after saving': () => begun().press('request').press('food').say('Jeddah', 'save'),
}

describe('every command in every state', () => {
  for (const [name, reach] of Object.entries(STATES)) {
    for (const command of COMMANDS) {
      it(`${command} in ${name}`, () => {
        const talk = reach().say(WORDS[command])
        expect(talk.event('command_given').command).toBe(command)
        expect(talk.shown.length).toBeGreaterThan(0)
        expect(talk.session?.status).not.toBe('failed')
        const waitsForStaff = talk.place === 'employee.wait'
        expect(talk.session?.status === 'ended' || waitsForStaff || talk.session?.question).toBeTruthy()
        if (!waitsForStaff) expect(talk.say('anything').shown.length).toBeGreaterThan(0)
      })
    }
  }
})

describe('what commands do', () => {
  it('carries out stop, employee and language even as the very first words', () => {
    for (const command of ['stop', 'human', 'language'] as const) {
      const { env } = aWorld({ flows, contact: { consentVersion: 'p0' } })
      const talk = new Talk(env).say(WORDS[command])
      expect(talk.shown[0]).toBe('flows:welcome.hello')
      expect(talk.event('command_given').command).toBe(command)
    }
  })

  it('goes back through a form, its service and the menu, question by question', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'no income')
    expect(talk.place).toBe('request.check')
    expect(talk.say('back').shown).toEqual(['ask reason', 'current_answer(value=no income)'])
    expect(talk.say('back').shown).toEqual(['About you', 'ask city', 'current_answer(value=Jeddah)'])
    expect(talk.say('back').place).toBe('request.choose')
    expect(talk.say('back').place).toBe('menu.main')
    expect(talk.say('back').shown).toEqual(['back_none', 'flows:menu.question'])
  })

  it('comes back to the form after going back into it from the review', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'none', 'back', 'rent is due')
    expect(talk.place).toBe('request.check')
    talk.say('back')
    expect(talk.shown).toEqual(['ask reason', 'current_answer(value=rent is due)'])
  })

  it('stays where it is when no flow below has asked anything', () => {
    const { env } = aWorld({
      flows: {
        ...flows,
        welcome: 'steps: { ask: { kind: call, flow: consent }, begin: { kind: end, to: menu } }',
        consent: `
steps:
  ask: { kind: ask, text: ask, type: choice, choices: [{ id: agree, go: done }, { id: later, go: done }] }
  done: { kind: end }`,
      },
      contact: { consentVersion: 'p0' },
    })
    const talk = new Talk(env).send({ kind: 'start' }).say('back')
    expect(talk.shown).toEqual(['back_none', 'flows:consent.ask'])
    expect(talk.press('agree').place).toBe('menu.main')
  })

  it('begins another form when another service is chosen after going back', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'none', 'back', 'back', 'back')
    expect(talk.press('rent').shown).toEqual(['About you', 'ask landlord'])
    expect(Object.keys(talk.session?.stack.at(-1)?.forms ?? {})).toEqual(['form'])
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers).toEqual({})
  })

  it('keeps the way back no longer than the steps of the flow', () => {
    const talk = begun().press('answer')
    for (let round = 0; round < 40; round++) talk.press('hours').press('again')
    expect(talk.session?.stack.at(-1)?.trail).toEqual(['topics'])
  })

  it('restarts the request, not the menu that led to it', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'restart')
    expect(talk.shown).toEqual(['restart.ask'])
    talk.press('yes')
    expect(talk.place).toBe('request.choose')
    expect(talk.session?.stack.map((frame) => frame.flow)).toEqual(['menu', 'request'])
    expect(talk.session?.stack.at(-1)?.forms).toBeUndefined()
  })

  it('asks before it cancels, and keeps everything on no', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'cancel')
    expect(talk.choices).toEqual(['yes', 'no'])
    expect(talk.press('no').shown).toEqual(['cancel_kept', 'ask reason', 'optional'])
    talk.say('cancel', 'yes')
    expect(talk.happened).toContain('draft_discarded')
    expect(talk.place).toBe('menu.main')
    expect(talk.session?.draft).toBeUndefined()
  })

  it('has nothing to confirm where nothing was answered', () => {
    const talk = begun().press('request').say('cancel')
    expect(talk.shown).toEqual(['flows:menu.question'])
    expect(talk.session?.stack.map((frame) => frame.flow)).toEqual(['menu'])
  })

  it('skips what is optional and only that', () => {
    const talk = begun().press('request').press('food').say('skip')
    expect(talk.shown).toEqual(['skip_not_optional', 'About you', 'ask city'])
    talk.say('Jeddah', 'skip')
    expect(talk.shown).toContain('review.line(n=2, label=reason, value=review.empty)')
  })

  it('puts an unfinished request aside on menu, save and /start', () => {
    for (const leave of ['menu', 'save', '/start']) {
      const talk = begun().press('request').press('food').say('Jeddah')
      if (leave === '/start') talk.send({ kind: 'start' })
      else talk.say(leave)
      expect(talk.happened).toContain('draft_saved')
      expect(talk.session?.draft?.map((frame) => frame.flow)).toEqual(['menu', 'request'])
    }
  })

  it('saves the request alone when another command stood in front of it', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'language', 'menu')
    expect(talk.session?.draft?.map((frame) => frame.flow)).toEqual(['menu', 'request'])
  })

  it('leaves nothing on the stack when the conversation begins anew', () => {
    const talk = begun().press('request').send({ kind: 'start' })
    expect(talk.session?.stack.map((frame) => frame.flow)).toEqual(['menu'])
  })

  it('forgets a confirmation when the conversation begins anew', () => {
    const talk = begun().press('request').press('food').say('Jeddah', 'cancel').send({ kind: 'start' })
    expect(talk.session?.pending).toBeUndefined()
  })

  it('talks to an employee from within a form and goes on with it afterwards', () => {
    const talk = begun().press('request').press('food').say('employee')
    expect(talk.shown).toEqual(['flows:employee.waiting'])
    talk.send({ kind: 'released' })
    expect(talk.shown).toEqual(['flows:employee.back', 'About you', 'ask city'])
  })

  it('changes the language in the middle of a form, also by its own name', () => {
    const talk = begun().press('request').press('food').say('language')
    expect(talk.choices).toEqual(['ar', 'en'])
    talk.say('العربية')
    expect(talk.event('language_changed').language).toBe('ar')
    expect(talk.session?.language).toBe('ar')
    expect(talk.shown).toEqual(['flows:language.done', 'About you', 'ask city'])
  })

  it('piles no interruptions up', () => {
    const talk = begun()
    for (let round = 0; round < 10; round++) talk.say('language', 'employee')
    expect(talk.session?.stack.map((frame) => frame.flow)).toEqual(['menu', 'employee'])
    expect(talk.log.some((event) => event.kind === 'session_failed')).toBe(false)
  })
})
