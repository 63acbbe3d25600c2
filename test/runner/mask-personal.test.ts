import { describe, expect, it } from 'vitest'
import { maskPersonal } from '#runner/mask-personal.ts'

describe('a question before it leaves the house', () => {
  it.each([
    ['اسمي محمد عبدالله القحطاني وابغى اعرف متى القرار', 'اسمي [name] وابغى اعرف متى القرار'],
    ['ولدي سعد معاق هل له دعم', 'ولدي [name] معاق هل له دعم'],
    ['انا فهد بن سلطان وش المستندات', 'انا [name] وش المستندات'],
    ['السيدة نورة العتيبي: أين طلبي', 'السيدة [name] أين طلبي'],
    ['اسمي: خالد. متى الدوام؟', 'اسمي: [name] متى الدوام؟'],
    ['my name is John Smith how do I apply', 'my name is [name] how do I apply'],
    ['هويتي ١٠٢٣٤٥٦٧٨٩ متى يصدر القرار', 'هويتي [number] متى يصدر القرار'],
    ['call +966 50 123 4567 now', 'call [number] now'],
    ['جوالي صفر خمسة خمسة واحد اثنين ثلاثة اربعة خمسة ستة سبعة', 'جوالي [number]'],
    ['ایبان SA03 8000 0000 6080 1016 7519 متى التحويل', 'ایبان [account] متى التحويل'],
    ['راسلوني على ahmad.x@mail.com او https://t.me/xyz', 'راسلوني على [email] او [link]'],
    ['حسابي @abc_def في تويتر', 'حسابي [account] في تويتر'],
    ['আমার নম্বর ০১২৩৪৫', 'আমার নম্বর [number]'],
  ])('%s', (text, masked) => {
    expect(maskPersonal(text)).toBe(masked)
  })

  it('is left as it is where it tells nothing of anybody', () => {
    for (const text of ['متى يصلني الرد على طلبي؟', 'I am a widow can I get help?', 'وش المستندات المطلوبة'])
      expect(maskPersonal(text)).toBe(text)
  })

  it('keeps no digit of any script', () => {
    const text = 'رقم 1-2-3 و ٤٥ و ۶۷ و ०१ في 2026/03/01'
    expect(maskPersonal(text)).not.toMatch(/\p{Nd}/u)
  })
})
