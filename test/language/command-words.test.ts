import { describe, expect, it } from 'vitest'
import { COMMANDS, type Command } from '#core/answer.ts'
import { readCommand } from '#language/command-words.ts'
import { ARABIC, ENGLISH } from '#language/lexicon/commands.ts'
import { WORLD } from '#language/lexicon/commands-world.ts'

const COMMANDED: readonly (readonly [string, Command])[] = [
  ['رجوع', 'back'],
  ['ارجع', 'back'],
  ['رجوووع', 'back'],
  ['«رجوع»', 'back'],
  ['رجوع لو سمحت', 'back'],
  ['السؤال السابق', 'back'],
  ['الغاء', 'cancel'],
  ['إلغــاء', 'cancel'],
  ['إلغاء!', 'cancel'],
  ['أبغى ألغي الطلب', 'cancel'],
  ['كنسل', 'cancel'],
  ['ابدأ من جديد', 'restart'],
  ['من الأول', 'restart'],
  ['/start', 'restart'],
  ['القائمة', 'menu'],
  ['القائمه الرئيسيه', 'menu'],
  ['/menu@wasl_bot', 'menu'],
  ['موظف', 'human'],
  ['أبغى أكلم موظف', 'human'],
  ['أريد التحدث مع موظف', 'human'],
  ['هل يمكن التحدث مع موظف؟', 'human'],
  ['ابي احد يكلمني', 'human'],
  ['خدمة العملاء', 'human'],
  ['أعد السؤال', 'repeat'],
  ['كرر', 'repeat'],
  ['تخطي', 'skip'],
  ['تخطى', 'skip'],
  ['مساعدة', 'help'],
  ['مساعدة؟', 'help'],
  ['؟', 'help'],
  ['ما فهمت', 'help'],
  ['حفظ', 'save'],
  ['أكمل بعدين', 'save'],
  ['إيقاف', 'stop'],
  ['وقف الرسائل', 'stop'],
  ['لا ترسلوا لي', 'stop'],
  ['اللغة', 'language'],
  ['English', 'language'],
  ['go back', 'back'],
  ['CANCEL', 'cancel'],
  ['start over please', 'restart'],
  ['talk to a human', 'human'],
  ['unsubscribe', 'stop'],
  ['مدد', 'help'],
  ['واپس', 'back'],
  ['bantuan', 'help'],
  ['batal', 'cancel'],
  ['İPTAL', 'cancel'],
  ['yardim', 'help'],
  ['geri', 'back'],
  ['Annuler', 'cancel'],
  ['parler à un agent', 'human'],
  ['parler a un agent', 'human'],
  ['সাহায্য', 'help'],
  ['বাতিল', 'cancel'],
  ['کمک', 'help'],
  ['بازگشت', 'back'],
  ['langkau', 'skip'],
  ["ma'aikaci", 'human'],
  ['taimako', 'help'],
]

const NOT_COMMANDS: readonly string[] = [
  // Withdrawing consent is more than fewer messages: it is answered, and goes to a person.
  'سحب الموافقة',
  'أسحب موافقتي',
  'لا تلغي الطلب',
  'مساعد إداري',
  'إعادة تأهيل',
  'مساعدة مالية',
  'أحتاج مساعدة مالية',
  'طلب مساعدة',
  'الدعم',
  'موظف حكومي',
  'أنا موظف',
  'ما ابي موظف',
  'لا أريد المساعدة',
  'كيف ألغي الطلب؟',
  'الغاء؟',
  'متى يرجع الموظف',
  'حفظ القرآن',
  'عبدالحفيظ',
  'محفوظ',
  'توقف العلاج',
  'وقف خيري',
  'القائمة طويلة جدا ولا أجد ما أريد',
  'لغتي العربية ضعيفة',
  'خدمات التأهيل',
  'نعم',
  'لا',
  '1',
  '',
  'back pain',
  'help with rent',
  'I want to stop smoking',
  'human rights',
  'do not cancel',
]

describe('a command is the whole message', () => {
  it.each(COMMANDED)('%s → %s', (text, command) => {
    expect(readCommand(text)).toBe(command)
  })

  it.each(NOT_COMMANDS)('"%s" is none', (text) => {
    expect(readCommand(text)).toBeUndefined()
  })
})

describe('every language', () => {
  const languages = [ARABIC, ENGLISH, ...WORLD]

  it('has words for every command', () => {
    expect(languages).toHaveLength(10)
    for (const words of languages)
      for (const command of COMMANDS) expect(words[command].length).toBeGreaterThan(0)
  })

  it('has no word for two commands', () => {
    for (const words of languages) {
      const seen = new Map<string, Command>()
      for (const command of COMMANDS) {
        for (const word of words[command]) {
          expect(seen.get(word) ?? command, word).toBe(command)
          seen.set(word, command)
        }
      }
    }
  })

  it('is understood in each of its words, but where Arabic, English or an earlier language has the word', () => {
    const elsewhere = new Set<string>()
    for (const words of languages) {
      for (const command of COMMANDS) {
        for (const word of words[command]) {
          if (readCommand(word) !== command) elsewhere.add(word)
        }
      }
    }
    expect([...elsewhere].sort()).toEqual([])
  })
})
