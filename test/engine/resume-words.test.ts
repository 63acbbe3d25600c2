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
  check: { kind: review, of: form }
  done: { kind: end, text: done }`

const items = [aField('city'), aField('people', { type: 'count' }), aField('rents', { type: 'yes_no' })]

function begun(): Talk {
  const { env } = aWorld({ flows: { menu: MENU, request: REQUEST }, forms: [aForm('food', items)] })
  return new Talk(env).send({ kind: 'start' }).press('request')
}

describe('"go on" after a pause', () => {
  it('asks the question again at which the form stopped', () => {
    const talk = begun().say('Jeddah').say('Continue')
    expect(talk.shown).toEqual(['ask people'])
    expect(talk.happened).not.toContain('answer_rejected')
    expect(talk.say('3').say('go on').shown).toEqual(['ask rents'])
  })

  it('takes up a saved request, however the conversation ended', () => {
    expect(begun().say('Jeddah', 'save').say('continue').shown).toEqual(['ask people'])
    expect(begun().say('Jeddah', 'menu').say('continue my request').shown).toEqual(['ask people'])
  })

  it('is an answer like any other where nothing was begun', () => {
    expect(begun().say('continue').shown).toEqual(['ask people'])
  })

  it('goes on to the next step at the review', () => {
    expect(begun().say('Jeddah', '3', 'no').say('correct, go on').shown).toContain('flows:request.done')
  })
})
