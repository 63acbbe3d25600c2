import { describe, expect, it } from 'vitest'
import { isEmergency } from '#language/matcher/emergency.ts'
import { DANGER, NO_DANGER } from './emergency-lines.ts'

describe.each(Object.entries(DANGER))('danger in %s', (_language, lines) => {
  it.each(lines)('is heard: %s', (line) => {
    expect(isEmergency(line)).toBe(true)
  })
})

describe.each(Object.entries(NO_DANGER))('ordinary talk in %s', (_language, lines) => {
  it.each(lines)('does not ring: %s', (line) => {
    expect(isEmergency(line)).toBe(false)
  })
})

describe('how danger is written', () => {
  it.each(['ولـدي ضـايـع', 'وَلَدِي ضَايِع', 'ولدي ضااااايع!!!', 'ﻭﻟﺪﻱ ﺿﺎﻳﻊ', 'السلام عليكم، ولدي ضايع'])(
    'does not matter: %s',
    (line) => {
      expect(isEmergency(line)).toBe(true)
    },
  )

  it('does not matter in capitals or with typographic quotes', () => {
    expect(isEmergency('I CAN’T FIND MY SON')).toBe(true)
  })
})
