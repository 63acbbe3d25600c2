import { describe, expect, it } from 'vitest'
import { Talk, aField, aForm, aWorld } from './world.ts'
import type { Given } from './world.ts'

const both = (words: string) => ({ ar: words, en: words })

const MENU = `
steps:
  main: { kind: ask, text: question, type: choice, choices: [{ id: request, go: request }, { id: other, go: main }] }
  request: { kind: call, flow: request, next: main }`

const REQUEST = `
vars: { answers: map, mood: string }
steps:
  form: { kind: fill, form: "'food'", save: answers }
  mood: { kind: ask, text: mood, type: choice, save: mood, inquiry: false, choices: [{ id: good }, { id: help }] }
  done: { kind: end, text: done, with: { mood: mood } }`

const items = [
  aField('people', { type: 'count' }),
  aField('house', {
    type: 'choice',
    options: [
      { id: 'rented', label: both('Rented') },
      { id: 'owned', label: both('Owned') },
    ],
  }),
  aField('mobile', { type: 'mobile_sa' }),
]

const matches: NonNullable<Given['matches']> = {
  'when do you open?': { outcome: 'answer', intent: 'hours', confidence: 0.9, ranked: ['hours'] },
  'what papers do I need': { outcome: 'answer', intent: 'papers', confidence: 0.9, ranked: ['papers'] },
  'hours or papers?': {
    outcome: 'offer',
    intent: 'hours',
    confidence: 0.5,
    ranked: ['hours', 'papers', 'unknown'],
  },
  'who is the king of France?': { outcome: 'staff', confidence: 0.2 },
  'there is a fire': { outcome: 'emergency' },
}

function asking(given: Given = {}): Talk {
  const { env } = aWorld({
    flows: { menu: MENU, request: REQUEST },
    forms: [aForm('food', items)],
    matches,
    ...given,
  })
  return new Talk(env).send({ kind: 'start' }).press('request')
}

describe('a question in the middle of a form', () => {
  it('is answered, and the form goes on at the same question', () => {
    const talk = asking().say('when do you open?')
    expect(talk.shown).toEqual([
      'An employee will tell.',
      'inquiry.answer_source(clause=Politely)',
      'About you',
      'ask people',
    ])
    expect(talk.event('inquiry_received')).toMatchObject({ outcome: 'answer', intent: 'hours' })
    expect(talk.session?.question?.attempts).toBe(0)
    expect(talk.say('3').shown).toEqual(['ask house'])
  })

  it('is offered answers when it is not clear, and none of them leads to a person', () => {
    const talk = asking().say('hours or papers?')
    expect(talk.choices).toEqual(['hours', 'papers', 'none'])
    expect(talk.press('papers').shown.slice(-2)).toEqual(['About you', 'ask people'])
    const menu = new Talk(talk.env).send({ kind: 'start' }).say('hours or papers?')
    expect(menu.choices).toEqual(['hours', 'papers', 'none'])
    expect(menu.press('papers').shown[0]).toBe('The list of papers.')
    menu.say('hours or papers?').press('none')
    expect(menu.shown).toEqual(['inquiry.staff'])
    expect(menu.press('yes').place).toBe('employee.wait')
  })

  it('that nobody has approved an answer to is offered to an employee, from the menu', () => {
    const talk = new Talk(asking().env).send({ kind: 'start' }).say('who is the king of France?')
    expect(talk.shown).toEqual(['inquiry.staff'])
    expect(talk.press('no').shown).toEqual(['flows:menu.question'])
  })

  it('about danger is met at once, in any state, and the form goes on', () => {
    const talk = asking().say('there is a fire')
    expect(talk.shown).toEqual([
      'emergency.call',
      'emergency.line(name=Ambulance, number=997)',
      'About you',
      'ask people',
    ])
    expect(talk.event('handoff_requested')).toMatchObject({
      reason: 'emergency',
      urgent: true,
      silent: false,
    })
  })

  it('is answered too where any words would be an answer; other words with a mark are kept', () => {
    const { env } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('reason'), ...items])],
      matches,
    })
    const talk = new Talk(env).send({ kind: 'start' }).press('request').say('when do you open?')
    expect(talk.shown.slice(-2)).toEqual(['About you', 'ask reason'])
    expect(talk.happened).not.toContain('answer_saved')
    expect(talk.say('the rent, what else?').shown).toEqual(['ask people'])
  })

  it('about danger is heard also where any words would be an answer', () => {
    const { env } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', [aField('reason')])],
      matches,
    })
    const talk = new Talk(env).send({ kind: 'start' }).press('request').say('there is a fire')
    expect(talk.shown[0]).toBe('emergency.call')
    expect(talk.happened).not.toContain('answer_saved')
  })

  it('that came before the first consent is answered when the menu is reached', () => {
    const { env } = aWorld({
      flows: { menu: MENU, request: REQUEST },
      forms: [aForm('food', items)],
      matches,
      contact: { consentVersion: 'p0' },
    })
    const talk = new Talk(env).say('when do you open?')
    expect(talk.shown).toContain('flows:welcome.hello')
    expect(talk.shown).toContain('An employee will tell.')
    expect(talk.session?.unanswered).toBeUndefined()
  })
})

