import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CASE_STATES } from '#core/case.ts'
import { OUTCOMES } from '#core/decision.ts'
import { formatProblem } from '#core/problem.ts'
import { shownState } from '#engine/case-facts.ts'
import { inspectFlows } from '#engine/inspect-flow.ts'
import { ENGINE_TEXTS } from '#engine/inspect/engine-texts.ts'
import type { InspectContext } from '#engine/inspect/scope.ts'
import { inspectService } from '#engine/inspect/service.ts'
import { loadFlow } from '#engine/load-flow.ts'
import { BASE_FLOWS, aField, aForm, aService, anAssociation } from './world.ts'

const both = (words: string) => ({ ar: words, en: words })

/** Problems of a flow that the menu calls, as lines; every text is there unless the context says otherwise. */
function problemsOf(flow: string, context: Partial<InspectContext> = {}, more: Record<string, string> = {}) {
  const sources = {
    ...BASE_FLOWS,
    caller: 'steps: { one: { kind: call, flow: test, clauses: [R1] }, two: { kind: end } }',
    test: flow.trimStart(),
    ...more,
  }
  const flows = new Map(Object.entries(sources).map(([id, source]) => [id, loadFlow(id, source, 'r')]))
  const all = inspectFlows(flows, {
    languages: ['ar', 'en'],
    text: () => 'words',
    associations: [anAssociation()],
    readProblems: [],
    ...context,
  })
  return all.map(formatProblem).filter((line) => !line.startsWith('flows/caller.yaml'))
}

describe('a flow that is sound', () => {
  it('has no problems', () => {
    expect(problemsOf('steps: { one: { kind: end } }')).toEqual([])
  })
})

