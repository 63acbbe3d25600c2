import { assert, integer, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cut, split } from '#channels/telegram/cut.ts'

const FAMILY = '👨‍👩‍👧‍👦'
const graphemes = (text: string): string[] =>
  [...new Intl.Segmenter('ar', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

describe('cut', () => {
  test('leaves alone what fits', () => {
    expect(cut('سلام', 4)).toBe('سلام')
  })

  test('says that something is missing', () => {
    expect(cut('سلام عليكم', 5)).toBe('سلام…')
  })

  test.each([
    ['a family', `ab${FAMILY}cd`],
    ['a flag', 'ab🇸🇦cd'],
    ['a letter with marks', 'abبِّcd'],
    ['an emoji with a skin tone', 'ab👍🏽cd'],
  ])('keeps %s whole', (_, text) => {
    for (let max = 2; max <= text.length; max += 1) {
      const kept = cut(text, max).replace(/…$/, '')
      const letters = graphemes(kept)
      expect(letters).toEqual(graphemes(text).slice(0, letters.length))
    }
  })

  test('goes on when one letter is longer than the whole limit', () => {
    const pile = `a${'\u0301'.repeat(5000)}`
    expect(cut(pile, 100)).toHaveLength(100)
    expect(cut('😀'.repeat(3), 2).isWellFormed()).toBe(true)
  })

  test('never exceeds its limit and begins as the text begins', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 60 }), integer({ min: 3, max: 40 }), (text, max) => {
        const kept = cut(text, max)
        expect(kept.length).toBeLessThanOrEqual(max)
        expect(kept.isWellFormed()).toBe(text.isWellFormed())
        expect(text.startsWith(kept.replace(/…$/, ''))).toBe(true)
      }),
    )
  })
})

describe('split', () => {
  test('prefers paragraphs, then lines, then letters', () => {
    expect(split('one one\n\ntwo two', 10, 3)).toEqual(['one one', 'two two'])
    expect(split('one one\ntwo two', 10, 3)).toEqual(['one one', 'two two'])
    expect(split('0123456789abc', 10, 3)).toEqual(['0123456789', 'abc'])
  })

  test('cuts what is too much for the last piece', () => {
    expect(split('a'.repeat(35), 10, 3)).toEqual(['a'.repeat(10), 'a'.repeat(10), `${'a'.repeat(9)}…`])
  })

  test('loses nothing but blank lines at the borders, as long as it fits', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const pieces = split(text, 40, 50)
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(40)
        expect(pieces.join('').replaceAll('\n', '')).toBe(text.replaceAll('\n', ''))
      }),
    )
  })
})
