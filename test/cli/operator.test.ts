import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openControl } from '../../src/cli/control.ts'
import { askOperator, operatorCommands } from '../../src/cli/operator/operator.ts'
import { DAY, IDENTITY, NAME, PHONE, openOffice } from '../runner/cases/office.ts'
import type { Office } from '../runner/cases/office.ts'

/** The command line of an operator, over the control socket of an office. */
async function openTerminal(office: Office) {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-operator-'))
  const runner = {
    cases: office.desk,
    setSetting: (_by: unknown, name: Parameters<Office['set']>[0], text: string) => office.set(name, text),
  }
  const server = await openControl(
    folder,
    operatorCommands({ store: office.store, runner, content: office.content, clock: office.clock }),
  )
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const lines: string[] = []
  return {
    lines,
    /** Runs a command; its lines and exit code. */
    async wasl(...args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
      const [noun = '', ...rest] = args
      lines.length = 0
      const code = await askOperator(noun, rest, folder, (line) => lines.push(line))
      return { code, text: lines.join('\n').replaceAll(/[\u2066-\u2069]/g, '') }
    },
  }
}

const as = (id: string) => ['--as', id, '--lang', 'en']

describe('wasl case', () => {
  it('drives a request from end to end without a browser', async () => {
    const office = await openOffice('irtiqa')
    const { wasl, lines } = await openTerminal(office)
    const ref = await office.submit()
    const does = async (who: string, ...args: readonly string[]): Promise<string> => {
      const { code, text } = await wasl('case', ...args, ...as(who))
      expect({ args, text, code }).toMatchObject({ code: 0 })
      return text
    }
    expect(await does('relations', 'list')).toContain(ref)
    await does('relations', 'assign', ref, 'researcher')
    const { rules } = await office.load(ref)
    for (const item of rules.items) await does('relations', 'check', ref, item, 'matches')
    await does('relations', 'complete', ref)
    await does('researcher', 'assess', ref)
    await does('researcher', 'slots', 'add', '2026-03-04T10:00', '2026-03-05T10:00', '2026-03-08T11:30')
    expect(await does('researcher', 'slots', 'list')).toContain('2026-03-04 10:00')
    await does('relations', 'offer', ref)
    const [slot = ''] = (await office.file(ref)).interview?.offered ?? []
    await does('relations', 'book', ref, slot)
    await does('researcher', 'held', ref, 'تمت', 'المقابلة')
    const [criterion = ''] = rules.criteria
    await does('researcher', 'find', ref, criterion, 'met', '--value', 'منتظم', '--source', 'interview')
    await does('researcher', 'assessed', ref)
    await does('manager', 'decide', ref, 'accepted', '--granted', 'الرسوم', '--early', 'حالة عاجلة')
    await does('relations', 'register', ref, '--number', '12')
    await does('relations', 'deliver', ref, 'الرسوم')
    expect(await does('relations', 'confirm', ref)).toContain('delivery confirmed')
    await office.pass(DAY)
    const page = await does('relations', 'show', ref)
    expect(page).toContain('closed')
    expect(page).toContain('1. acceptance')
    expect(lines.some((line) => line.includes('interview: held'))).toBe(true)
  })

  it('shows no identity number whole unless it is asked to, which is on record', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    const ref = await office.submit()
    const masked = (await wasl('case', 'show', ref, ...as('relations'))).text
    expect(masked).toContain(NAME)
    expect(masked).not.toMatch(new RegExp(`${IDENTITY}|500000001`))
    expect(masked).toContain('•')
    const whole = (await wasl('case', 'show', ref, '--reveal', ...as('relations'))).text
    expect(whole).toContain(IDENTITY)
    expect(whole).toContain(PHONE)
    expect((await wasl('case', 'show', ref, '--reveal', ...as('auditor'))).code).toBe(1)
    const list = (await wasl('case', 'list', ...as('relations'))).text
    expect(list).not.toMatch(new RegExp(`${NAME}|${IDENTITY}`))
    const audit = (await office.store.audit.after(0, 99)).map(({ actor, action }) => `${actor} ${action}`)
    expect(audit).toEqual([
      'operator acted_as',
      'staff:relations case_shown',
      'operator acted_as',
      'staff:relations case_revealed',
      'operator acted_as',
    ])
  })

  it('says in Arabic why something cannot be done, and who was first', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    const ref = await office.submit()
    const refused = await wasl('case', 'complete', ref, '--as', 'relations')
    expect(refused.code).toBe(1)
    expect(refused.text).toContain('لم تُطابَق')
    expect(refused.text).toContain('identity')
    await wasl('case', 'assign', ref, 'second', ...as('relations'))
    const late = await wasl('case', 'assign', ref, 'third', '--rev', '1', ...as('manager'))
    expect(late).toMatchObject({ code: 1 })
    expect(late.text).toContain('first was: staff:relations, assigned')
    expect((await wasl('case', 'assign', ref, 'nobody', ...as('manager'))).text).toContain('no active member')
    expect((await wasl('case', 'show', 'NOSUCH22', ...as('manager'))).text).toContain('no such request')
    expect((await wasl('case', 'show', ref, ...as('nobody'))).code).toBe(1)
    expect((await wasl('case', 'list')).code).toBe(2)
    expect((await wasl('case', 'dance', ref, ...as('manager'))).code).toBe(2)
    expect((await wasl('case', 'list', '--nonsense', ...as('manager'))).code).toBe(2)
  })
})

