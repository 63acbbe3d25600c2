import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import { createRenderer } from '#runner/render.ts'
import { contentOf } from '../fakes/conversation.ts'

const FSI = '\u2068'
const PDI = '\u2069'

interface PluralRow {
  readonly n: number
  readonly category: 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
}

/** Unicode CLDR, plural rules of Arabic (see the file for its source). */
const PLURALS = (
  JSON.parse(readFileSync(new URL('../oracles/cldr-plural-ar.json', import.meta.url), 'utf8')) as {
    readonly rows: readonly PluralRow[]
  }
).rows

const association: Association = {
  ...contentOf('musanid').association,
  name: { ar: 'جمعية الاختبار', en: 'Test Association' },
  shortName: { ar: 'الاختبار' },
}

const WORDS = {
  ar: {
    replies: {
      plain: 'أهلًا {{name}}.',
      two: '{{first}} ثم {{second}}',
      counted: 'العدد {{count}} و{{other}}',
      own: 'من {{association}} و{{short}}',
      days_zero: 'zero',
      days_one: 'one',
      days_two: 'two',
      days_few: 'few',
      days_many: 'many',
      days_other: 'other',
      secret: 'لا يُقال',
      arabic_only: 'بالعربية',
    },
    flows: { padded: '  {{name}}  ' },
  },
  en: {
    replies: { plain: 'Hello {{name}}.', own: 'From {{association}}, {{short}}', english_only: 'in English' },
  },
}

const renderer = createRenderer(WORDS, association)
const say = (key: string, params: Record<string, string | number>, language: 'ar' | 'en' | 'ur' = 'ar') =>
  renderer.text({ key, params }, language)

describe('what is inserted', () => {
  it('is isolated where a person wrote it, so that it cannot turn the sentence around', () => {
    expect(say('replies:plain', { name: 'Sara 1' })).toBe(`أهلًا ${FSI}Sara 1${PDI}.`)
    expect(say('replies:plain', { name: `\u202Eevil${PDI}\u202D` })).toBe(`أهلًا ${FSI}evil${PDI}.`)
    expect(renderer.text({ key: 'replies:plain', params: { name: { verbatim: 'Sara' } } }, 'ar')).toBe(
      `أهلًا ${FSI}Sara${PDI}.`,
    )
  })

  it('is bare where it is a number, nothing, or our own words', () => {
    expect(say('replies:counted', { count: 12, other: 3 })).toBe('العدد 12 و3')
    expect(say('replies:plain', { name: '' })).toBe('أهلًا .')
    expect(say('replies:own', {})).toBe('من جمعية الاختبار والاختبار')
    const words = { words: { ar: 'بكم', en: 'you' } }
    expect(renderer.text({ key: 'replies:plain', params: { name: words } }, 'ar')).toBe('أهلًا بكم.')
    expect(renderer.text({ key: 'replies:plain', params: { name: { key: 'replies:secret' } } }, 'ar')).toBe(
      'أهلًا لا يُقال.',
    )
  })

  it.each([
    '{{association}}',
    '{{ name }}',
    '{{- short}}',
    '{{name, uppercase}}',
    '$t(replies:secret)',
    '$t(secret, {"count": 3})',
    '$1 $& $$ $` $<name>',
    '<b>&amp;</b>',
    '{{',
    '}}',
  ])('stays as it was typed: %s', (typed) => {
    expect(say('replies:plain', { name: typed })).toBe(`أهلًا ${FSI}${typed}${PDI}.`)
    const words = { words: { ar: 'قيل {{name}} هنا' }, params: { name: typed } }
    expect(renderer.text(words, 'ar')).toBe(`قيل ${FSI}${typed}${PDI} هنا`)
    expect(renderer.text({ verbatim: typed }, 'ar')).toBe(typed)
  })

  it('does not reach into what stands beside it', () => {
    expect(say('replies:two', { first: '{{second}}', second: 'x' })).toBe(
      `${FSI}{{second}}${PDI} ثم ${FSI}x${PDI}`,
    )
    expect(say('replies:two', { first: '$t(replies:secret)', second: '{{first}}' })).toBe(
      `${FSI}$t(replies:secret)${PDI} ثم ${FSI}{{first}}${PDI}`,
    )
  })

  it('through another text is isolated once', () => {
    const inner = { key: 'flows:padded', params: { name: '{{name}}' } }
    expect(renderer.text({ key: 'replies:plain', params: { name: inner } }, 'ar')).toBe(
      `أهلًا ${FSI}{{name}}${PDI}.`,
    )
  })
})

