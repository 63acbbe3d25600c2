import { describe, expect, it } from 'vitest'
import { Talk, aField, aForm, aWorld } from './world.ts'

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }, { id: other, go: main }] }
  request: { kind: call, flow: request, next: main }`

const REQUEST = `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done }`

const { env } = aWorld({
  flows: { menu: MENU, request: REQUEST },
  forms: [aForm('food', [aField('city'), aField('people', { type: 'count' })])],
})

describe('"why?" to a question of a form', () => {
  it('tells its purpose and asks again, and is no answer', () => {
    const talk = new Talk(env).send({ kind: 'start' }).press('request')
    const why = 'why(purpose=to study the request)'
    expect(talk.say('Why?').shown).toEqual([why, 'About you', 'ask city'])
    expect(talk.say('Jeddah').say('what is this for?').shown).toEqual([why, 'ask people'])
    expect(talk.happened).not.toContain('answer_rejected')
  })

  it('is like any other word where no form asks', () => {
    expect(new Talk(env).send({ kind: 'start' }).say('why').happened).not.toContain('answer_saved')
  })
})
