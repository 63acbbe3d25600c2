import { describe, expect, it } from 'vitest'
import type { CaseCommand } from '#core/change-case.ts'
import { DAY } from '#core/riyadh.ts'
import {
  PLAIN,
  REFUSAL,
  RULES,
  Road,
  SUBMITTED,
  assessing,
  checked,
  complete,
  decided,
  deciding,
  delivered,
  met,
  registered,
} from './road.ts'

const MISSING = [{ item: 'report', why: 'unreadable' }] as const
const RETURN = { do: 'return', missing: MISSING } as const

describe('who may ask', () => {
  const applicants: readonly CaseCommand['do'][] = [
    'resubmit',
    'book_interview',
    'cancel_interview',
    'answer_visit',
    'object',
    'confirm_delivery',
    'deny_delivery',
    'withdraw',
  ]
  const commands: readonly CaseCommand[] = [
    { do: 'assign', to: 'x' },
    { do: 'check', item: 'report', result: 'matches' },
    RETURN,
    { do: 'remind' },
    { do: 'resubmit', items: [] },
    { do: 'complete' },
    { do: 'begin_assessment' },
    { do: 'offer_interview', slots: ['s'] },
    { do: 'book_interview', slot: 's', when: 0 },
    { do: 'cancel_interview' },
    { do: 'hold_interview', result: 'x' },
    { do: 'miss_interview' },
    { do: 'propose_visit' },
    { do: 'answer_visit', agreed: true },
    { do: 'plan_visit', day: '2026-03-05', visitor: 'x' },
    { do: 'finish_visit', result: 'x' },
    { do: 'find', finding: { criterion: 'in_need', met: true, value: '1', source: 'form' } },
    { do: 'finish_assessment' },
    { do: 'give_opinion', outcome: 'accepted' },
    { do: 'recuse', why: 'x' },
    { do: 'decide', outcome: 'accepted' },
    { do: 'tell', telling: 'sent' },
    { do: 'object', why: 'x' },
    { do: 'open_round', why: 'x' },
    { do: 'register' },
    { do: 'deliver', what: 'x' },
    { do: 'confirm_delivery' },
    { do: 'deny_delivery' },
    { do: 'answer', text: 'x' },
    { do: 'note', text: 'x' },
    { do: 'withdraw' },
    { do: 'reopen', why: 'x' },
    { do: 'close' },
  ]
  const bots: readonly CaseCommand['do'][] = ['remind', 'tell', 'close', 'miss_interview']

  it.each(commands)('"$do" is for the applicant, the bot or staff', (command) => {
    const notByYou = (by: 'contact' | 'bot' | 'staff:x'): boolean =>
      new Road().refusal(command, by) === 'not_by_you'
    expect(notByYou('contact')).toBe(!applicants.includes(command.do))
    // The bot decides nothing (design §7): what it may not ask for is refused whatever the state.
    expect(notByYou('bot')).toBe(!bots.includes(command.do))
    expect(notByYou('staff:x')).toBe(command.do === 'resubmit')
  })

  it('a matter knows only the commands of matters', () => {
    const of = commands.filter(
      (command) =>
        new Road(RULES, 'complaint').refusal(command, command.do === 'resubmit' ? 'contact' : 'staff:x') !==
        'not_this_kind',
    )
    expect(of.map((command) => command.do).toSorted()).toEqual(
      ['answer', 'assign', 'close', 'note', 'reopen', 'tell', 'withdraw'].toSorted(),
    )
  })

  it.each([
    { do: 'hold_interview', result: ' ' },
    { do: 'finish_visit', result: '' },
    { do: 'recuse', why: '\n' },
    { do: 'object', why: '' },
    { do: 'open_round', why: ' ' },
    { do: 'reopen', why: '' },
    { do: 'deliver', what: ' ' },
    { do: 'note', text: '' },
  ] satisfies CaseCommand[])('"$do" is nothing without its words', (command) => {
    expect(new Road().refusal(command)).toBe('text_missing')
    expect(new Road(RULES, 'suggestion').refusal({ do: 'answer', text: ' ' })).toBe('text_missing')
  })
})

