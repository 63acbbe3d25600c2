import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadInquiries } from '#profile/load-inquiries.ts'

const made: string[] = []

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-inquiries-'))
  made.push(folder)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function problemsOf(files: Readonly<Record<string, string>>) {
  const loaded = loadInquiries(folderOf(files))
  return 'problems' in loaded
    ? loaded.problems.map(({ file, line, column, message }) => ({
        file: file.split('/').at(-1),
        line,
        column,
        message,
      }))
    : []
}

afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
})

const LOCATION = `intent: location
kind: answer
title: { ar: 'الموقع', en: 'Location' }
examples:
  ar:
    - 'وين مكانكم'
  en:
    - 'Where are you?'
`

describe('the examples of inquiries', () => {
  it('are read from every file of the folder', () => {
    expect(loadInquiries(folderOf({ 'location.yaml': LOCATION, 'notes.txt': 'no' }))).toEqual({
      inquiries: [
        {
          intent: 'location',
          kind: 'answer',
          title: { ar: 'الموقع', en: 'Location' },
          examples: { ar: ['وين مكانكم'], en: ['Where are you?'] },
        },
      ],
    })
  })

  it('keep to their associations', () => {
    const text = LOCATION.replace('examples:', 'associations: [huda]\nexamples:')
    expect(loadInquiries(folderOf({ 'location.yaml': text }))).toMatchObject({
      inquiries: [{ associations: ['huda'] }],
    })
  })

  it('are all there in the repository, and sound', () => {
    const loaded = loadInquiries(join(import.meta.dirname, '../../data/inquiries'))
    expect('problems' in loaded ? loaded.problems : []).toEqual([])
  })
})

describe('a broken file', () => {
  it('is refused with its line and column', () => {
    expect(problemsOf({ 'location.yaml': LOCATION.replace('kind: answer', 'kind: guess') })).toMatchObject([
      { file: 'location.yaml', line: 2 },
    ])
  })

  it('is told apart from its name', () => {
    expect(problemsOf({ 'place.yaml': LOCATION })).toMatchObject([
      { line: 1, message: 'the file is called place' },
    ])
  })

  it('has no example twice', () => {
    const text = LOCATION.replace("    - 'وين مكانكم'\n", "    - 'وين مكانكم'\n    - 'وين مكانكم'\n")
    expect(problemsOf({ 'location.yaml': text })).toMatchObject([
      { line: 7, column: 7, message: 'this example is there twice' },
    ])
  })

  it('does not hide the problems of another', () => {
    const problems = problemsOf({
      'a.yaml': LOCATION.replace('location', 'a').replace("  ar:\n    - 'وين مكانكم'\n", ''),
      'b.yaml': 'intent: [',
    })
    expect(new Set(problems.map(({ file }) => file))).toEqual(new Set(['a.yaml', 'b.yaml']))
  })
})
