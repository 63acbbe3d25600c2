import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import type { AskedField } from '#core/form.ts'
import type { Localised } from '#core/text.ts'
import { compileForm } from '#engine/form.ts'
import { loadProfile } from '#profile/load-profile.ts'

const DATA = join(import.meta.dirname, '../../data/associations')
const IDS = ['baraim', 'huda', 'irtiqa', 'musanid', 'naqra'] as const
const LOADED = new Map(IDS.map((id) => [id, loadProfile(join(DATA, id))]))

function profile(id: (typeof IDS)[number]): Association {
  const result = LOADED.get(id)
  if (!result || !('association' in result)) throw new Error(JSON.stringify(result?.problems ?? id))
  return result.association
}

/** Every text of a value that is in several languages, with the way to it. */
function textsOf(value: unknown, path = ''): { path: string; words: Localised }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => textsOf(item, `${path}[${i}]`))
  if (typeof value !== 'object' || value === null) return []
  if ('ar' in value && typeof value.ar === 'string') return [{ path, words: value as Localised }]
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, `${path}.${key}`))
}

function fieldsOf(association: Association): AskedField[] {
  return association.services.flatMap((service) =>
    service.form.sections.flatMap((section) =>
      section.items.flatMap((item) =>
        item.kind === 'field' ? [item] : item.kind === 'repeat' ? item.fields : [],
      ),
    ),
  )
}

/** Numbers that speak of a period, in words or digits. */
const PERIOD =
  /\d+\s*(?:يوم|أيام|أسبوع|أسابيع|شهر|days?|weeks?|months?)|أسبوعين|أسبوعان|ستة أسابيع|two weeks|six weeks|fortnight/i

it('ships five profiles and no other', () => {
  const folders = readdirSync(DATA, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(folders.map((folder) => folder.name).sort()).toEqual([...IDS])
})

describe.each(IDS)('%s', (id) => {
  it('loads, and the engine accepts every rule of its forms', () => {
    const association = profile(id)
    expect(association.services.length).toBeGreaterThanOrEqual(2)
    for (const service of association.services) {
      expect(service.sample).toBe(true)
      const compiled = compileForm(service.form)
      expect('problems' in compiled ? compiled.problems : []).toEqual([])
    }
  })

  it('says everything in Arabic and English, in short messages', () => {
    for (const { path, words } of textsOf(profile(id))) {
      expect(words.en, path).toBeTruthy()
      for (const text of Object.values(words)) expect(text.length, path).toBeLessThanOrEqual(300)
      // An Arabic text in Arabic letters, an English one in none (the word for "employee" apart).
      expect(words.ar, path).toMatch(/[ء-ي]/)
      expect(words.en, path).not.toMatch(/[ء-ي]/)
    }
  })

  it('keeps every label that may become a button short enough for the narrowest list', () => {
    const association = profile(id)
    const labels = [
      ...association.answers.map((answer) => answer.title),
      ...association.services.map((service) => service.name),
      ...fieldsOf(association).flatMap((field) => (field.options ?? []).map((option) => option.label)),
    ]
    // 24 letters: a row of a WhatsApp list.
    for (const text of labels.flatMap((label) => Object.values(label)))
      expect(text.length, text).toBeLessThanOrEqual(24)
  })

  it('keeps an answer and its source within one message', () => {
    const association = profile(id)
    for (const language of ['ar', 'en'] as const) {
      const replies = JSON.parse(
        readFileSync(join(DATA, `../../locales/${language}/replies.json`), 'utf8'),
      ) as {
        inquiry: { answer_source: string }
      }
      const frame = replies.inquiry.answer_source.replace('{{clause}}', '')
      for (const answer of association.answers) {
        const clause = association.clauses.find((item) => item.id === answer.source)
        const source = clause ? `\n${frame}${clause.text[language] ?? ''}` : ''
        expect(
          `${answer.text[language] ?? ''}${source}`.length,
          `${answer.intent} ${language}`,
        ).toBeLessThanOrEqual(300)
      }
    }
  })

  it('asks short questions, each with a purpose, and lets whoever applies for another say so', () => {
    const association = profile(id)
    for (const field of fieldsOf(association)) {
      for (const text of Object.values(field.ask)) expect(text.length, field.id).toBeLessThanOrEqual(120)
      expect(field.purpose.ar.length, field.id).toBeGreaterThan(5)
      expect(field.ask.ar, field.id).toMatch(/[؟.]$/)
    }
    for (const service of association.services.filter((item) => item.onBehalf)) {
      const ids = service.form.sections.flatMap((section) => section.items.map((item) => item.id))
      expect(ids, service.id).toContain('for_whom')
    }
  })

  it('never asks for a copy of an identity document or for an IBAN before acceptance', () => {
    const association = profile(id)
    expect(association.privacy.identityCopies).toBeUndefined()
    for (const field of fieldsOf(association)) {
      expect(field.type).not.toBe('iban_sa')
      if (field.type === 'document') expect(field.ask.ar, field.id).not.toMatch(/الهوية|الإقامة|الجواز/)
    }
  })

  it('shows no hours, phone, fee or deadline that its policy does not give', () => {
    const association = profile(id)
    expect(association.hours).toBeUndefined()
    expect(association.settings).toEqual({})
    for (const channel of association.channels) expect(channel.detail).toBeUndefined()
    const numbers = association.answers.flatMap((answer) =>
      Object.values(answer.text).flatMap((text) => text.match(/\d+/g) ?? []),
    )
    // 30: days for a data right (PDPL). 997: Red Crescent. 306 and 1682: on the letterheads. The date: baraim's approval.
    const known = new Set([
      '30',
      '997',
      ...(id === 'naqra' ? ['306'] : []),
      ...(id === 'huda' ? ['1682'] : []),
      ...(id === 'baraim' ? ['23', '10', '2023'] : []),
    ])
    expect(numbers.filter((number) => !known.has(number))).toEqual([])
  })

  it('has answers for every inquiry that staff do not take', () => {
    const intents = new Set(profile(id).answers.map((answer) => answer.intent))
    const folder = join(DATA, '../inquiries')
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.yaml'))) {
      const intent = file.slice(0, -'.yaml'.length)
      const elsewhere =
        (intent === 'membership' && id !== 'naqra') || (intent === 'hajj_services' && id !== 'huda')
      if (!elsewhere) expect(intents, intent).toContain(intent)
    }
  })

  it('leads only to flows that exist, and lists six to eight topics', () => {
    const flows = new Set(readdirSync(join(DATA, '../../flows')).map((name) => name.replace(/\.yaml$/, '')))
    const { answers } = profile(id)
    for (const answer of answers) if (answer.flow) expect(flows, answer.intent).toContain(answer.flow)
    const topics = answers.filter((answer) => answer.topic).length
    expect(topics).toBeGreaterThanOrEqual(6)
    expect(topics).toBeLessThanOrEqual(8)
  })

  it('writes without guessing who reads: no form of address with a gender, no old-style salutation', () => {
    for (const { path, words } of textsOf(profile(id))) {
      expect(words.ar, path).not.toMatch(
        /عزيزي|عزيزتي|أخي|أختي|(?:^|\s)(?:اكتب|اكتبي|أرسل|أرسلي|اختر|اختاري|اضغط|اضغطي|أدخل|أدخلي)(?:\s|$)/,
      )
      expect(words.ar, path).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
    }
  })
})

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
    const answer = (id: (typeof IDS)[number]) =>
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

