import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import type { AskedField } from '#core/form.ts'
import { compileForm } from '#engine/form.ts'
import { DATA, IDS, profile, textsOf } from './profiles.ts'

function fieldsOf(association: Association): AskedField[] {
  return association.services.flatMap((service) =>
    service.form.sections.flatMap((section) =>
      section.items.flatMap((item) =>
        item.kind === 'field' ? [item] : item.kind === 'repeat' ? item.fields : [],
      ),
    ),
  )
}

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

  it('asks short questions, each for a purpose that is said, and lets whoever asks for another say so (R26)', () => {
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

  it('has answers for every inquiry that staff do not take (R2)', () => {
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

  it('writes politely and without guessing who reads: no gender, no old-style salutation (R1)', () => {
    for (const { path, words } of textsOf(profile(id))) {
      expect(words.ar, path).not.toMatch(
        /عزيزي|عزيزتي|أخي(?![ء-ي])|أختي|(?:^|\s)(?:اكتب|اكتبي|أرسل|أرسلي|اختر|اختاري|اضغط|اضغطي|أدخل|أدخلي)(?:\s|$)/,
      )
      expect(words.ar, path).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
    }
  })
})
