import { describe, expect, it } from 'vitest'
import { NOTICES } from '#core/notice.ts'
import type { NoticeInput } from '#engine/env.ts'
import { ROOT, readFlows } from '../fakes/conversation.ts'
import { Talk, aField, aForm, aWorld } from './world.ts'
import type { Given } from './world.ts'

const FLOWS = {
  menu: `
steps:
  main:
    kind: ask
    text: question
    type: choice
    choices: [{ id: request, go: request }, { id: chat, go: chat }]
  request: { kind: call, flow: request, next: main }
  chat: { kind: call, flow: chat, next: main }`,
  request: `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done, to: menu }`,
  chat: `
vars: { name: string }
steps:
  name: { kind: ask, text: name, type: text, save: name }
  done: { kind: end, text: done, to: menu }`,
  news: `
vars: { reference: string }
params: [reference]
steps:
  tell: { kind: ask, text: tell, with: { reference: reference }, type: yes_no }
  done: { kind: end, text: heard, to: menu }`,
}
const FORM = aForm('food', [aField('a'), aField('b')])
const MINUTE = 60_000

function talking(contact: Given['contact'] = {}): Talk {
  const { env } = aWorld({ flows: FLOWS, forms: [FORM], contact: { quietFor: MINUTE, ...contact } })
  return new Talk(env)
}

const notice = (id: string, more: Partial<NoticeInput> = {}): NoticeInput => ({
  kind: 'notice',
  id,
  flow: 'news',
  vars: { reference: id },
  ...more,
})

describe('a notice', () => {
  it('begins its flow at once at the menu, with what it is told', () => {
    const talk = talking().send({ kind: 'start' }).send(notice('R1'))
    expect(talk.shown).toEqual(['flows:news.tell(reference=R1)'])
    expect(talk.happened).toContain('notice_begun')
    expect(talk.place).toBe('news.tell')
  })

  it('begins at once where the session has ended, and for somebody who never wrote since', () => {
    const talk = talking().send(notice('R1'))
    expect(talk.place).toBe('news.tell')
  })

  it('waits while something is under way, says so in one line each, and begins when that has ended', () => {
    const talk = talking().send({ kind: 'start' }).press('request').say('rice')
    expect(talk.send(notice('R1')).shown).toEqual(['notice.waiting'])
    expect(talk.happened).toEqual(['notice_queued'])
    expect(talk.send(notice('R2')).shown).toEqual(['notice.waiting'])
    expect(talk.place).toBe('request.form')
    talk.say('milk')
    expect(talk.place).toBe('news.tell')
    expect(talk.shown).toEqual(['flows:request.done', 'flows:news.tell(reference=R1)'])
    expect(talk.say('yes').shown.at(-1)).toBe('flows:news.tell(reference=R2)')
    expect(talk.say('yes').place).toBe('menu.main')
    expect(talk.session?.queued).toBeUndefined()
  })

  it('is not queued twice', () => {
    const talk = talking().send({ kind: 'start' }).press('request').say('rice').send(notice('R1'))
    talk.send(notice('R1'))
    expect(talk.session?.queued).toHaveLength(1)
  })

  it('is reached at once by the word for it; the form is put aside', () => {
    const talk = talking().send({ kind: 'start' }).press('request').say('rice').send(notice('R1'))
    talk.say('my requests')
    expect(talk.place).toBe('news.tell')
    expect(talk.session?.draft).toBeDefined()
  })

  it('does not wait for a talk that was left a quarter of an hour ago, but for a form for a day', () => {
    const left = talking({ quietFor: 16 * MINUTE })
      .send({ kind: 'start' })
      .press('chat')
    expect(left.send(notice('R1')).place).toBe('news.tell')
    const form = talking({ quietFor: 16 * MINUTE })
      .send({ kind: 'start' })
      .press('request')
      .say('rice')
    expect(form.send(notice('R1')).place).toBe('request.form')
    const old = talking({ quietFor: 25 * 60 * MINUTE })
      .send({ kind: 'start' })
      .press('request')
      .say('rice')
    expect(old.send(notice('R1')).place).toBe('news.tell')
    expect(old.session?.draft).toBeDefined()
  })

  it('that may only be announced is one neutral line; any word brings it', () => {
    const talk = talking().send(notice('R1', { line: true }))
    expect(talk.shown).toEqual(['notice.line'])
    expect(talk.say('ok').place).toBe('news.tell')
  })

  it('comes after the answer to a question that was asked instead', () => {
    const { env } = aWorld({
      flows: FLOWS,
      matches: { 'when are you open?': { outcome: 'answer', intent: 'hours' } },
    })
    const talk = new Talk(env).send(notice('R1', { line: true })).say('when are you open?')
    expect(talk.shown[0]).toBe('An employee will tell.')
  })

  it('does not come into an emergency', () => {
    const { env } = aWorld({ flows: FLOWS, matches: { fire: { outcome: 'emergency' } } })
    const talk = new Talk(env)
      .send({ kind: 'start' })
      .send(notice('R1', { line: true }))
      .say('fire')
    expect(talk.happened).not.toContain('notice_begun')
    expect(talk.say('ok').place).toBe('news.tell')
  })

  it('has a flow for each of its kinds', () => {
    const flows = readFlows(`${ROOT}/flows`)
    for (const { flow } of Object.values(NOTICES)) expect([...flows.keys()]).toContain(flow)
  })
})
