import { describe, expect, it } from 'vitest'
import { formsOf } from '#core/association.ts'
import type { Form } from '#core/form.ts'
import { CASE_OF_MATTER, MATTER_IDS } from '#core/matter.ts'
import type { MatterId } from '#core/matter.ts'
import { compileForm } from '#engine/form.ts'
import { beginForm, walkForm, withEntry } from '#engine/form-progress.ts'
import type { FormState } from '#engine/session.ts'
import { inspectForms } from '#engine/inspect/service.ts'
import { IDS, profile } from './profiles.ts'
import type { AssociationId } from './profiles.ts'

const TODAY = '2026-03-01'

/** What is asked after some answers were given. */
function asked(form: Form, given: Readonly<Record<string, string | number | boolean>>): string | undefined {
  const compiled = compileForm(form)
  if (!('form' in compiled)) throw new Error(form.id)
  let state: FormState = beginForm(compiled.form)
  for (;;) {
    const { next } = walkForm(compiled.form, state, TODAY)
    if (!next || 'more' in next) return undefined
    const value = given[next.field]
    if (value === undefined) return next.field
    state = withEntry(state, next, { value, display: String(value) })
  }
}

function matter(id: AssociationId, wanted: MatterId) {
  const found = profile(id).matters.find((one) => one.id === wanted)
  if (!found) throw new Error(`${id} takes in no ${wanted}`)
  return found
}

describe.each(IDS)('%s', (id) => {
  it('takes in every matter, and membership where there are members', () => {
    const offered = profile(id).matters.map((one) => one.id)
    const wanted = MATTER_IDS.filter((one) => one !== 'membership' || id === 'naqra')
    expect(offered.toSorted()).toEqual(wanted.toSorted())
    // Money is never taken: who wants to give is led to the official channel.
    expect(profile(id).answers.some((answer) => answer.intent === 'donate')).toBe(true)
    expect(Object.keys(CASE_OF_MATTER).toSorted()).toEqual([...MATTER_IDS].toSorted())
  })

  it('has forms that the engine accepts, each with an id of its own', () => {
    const forms = formsOf(profile(id))
    expect(new Set(forms.map((form) => form.id)).size).toBe(forms.length)
    expect(inspectForms(profile(id))).toEqual([])
  })

  it('promises no time for a matter that neither a law nor a setting gives', () => {
    for (const { id: kind, deadline, sample } of profile(id).matters) {
      expect(sample).toBe(true)
      if (kind === 'data_rights') expect(deadline).toMatchObject({ days: 30 })
      else expect(deadline).toEqual({ setting: expect.stringMatching(/^[a-z]+_days$/) })
    }
  })

  it('gives a refusal a reason, calm words and a next step (R12)', () => {
    for (const outcome of ['refused', 'partial', 'deferred'] as const) {
      const reasons = profile(id).reasons.filter(({ outcomes }) => outcomes.includes(outcome))
      expect(reasons.length).toBeGreaterThanOrEqual(3)
      for (const { text, next } of reasons) {
        expect(text.ar.length).toBeGreaterThan(20)
        expect(next.ar.length).toBeGreaterThan(20)
      }
    }
    expect(profile(id).notice).toBe('reply_first')
  })

  it('shows which services look at papers, talk or visit, and has one with a talk (R32)', () => {
    const { services, clauses } = profile(id)
    expect(services.some(({ mechanisms }) => mechanisms.includes('interview'))).toBe(true)
    // They differ by service where the policy wants them to.
    const ways = new Set(services.map(({ mechanisms }) => mechanisms.join())).size
    expect(ways).toBeGreaterThan(clauses.some((clause) => clause.id === `${id}/R32`) ? 1 : 0)
  })

  it('asks every criterion of everyone who asks for the service, and says what it rests on', () => {
    for (const { criteria } of profile(id).services) {
      expect(criteria.length).toBeGreaterThan(0)
      for (const { basis, basisKind } of criteria) {
        expect(basis.ar).toMatch(/تؤكده الجمعية|تحدده الجمعية|يتحقق منه الموظف|يُحال/)
        expect(['regulation', 'standard']).toContain(basisKind)
      }
    }
  })

  it('says for every service how asking for another is shown', () => {
    for (const service of profile(id).services) {
      expect(service.guardian, service.id).toBeDefined()
      const fields = service.form.sections.flatMap(({ items }) => items.map((item) => item.id))
      expect(fields).toContain(service.guardian?.relation)
      if (service.guardian?.proof) expect(fields).toContain(service.guardian.proof)
    }
  })

  it('has a service whose papers must be valid on the day they are sent (R5)', () => {
    const dated = profile(id).services.flatMap(({ form }) =>
      form.sections.flatMap(({ items }) => items.filter((item) => 'validityOf' in item)),
    )
    expect(dated.length).toBeGreaterThan(0)
  })
})

