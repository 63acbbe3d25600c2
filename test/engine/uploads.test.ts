import { describe, expect, it } from 'vitest'
import type { FormItem } from '#core/form.ts'
import type { Input } from '#engine/env.ts'
import { REQUEST_BYTES } from '#engine/upload.ts'
import { Talk, aField, aForm, aWorld, anAssociation } from './world.ts'

const both = (words: string) => ({ ar: words, en: words })
const PDF = Buffer.from('%PDF-1.7\n').toString('hex')

const REQUEST = `
vars: { answers: map }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  done: { kind: end, text: done, to: menu }`

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }] }
  request: { kind: call, flow: request, next: main }`

/** A form under way on a channel that takes personal papers, and no sensitive ones. */
function filling(items: readonly FormItem[], channel = 'telegram'): Talk {
  const { privacy } = anAssociation()
  const ceiling = { telegram: 'personal', web: 'sensitive' } as const
  const { env } = aWorld({
    flows: { menu: MENU, request: REQUEST },
    forms: [aForm('food', items)],
    association: { privacy: { ...privacy, ceiling } },
    contact: { channel, consents: ['sensitive:food'] },
  })
  return new Talk(env).send({ kind: 'start' }).press('request')
}

const report = aField('report', { type: 'document', sensitivity: 'sensitive', maxFiles: 3 })
const deed = aField('deed', { type: 'document', sensitivity: 'personal' })
const city = aField('city')

const facts = (bytes = 5000) => ({ name: 'a.pdf', mime: 'application/pdf', bytes, magic: PDF })
const file = (id: string, bytes?: number): Input => ({ kind: 'file', id, voice: false, facts: facts(bytes) })
const uploaded = (place: string, ids: readonly string[], bytes?: number, form = 'food'): Input => ({
  kind: 'uploaded',
  form,
  place,
  files: ids.map((id) => ({ id, facts: facts(bytes) })),
})

const answers = (talk: Talk) => talk.session?.stack.at(-1)?.forms?.form?.answers

describe('a sensitive paper', () => {
  it('is asked for over a link where the channel’s ceiling is lower, and there alone', () => {
    const upload = { form: 'food', revision: 'f1', field: 'report', place: 'report', files: 3 }
    const [draft] = filling([report]).drafts.slice(-1)
    expect(draft).toMatchObject({ upload })
    expect(draft).not.toHaveProperty('request')
    expect(filling([report], 'web').drafts.at(-1)).toMatchObject({ request: 'file' })
    expect(filling([deed]).drafts.at(-1)).toMatchObject({ request: 'file' })
    // A channel that the profile says nothing of takes no sensitive papers.
    expect(filling([report], 'whatsapp').drafts.at(-1)).toHaveProperty('upload')
  })

  it('is asked for over a link again after a wrong answer, an inquiry, and when it is changed', () => {
    const talk = filling([report, city]).say('here it is')
    expect(talk.shown).toEqual(['misfit_file'])
    expect(talk.drafts.at(-1)).toHaveProperty('upload')
    talk.send(uploaded('report', ['f1'])).say('back')
    expect(talk.choices).toEqual(['keep'])
    expect(talk.drafts.at(-1)).toHaveProperty('upload.files', 3)
  })

  it('of a member of the family is asked for by its place', () => {
    const family: FormItem = {
      kind: 'repeat',
      id: 'family',
      label: both('Family'),
      member: both('Member'),
      max: 3,
      count: '2',
      fields: [report as Extract<FormItem, { kind: 'field' }>],
    }
    const talk = filling([family, city])
    expect(talk.drafts.at(-1)).toHaveProperty('upload.place', 'family.0.report')
    talk.send(uploaded('family.0.report', ['f1']))
    expect(talk.drafts.at(-1)).toHaveProperty('upload.place', 'family.1.report')
    talk.send(uploaded('family.1.report', ['f2']))
    expect(talk.shown.at(-1)).toBe('ask city')
  })

  it('that comes through the chat is taken, and the next file has a link again', () => {
    const talk = filling([report, city]).send(file('f1'))
    expect(talk.shown).toEqual(['upload.in_chat', 'document.more'])
    expect(talk.drafts.at(-1)).toHaveProperty('upload.files', 2)
    talk.send(uploaded('report', ['f2', 'f3']))
    expect(talk.shown).toEqual(['upload.received', 'ask city'])
    expect(answers(talk)?.report).toMatchObject({ value: ['f1', 'f2', 'f3'], bytes: 15_000 })
  })
})

describe('files that came over a link', () => {
  it('are all of the paper: none is asked for afterwards', () => {
    const talk = filling([report, city]).send(uploaded('report', ['f1']))
    expect(talk.shown).toEqual(['upload.received', 'ask city'])
    expect(talk.event('file_kept')).toMatchObject({ file: 'f1', use: 'answer' })
    expect(answers(talk)?.report).toMatchObject({ value: ['f1'], file: true, bytes: 5000 })
    expect(answers(talk)?.report).not.toHaveProperty('open')
  })

  it.each([
    ['another question', uploaded('report', ['f1']), [deed, report]],
    ['a question for words', uploaded('report', ['f1']), [city, report]],
    ['another form', uploaded('report', ['f1'], 10, 'clothes'), [report]],
  ] as const)('for a place that is not open (%s) go to a person', (_, input, items) => {
    const talk = filling(items)
    const asked = talk.shown.at(-1)
    talk.send(input)
    expect(talk.shown[0]).toBe('file_unexpected')
    expect(talk.shown.at(-1)).toBe(asked)
    expect(talk.event('file_kept')).toMatchObject({ file: 'f1', use: 'unexpected' })
    expect(talk.event('handoff_requested')).toMatchObject({ reason: 'file' })
    expect(answers(talk)).toEqual({})
  })
})

describe('the files of one request', () => {
  const TEN = REQUEST_BYTES / 5
  const five = aField('report', { type: 'document', sensitivity: 'sensitive', maxFiles: 5 })
  const full = () => filling([five, deed, city]).send(uploaded('report', ['f1', 'f2', 'f3', 'f4', 'f5'], TEN))

  it('may be 50 MB together; one byte more is no answer, in the chat and over a link', () => {
    const talk = full()
    expect(talk.shown).toEqual(['upload.received', 'ask deed'])
    talk.send(file('f6', 1))
    expect(talk.shown).toEqual(['document.request_full(limit=50)'])
    expect(talk.happened).toEqual(['answer_rejected'])
    talk.send(uploaded('deed', ['f6'], 1))
    expect(talk.shown[0]).toContain('document.request_full')
    expect(talk.log.filter((event) => event.kind === 'file_kept' && event.file === 'f6')).toEqual([])
    expect(answers(talk)?.deed).toBeUndefined()
  })

  it('count no more once they are replaced', () => {
    const talk = full()
      .say('back')
      .send(uploaded('report', ['f7'], TEN))
      .send(file('f8', TEN))
    expect(talk.shown).toEqual(['ask city'])
    expect(answers(talk)).toMatchObject({ report: { value: ['f7'] }, deed: { value: ['f8'] } })
  })
})

describe('a file that was not kept', () => {
  const refused: Input = { kind: 'file_refused', problem: 'document_locked' }

  it('is an answer that could not be read: why, another way, then a person', () => {
    const talk = filling([deed]).send(refused)
    expect(talk.shown[0]).toContain('document_locked')
    talk.send(refused)
    expect(talk.shown[0]).toContain('unreadable.other_way')
    talk.send(refused)
    expect(talk.shown).toEqual(['unreadable.employee'])
  })

  it('is told of where no file was asked for, at the first contact too', () => {
    expect(filling([city]).send(refused).shown).toEqual(['file_refused', 'About you', 'ask city'])
    const { env } = aWorld()
    expect(new Talk(env).send(refused).shown).toContain('file_refused')
    const { env: stranger } = aWorld({ contact: { consentVersion: '' } })
    const shown = new Talk(stranger).send(refused).shown
    expect(shown.slice(0, 2)).toEqual(['flows:welcome.hello', 'file_refused'])
  })
})
