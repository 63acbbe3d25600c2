import { describe, expect, it } from 'vitest'
import { buildForm, writtenPath } from '#profile/build-form.ts'
import { compileForm } from '#engine/form.ts'
import { beginForm, walkForm, withEntry } from '#engine/form-progress.ts'
import { relevantAnswers } from '#engine/freeze.ts'
import { aField } from '../engine/world.ts'

const both = (words: string) => ({ ar: words, en: words })
const validUntil = { label: both('until'), ask: both('until when'), expired: both('past') }
const built = buildForm('grant', [
  {
    id: 'main',
    title: both('main'),
    items: [
      aField('renting', { type: 'yes_no' }),
      aField('lease', { type: 'document', optional: true, when: 'renting', validUntil }),
      aField('city'),
    ],
  },
])
const compiled = compileForm(built)
if (!('form' in compiled)) throw new Error('the form does not compile')
const { form } = compiled

const nextAt = (state: Parameters<typeof walkForm>[1], today: string) => walkForm(form, state, today).next
const yes = { value: true, display: 'yes' }
const file = { value: ['file-1'], display: 'lease.pdf', file: true as const }

describe('a document with a last day', () => {
  const begun = withEntry(beginForm(form), { field: 'renting' }, yes)
  const given = withEntry(begun, { field: 'lease' }, file)
  const dated = withEntry(given, { field: 'lease_until' }, { value: '2026-06-30', display: '30/6/2026' })

  it('is followed by the question for it, when it was given', () => {
    expect(nextAt(given, '2026-03-01')).toEqual({ field: 'lease_until' })
    const skipped = withEntry(begun, { field: 'lease' }, { value: null, display: '', skipped: true })
    expect(nextAt(skipped, '2026-03-01')).toEqual({ field: 'city' })
    const owner = withEntry(beginForm(form), { field: 'renting' }, { value: false, display: 'no' })
    expect(nextAt(owner, '2026-03-01')).toEqual({ field: 'city' })
  })

  it('must not be past: the rule of its question says so on the day of the answer', () => {
    const rule = form.fields.get('lease_until')?.constraint
    expect(rule?.run({ lease_until: '2026-02-28', today: '2026-03-01' })).toBe(false)
    expect(rule?.run({ lease_until: '2026-03-01', today: '2026-03-01' })).toBe(true)
  })

  it('is asked for again when it has ended before the request is sent', () => {
    const whole = withEntry(dated, { field: 'city' }, { value: 'Makkah', display: 'Makkah' })
    expect(relevantAnswers(form, whole, '2026-06-30').complete).toBe(true)
    expect(relevantAnswers(form, whole, '2026-07-01').complete).toBe(false)
    expect(nextAt(whole, '2026-07-01')).toEqual({ field: 'lease_until' })
  })

  it('does not shift the places that a profile wrote', () => {
    expect(writtenPath(built, ['sections', 0, 'items', 3, 'when'])).toEqual([
      'sections',
      0,
      'items',
      2,
      'when',
    ])
    expect(writtenPath(built, ['sections', 0, 'items', 2, 'constraint']).slice(0, 4)).toEqual([
      'sections',
      0,
      'items',
      1,
    ])
    expect(writtenPath(built, ['criteria', 0, 'rule'])).toEqual(['criteria', 0, 'rule'])
  })
})