describe('wasl task, staff, settings', () => {
  it('lists what is to be done, and takes it as done once', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    await office.submit()
    const ref = await office.submit()
    await office.pass(DAY)
    const { text } = await wasl('task', 'list', ...as('relations'))
    expect(text).toContain(`${ref}  another open request has the same identity number`)
    const [id = ''] = text.split(' ')
    expect(await wasl('task', 'done', id, '--result', 'طلب مكرر', ...as('relations'))).toMatchObject({
      code: 0,
    })
    expect(await wasl('task', 'done', id, ...as('relations'))).toMatchObject({ code: 1 })
    expect((await office.events(ref)).at(-1)).toMatchObject({ kind: 'noted', text: 'طلب مكرر' })
    expect((await office.store.tasks.get(id))?.result).toBeUndefined()
  })

  it('adds and disables people of staff', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    expect(await wasl('staff', 'add', 'huda', 'relations', 'هدى', 'سالم')).toMatchObject({ code: 0 })
    expect(await wasl('staff', 'add', 'huda', 'relations', 'هدى')).toMatchObject({ code: 1 })
    expect(await wasl('staff', 'add', 'X!', 'relations', 'هدى')).toMatchObject({ code: 2 })
    const linked = await wasl('staff', 'link', 'huda')
    expect(linked.text.trim()).toMatch(/^\/console\/begin\/[\w-]{43}$/)
    expect(await wasl('staff', 'link', 'nobody')).toMatchObject({ code: 1 })
    expect(await wasl('audit', 'verify')).toMatchObject({ code: 0 })
    expect(await wasl('staff', 'add', 'noor', 'king', 'نور')).toMatchObject({ code: 2 })
    expect((await wasl('staff', 'list')).text).toContain('هدى سالم')
    expect(await wasl('staff', 'disable', 'huda', '--as', 'relations')).toMatchObject({ code: 1 })
    expect(await wasl('staff', 'disable', 'huda', '--as', 'admin')).toMatchObject({ code: 0 })
    expect(await wasl('case', 'list', ...as('huda'))).toMatchObject({ code: 1 })
  })

  it('links a member to an account in the staff’s group', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    await wasl('staff', 'add', 'huda', 'relations', 'هدى')
    expect(await wasl('staff', 'telegram', 'huda', '700123')).toMatchObject({ code: 0 })
    expect(await office.store.staffTelegram.staffOf('700123')).toBe('huda')
    expect(await wasl('staff', 'telegram', 'huda', '@huda')).toMatchObject({ code: 2 })
    expect(await wasl('staff', 'telegram', 'nobody')).toMatchObject({ code: 1 })
    const code = /\/link ([A-Z2-9]{10})/.exec((await wasl('staff', 'telegram', 'huda')).text)?.[1] ?? ''
    expect(await office.store.staffTelegram.staffOfCode(code, office.clock.now())).toBe('huda')
    const tomorrow = office.clock.now() + 24 * 3_600_000
    expect(await office.store.staffTelegram.staffOfCode(code, tomorrow)).toBeUndefined()
    expect(await wasl('staff', 'telegram', 'huda', 'off')).toMatchObject({ code: 0 })
    expect(await office.store.staffTelegram.staffOf('700123')).toBeUndefined()
  })

  it('checks a setting before it is kept', async () => {
    const office = await openOffice('irtiqa')
    const { wasl } = await openTerminal(office)
    expect((await wasl('settings', 'list', '--lang', 'en')).text).toContain('working_time  (suggested)')
    expect(await wasl('settings', 'set', 'quiet_hours', '{"from":1260,"to":420}')).toMatchObject({ code: 0 })
    expect(await wasl('settings', 'set', 'quiet_hours', '{"from":9999}')).toMatchObject({ code: 1 })
    expect(await wasl('settings', 'set', 'quiet_hours', 'night')).toMatchObject({ code: 1 })
    expect(await wasl('settings', 'set', 'loudness', '3')).toMatchObject({ code: 2 })
    expect((await wasl('settings', 'list')).text).toContain('quiet_hours  {"from":1260,"to":420}')
  })
})