/** What a flow does wrong, and the line that says so. */
const WRONG: readonly (readonly [string, string, string])[] = [
  [
    'an unknown step in next',
    'steps:\n  one: { kind: say, text: a, next: tow }\n  two: { kind: end }',
    'flows/test.yaml:2:30 one: there is no step tow',
  ],
  [
    'an unknown step in go',
    'steps:\n  one:\n    kind: ask\n    text: a\n    type: choice\n    choices:\n      - { id: a, go: here }\n      - { id: b }\n  two: { kind: end }',
    'flows/test.yaml:7:18 one: there is no step here',
  ],
  [
    'an unknown step in cases',
    'steps:\n  one: { kind: branch, cases: [{ if: "true", go: no }] }\n  two: { kind: end }',
    'flows/test.yaml:2:46 one: there is no step no',
  ],
  [
    'an unknown step in else',
    'steps:\n  one: { kind: branch, cases: [{ if: "true", go: two }], else: no }\n  two: { kind: end }',
    'flows/test.yaml:2:58 one: there is no step no',
  ],
  [
    'an unknown step in of',
    'steps:\n  one: { kind: review, of: form }\n  two: { kind: end }',
    'flows/test.yaml:2:24 one: there is no step form',
  ],
  [
    'a review of no form',
    'steps:\n  zero: { kind: say, text: a }\n  one: { kind: review, of: zero }\n  two: { kind: end }',
    'flows/test.yaml:3:24 one: zero is no `fill` step',
  ],
  [
    'a dead step',
    'steps:\n  one: { kind: end }\n  two: { kind: end }',
    'flows/test.yaml:3:3 two: no step leads here',
  ],
  [
    'no end',
    'steps:\n  one: { kind: say, text: a }',
    'flows/test.yaml:2:3 one: nothing follows; the last step is an `end` or has `next`',
  ],
  [
    'no end after a question that may be skipped',
    'steps:\n  zero: { kind: say, text: a }\n  one:\n    kind: ask\n    text: a\n    type: choice\n    optional: true\n    choices: [{ id: a, go: zero }, { id: b, go: zero }]',
    'flows/test.yaml:3:3 one: nothing follows; the last step is an `end` or has `next`',
  ],
  [
    'a loop',
    'steps:\n  one: { kind: say, text: a }\n  two: { kind: say, text: a, next: one }',
    'flows/test.yaml:2:3 one: a loop in which nothing waits',
  ],
  [
    'a loop through a list that may be empty',
    'vars: { c: string }\nsteps:\n  one: { kind: ask, text: a, type: choice, choices_from: cases, save: c, next: one }',
    'flows/test.yaml:3:3 one: a loop in which nothing waits',
  ],
  [
    'an unknown flow',
    'steps:\n  one: { kind: call, flow: nowhere }\n  two: { kind: end }',
    'flows/test.yaml:2:22 one: there is no flow nowhere',
  ],
  [
    'a parameter not taken',
    'steps:\n  one: { kind: call, flow: menu, with: { a: "1" } }\n  two: { kind: end }',
    'flows/test.yaml:2:42 one: menu takes no a',
  ],
  [
    'a result not given',
    'vars: { b: string }\nsteps:\n  one: { kind: call, flow: menu, save: { b: a } }\n  two: { kind: end }',
    'flows/test.yaml:3:42 one: menu has no variable a',
  ],
  [
    'a flow that calls itself',
    'steps:\n  one: { kind: call, flow: test }\n  two: { kind: end }',
    'flows/test.yaml:1:1 calls itself: test → test',
  ],
  [
    'a variable not declared',
    'steps:\n  one: { kind: ask, text: a, type: text, save: b }\n  two: { kind: end }',
    'flows/test.yaml:2:42 one: b is no variable of this flow',
  ],
  [
    'a variable of another type',
    'vars: { b: bool }\nsteps:\n  one: { kind: ask, text: a, type: text, save: b }\n  two: { kind: end }',
    'flows/test.yaml:3:42 one: b is bool; this answer needs string',
  ],
  [
    'an amount in an int',
    'vars: { b: int }\nsteps:\n  one: { kind: ask, text: a, type: amount_sar, save: b }\n  two: { kind: end }',
    'flows/test.yaml:3:48 one: b is int; this answer needs double',
  ],
  [
    'a parameter that is no variable',
    'params: [a]\nsteps:\n  one: { kind: end }',
    'flows/test.yaml:1:10 a is no variable of this flow',
  ],
  [
    'a variable in an expression',
    'steps:\n  one: { kind: end, text: a, with: { b: c } }',
    'flows/test.yaml:2:38 CEL: Unknown variable: c',
  ],
  [
    'an expression of another type',
    'steps:\n  one: { kind: branch, cases: [{ if: "1", go: two }] }\n  two: { kind: end }',
    'flows/test.yaml:2:34 CEL: gives int, bool is needed',
  ],
  [
    'an action without what it takes',
    'steps:\n  one: { kind: do, action: set_language }\n  two: { kind: end }',
    'flows/test.yaml:2:20 one: set_language needs `with: { language: … }`',
  ],
  [
    'a result that no action gives',
    'vars: { a: string }\nsteps:\n  one: { kind: do, action: resume_draft, save: { a: reference } }\n  two: { kind: end }',
    'flows/test.yaml:3:50 one: resume_draft gives no reference',
  ],
  [
    'a request that nobody declared',
    `steps:\n  one: { kind: do, action: submit_request, with: { service: "'a'" } }\n  two: { kind: end }`,
    'flows/test.yaml:2:20 one: a request needs a `declare` step',
  ],
  [
    'a choice without choices',
    'steps:\n  one: { kind: ask, text: a, type: choice }\n  two: { kind: end }',
    'flows/test.yaml:2:30 one: a choice needs `choices` or `choices_from`',
  ],
  [
    'two choices of one name',
    'steps:\n  one: { kind: ask, text: a, type: choice, choices: [{ id: a }, { id: a }] }\n  two: { kind: end }',
    'flows/test.yaml:2:65 one: two choices are called a',
  ],
  [
    'an answer to no question',
    'steps:\n  one: { kind: answer }\n  two: { kind: end }',
    'flows/test.yaml:2:3 one: without `intent` the variable `inquiry: string` is matched, and there is none',
  ],
  [
    'an answer that is not there',
    `steps:\n  one: { kind: answer, intent: "'nothing'" }\n  two: { kind: end }`,
    'flows/test.yaml:2:24 one: musanid has no answer nothing',
  ],
  [
    'a variable called like a fact',
    'vars: { contact: string }\nsteps:\n  one: { kind: end }',
    'flows/test.yaml:1:9 contact is a name that the engine gives',
  ],
]

describe('a flow that is wrong', () => {
  for (const [name, flow, line] of WRONG) {
    it(name, () => {
      expect(problemsOf(flow)).toContain(line)
    })
  }

  it('tells everything at once, in the order of the lines', () => {
    const lines = problemsOf(
      'steps:\n  one: { kind: call, flow: nowhere, next: five }\n  two: { kind: say, text: a }',
    )
    expect(lines).toHaveLength(4)
    expect(lines).toEqual(lines.toSorted())
  })

  it('with more steps than a flow holds', () => {
    const steps = Array.from({ length: 1001 }, (_, n) => `  s${n}: { kind: wait }`)
    expect(problemsOf(`description: long\nsteps:\n${steps.join('\n')}\n  end: { kind: end }`)).toContain(
      'flows/test.yaml:2:1 1002 steps; a flow holds 1000',
    )
  })

  it('lets a loop be that waits in the flow it calls', () => {
    expect(problemsOf('steps:\n  one: { kind: call, flow: employee, next: one }')).toEqual([])
    expect(problemsOf('steps:\n  one: { kind: call, flow: stop, next: one }')).toEqual([
      'flows/test.yaml:2:3 one: a loop in which nothing waits',
    ])
  })
})