describe('completeness (R4, R5, R14)', () => {
  it('needs every item compared and right', () => {
    const road = new Road().do({ do: 'check', item: 'income', result: 'matches' })
    expect(road.try({ do: 'complete' }, 'staff:x')).toEqual({ refused: 'unchecked', items: ['report'] })
    road.do({ do: 'check', item: 'report', result: 'expired', note: 'last year' })
    expect(road.refusal({ do: 'complete' })).toBe('unchecked')
    expect(road.file.checks.report).toMatchObject({ result: 'expired', note: 'last year', at: SUBMITTED })
    road.do({ do: 'check', item: 'report', result: 'matches' }).do({ do: 'complete' })
    expect(road.file).toMatchObject({ state: 'complete', completeAt: SUBMITTED })
  })

  it('compares only what the request has', () => {
    const road = new Road()
    expect(road.try({ do: 'check', item: 'shoe_size', result: 'matches' }, 'staff:x')).toEqual({
      refused: 'unknown_item',
      items: ['shoe_size'],
    })
    expect(deciding(new Road()).refusal({ do: 'check', item: 'report', result: 'differs' })).toBe('not_now')
  })

  it('goes back for exactly what it lacks, and for something', () => {
    const road = new Road()
    expect(road.refusal({ do: 'return', missing: [] })).toBe('nothing_missing')
    expect(road.try({ do: 'return', missing: [{ item: 'x', why: 'missing' }] }, 'staff:x')).toEqual({
      refused: 'unknown_item',
      items: ['x'],
    })
    road.do(RETURN)
    expect(road.file).toMatchObject({ state: 'returned', missing: MISSING, reminders: 0 })
    expect(road.refusal(RETURN)).toBe('not_now')
  })

  it('counts its reminders, and begins anew with the next return', () => {
    const road = new Road().do(RETURN).do({ do: 'remind' }, 'bot').do({ do: 'remind' }, 'bot')
    expect(road.file.reminders).toBe(2)
    road.do({ do: 'resubmit', items: ['report'] }, 'contact')
    expect(road.refusal({ do: 'remind' }, 'bot')).toBe('not_now')
    expect(road.do(RETURN).file.reminders).toBe(0)
  })

  it('voids the checks of new answers, and of these only', () => {
    const road = checked(new Road())
      .do(RETURN)
      .do({ do: 'resubmit', items: ['report'] }, 'contact')
    expect(Object.keys(road.file.checks)).toEqual(['income'])
    expect(road.file).toMatchObject({ state: 'submitted', missing: [] })
  })

  it('can be returned until it is decided, and not afterwards', () => {
    for (const road of [new Road(), complete(new Road()), assessing(new Road()), deciding(new Road())])
      expect(road.do(RETURN).file.state).toBe('returned')
    for (const road of [decided('accepted'), decided('refused'), decided('deferred'), delivered()])
      expect(road.refusal(RETURN)).toBe('not_now')
  })
})

describe('answers that change while it is assessed or decided', () => {
  it('void findings and opinions, keep the meetings, and are assessed again', () => {
    const road = deciding(new Road()).do({ do: 'give_opinion', outcome: 'accepted' }, 'staff:chair')
    road.do(RETURN).do({ do: 'resubmit', items: ['report'] }, 'contact')
    expect(road.file).toMatchObject({ findings: {}, opinions: {} })
    expect(road.file.interview?.state).toBe('held')
    road
      .do({ do: 'check', item: 'report', result: 'matches' })
      .do({ do: 'complete' })
      .do({ do: 'begin_assessment' })
    expect(road.try({ do: 'finish_assessment' }, 'staff:x')).toEqual({
      refused: 'criteria_open',
      items: ['in_need'],
    })
  })

  it('void nothing where nothing changed', () => {
    const road = deciding(new Road()).do(RETURN).do({ do: 'resubmit', items: [] }, 'contact')
    expect(Object.keys(road.file.findings)).toEqual(['in_need'])
    expect(Object.keys(road.file.checks)).toEqual(['income', 'report'])
  })
})

