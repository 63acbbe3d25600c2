import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clean, foldDigits, normalise, wordsOf } from '#language/normalise.ts'
import { stem } from '#language/stem.ts'

interface LuceneRow {
  readonly name: string
  readonly input: string
  readonly expected: string
}

function oracle(name: string): unknown {
  const file = new URL(`../oracles/${name}.json`, import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: unknown }).rows
}

const lucene = oracle('lucene-normalization') as readonly LuceneRow[]
const stems = oracle('lucene-light-stem') as readonly LuceneRow[]

describe("Lucene's Arabic normalisation", () => {
  it.each(lucene.map(({ name, input, expected }) => [name, input, expected] as const))(
    '%s: %s',
    (_, input, expected) => {
      expect(normalise(input)).toBe(expected)
    },
  )

  // Where we fold more than Lucene does, and why.
  it.each([
    ['digits', '٥۵5', '555', 'an answer may mix scripts'],
    ['Arabic separators', '٥٬٠٠٠٫٥', '5,000.5', 'a number keeps its value'],
    ['alef wasla', 'ٱلرحمن', 'الرحمن', 'copied from the Quran'],
    ['superscript alef', 'هٰذا', 'هذا', 'a diacritic like the others'],
    ['Persian yeh and kaf', 'علی کریم', 'علي كريم', 'Persian and Urdu keyboards'],
    ['Urdu heh', 'ہاتھ', 'هاته', 'Urdu keyboards'],
    ['presentation forms', 'ﻣﺤﻤﺪ', 'محمد', 'copied from old files'],
    ['bidi and zero-width marks', 'نع\u200Fم\u200B', 'نعم', 'put there by keyboards, invisible'],
    ['case', 'English', 'english', 'commands and names of banks'],
    ['Latin accents', 'Ménü', 'menu', 'left out when typing'],
    ['spaces', ' أ  ب\n', 'ا ب', 'words are what is compared'],
  ])('folds %s as well', (_, input, expected) => {
    expect(normalise(input)).toBe(expected)
  })

  it('folds the seats of hamza for search only', () => {
    expect(normalise('مسؤول')).toBe('مسؤول')
    expect(normalise('مسؤول', { search: true })).toBe('مسوول')
    expect(normalise('مسئول', { search: true })).toBe('مسوول')
    expect(normalise('سائق', { search: true })).toBe('سايق')
  })

  it('keeps the marks that other scripts write with', () => {
    expect(normalise('সাহায্য')).toBe('সাহায্য')
    expect(normalise('ভাষা')).toBe('ভাষা')
  })

  it('does the same twice as once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = normalise(text)
        expect(normalise(once)).toBe(once)
      }),
    )
  })
})

describe('foldDigits', () => {
  it('knows every decimal digit of Unicode outside the astral planes', () => {
    for (let code = 0; code < 0xd800; code++) {
      const sign = String.fromCodePoint(code)
      if (/\p{Nd}/u.test(sign)) expect(foldDigits(sign)).toMatch(/^[0-9]$/)
    }
    expect(foldDigits('٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹')).toBe('01234567890123456789')
  })

  it('leaves everything else as it is', () => {
    expect(foldDigits('رقم ٥٫٥ وIBAN')).toBe('رقم 5٫5 وIBAN')
  })
})

describe('clean', () => {
  it('keeps letters and case as typed', () => {
    expect(clean('  أَحمد‎ Ali ٥ ')).toBe('أحمد Ali 5')
  })

  it('makes one dash of every dash', () => {
    expect(clean('3–4 −5 6—7')).toBe('3-4 -5 6-7')
  })
})

describe('wordsOf', () => {
  it('parts at anything that is not a letter, a mark or a digit', () => {
    expect(wordsOf('السَّلامُ عليكم، 5آلاف!')).toEqual(['السلام', 'عليكم', '5الاف'])
  })
})

describe("Lucene's light stemmer", () => {
  it.each(stems.map(({ name, input, expected }) => [name, input, expected] as const))(
    '%s: %s',
    (_, input, expected) => {
      expect(stem(input)).toBe(expected)
    },
  )

  it('brings the words of one thing together', () => {
    for (const word of ['المستفيد', 'مستفيدين', 'والمستفيدون', 'مستفيدات']) {
      expect(stem(normalise(word))).toBe('مستفيد')
    }
  })
})

interface Gap {
  readonly kind: string
  readonly input: string | readonly string[]
  readonly expected: unknown
}

describe('words that are the same', () => {
  const same = (oracle('handwritten-gaps') as readonly Gap[]).filter((row) => row.kind === 'same_word')
  it.each(same.map((row) => row.input as readonly [string, string]))('%s and %s', (one, other) => {
    expect(normalise(one, { search: true })).toBe(normalise(other, { search: true }))
  })
})
