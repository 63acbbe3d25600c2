import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { learnAside } from '#runner/learn-aside.ts'

const SOURCES = [
  { intent: 'a', kind: 'answer' as const, examples: { ar: ['متى يصل الرد', 'كم مدة القرار', 'متى القرار'] } },
  { intent: 'b', kind: 'answer' as const, examples: { ar: ['وين موقعكم', 'أين عنوان الجمعية', 'العنوان'] } },
]

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasl-learn-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('leaves what it learnt in a file, and answers by it', async () => {
  const matcher = await learnAside(SOURCES, join(folder, 'own'))
  expect(readdirSync(folder)).toHaveLength(1)
  expect(matcher.match('متى يصل القرار').ranked[0]).toBe('a')
})

it('learns after all where nothing can be left', async () => {
  writeFileSync(join(folder, 'file'), '')
  const matcher = await learnAside(SOURCES, join(folder, 'file', 'own'))
  expect(matcher.match('وين العنوان').ranked[0]).toBe('b')
})