describe('assessment (R28, R30–R32)', () => {
  it('takes findings of its criteria while it lasts', () => {
    const find = (criterion: string): CaseCommand => ({
      do: 'find',
      finding: { criterion, met: false, value: '0', source: 'visit' },
    })
    const road = assessing(new Road())
    expect(road.try(find('luck'), 'staff:x')).toEqual({ refused: 'unknown_item', items: ['luck'] })
    expect(road.do(find('in_need')).file.findings.in_need?.met).toBe(false)
    expect(new Road().refusal(find('in_need'))).toBe('not_now')
  })

  it('is done when its mechanisms are, or are left out with a reason', () => {
    const road = assessing(new Road())
    expect(road.refusal({ do: 'finish_assessment' })).toBe('interview_open')
    expect(road.refusal({ do: 'finish_assessment', waived: '  ' })).toBe('interview_open')
    expect(road.refusal({ do: 'finish_assessment', waived: 'ill' })).toBe('criteria_open')
    expect(met(road).do({ do: 'finish_assessment' }).file).not.toHaveProperty('waived')
    const waiving = assessing(new Road({ ...RULES, criteria: [] }))
    expect(waiving.do({ do: 'finish_assessment', waived: 'ill' }).file).toMatchObject({
      state: 'deciding',
      waived: 'ill',
    })
  })

  it('asks for the visit of a service that has one', () => {
    const road = assessing(new Road({ ...RULES, mechanisms: ['field_visit'], criteria: [] }))
    expect(road.refusal({ do: 'finish_assessment' })).toBe('visit_open')
    expect(assessing(new Road({ ...PLAIN, criteria: [] })).refusal({ do: 'finish_assessment' })).toBe(
      undefined,
    )
  })

  it('does not end over an appointment that somebody waits for', () => {
    const road = assessing(new Road({ ...RULES, criteria: [] }))
      .do({ do: 'offer_interview', slots: ['s1'] })
      .do({ do: 'book_interview', slot: 's1', when: SUBMITTED + DAY }, 'contact')
    expect(road.refusal({ do: 'finish_assessment', waived: 'x' })).toBe('interview_open')
    road
      .do({ do: 'cancel_interview', why: 'ill' })
      .do({ do: 'propose_visit' })
      .do({ do: 'answer_visit', agreed: true }, 'contact')
      .do({ do: 'plan_visit', day: '2026-03-05', visitor: 'v' })
    expect(road.refusal({ do: 'finish_assessment', waived: 'x' })).toBe('visit_open')
  })

  it('does not end over an item that was found wrong since', () => {
    const road = met(assessing(new Road())).do({ do: 'check', item: 'income', result: 'differs' })
    expect(road.try({ do: 'finish_assessment' }, 'staff:x')).toEqual({
      refused: 'unchecked',
      items: ['income'],
    })
  })

  it('forgets a waiver of an assessment that is done again', () => {
    const road = assessing(new Road({ ...RULES, criteria: [] })).do({
      do: 'finish_assessment',
      waived: 'ill',
    })
    road.do(RETURN).do({ do: 'resubmit', items: [] }, 'contact').do({ do: 'complete' })
    met(road.do({ do: 'begin_assessment' })).do({ do: 'finish_assessment' })
    expect(road.file).not.toHaveProperty('waived')
  })
})

