import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { allowed } from '#runner/log.ts'

const LOG = new URL('../../src/runner/log.ts', import.meta.url).href
const TOKEN = `123456789:${'Ab_-'.repeat(9)}`

/** What a log really writes, in a process of its own, line by line. */
function written(body: string, level = 'info'): Record<string, unknown>[] {
  const source = `import { createLog } from ${JSON.stringify(LOG)}\nconst log = createLog('${level}')\n${body}\nlog.flush()`
  const { stderr, stdout, status } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    encoding: 'utf8',
  })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' })
  return stderr
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('fields of the log', () => {
  it('are kept only where they are on the list', () => {
    const planted = {
      text: 'planted',
      urn: 'planted',
      name: 'planted',
      message: 'planted',
      contact: 'planted',
    }
    expect(allowed({ ...planted, reason: 'full', attempts: 2 })).toEqual({ reason: 'full', attempts: 2 })
    expect(allowed()).toEqual({})
  })

  it('are numbers and words only: what could hide anything is dropped', () => {
    expect(allowed({ reason: { text: 'planted' }, why: ['planted'], error: new Error('planted') })).toEqual(
      {},
    )
    expect(allowed({ reason: undefined, why: null, code: true })).toEqual({})
  })

  it.each([
    ['a mobile number', '0512345678'],
    ['one with a country', '+966512345678'],
    ['an identity number', '1012345672'],
    ['an account number', 'SA0380000000608010167519'],
    ['a token', TOKEN],
  ])('hide %s', (_what, secret) => {
    const { why } = allowed({ why: `before ${secret} after` })
    expect(why).toMatch(/^before .*…\)? after$/)
    for (const part of secret.match(/\d{7,}/g) ?? []) expect(why).not.toContain(part)
    expect(why).not.toContain('Ab_-Ab_-')
  })

  it('leave short numbers and places readable', () => {
    expect(allowed({ at: 'take-turn.ts:48', why: 'status 503' })).toEqual({
      at: 'take-turn.ts:48',
      why: 'status 503',
    })
  })

  it('are one line without colours, and not long', () => {
    const { why = '' } = allowed({ why: 'a\r\nb\u001B[31mc\u0000d\u0085e\t' })
    expect(why).toBe('a  b [31mc d e ')
    expect(String(allowed({ why: 'x'.repeat(5_000) }).why)).toHaveLength(300)
  })
})

describe('the log', () => {
  it('writes one JSON line each to standard error, scrubbed, with a time and nothing of the machine', () => {
    const lines = written(
      `log.info('begun', { count: 3, text: 'planted' })
       log.warn('tell 0512345678\\r\\n{"level":60}', { why: 'call ${TOKEN}' })
       log.error('failed', { reason: 'io', phone: '0512345678' })`,
    )
    expect(lines).toHaveLength(3)
    expect(lines[0]).toEqual({ level: 30, time: lines[0]?.time, count: 3, msg: 'begun' })
    expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
    expect(lines[1]).toMatchObject({ level: 40, why: 'call …', msg: 'tell …  {"level":60}' })
    expect(lines[2]).toEqual({ level: 50, time: lines[2]?.time, reason: 'io', msg: 'failed' })
    expect(JSON.stringify(lines)).not.toMatch(/planted|0512345678|Ab_-/)
  })

  it('says only what is grave enough', () => {
    const body = `log.info('a'); log.warn('b'); log.error('c')`
    expect(written(body, 'error').map(({ msg }) => msg)).toEqual(['c'])
    expect(written(body, 'silent')).toEqual([])
  })
})