const MENU = (labels: number) => `
steps:
  one:
    kind: ask
    text: a
    type: choice
    choices:
${Array.from({ length: labels }, (_, n) => `      - { id: c${n} }`).join('\n')}
  two: { kind: end }`

describe('texts', () => {
  const missing = (key: string, language: string): Partial<InspectContext> => ({
    text: (asked, name) => (asked === language && name === key ? undefined : 'words'),
  })

  it('are there in every complete language', () => {
    expect(problemsOf('steps:\n  one: { kind: end, text: bye }', missing('flows:test.bye', 'ar'))).toEqual([
      'flows/test.yaml:2:21 one: no text flows:test.bye in ar',
    ])
    expect(problemsOf(MENU(2), missing('flows:test.one.c1', 'en'))[0]).toMatch(
      /no text flows:test.one.c1 in en$/,
    )
  })

  it('of the engine itself are there too', () => {
    expect(problemsOf('steps: { one: { kind: end } }', missing('replies:help', 'en'))).toEqual([
      'locales:1:1 no text replies:help in en',
    ])
  })

  it('say what is wrong with an answer in every way that readers know', () => {
    const context = { ...missing('problems:date_future', 'ar'), readProblems: ['date_future', 'text_empty'] }
    expect(problemsOf('steps: { one: { kind: end } }', context)).toEqual([
      'locales:1:1 no text problems:date_future in ar',
    ])
  })

  it('insert only what is given', () => {
    const context: Partial<InspectContext> = {
      text: (_language, key) => (key === 'flows:test.bye' ? 'in {{short}}: {{reference}}' : 'words'),
    }
    const flow = (given: string) => `vars: { r: string }\nsteps:\n  one: { kind: end, text: bye${given} }`
    expect(problemsOf(flow(''), context)[0]).toMatch(/inserts \{\{reference\}\}, which is not given$/)
    expect(problemsOf(flow(', with: { reference: r }'), context)).toEqual([])
  })

  it('are short enough for one message, in each of their plural forms', () => {
    const context = (text: string): Partial<InspectContext> => ({
      text: (_language, key) => (key === 'flows:test.bye' ? text : 'words'),
    })
    const flow = 'steps:\n  one: { kind: end, text: bye }'
    expect(problemsOf(flow, context('ا'.repeat(301)))[0]).toMatch(/has 301 letters; a message holds 300$/)
    expect(problemsOf(flow, context(`${'ا'.repeat(200)}\f${'ب'.repeat(200)}`))).toEqual([])
  })

  it('fit into the menus of every channel', () => {
    expect(problemsOf(MENU(11))[0]).toMatch(/11 choices; a menu holds 10$/)
    const long = {
      text: (_: string, key: string) => (key.endsWith('c1') ? 'كلمات طويلة جدًّا لا تتسع لها' : 'ok'),
    }
    expect(problemsOf(MENU(2), long)[0]).toMatch(/letters; a row holds 24$/)
    const services = Array.from({ length: 11 }, (_, n) => aService(aForm(`s${n}`, [aField('a')])))
    const flow =
      'vars: { s: string }\nsteps:\n  one: { kind: ask, text: a, type: choice, choices_from: services, save: s }\n  two: { kind: end }'
    expect(problemsOf(flow, { associations: [anAssociation({ services })] })[0]).toMatch(
      /musanid lists 11 services; a menu holds 10$/,
    )
  })
})

describe('the whole', () => {
  it('has all entry flows, and none that nothing leads to', () => {
    const flows = new Map([['lonely', loadFlow('lonely', 'steps: { one: { kind: end } }', 'r')]])
    const lines = inspectFlows(flows, {
      languages: [],
      text: () => '',
      associations: [],
      readProblems: [],
    }).map(formatProblem)
    expect(lines).toContain('flows/lonely.yaml:1:1 nothing leads to this flow')
    expect(lines).toContain('flows/welcome.yaml:1:1 the file is missing')
  })

  it('implements every clause of a policy', () => {
    const clauses = ['musanid/R1', 'musanid/R20'].map((id) => ({ id: id as 'musanid/R1', text: both('…') }))
    const context = { associations: [anAssociation({ clauses })] }
    const flow = (on: string) => `steps: { one: { kind: end, clauses: [${on}] } }`
    expect(problemsOf(flow('R1'), context)).toEqual([
      'data/associations/musanid/policy.yaml:1:1 R20: nothing implements this clause',
    ])
    expect(problemsOf(flow('R1, R20'), context)).toEqual([])
    expect(problemsOf(flow('R1'), { ...context, rules: new Set(['R20']) })).toEqual([])
  })

  it('rests every approved answer on a clause or a setting', () => {
    const answers = [{ intent: 'guess', title: both('…'), text: both('…'), topic: false, flow: 'nowhere' }]
    expect(
      problemsOf('steps: { one: { kind: end } }', { associations: [anAssociation({ answers })] }),
    ).toEqual([
      'data/associations/musanid/answers.yaml:1:1 musanid: the answer guess leads to the flow nowhere, which is not there',
      'data/associations/musanid/answers.yaml:1:1 musanid: the answer guess rests on no clause and no setting',
    ])
  })

  it('lists every text that the engine says, and no other', () => {
    expect(Object.keys(ENGINE_TEXTS).toSorted()).toEqual(textsInSource())
  })
})

