import { describe, expect, it } from 'vitest'
import { tellingWords } from '#language/matcher/clarity.ts'
import { withoutCourtesy } from '#language/matcher/courtesy.ts'
import { toStandard } from '#language/matcher/dialect.ts'
import { featuresOf, matchWords } from '#language/matcher/features.ts'
import { meaningsOf } from '#language/matcher/meaning.ts'
import { asksAboutAnother } from '#language/matcher/personal-data.ts'
import { learnSpelling } from '#language/matcher/spelling.ts'

describe('dialect', () => {
  it.each([
    ['وش', ['ما']],
    ['ابغي', ['اريد']],
    ['شلون', ['كيف']],
    ['للحين', ['حتي', 'الان']],
    ['طلب', ['طلب']],
  ])('%s is read as %s', (word, standard) => {
    expect(toStandard([word])).toEqual(standard)
  })

  it('is read the same however it is spelt', () => {
    expect(matchWords('أبغى اقدّم طلــب')).toEqual(matchWords('ابغى اقدم طلب'))
    expect(matchWords('ضرووووري')).toEqual(matchWords('ضروري'))
  })
})

describe('courtesy', () => {
  it('is left out around a question', () => {
    expect(matchWords('السلام عليكم ورحمة الله وبركاته وين موقعكم لو سمحتوا')).toEqual(
      matchWords('وين موقعكم'),
    )
  })

  it('stays when there is nothing else', () => {
    expect(withoutCourtesy(['السلام', 'عليكم'])).toEqual(['السلام', 'عليكم'])
  })
})

describe('spelling', () => {
  const spelling = learnSpelling(
    new Map([
      ['التسجيل', 5],
      ['المقابله', 3],
      ['request', 2],
      ['دعم', 9],
    ]),
  )

  it.each([
    ['التسجل', 'التسجيل'],
    ['التتسجيل', 'التسجيل'],
    ['التسحيل', 'التسجيل'],
    ['المقبالة'.replace('ة', 'ه'), 'المقابله'],
    ['reqeust', 'request'],
  ])('mends %s', (typed, meant) => {
    expect(spelling.correct(typed)).toBe(meant)
  })

  it.each(['التسجيل', 'المستشفى', 'دعت', 'request1', 'requester'])(
    'leaves what is known, far, short or holds a digit: %s',
    (typed) => {
      expect(spelling.correct(typed)).toBe(typed === 'requester' ? 'requester' : typed)
    },
  )
})

describe('meaning', () => {
  it('is shared by languages', () => {
    const [arabic, english, urdu] = ['مستندات', 'documents', 'دستاویزات'].map((word) =>
      meaningsOf(matchWords(word)),
    )
    expect(arabic).toContain('document')
    expect(english).toContain('document')
    expect(urdu).toContain('document')
  })

  it('knows phrases of two words', () => {
    expect(meaningsOf(['terima', 'kasih'])).toContain('thanks')
  })

  it('gives the features of a text the same numbers every time', () => {
    expect(featuresOf('وين موقعكم')).toEqual(featuresOf('وين موقعكم'))
    expect(featuresOf('وين موقعكم').words).not.toEqual(featuresOf('وين رقمكم').words)
  })
})

describe('words that say nothing', () => {
  it.each(['متى', 'وش', 'طيب', 'عندي سؤال', 'what', '٥٥', 'لو سمحت'])('are none: %s', (text) => {
    expect(tellingWords(matchWords(text))).toBe(0)
  })

  it.each(['متى الدوام', 'موقعكم', 'my request'])('are not all: %s', (text) => {
    expect(tellingWords(matchWords(text))).toBeGreaterThan(0)
  })
})

describe('somebody else', () => {
  it.each([
    'وش صار على طلب جارتي',
    'ليش رفضتوا صديقي',
    'جارنا مسجل عندكم؟',
    "What is the status of my friend's application",
    'why was my friend rejected',
  ])('is asked about: %s', (text) => {
    expect(asksAboutAnother(text)).toBe(true)
  })

  it.each([
    'ابي اقدم طلب لجارتي',
    'اسجل عن جارتنا الارمله',
    'طلب ولدي وين وصل',
    'can I apply for my neighbour',
  ])('is spoken for: %s', (text) => {
    expect(asksAboutAnother(text)).toBe(false)
  })
})

describe('the number of somebody else', () => {
  it.each([
    'رقم هويه 1045678912 ابي اعرف وش ياخذ',
    'عطوني بيانات صاحب الجوال 0551234567',
    'هل ٢٠٤٥٦٧٨٩١٢ مسجل عندكم',
    'check the status of ID 1045678912',
  ])('is asked about: %s', (text) => {
    expect(asksAboutAnother(text)).toBe(true)
  })

  it.each(['هويتي 1045678912 وش صار على طلبي', 'رقمي 0551234567 عدلوه', 'طلبي 12345 وين وصل', '1045678912'])(
    'is not: %s',
    (text) => {
      expect(asksAboutAnother(text)).toBe(false)
    },
  )
})