describe('interviews', () => {
  const offered = (): Road => assessing(new Road()).do({ do: 'offer_interview', slots: ['s1', 's2'] })
  const book = (slot = 's1'): CaseCommand => ({ do: 'book_interview', slot, when: SUBMITTED + DAY })

  it('are offered while it is assessed, booked, moved and held', () => {
    expect(complete(new Road()).refusal({ do: 'offer_interview', slots: ['s1'] })).toBe('not_now')
    expect(assessing(new Road()).refusal(book(), 'contact')).toBe('not_now')
    const road = offered()
    expect(road.file.interview).toEqual({ state: 'offered', offered: ['s1', 's2'] })
    road.do(book(), 'contact').do(book('s2'), 'contact')
    expect(road.file.interview).toMatchObject({ state: 'booked', slot: 's2', at: SUBMITTED + DAY })
    road.do({ do: 'hold_interview', result: 'came' }, 'staff:researcher')
    expect(road.file.interview).toMatchObject({ state: 'held', result: 'came', slot: 's2' })
    expect(road.refusal(book(), 'contact')).toBe('not_now')
    expect(road.refusal({ do: 'offer_interview', slots: ['s1'] })).toBe('not_now')
    expect(road.refusal({ do: 'cancel_interview' }, 'contact')).toBe('not_now')
  })

  it('are missed only when they were due, and offered again', () => {
    const road = offered().do(book(), 'contact')
    expect(road.refusal({ do: 'miss_interview' }, 'bot')).toBe('not_now')
    road.days(1).do({ do: 'miss_interview' }, 'bot')
    expect(road.file.interview?.state).toBe('missed')
    expect(road.refusal({ do: 'hold_interview', result: 'x' })).toBe('not_now')
    expect(road.do({ do: 'offer_interview', slots: ['s3'] }).file.interview?.state).toBe('offered')
  })

  it('are cancelled by either side', () => {
    for (const by of ['contact', 'staff:x'] as const) {
      const road = offered().do(book(), 'contact').do({ do: 'cancel_interview' }, by)
      expect(road.file.interview).toEqual({ state: 'cancelled', offered: [] })
      expect(road.refusal({ do: 'hold_interview', result: 'x' })).toBe('not_now')
    }
  })
})

describe('field visits', () => {
  const proposed = (): Road => assessing(new Road()).do({ do: 'propose_visit' })
  const plan = { do: 'plan_visit', day: '2026-03-05', visitor: 'v' } as const
  const answer = (agreed: boolean): CaseCommand => ({ do: 'answer_visit', agreed })

  it('need consent, which can be taken back until the visit', () => {
    const road = proposed()
    expect(road.refusal(plan)).toBe('no_consent')
    expect(road.do(answer(false), 'contact').refusal(plan)).toBe('no_consent')
    road.do(answer(true), 'contact').do(plan)
    expect(road.file.visit).toEqual({ state: 'planned', day: '2026-03-05', visitor: 'v' })
    expect(road.refusal(answer(true), 'contact')).toBe('not_now')
    road.do(answer(false), 'contact')
    expect(road.file.visit?.state).toBe('declined')
    expect(road.refusal({ do: 'finish_visit', result: 'x' })).toBe('not_now')
    expect(road.refusal(plan)).toBe('no_consent')
  })

  it('that were declined can be proposed again, or left out with a reason', () => {
    const declined = (): Road => proposed().do(answer(false), 'contact')
    expect(declined().do({ do: 'propose_visit' }).file.visit?.state).toBe('proposed')
    const road = assessing(new Road({ ...RULES, mechanisms: ['field_visit'], criteria: [] }))
    road.do({ do: 'propose_visit' }).do(answer(false), 'contact')
    expect(road.refusal({ do: 'finish_assessment' })).toBe('visit_open')
    expect(road.do({ do: 'finish_assessment', waived: 'no consent' }).file.state).toBe('deciding')
  })

  it('happen while the case is assessed', () => {
    expect(new Road().refusal({ do: 'propose_visit' })).toBe('not_now')
    expect(assessing(new Road()).refusal(answer(true), 'contact')).toBe('not_now')
    const road = proposed().do(answer(true), 'contact').do(plan).do({ do: 'finish_visit', result: 'seen' })
    expect(road.file.visit).toMatchObject({ state: 'done', result: 'seen' })
    expect(road.refusal({ do: 'propose_visit' })).toBe('not_now')
    expect(road.file.preparers).toContain('v')
  })
})

