import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createMatcher } from '#language/matcher/matcher.ts'
import { learn } from '#language/matcher/model.ts'
import { sourcesFor } from '#language/matcher/source.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { exportWeights, importWeights } from '#language/matcher/weights.ts'
import { loadInquiries } from '#profile/load-inquiries.ts'
import { UNCLEAR, UNSEEN, UNSEEN_MESSY, UNSEEN_STAFF } from './unseen.ts'

const SMALL: readonly InquirySource[] = [
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

function allSources(): readonly InquirySource[] {
  const loaded = loadInquiries(join(import.meta.dirname, '../../../data/inquiries'))
  if ('problems' in loaded) throw new Error('the examples of the repository are broken')
  return loaded.inquiries
}

describe('a matcher of few examples', () => {
  const matcher = createMatcher(SMALL)

  it('ranks the intent of a question first', () => {
    expect(matcher.match('متى أوقات الدوام عندكم').ranked[0]).toBe('working_hours')
    expect(matcher.match('where is your address').ranked[0]).toBe('location')
  })

  it('gives the same result for the same examples', () => {
    expect(createMatcher(SMALL).match('وين دوامكم')).toEqual(matcher.match('وين دوامكم'))
  })

  it('offers or hands over what says nothing', () => {
    for (const text of ['؟', '🙂', '', 'طيب']) {
      expect(['offer', 'staff']).toContain(matcher.match(text).outcome)
    }
  })
})

describe('kept weights', () => {
  const model = learn(SMALL)

  it('match as the model that they came from', () => {
    const kept = importWeights(exportWeights(model), SMALL)
    expect(kept).toBeDefined()
    const matcher = createMatcher(SMALL, { ...(kept && { learnt: kept }) })
    expect(matcher.match('وين دوامكم')).toEqual(createMatcher(SMALL, { learnt: model }).match('وين دوامكم'))
  })

  it('are refused for other examples', () => {
    const [first, ...others] = SMALL
    const edited = [{ ...first, examples: { ar: ['متى الدوام'] } } as InquirySource, ...others]
    expect(importWeights(exportWeights(model), edited)).toBeUndefined()
    expect(() => createMatcher(edited, { learnt: model })).toThrow('other examples')
  })

  it('are refused when damaged', () => {
    const bytes = exportWeights(model)
    expect(importWeights(bytes.subarray(0, bytes.length - 4), SMALL)).toBeUndefined()
    expect(importWeights(new Uint8Array(7), SMALL)).toBeUndefined()
    expect(importWeights(bytes.slice().fill(0, 0, 4), SMALL)).toBeUndefined()
  })
})

describe('sources', () => {
  it('belong to all associations, or to those they name', () => {
    const [first] = SMALL
    const own = { ...first, intent: 'membership', associations: ['naqra'] } as InquirySource
    expect(sourcesFor([...SMALL, own], 'naqra')).toHaveLength(4)
    expect(sourcesFor([...SMALL, own], 'huda')).toHaveLength(3)
  })
})

describe('the matcher of the default profile', () => {
  const matcher = createMatcher(sourcesFor(allSources(), 'musanid'))

  it.each([
    ['short', UNSEEN],
    ['messy', UNSEEN_MESSY],
  ])('meets its aims on %s questions written apart from the examples', (_name, questions) => {
    const asked = Object.entries(questions).flatMap(([intent, texts]) =>
      texts.map((text) => ({ intent, match: matcher.match(text) })),
    )
    const share = (met: number, of: number) => met / of
    const among = (count: number) =>
      asked.filter(({ intent, match }) => match.ranked.slice(0, count).includes(intent)).length
    const given = asked.filter(({ match }) => match.outcome === 'answer' || match.outcome === 'smalltalk')
    const right = given.filter(({ intent, match }) => match.intent === intent)
    expect(share(among(1), asked.length)).toBeGreaterThanOrEqual(0.82)
    expect(share(among(3), asked.length)).toBeGreaterThanOrEqual(0.95)
    expect(share(right.length, given.length)).toBeGreaterThanOrEqual(0.95)
    expect(share(given.length, asked.length)).toBeGreaterThanOrEqual(0.65)
  })

  it('never answers words that nobody could understand', () => {
    const sure = UNCLEAR.filter((text) => !['offer', 'staff'].includes(matcher.match(text).outcome))
    expect(sure).toEqual([])
  })

  it('never answers what only a person or another door can take', () => {
    const answered = UNSEEN_STAFF.filter((text) => !['offer', 'staff'].includes(matcher.match(text).outcome))
    expect(answered).toEqual([])
  })

  it.each([
    ['السلام عليكم', 'smalltalk', 'greeting'],
    ['شكرا لكم', 'smalltalk', 'thanks_bye'],
    ['هل أنت روبوت؟', 'smalltalk', 'bot_identity'],
    ['كم مدة الرد على الطلب', 'answer', 'decision_time'],
    ['How can I apply for support?', 'answer', 'apply_how'],
    ['هل يجوز اعطي زكاتي لأخوي', 'staff', 'fatwa'],
    ['ما عندنا أكل في البيت', 'staff', 'urgent_need'],
    ['عندي حالة طارئة مادية', 'staff', 'urgent_need'],
    ['رقم هوية 1045678912 وش ياخذ منكم', 'staff', 'other_person_data'],
    ['ولدي ضايع', 'emergency', 'emergency'],
    ['طفلي مفقدو في الحرم', 'emergency', 'emergency'],
  ])('%s → %s %s', (text, outcome, intent) => {
    expect(matcher.match(text)).toMatchObject({ outcome, intent })
  })

  it('takes a blessing that greets and thanks at once for small talk', () => {
    expect(matcher.match('الله يعطيكم العافية').outcome).toBe('smalltalk')
  })

  it('learns no danger from a single word', () => {
    for (const word of ['ابني', 'بنتي', 'أمي', 'زوجتي'])
      expect(matcher.match(word).outcome, word).not.toBe('emergency')
  })

  it('hears no danger in a bare name, or in a word of a form', () => {
    for (const text of ['سارة محمد القحطاني', 'حركي', 'عبدالله سالم العتيبي'])
      expect(matcher.match(text).intent, text).not.toBe('emergency')
  })

  it('tells the language of the question, whatever the conversation speaks', () => {
    expect(matcher.match('When do you open?', 'ar').language).toBe('en')
    expect(matcher.match('55', 'ur').language).toBe('ur')
  })

  it('ranks five approved answers, and danger only when it is one', () => {
    const { ranked } = matcher.match('وين مكانكم')
    expect(ranked).toHaveLength(5)
    expect(ranked[0]).toBe('location')
    expect(ranked).not.toContain('emergency')
    expect(ranked).not.toContain('out_of_scope')
    expect(matcher.match('ولدي ضايع').ranked[0]).toBe('emergency')
  })

  it('does without intents of other associations', () => {
    const { ranked } = matcher.match('كم رسوم العضوية في الجمعية التعاونية')
    expect(ranked).not.toContain('membership')
  })
})
