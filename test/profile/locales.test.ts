import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { FlowSchema } from '#engine/flow.ts'
import type { Step } from '#engine/flow.ts'
import { loadFlow } from '#engine/load-flow.ts'
import { readCommand } from '#language/command-words.ts'

const ROOT = join(import.meta.dirname, '../..')
const FLOWS = readdirSync(join(ROOT, 'flows')).filter((name) => name.endsWith('.yaml'))

function texts(language: string, namespace: string): Map<string, string> {
  const flat = (value: unknown, path: string): [string, string][] =>
    typeof value === 'string'
      ? [[path, value]]
      : Object.entries(value as object).flatMap(([key, item]) =>
          flat(item, path === '' ? key : `${path}.${key}`),
        )
  return new Map(
    flat(JSON.parse(readFileSync(join(ROOT, `locales/${language}/${namespace}.json`), 'utf8')), ''),
  )
}

const PLURAL = /_(?:zero|one|two|few|many|other)$/
const bare = (keys: Iterable<string>) => [...new Set([...keys].map((key) => key.replace(PLURAL, '')))].sort()
const inserted = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

describe.each(['flows', 'replies'])('%s.json', (namespace) => {
  const ar = texts('ar', namespace)
  const en = texts('en', namespace)

  it('has the same keys in Arabic and English', () => {
    expect(bare(ar.keys())).toEqual(bare(en.keys()))
  })

  it('inserts the same values in both', () => {
    for (const [key, text] of en) {
      const arabic = ar.get(key) ?? ''
      if (!PLURAL.test(key)) expect(inserted(arabic), key).toEqual(inserted(text))
    }
  })

  it('has every plural form that its language needs', () => {
    for (const [language, all] of [
      ['ar', ar],
      ['en', en],
    ] as const) {
      const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      for (const key of bare([...all.keys()].filter((name) => PLURAL.test(name)))) {
        for (const form of forms) expect(all.has(`${key}_${form}`), `${language} ${key}_${form}`).toBe(true)
      }
    }
  })

  it('keeps to 300 characters, in its own language, without a form of address with a gender', () => {
    for (const [key, text] of ar) {
      expect(text.length, key).toBeGreaterThan(0)
      expect(text.length, key).toBeLessThanOrEqual(300)
      expect(text, key).not.toMatch(
        /عزيزي|عزيزتي|أخي(?![ء-ي])|أختي|(?:^|\s)(?:اكتب|اكتبي|أرسل|أرسلي|اختر|اختاري|اضغط|اضغطي|أدخل|أدخلي)(?:\s|$)/,
      )
      expect(text, key).not.toMatch(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
    }
    for (const text of en.values()) expect(text.length).toBeLessThanOrEqual(300)
  })

  it('asks one question at a time', () => {
    for (const [key, text] of [...ar, ...en]) {
      const bilingual = key === 'language.question'
      expect(text.match(/[؟?]/g)?.length ?? 0, key).toBeLessThanOrEqual(bilingual ? 2 : 1)
    }
  })

  it('tells only of command words that are understood', () => {
    const quoted = (given: Map<string, string>, marks: RegExp) =>
      [...given].flatMap(([key, text]) =>
        [...text.matchAll(marks)].map((match) => ({ key, word: match[1] ?? '' })),
      )
    const all = ['flows', 'replies'].flatMap((name) => [
      ...texts('ar', name).values(),
      ...texts('en', name).values(),
    ])
    const names = new Set(all.flatMap((text) => [text, ...text.split(' | ')]))
    const words = [...quoted(ar, /«([^»{]+)»/g), ...quoted(en, /"([^"{]+)"/g)]
    for (const { key, word } of words) {
      // A command, or the name of a menu entry or a choice.
      const known = readCommand(word) !== undefined || names.has(word)
      expect(known, `${key}: ${word}`).toBe(true)
    }
  })
})

describe.each(FLOWS)('flows/%s', (file) => {
  const id = file.replace(/\.yaml$/, '')
  const source = readFileSync(join(ROOT, 'flows', file), 'utf8')

  it('is a sound flow whose calls and jumps lead somewhere', () => {
    expect(loadFlow(id, source, 'test').problems).toEqual([])
    const { steps } = FlowSchema.parse(parse(source))
    const known = new Set(Object.keys(steps))
    for (const [name, step] of Object.entries(steps)) {
      for (const target of targets(step)) expect(known, `${name} → ${target}`).toContain(target)
      if (step.kind === 'call') expect(FLOWS, name).toContain(`${step.flow}.yaml`)
    }
    const last = Object.values(steps).at(-1)
    expect(last?.kind === 'end' || (last && 'next' in last && last.next !== undefined)).toBe(true)
  })

  it.each(['ar', 'en'])('has all its words in %s, and fills every gap in them', (language) => {
    const flows = texts(language, 'flows')
    const always = ['association', 'short', 'audience', 'deciding', 'referral', 'privacyContact', 'notice']
    const { steps } = FlowSchema.parse(parse(source))
    for (const [name, step] of Object.entries(steps)) {
      for (const key of keysOf(name, step)) {
        const found = [...flows].filter(([full]) => full.replace(PLURAL, '') === `${id}.${key}`)
        expect(found.length, `${id}.${key}`).toBeGreaterThan(0)
        const given = 'with' in step && step.with ? Object.keys(step.with) : []
        for (const [full, text] of found) {
          for (const value of inserted(text)) expect([...always, ...given], full).toContain(value)
        }
      }
    }
  })
})

function targets(step: Step): string[] {
  const found = 'next' in step && step.next ? [step.next] : []
  if (step.kind === 'ask') for (const choice of step.choices ?? []) if (choice.go) found.push(choice.go)
  if (step.kind === 'branch')
    found.push(...step.cases.map((item) => item.go), ...(step.else ? [step.else] : []))
  return found
}

function keysOf(name: string, step: Step): string[] {
  const keys = 'text' in step && step.text !== undefined ? [step.text].flat() : []
  if (step.kind === 'ask' && step.again !== undefined) keys.push(step.again)
  if (step.kind === 'ask')
    keys.push(...(step.choices ?? []).map((choice) => choice.text ?? `${name}.${choice.id}`))
  return keys
}

it('has no words in flows.json that no flow says', () => {
  const said = new Set(
    FLOWS.flatMap((file) => {
      const { steps } = FlowSchema.parse(parse(readFileSync(join(ROOT, 'flows', file), 'utf8')))
      const id = file.replace(/\.yaml$/, '')
      return Object.entries(steps).flatMap(([name, step]) => keysOf(name, step).map((key) => `${id}.${key}`))
    }),
  )
  expect(bare(texts('ar', 'flows').keys()).filter((key) => !said.has(key))).toEqual([])
})

it('has every word of its own that the engine says', () => {
  const folder = join(ROOT, 'src/engine')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const used = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/(?:reply\(|AskAgain\(turn, )'([a-z_.]+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  )
  expect(used.length).toBeGreaterThan(20)
  const replies = new Set(bare(texts('ar', 'replies').keys()))
  expect([...new Set(used)].filter((key) => !replies.has(key))).toEqual([])
})
