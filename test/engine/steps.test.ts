import { describe, expect, it } from 'vitest'
import { STEP_RUNNERS } from '#engine/steps.ts'
import type { StepKind } from '#engine/flow.ts'
import { Talk, aField, aForm, aWorld } from './world.ts'
import type { Given } from './world.ts'

/** A menu whose first choice calls the flow under test, and says so when it is back. */
const MENU = `
steps:
  main:
    kind: ask
    text: question
    type: choice
    choices: [{ id: test, go: test }, { id: other, go: back }]
  test: { kind: call, flow: test }
  back: { kind: say, text: back, next: main }`

function testing(flow: string, given: Given = {}): Talk {
  const { env } = aWorld({ ...given, flows: { menu: MENU, test: flow, ...given.flows } })
  return new Talk(env).send({ kind: 'start' }).press('test')
}

const form = aForm('food', [aField('city'), aField('reason')])
const FILLED = (steps: string) => `
vars: { answers: map, declaration: map, reference: string }
steps:
  form: { kind: fill, form: "'food'", save: answers }
${steps}
  done: { kind: end, text: done }`

/** Consent given in this very turn counts at once. */
const CONSENT = `
steps:
  give: { kind: do, action: give_consent, with: { purpose: "'requests'" } }
  given: { kind: branch, cases: [{ if: contact.consented, go: agreed }], else: refused }
  agreed: { kind: end, text: agreed }
  refused: { kind: end, text: refused }`

