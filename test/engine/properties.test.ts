import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { COMMANDS } from '#core/answer.ts'
import type { Association } from '#core/association.ts'
import type { Language } from '#core/text.ts'
import type { MessageDraft, RequestContent } from '#engine/event.ts'
import { walkForm } from '#engine/form-progress.ts'
import type { FormState } from '#engine/session.ts'
import { BUDGET } from '#engine/turn.ts'
import { deed, inputOf } from './inputs.ts'
import type { Deed } from './inputs.ts'
import { ASSOCIATIONS, Visitor, rendererOf } from './real-world.ts'
import { sha256 } from './world.ts'

/** The same talks every time; another seed and more runs when one looks for trouble (`SEED=… RUNS=…`). */
const RUNS = {
  seed: Number(process.env.SEED ?? 20_260_105),
  numRuns: Number(process.env.RUNS ?? 150),
  endOnFailure: process.env.SHRINK === undefined,
}

const association = fc.constantFrom(...ASSOCIATIONS.keys())
const deeds = fc.array(deed, { minLength: 5, maxLength: 80, size: 'max' })
const known = fc.constantFrom(
  {},
  { name: { value: 'محمد عبدالله أحمد العتيبي', display: 'محمد عبدالله أحمد العتيبي' } },
)

function associationOf(id: string): Association {
  const found = ASSOCIATIONS.get(id)
  if (!found) throw new Error(`no association ${id}`)
  return found
}

function talk(visitor: Visitor, given: readonly Deed[], after: (visitor: Visitor) => void = () => {}): void {
  for (const item of given) {
    visitor.send(inputOf(visitor, item))
    after(visitor)
  }
}

/** Whether the conversation is with staff now: the bot is silent by design. */
function withStaff({ session }: Visitor): boolean {
  const frame = session?.stack.at(-1)
  return frame?.flow === 'employee' && frame.step === 'wait'
}

function messagesOf({ turn }: Visitor): number {
  return turn.events.filter((event) => event.kind === 'message_composed').length
}

describe('whatever a person does', () => {
  it('never meets a dead end: something stands open, or the next words get a reply', () => {
    fc.assert(
      fc.property(association, known, deeds, (who, facts, given) => {
        const visitor = new Visitor(associationOf(who), facts)
        talk(visitor, given)
        if (withStaff(visitor)) visitor.send({ kind: 'released' })
        const { session } = visitor
        expect(session?.stack.length === 0 || session?.question !== undefined).toBe(true)
        for (const text of ['نعم', 'السلام عليكم']) {
          visitor.send({ kind: 'text', text })
          if (!withStaff(visitor)) expect(messagesOf(visitor)).toBeGreaterThan(0)
        }
      }),
      RUNS,
    )
  })

  it('gets at most two messages a turn, never a failure, and a session within its bounds', () => {
    fc.assert(
      fc.property(association, known, deeds, (who, facts, given) => {
        const visitor = new Visitor(associationOf(who), facts)
        talk(visitor, given, ({ turn, session }) => {
          expect(messagesOf(visitor)).toBeLessThanOrEqual(2)
          expect(turn.events.filter((event) => event.kind === 'session_failed')).toEqual([])
          expect(session?.stack.length ?? 0).toBeLessThanOrEqual(BUDGET.stack)
          for (const frame of session?.stack ?? []) expect(frame.trail.length).toBeLessThanOrEqual(25)
          expect(JSON.parse(JSON.stringify(session))).toEqual(session)
        })
      }),
      RUNS,
    )
  })

  it('reads whole sentences, short enough for a small phone, unless they show a summary', () => {
    fc.assert(
      fc.property(association, known, deeds, (who, facts, given) => {
        const visitor = new Visitor(associationOf(who), facts)
        talk(visitor, given, ({ turn }) => {
          for (const event of turn.events)
            if (event.kind === 'message_composed')
              expectReadable(associationOf(who), event.draft, turn.session.language)
        })
      }),
      RUNS,
    )
  })

  it('is understood when it is a command, wherever the conversation stands', () => {
    const words = [
      'رجوع',
      'إلغاء',
      'من جديد',
      'القائمة',
      'موظف',
      'إعادة',
      'تخطي',
      'مساعدة',
      'حفظ',
      'إيقاف',
      'اللغة',
      'طلباتي',
    ]
    expect(words).toHaveLength(COMMANDS.length)
    fc.assert(
      fc.property(association, deeds, fc.constantFrom(...words), (who, given, word) => {
        const visitor = new Visitor(associationOf(who))
        visitor.send({ kind: 'start' })
        talk(visitor, given)
        if (withStaff(visitor)) visitor.send({ kind: 'released' })
        const { events } = visitor.send({ kind: 'text', text: word })
        const understood = events.some(
          (event) => event.kind === 'command_given' || event.kind === 'session_started',
        )
        const firstContact = events.some((event) => event.kind === 'flow_entered' && event.flow === 'welcome')
        expect(understood || firstContact || chosen(visitor, word)).toBe(true)
        expect(messagesOf(visitor)).toBeGreaterThan(0)
      }),
      RUNS,
    )
  })

  it('gives the same turns when it is done again', () => {
    fc.assert(
      fc.property(association, deeds, (who, given) => {
        const first = new Visitor(associationOf(who))
        talk(first, given)
        const second = new Visitor(associationOf(who))
        talk(second, given)
        expect(second.turns).toEqual(first.turns)
      }),
      { ...RUNS, numRuns: Math.ceil(RUNS.numRuns / 3) },
    )
  })

  it('never fills a form without consent', () => {
    fc.assert(
      fc.property(association, deeds, (who, given) => {
        const visitor = new Visitor(associationOf(who))
        talk(visitor, given, ({ turn, facts }) => {
          const answered = turn.events.some(
            (event) => event.kind === 'answer_saved' && event.field !== undefined,
          )
          if (answered) expect(facts.consentVersion).toBe(associationOf(who).privacy.version)
        })
      }),
      RUNS,
    )
  })
})

