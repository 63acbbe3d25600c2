import { describe, expect, it } from 'vitest'
import { THRESHOLDS } from '#language/matcher/calibration.ts'
import { createMatcher } from '#language/matcher/matcher.ts'
import type { InquirySource } from '#language/matcher/source.ts'

const SOURCES: readonly InquirySource[] = [
  {
    intent: 'working_hours',
    kind: 'answer',
    examples: {
      ar: ['متى تفتحون', 'ما أوقات العمل', 'أوقات الدوام', 'متى الدوام اليوم', 'هل تفتحون الجمعة'],
      en: ['When are you open?', 'opening hours'],
    },
  },
  {
    intent: 'location',
    kind: 'answer',
    examples: {
      ar: ['أين موقعكم', 'وين مكانكم', 'ارسلوا الموقع', 'عنوان الجمعية', 'وين الجمعية'],
      en: ['Where are you?', 'your address'],
    },
  },
  {
    intent: 'greeting',
    kind: 'smalltalk',
    examples: { ar: ['السلام عليكم', 'مرحبا', 'هلا', 'صباح الخير', 'مساء الخير'], en: ['hello', 'hi there'] },
  },
]

const matcher = createMatcher(SOURCES)

describe('a matcher', () => {
  it('ranks the intent of a question first', () => {
    expect(matcher.match('متى أوقات الدوام عندكم').ranked[0]).toBe('working_hours')
    expect(matcher.match('where is your address').ranked[0]).toBe('location')
  })

  it('tells the language of the question', () => {
    expect(matcher.match('Where are you?').language).toBe('en')
    expect(matcher.match('وين مكانكم').language).toBe('ar')
  })

  it('gives the same result for the same examples', () => {
    expect(createMatcher(SOURCES).match('وين دوامكم')).toEqual(matcher.match('وين دوامكم'))
  })

  it('puts danger before everything', () => {
    expect(matcher.isEmergency('ولدي ضايع')).toBe(true)
    expect(matcher.match('ولدي ضايع').outcome).toBe('emergency')
    expect(matcher.isEmergency('متى تفتحون')).toBe(false)
  })

  it('learns to hear danger that no rule words, but never in a single word', () => {
    const danger: InquirySource = {
      intent: 'emergency',
      kind: 'emergency',
      examples: { ar: ['ابني ما يرد علينا وازرق', 'بنتي ما تتحرك', 'ابني طايح ما يقوم', 'ابني يختفي صوته'] },
    }
    const { match } = createMatcher([...SOURCES, danger], {
      thresholds: { ...THRESHOLDS, danger: 0.2 },
    })
    expect(match('ابني ما يرد وازرق لونه').outcome).toBe('emergency')
    expect(match('ابني').outcome).toBe('staff')
  })
})