describe('a form', () => {
  it('offers no more options, and none longer, than a list on every channel shows', () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ id: `o${n}`, label: both('ok') }))
    const long = [
      { id: 'a', label: { ar: 'نعم', en: 'Something that is far too long' } },
      ...many.slice(0, 2),
    ]
    const form = aForm('food', [
      aField('a', { type: 'choice', options: many }),
      aField('b', { type: 'choice', options: long }),
    ])
    expect(inspectService(aService(form))).toEqual([
      { path: ['sections', 0, 'items', 0, 'options'], message: 'a: 11 options; a menu holds 10' },
      {
        path: ['sections', 0, 'items', 1, 'options', 0],
        message: 'b: “Something that is far too long” has 30 letters; a row holds 24',
      },
    ])
  })

  it('calls no question like something the rules know already', () => {
    expect(inspectService(aService(aForm('food', [aField('today')])))).toContainEqual({
      path: [],
      message: 'today is a name that the engine gives',
    })
    expect(inspectService(aService(aForm('food', [aField('constructor')])))).toHaveLength(1)
  })

  it('says for every question why it is asked, and has sound rules', () => {
    const service = {
      ...aService(
        aForm('food', [
          aField('a', { purpose: both(' ') }),
          aField('b', { when: 'missing > 1' }),
          aField('c', { constraint: { rule: 'c', message: both('…') } }),
        ]),
      ),
      criteria: [
        {
          id: 'poor',
          label: both('…'),
          rule: 'income < 3000',
          basis: both('…'),
          basisKind: 'regulation' as const,
        },
      ],
    }
    expect(inspectService(service)).toEqual([
      { path: ['sections', 0, 'items', 1, 'when'], message: 'Unknown variable: missing' },
      { path: ['sections', 0, 'items', 2, 'constraint', 'rule'], message: 'gives string, bool is needed' },
      { path: ['sections', 0, 'items', 0, 'purpose'], message: 'a has no purpose' },
      { path: ['criteria', 0, 'rule'], message: 'poor: CEL: Unknown variable: income' },
    ])
  })
})

/** The keys of replies that appear in the engine's source, templates filled in. */
function textsInSource(): string[] {
  const folder = new URL('../../src/engine/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const source = files.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')
  const calls = [...source.matchAll(/\b(?:reply|sayAndAskAgain)\(([^;]*?)\)/gs)].map((call) => call[1] ?? '')
  const filled = calls
    .flatMap((call) =>
      call.replaceAll('${kind}', 'cancel').split('\n').concat(call.replaceAll('${kind}', 'restart')),
    )
    .flatMap((call) =>
      Object.entries(FILLED).reduce(
        (lines, [name, values]) =>
          lines.flatMap((line) => values.map((value) => line.replaceAll(`\${${name}}`, value))),
        [call],
      ),
    )
  const keys = filled.flatMap((call) =>
    [...call.matchAll(/['`]([a-z][a-z0-9_.]*)['`]/g)].map((key) => key[1] ?? ''),
  )
  const named = [...source.matchAll(/'replies:([a-z_]+)'/g)].map((key) => key[1] ?? '')
  return [...new Set([...keys, ...named, 'misfit', 'misfit_file'])]
    .filter((key) => !NO_KEYS.has(key))
    .toSorted()
}

/** What stands in the templates of keys. */
const FILLED: Readonly<Record<string, readonly string[]>> = {
  score: ['1', '2', '3', '4', '5'],
  'known.state': [...new Set(CASE_STATES.map(shownState))],
  why: ['differs', 'unreadable', 'expired', 'missing'],
  'decision.outcome': OUTCOMES,
}

/** Words inside such calls that are no keys. */
const NO_KEYS = new Set(['too_large', 'hint'])
