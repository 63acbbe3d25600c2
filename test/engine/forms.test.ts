import { describe, expect, it } from 'vitest'
import type { FormItem } from '#core/form.ts'
import { Talk, aField, aForm, aWorld } from './world.ts'
import type { Given } from './world.ts'

const both = (words: string) => ({ ar: words, en: words })

const REQUEST = `
vars: { answers: map, declaration: map, reference: string }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  check: { kind: review, of: form }
  declare: { kind: declare, of: form, save: declaration }
  submit: { kind: do, action: submit_request, with: { service: "'food'" }, save: { reference: reference } }
  done: { kind: end, text: done, with: { reference: reference } }`

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }, { id: continue, go: draft }] }
  draft: { kind: do, action: resume_draft, next: main }
  request: { kind: call, flow: request, next: main }`

function filling(items: readonly FormItem[], given: Given = {}): Talk {
  const { env } = aWorld({ flows: { menu: MENU, request: REQUEST }, forms: [aForm('food', items)], ...given })
  return new Talk(env).send({ kind: 'start' }).press('request')
}

function group(change: Partial<Extract<FormItem, { kind: 'repeat' }>>): FormItem {
  return {
    kind: 'repeat',
    id: 'family',
    label: both('Family'),
    member: both('Member'),
    max: 3,
    fields: [
      aField('called') as Extract<FormItem, { kind: 'field' }>,
      aField('works', { type: 'yes_no' }) as Extract<FormItem, { kind: 'field' }>,
      aField('wage', { type: 'amount_sar', when: 'works' }) as Extract<FormItem, { kind: 'field' }>,
    ],
    ...change,
  }
}

const rented = [
  aField('rents', { type: 'yes_no' }),
  aField('rent', {
    type: 'amount_sar',
    when: 'rents',
    constraint: { rule: 'rent <= 9000.0', message: both('Too high.') },
  }),
  aField('city'),
]

describe('rules of a form', () => {
  it('asks only what applies, and closes again what no longer does', () => {
    const talk = filling(rented).say('yes', '500', 'Jeddah')
    expect(talk.shown.some((line) => line.includes('label=rent,'))).toBe(true)
    talk.say('1', 'no')
    expect(talk.place).toBe('request.check')
    expect(talk.shown.some((line) => line.includes('label=rent,'))).toBe(false)
    talk.press('send').press('agree')
    expect(Object.keys(talk.event('request_submitted').request.answers)).toEqual(['rents', 'city'])
  })

  it('says a broken rule in the words of the association and asks again', () => {
    const talk = filling(rented).say('yes', '10000')
    expect(talk.shown).toEqual(['Too high.'])
    expect(talk.event('answer_rejected')).toMatchObject({
      type: 'amount_sar',
      problem: 'constraint',
      attempts: 1,
    })
    expect(talk.say('900').shown).toEqual(['ask city'])
  })

  it('lets a rule use what was computed before', () => {
    const talk = filling([
      aField('income', { type: 'amount_sar' }),
      { kind: 'calculated', id: 'third', label: both('A third'), value: 'income / 3', decimals: 1 },
      aField('rent', {
        type: 'amount_sar',
        constraint: { rule: 'rent <= third', message: both('Over a third.') },
      }),
    ]).say('900', '400')
    expect(talk.shown).toEqual(['Over a third.'])
    talk.say('200')
    expect(talk.shown).toContain('review.calculated(label=A third, value=300.0)')
    expect(talk.say('1', '90000').shown).toContain('review.calculated(label=A third, value=30,000.0)')
  })

  it('ends as failed, with the answers kept, where a rule has no value', () => {
    const talk = filling([
      aField('city'),
      { kind: 'calculated', id: 'share', label: both('Share'), value: '1 / (size(city) - 6)' },
    ]).say('Jeddah')
    expect(talk.event('session_failed').reason).toBe('expression_failed')
    expect(talk.shown).toEqual(['session_failed'])
    expect(talk.session?.draft?.at(-1)?.forms?.form?.answers.city?.value).toBe('Jeddah')
  })
})

describe('an answer that no longer applies', () => {
  it('is empty for the rules after it', () => {
    const talk = filling([
      aField('rents', { type: 'yes_no' }),
      aField('rent', { type: 'amount_sar', when: 'rents' }),
      aField('debts', { when: 'rent > 100.0' }),
    ]).say('yes', '500', 'many')
    expect(talk.place).toBe('request.check')
    talk.say('1', 'no')
    expect(talk.shown.filter((line) => line.startsWith('review.line'))).toEqual([
      'review.line(n=1, label=rents, value=no)',
    ])
  })
})

describe('repeat groups', () => {
  const counted = [aField('people', { type: 'count' }), group({ count: 'people' })]

  it('asks for as many members as were counted', () => {
    const talk = filling(counted).say('2', 'Ali', 'no', 'Sara')
    expect(talk.shown).toEqual(['ask works'])
    talk.say('yes')
    expect(talk.shown).toEqual(['ask wage'])
    talk.say('3000')
    expect(talk.shown).toContain('repeat.member(member=Member, n=2)')
    talk.press('send').press('agree')
    const { groups } = talk.event('request_submitted').request
    expect(groups.family?.map((member) => member.called?.value)).toEqual(['Ali', 'Sara'])
    expect(groups.family?.[1]?.wage?.value).toBe(3000)
  })

  it('drops members when the number is corrected downwards, and asks for more when upwards', () => {
    const talk = filling(counted).say('2', 'Ali', 'no', 'Sara', 'no', '1', '1')
    expect(talk.shown.join()).not.toContain('Sara')
    talk.say('1', '3')
    expect(talk.shown).toEqual(['repeat.member(member=Member, n=3)', 'ask called'])
    talk.say('Noor', 'no').press('send').press('agree')
    expect(talk.event('request_submitted').request.groups.family).toHaveLength(3)
  })

  it('asks after each member whether one more follows, up to the most', () => {
    const talk = filling([group({ more: both('One more?'), min: 1 })]).say('Ali', 'no')
    expect(talk.shown).toEqual(['One more?'])
    talk.press('yes').say('Sara', 'no').press('yes').say('Noor', 'no')
    expect(talk.place).toBe('request.check')
    talk.press('send').press('agree')
    expect(talk.event('request_submitted').request.groups.family).toHaveLength(3)
  })

  it('shows the summary once: a question at the review is answered, and only what to do is asked again', () => {
    const matches = {
      'when?': { outcome: 'answer', intent: 'hours', confidence: 0.9, ranked: ['hours'] },
    } as const
    const talk = filling([aField('city')], { matches }).say('Jeddah')
    expect(talk.shown[0]).toBe('review.title')
    expect(talk.say('when?').shown).toEqual([
      'An employee will tell.',
      'inquiry.answer_source(clause=Politely)',
      'review.edit_hint',
    ])
    expect(talk.say('99').shown).toEqual(['review.unreadable'])
    expect(talk.say('repeat').shown[0]).toBe('review.title')
    expect(talk.say('1').shown).toContain('ask city')
  })

  it('names the section again after its members, so that what follows is not taken for theirs', () => {
    const members = group({ more: both('One more?'), min: 1 })
    const talk = filling([aField('city'), members, aField('house'), aField('rent')])
    talk.say('Jeddah', 'Ali', 'no').press('no').say('small', 'high')
    const place = talk.shown.findIndex((line) => line.includes('label=house,'))
    expect(talk.shown[place - 1]).toBe('review.section(title=About you)')
    expect(talk.shown[place + 1]).toContain('label=rent,')
  })

  it('has none where the first answer is no', () => {
    const talk = filling([group({ more: both('One more?') }), aField('city')]).press('no')
    expect(talk.shown).toEqual(['ask city'])
  })

  it('goes back into a member, and keeps the answer on "leave it"', () => {
    const talk = filling(counted).say('1', 'Ali', 'back')
    expect(talk.shown).toEqual([
      'repeat.member(member=Member, n=1)',
      'ask called',
      'current_answer(value=Ali)',
    ])
    expect(talk.choices).toEqual(['keep'])
    talk.press('keep')
    expect(talk.shown).toEqual(['ask works'])
  })
})

describe('documents', () => {
  const pdf = (id: string) =>
    ({
      kind: 'file',
      id,
      voice: false,
      facts: {
        name: 'deed.pdf',
        mime: 'application/pdf',
        bytes: 5000,
        magic: Buffer.from('%PDF-1.7\n').toString('hex'),
      },
    }) as const

  it('takes several files and says when it is enough', () => {
    const talk = filling([aField('deed', { type: 'document', maxFiles: 3 }), aField('city')]).send(
      pdf('file1'),
    )
    expect(talk.shown).toEqual(['document.more'])
    expect(talk.event('file_kept')).toMatchObject({ file: 'file1', use: 'answer' })
    talk.send(pdf('file2')).press('done')
    expect(talk.shown).toEqual(['ask city'])
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.deed?.value).toEqual(['file1', 'file2'])
  })

  it('goes on by itself at the last file', () => {
    const talk = filling([aField('deed', { type: 'document' }), aField('city')]).send(pdf('file1'))
    expect(talk.shown).toEqual(['ask city'])
  })

  it('asks for the file again when words come instead', () => {
    const talk = filling([aField('deed', { type: 'document' })]).say('here it is')
    expect(talk.shown).toEqual(['misfit_file'])
    expect(talk.drafts[0]?.request).toBe('file')
  })

  it('keeps a file that nobody asked for, and a voice note for an employee', () => {
    const talk = filling([aField('city')]).send(pdf('file1'))
    expect(talk.shown).toEqual(['file_unexpected', 'About you', 'ask city'])
    expect(talk.event('file_kept')).toMatchObject({ file: 'file1', use: 'unexpected' })
    talk.send({ ...pdf('voice1'), voice: true })
    expect(talk.event('handoff_requested')).toMatchObject({ reason: 'voice', silent: false })
    expect(talk.place).toBe('request.form')
  })
})

describe('facts known from before', () => {
  const items = [aField('city', { known: 'city' }), aField('reason')]
  const given = { contact: { known: { city: { value: 'Jeddah', display: 'Jeddah' } } } }

  it('are confirmed instead of asked again', () => {
    const talk = filling(items, given)
    expect(talk.shown).toEqual(['known.confirm(label=city, value=Jeddah)'])
    expect(talk.drafts[0]?.private).toBe(true)
    expect(talk.press('yes').shown).toEqual(['ask reason'])
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.city?.value).toBe('Jeddah')
  })

  it('are asked for anew when they changed, or taken at once when the new one is typed', () => {
    expect(filling(items, given).press('no').shown).toEqual(['About you', 'ask city'])
    const typed = filling(items, given).say('Makkah')
    expect(typed.session?.stack.at(-1)?.forms?.form?.answers.city?.value).toBe('Makkah')
  })
})

describe('declaration', () => {
  const named = [aField('name', { type: 'name_ar' }), aField('city')]
  const signed = {
    association: {
      declaration: { mode: 'declare_and_sign', version: 'd2', text: both('I sign.'), clauses: [] },
    },
  } as const

  function toDeclaration(): Talk {
    return filling(named, { ...signed, forms: [aForm('food', named)] })
      .say('محمد عبدالله أحمد العتيبي', 'Jeddah')
      .press('send')
  }

  it('is signed with the name of the form where the policy asks for it', () => {
    const talk = toDeclaration().press('agree')
    expect(talk.shown).toEqual(['declare.sign'])
    for (const other of ['خالد سعد', 'العتيبي محمد', 'محمد']) {
      talk.say(other)
      expect(talk.shown[0]).toMatch(/^declare.sign_mismatch|^unreadable/)
    }
    talk.press('continue')
    talk.say('محمد العتيبي')
    expect(talk.event('declaration_made').declaration).toMatchObject({
      mode: 'declare_and_sign',
      signature: 'محمد العتيبي',
    })
    expect(talk.event('request_submitted').request.declaration?.answersHash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('is asked for anew after the answers were opened again', () => {
    const talk = toDeclaration().press('agree').say('back')
    expect(talk.place).toBe('request.check')
    talk.press('send')
    expect(talk.shown).toEqual(['I sign.', 'declare.confirm'])
  })

  it('is not passed by declining', () => {
    const talk = toDeclaration().press('disagree')
    expect(talk.shown).toEqual(['declare.declined', 'I sign.', 'declare.confirm'])
    expect(talk.drafts.at(-1)?.paragraphs).toHaveLength(2)
    expect(talk.log.some((event) => event.kind === 'request_submitted')).toBe(false)
  })

  it('does not hold for other answers than those declared', () => {
    const talk = atSubmission({ answers: { city: { value: 'Makkah', display: 'Makkah' } } })
    expect(talk.event('session_failed').reason).toBe('declaration_void')
    expect(talk.log.some((event) => event.kind === 'request_submitted')).toBe(false)
  })

  it('does not make a form whole that is not', () => {
    const talk = atSubmission({ answers: {} })
    expect(talk.event('session_failed').reason).toBe('form_incomplete')
    expect(talk.log.some((event) => event.kind === 'request_submitted')).toBe(false)
  })

  it('stands for what was sent, and no draft of it is left', () => {
    const talk = atSubmission({})
    expect(talk.happened).toContain('request_submitted')
    expect(talk.place).toBe('request.more')
    expect(talk.say('menu').happened).not.toContain('draft_saved')
    expect(talk.session?.draft).toBeUndefined()
  })
})

/** A request declared and about to be sent, its form changed behind the engine's back. */
function atSubmission(change: object): Talk {
  const { env } = aWorld({
    flows: {
      menu: MENU,
      request: REQUEST.replace('  submit:', '  pause: { kind: wait }\n  submit:').replace(
        '  done:',
        '  more: { kind: ask, text: more, type: text }\n  done:',
      ),
    },
    forms: [aForm('food', [aField('city')])],
  })
  const talk = new Talk(env)
    .send({ kind: 'start' })
    .press('request')
    .say('Jeddah')
    .press('send')
    .press('agree')
  expect(talk.place).toBe('request.pause')
  const { session } = talk
  const top = session?.stack.at(-1)
  const form = top?.forms?.form
  if (!session || !top || !form) throw new Error('no form')
  const changed = { ...top, forms: { form: { ...form, ...change } } }
  talk.session = { ...session, stack: [...session.stack.slice(0, -1), changed] }
  return talk.say('go on')
}

describe('a flow file that changes while somebody is in it', () => {
  it('changes nothing for them, and everything for who begins afterwards', () => {
    const { env, shelves } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('city'), aField('reason')])],
    })
    const before = new Talk(env).send({ kind: 'start' }).press('request').say('Jeddah')
    shelves.addFlow('request', REQUEST.replace('  check: { kind: review, of: form }\n', ''))
    shelves.addForm(aForm('food', [aField('town')], 'f2'))
    expect(before.say('none').place).toBe('request.check')
    expect(before.press('send').place).toBe('request.declare')
    const after = new Talk(env).send({ kind: 'start' }).press('request')
    expect(after.shown).toEqual(['About you', 'ask town'])
    expect(after.say('Makkah').place).toBe('request.declare')
  })
})

describe('a revision that is lost', () => {
  it('of a flow fails the session with the answers kept, rather than fall silent', () => {
    const { env, shelves } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('city')])],
    })
    const talk = new Talk(env).send({ kind: 'start' }).press('request').say('Jeddah')
    shelves.addFlow('request', REQUEST.replaceAll('check', 'checked'))
    const newest = shelves.flow('request')
    talk.env = { ...env, library: { flow: (id) => shelves.flow(id), form: (id) => shelves.form(id) } }
    expect(newest.steps.has('check')).toBe(false)
    talk.say('hello')
    expect(talk.event('session_failed').reason).toBe('unknown_step')
    expect(talk.session?.draft).toBeDefined()
  })

  it('of a form goes on with the questions there are now', () => {
    const { env, shelves } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('city'), aField('reason')])],
    })
    const talk = new Talk(env).send({ kind: 'start' }).press('request').say('Jeddah', 'none', '1')
    shelves.addForm(aForm('food', [aField('town'), aField('reason')], 'f2'))
    talk.env = { ...env, library: { flow: (id) => shelves.flow(id), form: (id) => shelves.form(id) } }
    expect(talk.say('repeat').shown).toEqual(['About you', 'ask town'])
  })
})

describe('a draft', () => {
  it('goes on at the question where it stopped, in the revisions that it began with', () => {
    const { env, shelves } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('city'), aField('reason')], 'f1')],
    })
    const talk = new Talk(env).send({ kind: 'start' }).press('request').say('Jeddah', 'save')
    expect(talk.session?.status).toBe('ended')
    shelves.addForm(aForm('food', [aField('iban'), aField('city')], 'f2'))
    shelves.addFlow('request', REQUEST.replace('text: done', 'text: done_anew'))
    talk.say('menu').press('continue')
    expect(talk.happened).toContain('draft_resumed')
    expect(talk.shown).toEqual(['ask reason'])
    talk.say('rent').press('send').press('agree')
    const { reference, request } = talk.event('request_submitted')
    expect(request.formRevision).toBe('f1')
    expect(talk.shown[0]).toBe(`flows:request.done(reference=${reference})`)
    expect(talk.session?.draft).toBeUndefined()
  })
})
