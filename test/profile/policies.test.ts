import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DATA, IDS, profile, textsOf } from './profiles.ts'
import type { AssociationId } from './profiles.ts'

/** Numbers that speak of a period, in words or digits. */
const PERIOD =
  /\d+\s*(?:يوم|أيام|أسبوع|أسابيع|شهر|days?|weeks?|months?)|أسبوعين|أسبوعان|ستة أسابيع|two weeks|six weeks|fortnight/i

describe('the decision period (R13)', () => {
  it.each([
    ['musanid', { earliest: 14, stated: true, clause: 'musanid/R13' }],
    ['naqra', { earliest: 14, stated: true, clause: 'naqra/R13' }],
    ['irtiqa', { earliest: 14, latest: 42, stated: true, clause: 'irtiqa/R13' }],
    ['huda', { stated: false, clause: 'huda/R13' }],
    ['baraim', { stated: false }],
  ] as const)('%s', (id, period) => {
    expect(profile(id).period).toEqual(period)
  })

  it('is in the answer as the policy states it, and is no number where it states none', () => {
    const answer = (id: AssociationId) =>
      profile(id).answers.find((item) => item.intent === 'decision_time')?.text.ar ?? ''
    expect(answer('irtiqa')).toMatch(/أسبوعين.*ستة أسابيع/)
    for (const id of ['musanid', 'naqra'] as const) {
      expect(answer(id)).toContain('أسبوعين')
      expect(answer(id)).not.toContain('ستة')
    }
    for (const id of ['huda', 'baraim'] as const) expect(answer(id)).toContain('لم تذكر السياسة')
  })

  it.each(['huda', 'baraim'] as const)('%s names no length of time for anything but a data right', (id) => {
    for (const { path, words } of textsOf(profile(id))) {
      for (const text of Object.values(words)) {
        expect(text.replace(/30 (?:يومًا|days)/, ''), path).not.toMatch(PERIOD)
      }
    }
  })
})

/** What each policy says in words of its own. */
const SAYS: Readonly<
  Record<
    AssociationId,
    {
      readonly responsible: string
      readonly deciding: readonly [name: string, kind: string]
      readonly referral: readonly (readonly [name: string, fromPolicy: boolean])[]
      readonly channels: readonly string[]
    }
  >
> = (() => {
  const common = ['interview', 'phone', 'social', 'letters', 'help_requests', 'volunteering', 'website']
  const without = (left: string) => common.filter((channel) => channel !== left)
  return {
    baraim: {
      responsible: 'مسؤولية مباشرة',
      deciding: ['الإدارة المختصة في الجمعية', 'unit'],
      referral: [['مسؤول علاقات المستفيدين', false]],
      channels: without('interview'),
    },
    huda: {
      responsible: 'المسؤولية النظامية',
      deciding: ['الجهة المختصة في الجمعية', 'unit'],
      referral: [['الجهة المختصة في الجمعية', true]],
      channels: [...common, 'field_reps'],
    },
    irtiqa: {
      responsible: 'مسؤولية مباشرة',
      deciding: ['صاحب الصلاحية', 'official'],
      referral: [
        ['المسؤول الأعلى', true],
        ['المسؤول الأكثر خبرة', true],
      ],
      channels: [...without('help_requests'), 'mail', 'representatives'],
    },
    musanid: {
      responsible: 'مسؤولية مباشرة',
      deciding: ['لجنة البحث', 'committee'],
      referral: [['مسؤول البحث الاجتماعي', true]],
      channels: [...common, 'branch_reps'],
    },
    naqra: {
      responsible: 'مسؤولية مباشرة',
      deciding: ['لجنة البحث', 'committee'],
      referral: [['المسؤولون التنفيذيون', true]],
      channels: common,
    },
  }
})()

