import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OVER } from '#core/case.ts'
import type { Actor } from '#core/case.ts'
import { foldCase } from '#core/case-file.ts'
import { changeCase } from '#core/change-case.ts'
import type { CaseCommand } from '#core/change-case.ts'
import { decisionWindow } from '#core/deadline.ts'
import { OUTCOMES } from '#core/decision.ts'
import { DAY, openOffice } from './office.ts'
import type { Office } from './office.ts'

const WHO = ['relations', 'researcher', 'manager', 'second', 'contact'] as const

type Step =
  | { readonly kind: 'do'; readonly who: (typeof WHO)[number]; readonly verb: number; readonly pick: number }
  | { readonly kind: 'pass'; readonly days: number }
  | { readonly kind: 'restart' }
  | { readonly kind: 'slots' }
  /** As far on the main road as one step goes. */
  | { readonly kind: 'ahead' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('do' as const),
      who: fc.constantFrom(...WHO),
      verb: fc.nat(999),
      pick: fc.nat(9),
    }),
  },
  { weight: 4, arbitrary: fc.constant({ kind: 'ahead' as const }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('pass' as const), days: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'slots' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
)

/** Everything that could be asked of a case, sensible or not. */
async function commands(office: Office, reference: string, pick: number): Promise<CaseCommand[]> {
  const { rules, file } = await office.load(reference)
  const item = rules.items[pick % rules.items.length] ?? ''
  const criterion = rules.criteria[0] ?? ''
  const slots = [
    ...(file.interview?.offered ?? []),
    ...(await office.store.slots.free(0, 5)).map(({ id }) => id),
  ]
  const slot = slots[pick % Math.max(1, slots.length)] ?? 'none'
  const when = (await office.store.slots.get(slot))?.at ?? 0
  const outcome = OUTCOMES[pick % OUTCOMES.length] ?? 'accepted'
  const reason = rules.reasons[0] ?? ''
  const words = { reason, text: 'نص', next: 'خطوة' }
  return [
    { do: 'check', item, result: pick > 7 ? 'differs' : 'matches' },
    ...(pick > 7 ? [{ do: 'return', missing: [{ item, why: 'missing' as const }] } as const] : []),
    { do: 'resubmit', items: [item] },
    { do: 'complete' },
    { do: 'begin_assessment' },
    { do: 'offer_interview', slots: slots.slice(0, 3) },
    { do: 'book_interview', slot, when },
    { do: 'cancel_interview' },
    { do: 'hold_interview', result: 'تمت' },
    { do: 'miss_interview' },
    { do: 'propose_visit' },
    { do: 'answer_visit', agreed: pick > 4 },
    { do: 'plan_visit', day: '2026-06-01', visitor: 'researcher' },
    { do: 'finish_visit', result: 'تمت' },
    { do: 'find', finding: { criterion, met: pick > 4, value: '1', source: 'form' } },
    { do: 'finish_assessment', waived: 'سبب' },
    { do: 'decide', outcome, ...words },
    { do: 'decide', outcome, ...words, early: 'عاجل' },
    { do: 'object', why: 'سبب' },
    { do: 'open_round', why: 'سبب' },
    { do: 'register' },
    { do: 'deliver', what: 'شيء' },
    { do: 'confirm_delivery' },
    { do: 'deny_delivery' },
    ...(pick === 9 ? [{ do: 'withdraw' } as const] : []),
    { do: 'reopen', why: 'سبب' },
    { do: 'close' },
  ]
}

/** What moves a case on from where it stands. */
async function ahead(office: Office, reference: string): Promise<void> {
  const { file, rules } = await office.load(reference)
  const { relations, researcher, manager, second } = office.staff
  const go = async (who: typeof relations, ...all: CaseCommand[]): Promise<void> => {
    for (const command of all) await office.attempt(who, reference, command)
  }
  if (file.state === 'submitted') {
    for (const item of rules.items) await go(relations, { do: 'check', item, result: 'matches' })
    await go(relations, { do: 'complete' })
  } else if (file.state === 'complete') await go(researcher, { do: 'begin_assessment' })
  else if (file.state === 'assessment') {
    const finding = { criterion: rules.criteria[0] ?? '', met: true, value: '1', source: 'form' as const }
    await go(researcher, { do: 'find', finding }, { do: 'finish_assessment', waived: 'سبب' })
  } else if (file.state === 'deciding') {
    await go(file.preparers.includes('manager') ? second : manager, { do: 'decide', outcome: 'accepted' })
  } else await go(relations, { do: 'register' }, { do: 'deliver', what: 'شيء' })
}

async function take(office: Office, references: readonly string[], given: Step): Promise<void> {
  if (given.kind === 'pass') return office.pass(given.days * DAY)
  if (given.kind === 'restart') return office.restart()
  const reference = references[office.clock.now() % 3 === 0 ? 1 : 0] ?? ''
  if (given.kind === 'ahead') return ahead(office, reference)
  if (given.kind === 'slots') {
    const wanted = [2, 4, 6].map((days) => ({ at: office.clock.now() + days * DAY }))
    await office.desk.addSlots(office.staff.researcher, wanted)
    return
  }
  const target = references[given.pick % 2] ?? ''
  const all = await commands(office, target, given.pick)
  const { file, rules } = await office.load(target)
  const by: Actor = given.who === 'contact' ? 'contact' : `staff:${given.who}`
  const asking = { by, at: office.clock.now() }
  const possible = all.filter((command) => !('refused' in changeCase(file, rules, command, asking)))
  // Mostly what could be; now and then anything at all.
  const among = possible.length > 0 && given.verb % 5 > 0 ? possible : all
  const command = among[given.verb % among.length]
  if (!command) return
  if (given.who === 'contact') await office.ask(target, command).catch(() => undefined)
  else await office.attempt(office.staff[given.who], target, command)
}

/** What must hold of every case at every moment. */
async function holds(office: Office, reference: string): Promise<void> {
  const { record, file, rules } = await office.load(reference)
  const now = office.clock.now()
  await office.events(reference)
  expect({ dueAt: record.dueAt, completeAt: record.completeAt }).toEqual({
    dueAt: decisionWindow(rules.period, file, now).latestAt,
    completeAt: file.completeAt,
  })
  const rounds = file.decisions.map(({ round }) => round)
  expect(new Set(rounds).size).toBe(rounds.length)
  const told = (await office.store.notices.ofContact(record.contactId, 500)).filter(
    ({ kind, caseId }) => kind === 'decision' && caseId === record.id,
  )
  expect(told).toHaveLength(rounds.length)
  for (const slot of await office.store.slots.ofCase(record.id)) {
    if (slot.state === 'booked') expect(file.interview?.slot).toBe(slot.id)
    if (slot.state === 'held') expect(file.interview?.offered).toContain(slot.id)
  }
  if (OVER.includes(file.state)) {
    const open = (await office.store.tasks.ofCase(record.id)).filter(({ doneAt }) => doneAt === undefined)
    expect(open.map(({ kind }) => kind)).toEqual([])
  }
}

/** No decision came before its day without a written reason. */
async function neverEarly(office: Office, reference: string): Promise<void> {
  const { rules } = await office.load(reference)
  const events = await office.events(reference)
  for (const [index, event] of events.entries()) {
    if (event.kind !== 'decided') continue
    const before = foldCase('x', 'support', events.slice(0, index))
    const { earliestAt = 0 } = decisionWindow(rules.period, before, event.at)
    if (event.at < earliestAt) expect(event.decision.early).toBe('عاجل')
  }
}

describe('whatever staff, applicants and time do', () => {
  it('leaves every case on its road, its row as its history, its times and tasks in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const office = await openOffice('irtiqa')
        const references = [await office.submit(), await office.submit({ contact: 'c2' })]
        // Most of what can happen begins with the assessment.
        for (const reference of [...references, ...references]) await ahead(office, reference)
        for (const given of steps) {
          await take(office, references, given)
          for (const reference of references) await holds(office, reference)
        }
        for (const reference of references) await neverEarly(office, reference)
        expect(await office.store.audit.verify()).toEqual({ ok: true })
        expect(office.logged.filter(({ what }) => what.endsWith('_failed'))).toEqual([])
      }),
      { numRuns: 8, seed: 20260301 },
    )
  }, 120_000)
})