describe('after the decision (R14–R16, R38)', () => {
  it('registers, delivers, confirms and closes', () => {
    expect(decided('refused').refusal({ do: 'register' })).toBe('not_now')
    expect(decided('accepted').refusal({ do: 'deliver', what: 'x' })).toBe('not_now')
    const road = registered()
    expect(road.file.registration).toEqual({ number: '17', at: road.at, by: 'staff:relations' })
    delivered(road).do({ do: 'confirm_delivery' }, 'contact')
    expect(road.file.delivery).toMatchObject({ what: 'a wheelchair', confirmedBy: 'contact' })
    expect(road.refusal({ do: 'confirm_delivery' }, 'contact')).toBe('not_now')
    expect(road.do({ do: 'close' }, 'bot').file.state).toBe('closed')
  })

  it('hands over again only what did not arrive, and time does not close over it', () => {
    const road = delivered()
    expect(road.refusal({ do: 'deliver', what: 'another' })).toBe('not_now')
    road.do({ do: 'deny_delivery', note: 'nobody came' }, 'contact')
    expect(road.refusal({ do: 'close' }, 'bot')).toBe('not_now')
    road.do({ do: 'deliver', what: 'another' })
    expect(road.file.delivery).toEqual({ what: 'another', by: 'staff:relations', at: road.at })
    expect(road.do({ do: 'confirm_delivery' }, 'contact').do({ do: 'close' }, 'bot').file.state).toBe(
      'closed',
    )
  })

  it('lets nobody object to a whole acceptance, and anybody to less', () => {
    const object = { do: 'object', why: 'the income is wrong' } as const
    expect(decided('accepted').refusal(object, 'contact')).toBe('not_now')
    for (const outcome of ['partial', 'refused', 'deferred'] as const)
      expect(decided(outcome).do(object, 'contact').file).toMatchObject({
        state: 'objected',
        objection: object.why,
      })
    for (const road of [registered(decided('partial')), delivered(registered(decided('partial')))])
      expect(road.do(object, 'contact').file.state).toBe('objected')
    expect(delivered().refusal(object, 'contact')).toBe('not_now')
    expect(deciding(new Road()).refusal(object, 'contact')).toBe('not_now')
  })

  it('decides an objection in a new round, with new opinions', () => {
    const road = decided('refused').do({ do: 'object', why: 'wrong' }, 'contact')
    expect(road.refusal(REFUSAL, 'staff:chair')).toBe('not_now')
    road.do({ do: 'open_round', why: 'an objection came' })
    expect(road.file).toMatchObject({ state: 'deciding', round: 2, opinions: {}, recusals: {} })
    expect(road.refusal({ do: 'decide', outcome: 'accepted' }, 'staff:chair')).toBe('no_quorum')
    decided('accepted', road)
    expect(road.file.decisions.map(({ round, outcome }) => [round, outcome])).toEqual([
      [1, 'refused'],
      [2, 'accepted'],
    ])
  })

  it('takes a closed request back as an objection only', () => {
    const road = decided('refused').do({ do: 'close' }, 'bot')
    expect(road.refusal({ do: 'object', why: 'x' }, 'contact')).toBe('not_now')
    road.do({ do: 'reopen', why: 'a court order' })
    expect(road.file).toMatchObject({ state: 'objected', objection: 'a court order' })
  })
})