const CASES: { readonly [K in StepKind]: () => void } = {
  say: () => {
    const talk = testing('steps: { one: { kind: say, text: [a, b] }, two: { kind: end } }')
    expect(talk.shown).toEqual(['flows:test.a', 'flows:test.b', 'flows:menu.back', 'flows:menu.question'])
    expect(talk.drafts).toHaveLength(2)
  },
  ask: () => {
    const talk = testing(`
vars: { age: double }
steps:
  age: { kind: ask, text: age, type: number, save: age }
  shown: { kind: end, text: shown, with: { age: age } }`)
    expect(talk.shown).toEqual(['flows:test.age'])
    talk.say('٤٢')
    expect(talk.happened).toContain('answer_saved')
    expect(talk.shown).toContain('flows:test.shown(age=42)')
    const nothing = testing(`
vars: { case: string }
steps:
  list: { kind: ask, text: list, type: choice, choices_from: cases, save: case }
  none: { kind: end, text: none }`)
    expect(nothing.shown[0]).toBe('flows:test.none')
  },
  fill: () => {
    const talk = testing(FILLED(''), { forms: [form] })
    expect(talk.shown).toEqual(['About you', 'ask city'])
    talk.say('Jeddah')
    expect(talk.shown).toEqual(['ask reason'])
    talk.say('no income')
    expect(talk.shown).toContain('flows:test.done')
  },
  review: () => {
    const talk = testing(FILLED('  check: { kind: review, of: form }'), { forms: [form] })
    talk.say('Jeddah', 'no income')
    expect(talk.shown).toEqual([
      'review.title',
      'review.section(title=About you)',
      'review.line(n=1, label=city, value=Jeddah)',
      'review.line(n=2, label=reason, value=no income)',
      'review.edit_hint',
    ])
    expect(talk.drafts.every((draft) => draft.private === true || draft.question !== undefined)).toBe(true)
    talk.say('1')
    expect(talk.shown).toEqual(['About you', 'ask city', 'current_answer(value=Jeddah)'])
    talk.say('Makkah')
    expect(talk.shown).toContain('review.line(n=1, label=city, value=Makkah)')
    talk.press('send')
    expect(talk.shown).toContain('flows:test.done')
  },
  declare: () => {
    const talk = testing(FILLED('  declare: { kind: declare, of: form, save: declaration }'), {
      forms: [form],
    })
    talk.say('Jeddah', 'no income')
    expect(talk.shown).toEqual(['All of it is true.', 'declare.confirm'])
    talk.press('agree')
    expect(talk.event('declaration_made').declaration).toMatchObject({ mode: 'declare', version: 'd1' })
  },
  branch: () => {
    const talk = testing(`
steps:
  which:
    kind: branch
    cases: [{ if: contact.cases > 0, go: some }, { if: "contact.channel == 'terminal'", go: terminal }]
    else: some
  some: { kind: end, text: some }
  terminal: { kind: end, text: terminal }`)
    expect(talk.shown[0]).toBe('flows:test.terminal')
  },
  call: () => {
    const talk = testing(
      `
vars: { told: string }
steps:
  ask: { kind: call, flow: name, with: { greeting: "'salam'" }, save: { told: name } }
  shown: { kind: end, text: shown, with: { told: told } }`,
      {
        flows: {
          name: `
vars: { greeting: string, name: string }
params: [greeting]
steps:
  ask: { kind: ask, text: ask, type: text, save: name, with: { greeting: greeting } }
  end: { kind: end }`,
        },
      },
    )
    expect(talk.shown).toEqual(['flows:name.ask(greeting=salam)'])
    talk.say('Hind')
    expect(talk.shown[0]).toBe('flows:test.shown(told=Hind)')
  },
  do: () => {
    const talk = testing(
      `steps: { one: { kind: do, action: give_consent, with: { purpose: "'requests'" } }, two: { kind: end } }`,
    )
    expect(talk.event('consent_given')).toMatchObject({ purpose: 'requests', version: 'p1' })
    const asked = testing(CONSENT, { contact: { consentVersion: 'p0' } })
    expect(asked.shown[0]).toBe('flows:test.agreed')
  },
  answer: () => {
    const talk = testing(`steps: { one: { kind: answer, intent: "'hours'" }, two: { kind: end } }`)
    expect(talk.shown.slice(0, 2)).toEqual([
      'An employee will tell.',
      'inquiry.answer_source(clause=Politely)',
    ])
  },
  hand_off: () => {
    const talk = testing(
      'steps: { one: { kind: hand_off, reason: asked, text: wait }, two: { kind: end, text: back } }',
    )
    expect(talk.shown).toEqual(['flows:test.wait'])
    expect(talk.event('handoff_requested')).toMatchObject({ target: 'research', silent: true, urgent: false })
    talk.send({ kind: 'released' })
    expect(talk.shown).toEqual(['flows:test.back', 'flows:menu.back', 'flows:menu.question'])
  },
  wait: () => {
    const talk = testing('steps: { one: { kind: wait, hours: 2 }, two: { kind: end, text: late } }')
    expect(talk.event('wait_begun').until).toBe(talk.env.now + 7_200_000)
    talk.send({ kind: 'timer' })
    expect(talk.shown[0]).toBe('flows:test.late')
  },
  poll: () => {
    const talk = testing(`
vars: { score: int }
steps:
  one: { kind: poll, text: how, poll: service, save: score }
  two: { kind: end, text: thanks, with: { score: score } }`)
    expect(talk.choices).toEqual(['1', '2', '3', '4', '5'])
    talk.press('4')
    expect(talk.event('poll_answered')).toMatchObject({ poll: 'service', score: 4 })
    expect(talk.shown[0]).toBe('flows:test.thanks(score=4)')
  },
  end: () => {
    const talk = testing(`steps: { one: { kind: end, text: bye, outcome: cancelled } }`)
    expect(talk.event('flow_ended')).toMatchObject({ flow: 'test', outcome: 'cancelled' })
    expect(talk.shown[0]).toBe('flows:test.bye')
  },
}

describe('every kind of step', () => {
  it('has a case here', () => {
    expect(Object.keys(CASES).toSorted()).toEqual(Object.keys(STEP_RUNNERS).toSorted())
  })
  for (const [kind, run] of Object.entries(CASES)) it(kind, run)
})
