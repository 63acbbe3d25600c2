import { describe, expect, test } from 'vitest'
import { decodeChoice, encodeChoice } from '#channels/cloud-api/choice-id.ts'
import { LIMITS, renderMessage } from '#channels/cloud-api/render.ts'
import type { Piece } from '#channels/cloud-api/render.ts'
import { splitText } from '#channels/cloud-api/split-text.ts'
import type { OutgoingChoice, OutgoingMessage } from '#core/message.ts'
import { checkMessage } from '../../fakes/graph-api/check-message.ts'
import type { Seen } from '../../fakes/graph-api/check-message.ts'

const WORDS = { openList: 'عرض الخيارات' }

const message = (text: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  id: 'out-1',
  urn: 'cloud-api:966512345678',
  account: '1',
  language: 'ar',
  text,
  question: 'q',
  ...more,
})

/** What the person sees of each call; throws where Meta would refuse one. */
function seen(given: OutgoingMessage): readonly (Seen & { readonly type: string })[] {
  return renderMessage(given, WORDS).map(({ type, content, upload }: Piece) => ({
    type,
    ...checkMessage({
      messaging_product: 'whatsapp',
      to: '966512345678',
      type,
      [type]: upload ? { ...content, id: '1' } : content,
    }),
  }))
}

const labels = (...given: readonly string[]): readonly OutgoingChoice[] =>
  given.map((label, index) => ({ id: `c${index + 1}`, label }))

const file = (mime: string, name = 'خطاب.pdf', bytes = 3) => ({
  name,
  mime,
  content: new Uint8Array(bytes),
})

