import { describe, expect, it } from 'vitest'
import { detectLanguage } from '#language/matcher/detect-language.ts'

const LINES: Readonly<Record<string, readonly string[]>> = {
  ar: ['متى تفتحون', 'ابغى اقدم طلب', 'كم مدة الرد؟', 'طلبي', 'ابغی اعرف وین طلبي في الجمعیة'],
  en: ['When are you open?', 'my application', 'hello', 'I want to register'],
  ur: ['میری درخواست کا کیا بنا', 'دفتر کہاں ہے', 'شکریہ', 'مجھے مدد چاہیے'],
  id: ['Bagaimana cara mendaftar?', 'Saya butuh bantuan', 'Terima kasih banyak, apakah sudah?'],
  ms: ['Bilakah pejabat buka?', 'Saya mahu tukar nombor telefon saya', 'Bagaimanakah cara memohon?'],
  tr: ['Nasıl başvurabilirim?', 'Ofisiniz nerede?', 'Tesekkurler', 'Başvurum ne oldu'],
  fr: ['Où est votre bureau ?', 'Comment faire une demande ?', 'Je veux parler à quelqu’un', 'merci'],
  bn: ['আমি কীভাবে আবেদন করব?', 'ধন্যবাদ'],
  fa: ['چطور درخواست بدهم؟', 'دفتر شما کجاست؟', 'می‌خواهم ثبت نام کنم'],
  ha: ['Yaya zan yi rajista?', 'Ina ofishin ku yake?', 'Na gode, sannu'],
}

describe.each(Object.entries(LINES))('a line in %s', (language, lines) => {
  it.each(lines)('is told: %s', (line) => {
    expect(detectLanguage(line)).toBe(language)
  })
})

describe('a line that does not tell', () => {
  it.each(['1234', '؟', '🙂', ''])('keeps the language of the conversation: %s', (line) => {
    expect(detectLanguage(line, 'ur')).toBe('ur')
  })

  it('is Arabic when nothing else is known', () => {
    expect(detectLanguage('55')).toBe('ar')
  })

  it('shares its words between Malay and Indonesian: the conversation decides', () => {
    expect(detectLanguage('saya', 'ms')).toBe('ms')
    expect(detectLanguage('saya', 'id')).toBe('id')
  })
})