describe('buttons', () => {
  it('of an earlier question, forged ones and places that are not there change nothing', () => {
    const talk = asking()
    const old = talk.session?.question?.id ?? ''
    talk.say('3')
    const open = talk.session?.question?.id ?? ''
    for (const [question, choice] of [
      [old, 'rented'],
      ['', 'rented'],
      ['forged', 'rented'],
      [open, 'villa'],
      [open, '#3'],
      [open, '#0'],
    ] as const) {
      const stack = talk.session?.stack
      talk.send({
        kind: 'choice',
        question: talk.session?.question?.id === question ? open : question,
        choice,
      })
      expect(talk.happened).toEqual(['choice_outdated'])
      expect(talk.shown).toEqual(['choice_outdated', 'ask house'])
      expect(talk.session?.stack).toEqual(stack)
    }
  })

  it('may carry the place of a choice instead of its id', () => {
    const talk = asking().say('3').press('#2')
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.house?.value).toBe('owned')
  })

  it('count once: the same press again is an old one', () => {
    const talk = asking().say('3')
    const press = { kind: 'choice', question: talk.session?.question?.id ?? '', choice: 'owned' } as const
    talk.send(press).send(press)
    expect(talk.happened).toEqual(['choice_outdated'])
    expect(talk.shown).toEqual(['choice_outdated', 'ask mobile'])
  })
})

describe('an answer that cannot be read', () => {
  it('is met three times in another way; the third time an employee is offered', () => {
    const talk = asking().say('many')
    expect(talk.shown).toEqual(
      ['problems:count_unclear'].map((key) => expect.stringContaining(key) as string),
    )
    expect(talk.event('answer_rejected').attempts).toBe(1)
    talk.say('lots')
    expect(talk.shown[0]).toContain('unreadable.other_way')
    talk.say('plenty')
    expect(talk.shown).toEqual(['unreadable.employee'])
    expect(talk.choices).toEqual(['continue', 'human'])
    expect(talk.press('continue').shown).toEqual(['About you', 'ask people'])
    talk.say('many', 'lots', 'plenty').press('human')
    expect(talk.place).toBe('employee.wait')
    expect(talk.send({ kind: 'released' }).shown).toEqual(['flows:employee.back', 'About you', 'ask people'])
  })

  it('lets the answer be typed in place of the offer', () => {
    expect(asking().say('many', 'lots', 'plenty', '4').shown).toEqual(['ask house'])
  })

  it('that is a near miss is offered for confirmation', () => {
    const talk = asking().say('3', 'Rentde')
    expect(talk.shown).toEqual(['suggestion.confirm(label=Rented)'])
    expect(talk.press('yes').shown).toEqual(['ask mobile'])
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.house?.value).toBe('rented')
    const other = asking().say('3', 'Rentde', 'no')
    expect(other.shown).toEqual(['ask house'])
  })

  it('keeps what was answered before', () => {
    const talk = asking().say('3', 'palace', 'castle', 'tent')
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.people?.value).toBe(3)
  })
})