describe('a request that was sent', () => {
  const answers = fc.array(fc.nat({ max: 20 }), { minLength: 120, maxLength: 160, size: 'max' })

  it('holds every required answer, as it was declared and signed', () => {
    let sent = 0
    fc.assert(
      fc.property(association, answers, fc.array(deed, { maxLength: 12 }), (who, picks, between) => {
        const visitor = new Visitor(associationOf(who))
        visitor.send({ kind: 'start' })
        const all = picks.flatMap((pick, n): Deed[] => [
          { do: 'answer', pick },
          ...(between[n] ? [between[n]] : []),
        ])
        talk(visitor, all, ({ turn }) => {
          for (const event of turn.events)
            if (event.kind === 'request_submitted') {
              sent += 1
              expectWhole(visitor, event.request)
            }
        })
      }),
      RUNS,
    )
    expect(sent).toBeGreaterThan(RUNS.numRuns / 10)
  })
})

function expectReadable(who: Association, draft: MessageDraft, language: Language): void {
  const { text, choices = [] } = rendererOf(who).message(draft, language)
  for (const words of [text, ...choices.map((choice) => choice.label)]) {
    expect(words.trim()).not.toBe('')
    expect(words).not.toMatch(/\{\{|\bundefined\b|\bnull\b|(replies|flows|problems):|^[a-z]+[._][a-z_.]+$/)
  }
  if (!draft.private) expect(text.replace(/[\u2066-\u2069]/g, '').length, text).toBeLessThanOrEqual(300)
}

/** A word that is a choice of the open question is that choice, not a command ("اللغة" in the menu). */
function chosen({ turn }: Visitor, word: string): boolean {
  return turn.events.some((event) => event.kind === 'answer_saved') && word !== ''
}

function expectWhole({ env }: Visitor, request: RequestContent): void {
  const form = env.library.form(request.form, request.formRevision)
  const groups = Object.entries(request.groups).map(
    ([id, members]) => [id, { members, closed: true }] as const,
  )
  const state: FormState = {
    form: request.form,
    revision: request.formRevision,
    answers: request.answers,
    groups: Object.fromEntries([...form.items.flatMap(openGroup), ...groups]),
  }
  const { next, places, values } = walkForm(form, state, env.today)
  expect(next).toBeUndefined()
  for (const { field, entry } of places) {
    if (entry.skipped) expect(field.field.optional).toBe(true)
    else expect(entry.value).not.toBeNull()
    if (!entry.skipped && field.constraint && field.group === undefined)
      expect(field.constraint.run(values)).toBe(true)
  }
  if (request.caseKind !== 'support') return expect(request.declaration).toBeUndefined()
  const frozen = JSON.stringify([request.form, request.formRevision, request.answers, request.groups])
  expect(request.declaration?.answersHash).toBe(sha256(frozen))
  expect(request.declaration?.mode).toBe(env.association.declaration.mode)
  expect(request.declaration?.signature !== undefined).toBe(request.declaration?.mode === 'declare_and_sign')
}

function openGroup(item: {
  readonly kind: string
  readonly group?: unknown
}): [string, FormState['groups'][string]][] {
  return item.kind === 'repeat' ? [[(item.group as { id: string }).id, { members: [], closed: true }]] : []
}