describe('what the policies say, association by association', () => {
  it('declares with a signature everywhere but at huda, which asks for an acknowledgement (R8, R9)', () => {
    for (const id of IDS)
      expect(profile(id).declaration.mode).toBe(id === 'huda' ? 'declare' : 'declare_and_sign')
    expect(profile('huda').declaration.text.ar).toContain('المسؤولية النظامية')
    expect(profile('musanid').declaration.text.ar).toContain('مسؤولية مباشرة')
  })

  it('sends requests up to the body that the policy names (R10)', () => {
    const bodies = IDS.map((id) => [id, profile(id).deciding.name.ar, profile(id).deciding.kind])
    expect(bodies).toEqual([
      ['baraim', 'الإدارة المختصة في الجمعية', 'unit'],
      ['huda', 'الجهة المختصة في الجمعية', 'unit'],
      ['irtiqa', 'صاحب الصلاحية', 'official'],
      ['musanid', 'لجنة البحث', 'committee'],
      ['naqra', 'لجنة البحث', 'committee'],
    ])
  })

  it('refers unclear matters as the policy says, and marks a default as one (R6)', () => {
    const targets = IDS.map((id) => [
      id,
      profile(id).referral.map((target) => [target.name.ar, target.fromPolicy]),
    ])
    expect(targets).toEqual([
      ['baraim', [['مسؤول علاقات المستفيدين', false]]],
      ['huda', [['الجهة المختصة في الجمعية', true]]],
      [
        'irtiqa',
        [
          ['المسؤول الأعلى', true],
          ['المسؤول الأكثر خبرة', true],
        ],
      ],
      ['musanid', [['مسؤول البحث الاجتماعي', true]]],
      ['naqra', [['المسؤولون التنفيذيون', true]]],
    ])
  })

  it('lists the channels of each policy (R20)', () => {
    const common = ['interview', 'phone', 'social', 'letters', 'help_requests', 'volunteering', 'website']
    const channels = (id: (typeof IDS)[number]) =>
      profile(id)
        .channels.map((channel) => channel.id)
        .sort()
    expect(channels('musanid')).toEqual([...common, 'branch_reps'].sort())
    expect(channels('naqra')).toEqual([...common].sort())
    expect(channels('huda')).toEqual([...common, 'field_reps'].sort())
    expect(channels('baraim')).toEqual(common.filter((channel) => channel !== 'interview').sort())
    expect(channels('irtiqa')).toEqual(
      [...common.filter((channel) => channel !== 'help_requests'), 'mail', 'representatives'].sort(),
    )
  })

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
