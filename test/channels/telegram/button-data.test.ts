import { assert, nat, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeButton, encodeButton } from '#channels/telegram/button-data.ts'

describe('button data', () => {
  test('carries ids as they are', () => {
    expect(encodeButton('consent', 'yes', 1)).toBe('v1:consent:yes')
    expect(decodeButton('v1:consent:yes')).toEqual({ question: 'consent', choice: 'yes' })
  })

  test('carries the place where the id is too long, and nothing where even that does not fit', () => {
    expect(encodeButton('service', 'x'.repeat(80), 7)).toBe('v1:service:#7')
    expect(encodeButton('x'.repeat(80), 'yes', 1)).toBeUndefined()
    expect(encodeButton('', 'yes', 1)).toBeUndefined()
  })

  test('counts bytes, not letters', () => {
    expect(encodeButton('س'.repeat(20), 'ج'.repeat(12), 3)).toBe(`v1:${'س'.repeat(20)}:#3`)
  })

  test('keeps an id that looks like a place apart from a place', () => {
    expect(decodeButton(encodeButton('q', '#2', 5))).toEqual({ question: 'q', choice: '#2' })
    expect(encodeButton('q', '#2', 5)).not.toBe('v1:q:#2')
  })

  test.each([
    '',
    'v1',
    'v1:',
    'v1::',
    'v1:q:',
    'v1::c',
    'v1:a:b:c',
    'v2:q:c',
    ' v1:q:c',
    `v1:q:${'c'.repeat(60)}`,
  ])('takes %j for no button of ours', (data) => {
    expect(decodeButton(data)).toBeUndefined()
  })

  test('gives back any ids that fit', () => {
    assert(
      property(
        string({ minLength: 1, maxLength: 14 }),
        string({ minLength: 1, maxLength: 14 }),
        nat(9),
        (q, c, n) => {
          const data = encodeButton(q, c, n + 1)
          if (data === undefined) return
          expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
          const read = decodeButton(data)
          expect(read?.question).toBe(q)
          expect([c, `#${n + 1}`]).toContain(read?.choice)
        },
      ),
    )
  })

  test('survives any data', () => {
    assert(
      property(string({ unit: 'binary' }), (data) => {
        const read = decodeButton(data)
        expect(read === undefined || (read.question !== '' && read.choice !== '')).toBe(true)
      }),
    )
  })
})
