import { describe, expect, it } from 'vitest'
import type { ReadOptions } from '#core/answer.ts'
import { readAnswer } from '#language/readers.ts'

const OPTIONS: ReadOptions = {
  today: '2026-03-01',
  options: [
    { id: 'cash', label: 'مساعدة مالية', synonyms: ['فلوس', 'كاش'] },
    { id: 'food', label: 'سلة غذائية', synonyms: ['أكل'] },
    { id: 'rent', label: 'سداد إيجار' },
    { id: 'none', label: 'لا شيء مما سبق' },
    { id: 'medical', label: 'علاج ودواء' },
  ],
}

describe('one of a list', () => {
  it.each([
    ['1', 'cash'],
    ['٢', 'food'],
    ['2️⃣', 'food'],
    ['1.', 'cash'],
    ['(1)', 'cash'],
    ['١-', 'cash'],
    ['رقم 3', 'rent'],
    ['3 من فضلك', 'rent'],
    ['option 2', 'food'],
    ['واحد', 'cash'],
    ['اثنين', 'food'],
    ['الثاني', 'food'],
    ['الخيار الأول', 'cash'],
    ['أبي الأول', 'cash'],
    ['الخامس', 'medical'],
    ['مساعدة مالية', 'cash'],
    ['المساعدة المالية', 'cash'],
    ['مساعده ماليه', 'cash'],
    ['مُساعدة مالية.', 'cash'],
    ['سلة غذائيه لو سمحت', 'food'],
    ['أبغى سلة غذائية', 'food'],
    ['فلوس', 'cash'],
    ['CASH', 'cash'],
    ['لا شيء مما سبق', 'none'],
  ])('takes %j', (input, id) => {
    expect(readAnswer('choice', input, OPTIONS)).toMatchObject({ ok: true, value: id })
  })

  it.each([
    ['غذائية', 'food'],
    ['ايجار', 'rent'],
    ['سلة', 'food'],
    ['سداد ايجر', 'rent'],
    ['مساعدة ماليه عاجلة', 'cash'],
  ])('offers the near miss of %j, and takes nothing', (input, id) => {
    expect(readAnswer('choice', input, OPTIONS)).toMatchObject({
      ok: false,
      problem: 'choice_near',
      suggestion: { id },
    })
  })

  it.each([
    ['0', 'choice_unclear'],
    ['6', 'choice_unclear'],
    ['-1', 'choice_unclear'],
    ['1؟', 'choice_unclear'],
    ['', 'choice_unclear'],
    ['👍', 'choice_unclear'],
    ['لا', 'choice_unclear'],
    ['مو مالية', 'choice_unclear'],
    ['علاج أو إيجار', 'choice_unclear'],
    ['1 و 2', 'choice_one'],
    ['1,2', 'choice_one'],
  ])('refuses %j', (input, problem) => {
    expect(readAnswer('choice', input, OPTIONS)).toMatchObject({ ok: false, problem })
  })
})

describe('some of a list', () => {
  it.each([
    ['أكل، وفلوس', ['cash', 'food']],
    ['1', ['cash']],
    ['1,3', ['cash', 'rent']],
    ['3،1', ['cash', 'rent']],
    ['١ ٣', ['cash', 'rent']],
    ['1 و 3', ['cash', 'rent']],
    ['1+2', ['cash', 'food']],
    ['1\n3', ['cash', 'rent']],
    ['الأول والثالث', ['cash', 'rent']],
    ['فلوس و أكل', ['cash', 'food']],
    ['مساعدة مالية وسلة غذائية', ['cash', 'food']],
    ['علاج ودواء', ['medical']],
    ['علاج ودواء وسلة غذائية', ['food', 'medical']],
    ['الكل', ['cash', 'food', 'rent', 'none', 'medical']],
  ])('takes %j', (input, ids) => {
    expect(readAnswer('multi_choice', input, OPTIONS)).toMatchObject({ ok: true, value: ids })
  })

  it.each(['13', '1,9', '', '1 او 2', 'لا أعرف'])('refuses %j', (input) => {
    expect(readAnswer('multi_choice', input, OPTIONS).ok).toBe(false)
  })

  it('holds the limits of how many', () => {
    expect(readAnswer('multi_choice', '1', { ...OPTIONS, min: 2 })).toMatchObject({
      problem: 'choice_too_few',
    })
    expect(readAnswer('multi_choice', '1,2,3', { ...OPTIONS, max: 2 })).toMatchObject({
      problem: 'choice_too_many',
    })
  })
})
