import { describe, expect, it } from 'vitest'
import { isolate } from '#core/isolate.ts'

describe('isolate', () => {
  it('puts a value between FSI and PDI', () => {
    expect(isolate('+966501234567')).toBe('\u2068+966501234567\u2069')
  })

  it('lets no control of the value out into the sentence', () => {
    expect(isolate('\u202Eabc\u2069\u2067')).toBe('\u2068abc\u2069')
    expect(isolate(isolate('5'))).toBe(isolate('5'))
  })
})