describe('withdrawing', () => {
  it('is for anyone until something was delivered', () => {
    const roads = [new Road(), complete(new Road()), assessing(new Road()), deciding(new Road())]
    for (const road of [...roads, decided('accepted'), decided('deferred'), registered()])
      expect(road.do({ do: 'withdraw', why: 'moved away' }, 'contact').file.state).toBe('withdrawn')
    expect(new Road().do(RETURN).do({ do: 'withdraw' }, 'contact').file.state).toBe('withdrawn')
    for (const road of [decided('refused'), delivered()])
      expect(road.refusal({ do: 'withdraw' }, 'contact')).toBe('not_now')
  })

  it('ends the meetings that did not happen', () => {
    const road = assessing(new Road())
      .do({ do: 'offer_interview', slots: ['s1'] })
      .do({ do: 'book_interview', slot: 's1', when: SUBMITTED }, 'contact')
      .do({ do: 'propose_visit' })
      .do({ do: 'withdraw' }, 'contact')
    expect(road.file.interview?.state).toBe('cancelled')
    expect(road.file).not.toHaveProperty('visit')
    const late = deciding(new Road()).do({ do: 'withdraw' }, 'contact')
    expect(late.file).toMatchObject({ interview: { state: 'held' }, visit: { state: 'done' } })
  })

  it('can be taken back, and a decided request then enters a new round', () => {
    const early = new Road().do(RETURN).do({ do: 'withdraw' }, 'contact').do({ do: 'reopen', why: 'asked' })
    expect(early.file).toMatchObject({ state: 'submitted', round: 1, missing: [] })
    const late = decided('accepted').do({ do: 'withdraw' }, 'contact').do({ do: 'reopen', why: 'asked' })
    expect(late.file).toMatchObject({ state: 'submitted', round: 2, opinions: {} })
    late.do({ do: 'complete' }).do({ do: 'begin_assessment' }).do({ do: 'finish_assessment' })
    expect(decided('refused', late).file.state).toBe('refused')
  })
})

describe('a matter', () => {
  const matter = (): Road => new Road(RULES, 'complaint')

  it('is answered, closed and, where that did not help, answered again', () => {
    const road = matter().do({ do: 'answer', text: 'we are sorry' })
    expect(road.file).toMatchObject({ state: 'answered', answer: 'we are sorry', telling: 'waiting' })
    road.do({ do: 'reopen', why: 'not enough' }).do({ do: 'answer', text: 'it is put right' })
    road.do({ do: 'close' }, 'bot').do({ do: 'reopen', why: 'it came back' })
    expect(road.file).toMatchObject({ state: 'submitted', round: 1 })
    expect(road.do({ do: 'withdraw' }, 'contact').do({ do: 'reopen', why: 'x' }).file.state).toBe('submitted')
  })

  it('is not a way around a decision', () => {
    expect(new Road().refusal({ do: 'answer', text: 'you get it' })).toBe('not_this_kind')
  })
})

describe('telling', () => {
  const tell = (telling: 'sent' | 'read' | 'failed' | 'called' | 'waiting', round?: number): CaseCommand => ({
    do: 'tell',
    telling,
    ...(round !== undefined && { round }),
  })

  it('is about a decision that there is', () => {
    expect(new Road().refusal(tell('sent'), 'bot')).toBe('not_now')
    expect(decided('accepted').file.telling).toBe('waiting')
    expect(decided('accepted').do(tell('failed'), 'bot').do(tell('called')).file.telling).toBe('called')
    expect(new Road(RULES, 'call').do(tell('sent'), 'bot').file.telling).toBe('sent')
  })

  it('does not go back: receipts come late and in any order', () => {
    const road = decided('accepted').do(tell('sent'), 'bot').do(tell('waiting'), 'bot')
    expect(road.file.telling).toBe('sent')
    road.do(tell('read'), 'bot').do(tell('sent'), 'bot').do(tell('failed'), 'bot')
    expect(road.file.telling).toBe('read')
    expect(decided('refused').do(tell('called')).do(tell('failed'), 'bot').file.telling).toBe('called')
  })

  it('of an old round says nothing about the new one', () => {
    const road = decided('refused').do({ do: 'object', why: 'x' }, 'contact')
    decided('accepted', road.do({ do: 'open_round', why: 'x' })).do(tell('read', 1), 'bot')
    expect(road.file.telling).toBe('waiting')
    expect(road.do(tell('sent', 2), 'bot').file.telling).toBe('sent')
  })
})

describe('at any time', () => {
  it('a case is assigned and noted', () => {
    const road = new Road().do({ do: 'assign', to: 'a' }).do({ do: 'note', text: 'phoned' })
    expect(road.file).toMatchObject({ assignedTo: 'a', state: 'submitted' })
    expect(road.events.map(({ kind }) => kind)).toEqual(['submitted', 'assigned', 'noted'])
    expect(decided('refused').do({ do: 'close' }).do({ do: 'note', text: 'x' }).file.state).toBe('closed')
  })
})
