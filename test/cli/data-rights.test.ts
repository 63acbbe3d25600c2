import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { openControl } from '../../src/cli/control.ts'
import { askOperator, operatorCommands } from '../../src/cli/operator/operator.ts'
import { NAME, openOffice } from '../runner/cases/office.ts'
import type { Office } from '../runner/cases/office.ts'

async function openTerminal(office: Office) {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-rights-'))
  const runner = {
    cases: office.desk,
    setSetting: (_by: unknown, name: Parameters<Office['set']>[0], text: string) => office.set(name, text),
  }
  const { store, content, clock } = office
  const server = await openControl(folder, operatorCommands({ store, runner, content, clock }))
  onTestFinished(() => {
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return async (who: string, ...args: readonly string[]) => {
    const lines: string[] = []
    const given = [...args, '--as', who, '--lang', 'en']
    const code = await askOperator('case', given, folder, (line) => lines.push(line))
    return { code, text: lines.join('\n').replaceAll(/[\u2066-\u2069]/g, '') }
  }
}

it('copies and destroys data on the command line', async () => {
  const office = await openOffice()
  const wasl = await openTerminal(office)
  await office.store.commit([
    office.store.staff.add({ id: 'boss', name: 'مديرة', role: 'manager', createdAt: 0 }),
  ])
  const request = await office.submit()
  const ask = (right: string): Promise<string> =>
    office.submit({
      kind: 'data_rights',
      service: 'data_rights',
      about: request,
      answers: { right: { value: right, display: right } },
    })
  const [copy, destroy] = [await ask('copy'), await ask('destroy')]

  expect(await wasl('relations', 'copy', copy)).toMatchObject({
    code: 0,
    text: expect.stringContaining(NAME) as string,
  })
  expect((await wasl('auditor', 'copy', copy)).code).toBe(1)

  const early = await wasl('manager', 'destroy', destroy, 'propose')
  expect(early).toMatchObject({ code: 1, text: expect.stringContaining(request) as string })
  await office.act(office.staff.relations, request, { do: 'withdraw' })
  expect((await wasl('manager', 'destroy', destroy)).code).toBe(2)
  expect((await wasl('manager', 'destroy', destroy, 'propose')).code).toBe(0)
  expect((await wasl('manager', 'destroy', destroy, 'confirm')).code).toBe(1)
  expect((await wasl('boss', 'destroy', destroy, 'confirm')).code).toBe(0)
})
