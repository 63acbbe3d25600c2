import { array, assert, constantFrom, option, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS, escapeHtml, opensKeyboard, payloadOf, renderMessage } from '#channels/telegram/render.ts'
import type { Piece } from '#channels/telegram/render.ts'
import type { OutgoingMessage } from '#core/message.ts'
import { parseHtml } from '../../fakes/bot-api/html.ts'
import { ARABIC } from './harness.ts'

function message(text: string, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return { id: 'o1', urn: 'telegram:7', account: '42', language: 'ar', text, ...more }
}

function render(text: string, more: Partial<OutgoingMessage> = {}, keyboardOpen = false): readonly Piece[] {
  return renderMessage(message(text, more), ARABIC, keyboardOpen)
}

const choices = (count: number, label = (n: number) => `خيار ${n}`) =>
  Array.from({ length: count }, (_, index) => ({ id: `c${index + 1}`, label: label(index + 1) }))

const anyText = string({ unit: 'binary', maxLength: 300 })
/** Half surrogates as well: `binary` makes only whole code points. */
const anyUnits = array(constantFrom('\ud83d', '\ude00', 'a', 'ب', '\u0301', '<', '&', '\n', '\u200f'), {
  maxLength: 60,
}).map((units) => units.join(''))

describe('escapeHtml', () => {
  test('leaves no mark-up, whatever the text', () => {
    assert(
      property(anyText, (text) => {
        expect(parseHtml(escapeHtml(text))).toBe(text)
      }),
    )
  })

  test('is not fooled by what looks escaped already', () => {
    expect(escapeHtml('<b>&amp;</b>')).toBe('&lt;b&gt;&amp;amp;&lt;/b&gt;')
  })
})