describe('polls', () => {
  it.each(IDS.map((id) => [id] as const))('%s', (id) => {
    for (const { id: service, poll } of profile(id).services) {
      expect(poll.id).toBe(`poll_${service}`)
      expect(poll.form.id).toBe(poll.id)
      expect(poll.questions.length).toBeGreaterThanOrEqual(3)
      expect(poll.questions.length).toBeLessThanOrEqual(6)
      expect(poll.questions.filter(({ kind }) => kind === 'comment').length).toBeGreaterThanOrEqual(1)
      expect(poll.questions.at(-1)?.kind).toBe('comment')
      expect(poll.form.sections[0]?.items.every((item) => 'optional' in item && item.optional)).toBe(true)
    }
  })

  it('ask why only of who is not content', () => {
    const poll = profile('musanid').services.find(({ id }) => id === 'social_research')?.poll.form
    if (!poll) throw new Error('no poll')
    expect(asked(poll, { overall: 5 })).toBe('comment')
    expect(asked(poll, { overall: 2 })).toBe('improve')
    const support = profile('musanid').services.find(({ id }) => id === 'support')?.poll.form
    if (!support) throw new Error('no poll')
    expect(asked(support, { overall: 5, fit: 'whole' })).toBe('dignity')
    expect(asked(support, { overall: 5, fit: 'part' })).toBe('lacking')
  })

  it('come round by themselves at huda alone, whose policy orders it (huda/R16)', () => {
    for (const id of IDS) expect(profile(id).survey !== undefined, id).toBe(id === 'huda')
    expect(profile('huda').survey).toMatchObject({ id: 'survey', setting: 'survey_days' })
  })
})

describe('the forms of matters', () => {
  it('ask a young volunteer for a guardian (huda/R36)', () => {
    const { form, clauses } = matter('huda', 'volunteer')
    expect(clauses).toContain('huda/R36')
    const person = { full_name: 'سالم', mobile: '+966501234567', city: 'رابغ' }
    expect(asked(form, { ...person, birth_date: '2010-05-01' })).toBe('guardian_name')
    expect(asked(form, { ...person, birth_date: '2000-05-01' })).toBe('skills')
  })

  it('ask only for what has changed', () => {
    const { form } = matter('naqra', 'update_data')
    expect(asked(form, { what: 'mobile' })).toBe('new_mobile')
    expect(asked(form, { what: 'iban' })).toBe('new_iban')
    expect(asked(form, { what: 'family' })).toBe('new_details')
  })

  it('ask what is to become of the data, and of whom destroys them whether that is understood (huda/R26)', () => {
    const { form, clauses } = matter('huda', 'data_rights')
    expect(clauses).toEqual(['huda/R26'])
    expect(asked(form, { right: 'copy' })).toBe('full_name')
    expect(asked(form, { right: 'correct' })).toBe('wrong_data')
    expect(asked(form, { right: 'withdraw' })).toBe('which_consent')
    expect(asked(form, { right: 'destroy' })).toBe('understood')
  })

  describe.each(['musanid', 'naqra', 'baraim', 'irtiqa'] as const)('%s', (id) => {
    it('takes in complaints and suggestions (R19, R38)', () => {
      expect(matter(id, 'complaint').clauses).toEqual([`${id}/R38`])
      expect(matter(id, 'suggestion').clauses).toEqual([`${id}/R19`])
    })
  })

  it('serve no clause that a policy does not have', () => {
    expect(matter('huda', 'complaint').clauses).toEqual([])
    expect(matter('irtiqa', 'volunteer').clauses).toEqual(['irtiqa/R20'])
  })
})

describe('baraim', () => {
  it('asks for personal data and for data on the conditions of the service, apart (R29)', () => {
    for (const { form } of profile('baraim').services)
      expect(form.sections.map((section) => section.id)).toEqual(['personal', 'conditions'])
  })

  it('rests criteria on regulations and on professional standards, and says on which (R31)', () => {
    const kinds = profile('baraim').services.flatMap(({ criteria }) => criteria.map((one) => one.basisKind))
    expect(new Set(kinds)).toEqual(new Set(['regulation', 'standard']))
  })

  it('knows papers, forms and visits as sources, and visits only where the service calls for it (R30)', () => {
    const { services } = profile('baraim')
    const visited = services.filter(({ mechanisms }) => mechanisms.includes('field_visit'))
    expect(visited.length).toBeGreaterThan(0)
    expect(visited.length).toBeLessThan(services.length)
  })
})
