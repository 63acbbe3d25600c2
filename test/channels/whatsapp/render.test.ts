import { describe, expect, test } from 'vitest'
import { renderMessage } from '#channels/whatsapp/render.ts'
import type { OutgoingMessage } from '#core/message.ts'

const YES_NO = [
  { id: 'yes', label: 'نعم' },
  { id: 'no', label: 'لا' },
]

const message = (more: Partial<OutgoingMessage>): OutgoingMessage => ({
  id: 'o1',
  urn: 'whatsapp:100000000000001',
  account: '1',
  language: 'ar',
  text: 'هل نتابع؟',
  question: 'q1',
  ...more,
})
const many = (count: number, label = 'خيار') =>
  Array.from({ length: count }, (_, at) => ({ id: `c${at}`, label: `${label} ${at}` }))
const kinds = (more: Partial<OutgoingMessage>, polls = true) =>
  renderMessage(message(more), polls).map(({ kind }) => kind)

describe('a question', () => {
  test('with few short choices is a poll', () => {
    const options = ['1. نعم', '2. لا']
    expect(renderMessage(message({ choices: YES_NO }), true)).toEqual([
      { kind: 'poll', name: 'هل نتابع؟', options },
    ])
    expect(kinds({ choices: many(12) })).toEqual(['poll'])
  })

  test.each<[string, Partial<OutgoingMessage>]>([
    ['one choice', { choices: many(1) }],
    ['more choices than a poll takes', { choices: many(13) }],
    ['a long text', { choices: YES_NO, text: 'س'.repeat(256) }],
    ['a long choice', { choices: many(2, 'خ'.repeat(100)) }],
    ['a text that numbers something else', { choices: YES_NO, unnumbered: true }],
    ['nothing to see', { choices: YES_NO, text: ' \u200f' }],
  ])('with %s is text', (_, more) => expect(kinds(more)).toEqual(['text']))

  test('is text where polls are off', () => {
    expect(renderMessage(message({ choices: YES_NO }), false)).toEqual([
      { kind: 'text', text: 'هل نتابع؟\n\n1. نعم\n2. لا', asks: true },
    ])
  })

  test('shows choices without numbers where the text has its own', () => {
    const [piece] = renderMessage(message({ choices: YES_NO, unnumbered: true }), true)
    expect(piece).toMatchObject({ text: 'هل نتابع؟\n\n• نعم\n• لا' })
  })

  test('keeps every choice where the text is too long for both', () => {
    const [piece] = renderMessage(message({ choices: YES_NO, text: 'ن'.repeat(5_000) }), true)
    if (piece?.kind !== 'text') throw new Error('no text')
    expect(piece.text).toHaveLength(4096)
    expect(piece.text.endsWith('…\n\n1. نعم\n2. لا')).toBe(true)
  })
})

describe('a file', () => {
  const file = { name: 'a.pdf', mime: 'application/pdf', content: new Uint8Array(3) }

  test('has the words as its caption, or before them', () => {
    expect(renderMessage(message({ file }), true)).toEqual([
      { kind: 'file', file, caption: 'هل نتابع؟', asks: false },
    ])
    expect(kinds({ file, text: 'ن'.repeat(1_100), choices: YES_NO })).toEqual(['file', 'text'])
  })
})

test('a text that nobody could see is at least a mark', () => {
  expect(renderMessage(message({ text: '\u200f ' }), true)).toEqual([
    { kind: 'text', text: '…', asks: false },
  ])
  expect(renderMessage(message({ text: 'a\ud800b' }), true)).toMatchObject([{ text: 'a\ufffdb' }])
})