describe('numbers', () => {
  it('pick the six forms of Arabic as Unicode does', () => {
    expect(new Set(PLURALS.map(({ category }) => category)).size).toBe(6)
    for (const { n, category } of PLURALS)
      expect.soft(say('replies:days', { count: n }), String(n)).toBe(category)
  })

  it('pick the form of a real sentence, by the same table', () => {
    const real = contentOf('musanid').renderer
    const words = JSON.parse(
      readFileSync(new URL('../../locales/ar/flows.json', import.meta.url), 'utf8'),
    ) as { readonly request: Readonly<Record<string, string>> }
    for (const { n, category } of PLURALS) {
      const own = words.request[`when_floor_${category}`]
      expect(own, category).toBeTypeOf('string')
      const text = real.text({ key: 'flows:request.when_floor', params: { count: n } }, 'ar')
      expect.soft(text, String(n)).toBe(own?.replace('{{count}}', String(n)))
    }
  })
})

describe('languages', () => {
  it('fall back: others to English and then Arabic, English to Arabic', () => {
    expect(say('replies:plain', { name: 'x' }, 'ur')).toBe(`Hello ${FSI}x${PDI}.`)
    expect(say('replies:arabic_only', {}, 'en')).toBe('بالعربية')
    expect(say('replies:arabic_only', {}, 'ur')).toBe('بالعربية')
    expect(say('replies:own', {}, 'en')).toBe('From Test Association, الاختبار')
    expect(renderer.label({ ar: 'بيت', en: 'house' }, 'ur')).toBe('house')
    expect(renderer.label({ ar: 'بيت' }, 'en')).toBe('بيت')
    expect(renderer.label({ ar: 'بيت', ur: 'گھر' }, 'ur')).toBe('گھر')
  })

  it('say of a key only whether it is their own', () => {
    expect(renderer.has('replies:plain', 'en')).toBe(true)
    expect(renderer.has('replies:arabic_only', 'en')).toBe(false)
    expect(renderer.has('replies:plain', 'ur')).toBe(false)
  })

  it('may differ from that of the conversation for one text', () => {
    const text = { key: 'replies:plain', params: { name: 'x' }, language: 'en' } as const
    expect(renderer.text(text, 'ar')).toBe(`Hello ${FSI}x${PDI}.`)
  })
})

describe('a message', () => {
  it('is its paragraphs without the empty ones, and its choices in words', () => {
    const message = renderer.message(
      {
        paragraphs: [
          { key: 'replies:own' },
          { key: 'flows:padded', params: { name: '' } },
          { verbatim: 'كما كُتب' },
        ],
        question: 'q1',
        choices: [
          { id: 'yes', label: { words: { ar: 'نعم' } } },
          { id: 'no', label: { verbatim: 'لا' } },
        ],
        unnumbered: true,
        request: 'phone',
        private: true,
      },
      'ar',
    )
    expect(message).toEqual({
      text: 'من جمعية الاختبار والاختبار\nكما كُتب',
      question: 'q1',
      choices: [
        { id: 'yes', label: 'نعم' },
        { id: 'no', label: 'لا' },
      ],
      unnumbered: true,
      request: 'phone',
      private: true,
    })
    expect(renderer.message({ paragraphs: [{ verbatim: 'x' }] }, 'ar')).toEqual({ text: 'x' })
  })
})
