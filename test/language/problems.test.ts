import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROBLEMS } from '#language/problems.ts'

const LONGEST = 300

function words(language: string): Readonly<Record<string, string>> {
  const file = new URL(`../../locales/${language}/problems.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
}

describe.each(['ar', 'en'])('the words of problems, %s', (language) => {
  const texts = words(language)

  it('has a text for each problem, and none more', () => {
    expect(Object.keys(texts).sort()).toEqual([...PROBLEMS].sort())
  })

  it.each(PROBLEMS)('%s is short, holds its example and asks at most one thing', (problem) => {
    const text = texts[problem] ?? ''
    expect(text.length).toBeGreaterThan(10)
    expect(text.length).toBeLessThanOrEqual(LONGEST)
    expect(text).toContain('{{hint}}')
    expect(text.match(/[?؟]/g)?.length ?? 0).toBeLessThanOrEqual(1)
  })
})

describe('the tone', () => {
  it('is neutral and kind in Arabic: no command to a man or a woman, no blame', () => {
    for (const text of Object.values(words('ar'))) {
      expect(text).not.toMatch(/(^|\s)(أدخل|اكتب|أرسل|اختر|راجع|خطأ|أخطأت|ممنوع)(\s|$)/)
    }
  })
})