describe.each(IDS)('%s', (id) => {
  const says = SAYS[id]

  it('has the data declared, and signed everywhere but at huda, in the words of its policy (R8, R9)', () => {
    const { declaration } = profile(id)
    expect(declaration.mode).toBe(id === 'huda' ? 'declare' : 'declare_and_sign')
    expect(declaration.text.ar).toContain(says.responsible)
    expect(declaration.clauses).toEqual([`${id}/R8`, `${id}/R9`])
  })

  it('sends requests up to the body that the policy names (R10)', () => {
    const { deciding } = profile(id)
    expect([deciding.name.ar, deciding.kind, deciding.clause]).toEqual([...says.deciding, `${id}/R10`])
  })

  it('refers unclear matters as the policy says, and marks a default as one (R6)', () => {
    const targets = profile(id).referral
    expect(targets.map(({ name, fromPolicy }) => [name.ar, fromPolicy])).toEqual(says.referral)
  })

  it('lists the channels of its policy (R20)', () => {
    const channels = profile(id).channels.map((channel) => channel.id)
    expect(channels.toSorted()).toEqual([...says.channels].sort())
  })

  it('sets right what people think that is not so (R25)', () => {
    const answer = profile(id).answers.find(({ intent }) => intent === 'misconceptions')
    expect(answer?.text.ar.length).toBeGreaterThan(40)
  })
})

describe('what the policies say, association by association', () => {
  it('has exactly the clauses of each policy', () => {
    const all = Array.from({ length: 38 }, (_, i) => i + 1)
    const without = (...missing: number[]) => all.filter((n) => !missing.includes(n))
    const only = { huda: [26, 27, 36, 37], baraim: [28, 29, 30, 31, 32, 33] }
    const expected = {
      musanid: without(...only.huda, ...only.baraim),
      naqra: without(...only.huda, ...only.baraim),
      irtiqa: without(...only.huda, ...only.baraim),
      baraim: without(6, 7, 11, 13, ...only.huda),
      huda: without(3, 7, 17, 18, 19, 21, 22, 25, 35, 38, ...only.baraim),
    }
    for (const id of IDS) {
      expect(
        profile(id).clauses.map((clause) => clause.id),
        id,
      ).toEqual(expected[id].map((n) => `${id}/R${n}`))
    }
  })

  it('answers at huda in Urdu and Indonesian too', () => {
    for (const answer of profile('huda').answers) {
      for (const words of [
        answer.title,
        answer.text,
        ...(answer.textWithSetting ? [answer.textWithSetting] : []),
      ]) {
        expect(words.ur, answer.intent).toMatch(/[\u0600-\u06ff]/)
        expect(words.id, answer.intent).toMatch(/^[^\u0600-\u06ff]+$/)
      }
    }
  })

  it('leads at huda to the bodies that it works with, where a service is theirs (huda/R37)', () => {
    const { partners = [], answers } = profile('huda')
    expect(partners.length).toBeGreaterThan(1)
    const answer = answers.find(({ intent }) => intent === 'other_authority')
    expect(answer?.source).toBe('huda/R37')
    for (const { name, clause } of partners) {
      expect(clause).toBe('huda/R37')
      for (const language of ['ar', 'en', 'ur', 'id'] as const)
        expect(answer?.text[language]).toContain(name[language] ?? '?')
    }
    for (const id of IDS) if (id !== 'huda') expect(profile(id).partners, id).toBeUndefined()
  })

  it('gives naqra no approval date, since its two contradict each other', () => {
    const text = readdirSync(join(DATA, 'naqra'))
      .map((name) => readFileSync(join(DATA, 'naqra', name), 'utf8'))
      .join('')
    expect(text).not.toMatch(/1441|2019|الفوارا/)
  })
})

it('holds nowhere the bank account that one policy prints in its footer', () => {
  const files = readdirSync(DATA, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.yaml'),
  )
  expect(files.length).toBeGreaterThan(20)
  for (const file of files) {
    const digits = readFileSync(join(DATA, file), 'utf8').replace(/[\s-]/g, '')
    expect(digits, file).not.toMatch(/80000330608|SA\d{22}|8A\d{22}/)
  }
})
