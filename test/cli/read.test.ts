import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { read, runRead } from '../../src/cli/read.ts'

const TODAY = '2026-03-01'

async function answers(...lines: readonly unknown[]): Promise<readonly unknown[]> {
  const written: string[] = []
  const asked = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  await runRead(Readable.from(asked), (line) => void written.push(line), TODAY)
  return written.map((line): unknown => JSON.parse(line))
}

describe('wasl read', () => {
  it('answers each line, in order', async () => {
    expect(
      await answers(
        { type: 'amount_sar', input: 'ثلاث آلاف وخمسمية' },
        { type: 'yes_no', input: 'ايوه' },
        { type: 'yes_no', input: 'لا' },
        { type: 'national_id', input: '2172323137' },
      ),
    ).toEqual([
      { valid: true, value: 3500 },
      { valid: true, value: 'yes' },
      { valid: true, value: 'no' },
      { valid: false, problem: 'national_id_is_iqama', hint: 'رقم إقامة (يبدأ بالرقم 2)' },
    ])
  })

  it('says a day in both calendars where it was typed in one of them', async () => {
    expect(
      await answers(
        { type: 'date', input: '١٥ رمضان ١٤٤٥' },
        { type: 'date', input: '25/3/2024' },
        { type: 'birth_date', input: '1/7/1400' },
        { type: 'hijri_date', input: '15/3/1445' },
      ),
    ).toEqual([
      { valid: true, value: '2024-03-25', hijri: '1445-09-15' },
      { valid: true, value: '2024-03-25' },
      { valid: true, value: '1980-05-15', hijri: '1400-07-01' },
      { valid: true, value: '1445-03-15', gregorian: '2023-09-30' },
    ])
  })

  it('takes the day of the line before its own', async () => {
    const asked = { type: 'birth_date', input: '1/6/2026' }
    expect(
      await answers(asked, { ...asked, today: '2026-06-01' }, { ...asked, today: 'tomorrow' }),
    ).toMatchObject([
      { valid: false, problem: 'date_future' },
      { valid: true, value: '2026-06-01' },
      { valid: false },
    ])
  })

  it('reads commands, files and options', async () => {
    const facts = { name: 'a.pdf', mime: 'application/pdf', bytes: 9, magic: '255044462d' }
    const options = [{ id: 'a', label: 'إيجار' }]
    expect(
      await answers(
        { type: 'command', input: 'أبغى أكلم موظف' },
        { type: 'command', input: 'لا تلغي الطلب' },
        { type: 'document', input: facts },
        { type: 'document', input: JSON.stringify(facts) },
        { type: 'choice', input: '١', options },
        { type: 'count', input: '٩', max: 5 },
        { type: 'count', input: 3 },
      ),
    ).toEqual([
      { valid: true, value: 'human' },
      { valid: false, problem: 'command_unknown' },
      { valid: true, value: 'application/pdf' },
      { valid: true, value: 'application/pdf' },
      { valid: true, value: 'a' },
      { valid: false, problem: 'count_too_large', hint: '5' },
      { valid: true, value: 3 },
    ])
  })

  it('answers what it cannot read as well, so that lines stay in step', async () => {
    expect(
      await answers(
        'not json',
        '[]',
        { type: 'colour', input: 'x' },
        { type: 'text' },
        { type: 'toString', input: '' },
      ),
    ).toEqual([
      { valid: false, problem: 'line_not_json' },
      { valid: false, problem: 'line_not_json' },
      { valid: false, problem: 'type_unknown' },
      { valid: false, problem: 'line_without_input' },
      { valid: false, problem: 'type_unknown' },
    ])
  })

  it('writes everything before it returns, to a slow reader too', async () => {
    const lines = 3000
    const input = Readable.from([`${JSON.stringify({ type: 'rating', input: '٥' })}\n`.repeat(lines)])
    const output = new PassThrough({ highWaterMark: 64 })
    const collected = text(output)
    await read(input, output, TODAY)
    output.end()
    expect((await collected).trim().split('\n')).toHaveLength(lines)
  })
})