describe('messages that answer nothing', () => {
  const CASES = [
    [{ kind: 'edit' }, 'edit_ignored'],
    [{ kind: 'unsupported', what: 'sticker' }, 'unsupported'],
    [{ kind: 'file_failed', reason: 'too_large' }, 'file_too_large'],
    [{ kind: 'file_failed', reason: 'gone' }, 'file_failed'],
  ] as const
  for (const [input, key] of CASES) {
    it(`${key}: a kind word, and the question again`, () => {
      expect(asking().send(input).shown).toEqual([key, 'About you', 'ask people'])
    })
  }

  it('a phone number is taken only from its owner', () => {
    const talk = asking().say('3').press('owned')
    talk.send({ kind: 'phone', phone: '966501234567', own: false })
    expect(talk.shown).toEqual(['phone_not_own', 'ask mobile'])
    talk.send({ kind: 'phone', phone: '966501234567', own: true })
    expect(talk.session?.stack.at(-1)?.forms?.form?.answers.mobile?.value).toBe('+966501234567')
  })

  it('a place sent to a question in words is no answer', () => {
    expect(asking().send({ kind: 'location', latitude: 24, longitude: 46 }).shown).toEqual(['misfit'])
  })
})

describe('a choice worded like a command', () => {
  it('is the choice', () => {
    const talk = asking().say('3').press('owned').say('0501234567', 'help')
    expect(talk.shown).toContain('flows:request.done(mood=help)')
  })
})

describe('confirmations', () => {
  it('are forgotten when something else is said instead', () => {
    const talk = asking().say('3', 'cancel', 'Rented')
    expect(talk.session?.pending).toBeUndefined()
    expect(talk.shown).toEqual(['ask mobile'])
    talk.say('yes')
    expect(talk.happened).not.toContain('draft_discarded')
  })

  it('stay open when only a timer rings', () => {
    const talk = asking().say('3', 'cancel').send({ kind: 'timer' })
    expect(talk.turn.events).toEqual([])
    expect(talk.press('yes').happened).toContain('draft_discarded')
  })
})

describe('timers and staff', () => {
  it('a timer that belongs to nothing any more does nothing', () => {
    const talk = asking().send({ kind: 'timer' })
    expect(talk.turn.events).toEqual([])
    const { env } = aWorld({ contact: { consentVersion: 'p0' } })
    const ended = new Talk(env).send({ kind: 'timer' })
    expect(ended.happened).toEqual(['session_started'])
    expect(ended.shown).toEqual([])
  })

  it('a conversation given back goes on at its open question', () => {
    expect(asking().send({ kind: 'released' }).shown).toEqual(['About you', 'ask people'])
  })

  it('an inquiry passed to an employee by a step goes on after it', () => {
    const { env } = aWorld({
      flows: {
        menu: 'steps: { ask: { kind: call, flow: ask, next: after }, after: { kind: ask, text: after, type: text, next: ask } }',
        ask: `
vars: { inquiry: string }
steps:
  ask: { kind: ask, text: ask, type: text, save: inquiry }
  reply: { kind: answer }
  done: { kind: end, text: done }`,
      },
      matches,
    })
    const talk = new Talk(env).send({ kind: 'start' }).say('who is the king of France?')
    expect(talk.shown).toEqual(['inquiry.staff'])
    talk.press('yes').send({ kind: 'released' })
    expect(talk.shown).toEqual(['flows:employee.back', 'flows:ask.done', 'flows:menu.after'])
  })
})

describe('budgets', () => {
  const stuck = (flow: string): Talk => {
    const { env } = aWorld({
      flows: {
        menu: MENU,
        request: REQUEST.replace('  mood:', `  stuck: { kind: call, flow: stuck }\n  mood:`),
        stuck: flow,
      },
      forms: [aForm('food', [aField('city')])],
    })
    return new Talk(env).send({ kind: 'start' }).press('request').say('Jeddah')
  }

  for (const [name, flow, reason] of [
    [
      'a loop that never waits',
      'steps: { a: { kind: say, text: a }, b: { kind: say, text: b, next: a } }',
      'loop_without_wait',
    ],
    ['a stack too deep', 'steps: { a: { kind: call, flow: stuck }, b: { kind: end } }', 'stack_too_deep'],
    [
      'too many steps',
      `steps: { ${Array.from({ length: 120 }, (_, n) => `s${n}: { kind: say, text: a }`).join(', ')}, e: { kind: end } }`,
      'too_many_steps',
    ],
  ] as const) {
    it(`${name} ends the session as failed, with the answers kept`, () => {
      const talk = stuck(flow)
      expect(talk.event('session_failed').reason).toBe(reason)
      expect(talk.session?.status).toBe('failed')
      expect(talk.shown).toEqual(['session_failed'])
      expect(
        talk.session?.draft?.at(-1)?.flow === 'stuck' || talk.session?.draft?.at(-1)?.flow === 'request',
      ).toBe(true)
      expect(talk.say('hello').session?.status).toBe('active')
    })
  }
})