describe('renderMessage', () => {
  test('shows a text as it is: what Telegram reads from the payload is what was said', () => {
    assert(
      property(anyText, (text) => {
        const [piece, ...rest] = render(text)
        expect(rest).toEqual([])
        if (!piece) return
        const { text: sent } = { text: '', ...payloadOf(piece, 7, true) }
        expect([text.toWellFormed(), '…']).toContain(parseHtml(sent))
      }),
    )
  })

  test('never sends half a letter, too much, or nothing', () => {
    const outgoing = record({
      text: anyUnits,
      repeat: constantFrom(1, 1, 1, 300),
      labels: array(anyUnits, { maxLength: 14 }),
      request: option(constantFrom('phone' as const, 'location' as const, 'file' as const), {
        nil: undefined,
      }),
    })
    assert(
      property(outgoing, constantFrom(true, false), ({ text, repeat, labels, request }, keyboardOpen) => {
        const pieces = render(
          text.repeat(repeat),
          {
            question: 'q',
            choices: labels.map((label, index) => ({ id: `c${index}`, label })),
            ...(request ? { request } : {}),
          },
          keyboardOpen,
        )
        expect(pieces.length).toBeGreaterThan(0)
        expect(pieces.length).toBeLessThanOrEqual(LIMITS.pieces)
        for (const piece of pieces) {
          expect(piece.text.isWellFormed()).toBe(true)
          expect(piece.text.length).toBeLessThanOrEqual(LIMITS.text)
          expect(piece.text).toMatch(/[^\s\p{C}\p{Z}\p{M}]/u)
        }
        const marked = JSON.stringify(pieces.map(({ markup }) => markup))
        expect(marked.isWellFormed()).toBe(true)
        expect(marked).not.toContain('"text":""')
      }),
    )
  })

  test('numbers choices in the text and puts them on buttons', () => {
    const [piece] = render('اختر', { question: 'service', choices: choices(3) })
    expect(piece?.text).toBe('اختر\n\n1. خيار 1\n2. خيار 2\n3. خيار 3')
    expect(piece?.markup).toEqual({
      inline_keyboard: [
        [
          { text: 'خيار 1', callback_data: 'v1:service:c1' },
          { text: 'خيار 2', callback_data: 'v1:service:c2' },
        ],
        [{ text: 'خيار 3', callback_data: 'v1:service:c3' }],
      ],
    })
  })

  test('gives long labels a row each and cuts them between letters', () => {
    const [piece] = render('؟', { question: 'q', choices: choices(2, (n) => `👨‍👩‍👧‍👦${'م'.repeat(60)}${n}`) })
    const rows = piece?.markup && 'inline_keyboard' in piece.markup ? piece.markup.inline_keyboard : []
    expect(rows.map((row) => row.length)).toEqual([1, 1])
    expect(rows[0]?.[0]?.text).toHaveLength(LIMITS.label)
    expect(rows[0]?.[0]?.text.endsWith('…')).toBe(true)
  })

  test.each([
    ['more choices than fit', { question: 'q', choices: choices(11) }],
    ['no question to answer', { choices: choices(2) }],
    ['a question id that no button can carry', { question: 'q'.repeat(70), choices: choices(2) }],
  ])('keeps to numbers with %s', (_, more) => {
    const [piece] = render('اختر', more)
    expect(piece?.text).toContain('2. خيار 2')
    expect(piece?.markup).toEqual({ remove_keyboard: true })
  })

  test('asks for the phone number by Telegram’s own button, and says that typing works', () => {
    const [piece] = render('ما رقم الجوال؟', { request: 'phone', question: 'q', choices: choices(1) })
    expect(piece?.markup).toEqual({
      keyboard: [[{ text: ARABIC.sharePhone, request_contact: true }], [{ text: 'خيار 1' }]],
      resize_keyboard: true,
      one_time_keyboard: true,
      input_field_placeholder: ARABIC.typeHere,
    })
    expect(opensKeyboard(piece?.markup)).toBe(true)
    const [place] = render('أين؟', { request: 'location' })
    expect(JSON.stringify(place?.markup)).toContain('"request_location":true')
  })

  test('takes the keyboard away with the next message that has no buttons', () => {
    const [piece, ...rest] = render('شكرا')
    expect(rest).toEqual([])
    expect(piece?.markup).toEqual({ remove_keyboard: true })
  })

  test('takes an open keyboard away before buttons, which need a message of their own then', () => {
    const pieces = render('هل نتابع؟', { question: 'q', choices: choices(2) }, true)
    expect(pieces.map(({ text }) => text)).toEqual(['هل نتابع؟\n\n1. خيار 1\n2. خيار 2', ARABIC.pressOrType])
    expect(pieces[0]?.markup).toEqual({ remove_keyboard: true })
    expect(pieces[1]?.markup).toHaveProperty('inline_keyboard')
  })

  test('splits a long summary at its paragraphs and keeps the choices together at the end', () => {
    const paragraph = 'س'.repeat(1500)
    const text = [paragraph, paragraph, paragraph].join('\n\n')
    const pieces = render(text, { question: 'q', choices: choices(2) })
    expect(pieces.map((piece) => piece.text)).toEqual([
      `${paragraph}\n\n${paragraph}`,
      `${paragraph}\n\n1. خيار 1\n2. خيار 2`,
    ])
    expect(pieces.map(({ markup }) => markup && Object.keys(markup)[0])).toEqual([
      undefined,
      'inline_keyboard',
    ])
  })

  test('never cuts the choices for the text’s sake', () => {
    const pieces = render('س'.repeat(20_000), { question: 'q', choices: choices(10) })
    expect(pieces).toHaveLength(LIMITS.pieces)
    expect(pieces.at(-1)?.text.endsWith('10. خيار 10')).toBe(true)
  })

  test('sends a file with its text under it, or before it where it is too long for that', () => {
    const file = { name: 'إيصال "1"\n.pdf', mime: 'application/pdf', content: new Uint8Array([1]) }
    const [short, ...none] = render('الإيصال', { file, private: true })
    expect(none).toEqual([])
    expect(short && payloadOf(short, 7, true)).toMatchObject({
      chat_id: 7,
      caption: 'الإيصال',
      parse_mode: 'HTML',
      protect_content: true,
      document: { filename: 'إيصال _1__.pdf' },
    })
    const long = render('س'.repeat(1025), { file })
    expect(long.map((piece) => [piece.file !== undefined, piece.text.length])).toEqual([
      [true, 0],
      [false, 1025],
    ])
  })

  test('protects private messages, and shows no previews of links', () => {
    const [open] = render('https://example.org')
    const [closed] = render('المرجع 123', { private: true })
    expect(open && payloadOf(open, 7, true)).toMatchObject({ link_preview_options: { is_disabled: true } })
    expect(open && payloadOf(open, 7, true)).not.toHaveProperty('protect_content')
    expect(closed && payloadOf(closed, 7, true)).toHaveProperty('protect_content', true)
  })

  test('has a plain form for when Telegram refuses the mark-up', () => {
    const [piece] = render('a < b & c')
    expect(piece && payloadOf(piece, 7, false)).toMatchObject({ text: 'a < b & c' })
    expect(piece && payloadOf(piece, 7, false)).not.toHaveProperty('parse_mode')
  })
})