/** Letters as people count them. */
const letters = (text: string): string[] =>
  [...new Intl.Segmenter('ar', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment)

const LONG =
  'خدمة البحث الاجتماعي ودراسة الحالة للأسر المحتاجة في المنطقة الشرقية وما حولها من القرى والهجر البعيدة'
/** Every letter carries marks: a cut by units would part them. */
const MARKED = 'مُسَاعَدَةٌ مَالِيَّةٌ عَاجِلَةٌ لِلأُسَرِ المُحْتَاجَةِ'

describe('a text', () => {
  test('is sent as it is, without a preview of addresses in it', () => {
    expect(renderMessage(message('https://example.org'), WORDS)).toEqual([
      { type: 'text', content: { preview_url: false, body: 'https://example.org' } },
    ])
  })

  test('over the limit comes in pieces, cut at paragraphs', () => {
    const paragraph = 'س'.repeat(1500)
    const pieces = seen(message([paragraph, paragraph, paragraph, paragraph].join('\n\n')))
    expect(pieces.map(({ text }) => text.length)).toEqual([3002, 3002])
  })

  test('with nothing to be seen in it is still a message', () => {
    expect(seen(message('\u200f\u2068 \u2069'))[0]?.text).toBe('…')
  })

  test('with half a letter in it is made whole, wherever it stands', () => {
    const half = 'ا\ud83d'
    expect(seen(message(half))[0]?.text).toBe('ا\ufffd')
    expect(
      seen(message(half, { choices: labels(half, `${half}${half.repeat(30)}`) }))[0]?.buttons,
    ).toHaveLength(2)
    expect(seen(message('', { file: file('application/pdf', half) }))).toHaveLength(1)
  })

  test('is never parted inside a letter', () => {
    for (const [text, max] of [
      ['👨‍👩‍👧‍👦'.repeat(50), 100],
      [MARKED.repeat(10), 37],
      ['ي\u0651\u064e'.repeat(80), 50],
    ] as const) {
      const pieces = splitText(text, max, 1000)
      expect(pieces.join('')).toBe(text)
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(max)
      expect(pieces.flatMap(letters)).toEqual(letters(text))
    }
  })
})

describe('choices', () => {
  test('up to three are buttons, numbered in the text too', () => {
    const [shown] = seen(message('هل نتابع؟', { choices: labels('نعم', 'لا', 'ليس الآن') }))
    expect(shown).toEqual({
      type: 'interactive',
      text: 'هل نتابع؟\n\n1. نعم\n2. لا\n3. ليس الآن',
      buttons: [
        { id: 'v1:q:c1', title: 'نعم' },
        { id: 'v1:q:c2', title: 'لا' },
        { id: 'v1:q:c3', title: 'ليس الآن' },
      ],
    })
  })

  test('up to ten are a list', () => {
    const ten = labels(...Array.from({ length: 10 }, (_, index) => `خدمة ${index + 1}`))
    const [shown] = seen(message('اختر', { choices: ten }))
    expect(shown?.openList).toBe('عرض الخيارات')
    expect(shown?.buttons).toHaveLength(10)
    expect(shown?.buttons[9]).toEqual({ id: 'v1:q:c10', title: 'خدمة 10' })
  })

  test('beyond that are numbers in the text', () => {
    const eleven = labels(...Array.from({ length: 11 }, (_, index) => `خدمة ${index + 1}`))
    const [shown] = seen(message('اختر', { choices: eleven }))
    expect(shown).toMatchObject({ type: 'text', buttons: [] })
    expect(shown?.text).toContain('\n11. خدمة 11')
  })

  test.each([
    ['buttons', 2, LIMITS.buttonTitle],
    ['rows', 6, LIMITS.rowTitle],
  ] as const)(
    'with long Arabic labels are cut between letters, with their number: %s',
    (_name, count, max) => {
      for (const label of [LONG, MARKED]) {
        const all = labels(...Array.from({ length: count }, (_, index) => `${label} ${index}`))
        const [shown] = seen(message('؟', { choices: all }))
        expect(shown?.buttons).toHaveLength(count)
        for (const [index, { title, description }] of (shown?.buttons ?? []).entries()) {
          expect(title.length).toBeLessThanOrEqual(max)
          expect(title.startsWith(`${index + 1}. `)).toBe(true)
          expect(title.endsWith('…')).toBe(true)
          const kept = letters(title.slice(`${index + 1}. `.length, -1))
          expect(letters(label).slice(0, kept.length)).toEqual(kept)
          if (description !== undefined) {
            const more = letters(description.replace(/…$/, ''))
            expect(letters(`${label} ${index}`).slice(0, more.length)).toEqual(more)
            expect(more.length).toBeGreaterThan(kept.length)
          }
          // The text has the whole label.
          expect(shown?.text).toContain(`${index + 1}. ${label} ${index}`)
        }
      }
    },
  )

  test('that read alike when cut, where the text numbers something else, are left to typing', () => {
    const alike = labels(`${LONG} أ`, `${LONG} ب`)
    const [shown] = seen(message('؟', { choices: alike, unnumbered: true }))
    expect(shown).toMatchObject({ type: 'text', buttons: [] })
    expect(shown?.text).toContain(`• ${LONG} أ`)
  })

  test('with the same words twice cannot be told apart by pressing', () => {
    expect(seen(message('؟', { choices: labels('نعم', 'نعم') }))[0]?.type).toBe('text')
  })

  test('without words show their number', () => {
    const [shown] = seen(message('؟', { choices: labels('\u200f', 'لا') }))
    expect(shown?.buttons.map(({ title }) => title)).toEqual(['1', 'لا'])
  })

  test('under too long a text stand in a message of their own, with the choices', () => {
    const shown = seen(message('س'.repeat(2000), { choices: labels('نعم', 'لا') }))
    expect(shown.map(({ type }) => type)).toEqual(['text', 'interactive'])
    expect(shown[1]?.text).toBe('1. نعم\n2. لا')
  })

  test('of a message that is no question cannot be pressed', () => {
    const { question: _gone, ...given } = message('؟', { choices: labels('نعم', 'لا') })
    expect(seen(given)[0]?.type).toBe('text')
  })
})

describe('the id of a choice', () => {
  test.each([
    ['q', 'yes'],
    ['a:b', '#1'],
    ['سؤال', 'نعم'],
    ['v1:x:y', '%3A'],
  ])('comes back as it was: %s %s', (question, choice) => {
    const id = encodeChoice(question, choice, 1)
    expect(id?.length).toBeLessThanOrEqual(200)
    expect(decodeChoice(id ?? '')).toEqual({ question, choice })
  })

  test('that is too long becomes its place', () => {
    expect(encodeChoice('q', 'ن'.repeat(100), 4)).toBe('v1:q:#4')
    expect(encodeChoice('س'.repeat(100), 'x', 4)).toBeUndefined()
    expect(encodeChoice('', 'x', 1)).toBeUndefined()
  })
})

describe('other things', () => {
  test('a place is asked for by its own button', () => {
    expect(renderMessage(message('أين؟', { request: 'location' }), WORDS)).toEqual([
      {
        type: 'interactive',
        content: {
          type: 'location_request_message',
          body: { text: 'أين؟' },
          action: { name: 'send_location' },
        },
      },
    ])
    expect(seen(message('أين؟', { request: 'location' }))[0]?.text).toBe('أين؟')
  })

  test('a phone number or a file is asked for in words', () => {
    for (const request of ['phone', 'file'] as const)
      expect(seen(message('؟', { request }))[0]?.type).toBe('text')
  })

  test.each([
    ['application/pdf', 'document'],
    ['image/png', 'image'],
    ['image/heic', 'document'],
    ['audio/ogg; codecs=opus', 'audio'],
  ])('a file of type %s goes as %s', (mime, type) => {
    const [first, second] = seen(message('تفضل', { file: file(mime) }))
    expect(first?.type).toBe(type)
    // A voice message has no caption: the words follow.
    expect(type === 'audio' ? second?.text : first?.text).toBe('تفضل')
  })

  test('a picture too large for one goes as a document', () => {
    expect(seen(message('', { file: file('image/jpeg', 'a.jpg', 5 * 1024 * 1024 + 1) }))[0]?.type).toBe(
      'document',
    )
  })

  test('a file with choices goes before them', () => {
    const shown = seen(message('هل وصل؟', { file: file('application/pdf'), choices: labels('نعم', 'لا') }))
    expect(shown.map(({ type }) => type)).toEqual(['document', 'interactive'])
  })

  test('a file name cannot leave its place', () => {
    const [piece] = renderMessage(message('', { file: file('application/pdf', 'a"\r\nx: y/../b') }), WORDS)
    expect(piece?.content['filename']).toBe('a___x: y_.._b')
  })
})
