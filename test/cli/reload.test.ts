import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RunnerLog } from '#runner/parts.ts'
import { loadContent } from '../../src/assemble.ts'
import type { Content } from '../../src/assemble.ts'
import { watchContent } from '../../src/cli/reload.ts'
import type { Reload } from '../../src/cli/reload.ts'
import { ROOT, contentOf } from '../fakes/conversation.ts'

let root: string
let reload: Reload
let used: Content[]
let logged: string[]
const answers = () => join(root, 'data/associations/answers.yaml')
const edit = (path: string, change: (text: string) => string) =>
  writeFileSync(path, change(readFileSync(path, 'utf8')))
const log: RunnerLog = {
  info: (what, fields) => logged.push(`${what} ${JSON.stringify(fields)}`),
  warn: (what, fields) => logged.push(`${what} ${JSON.stringify(fields)}`),
  error: (what, fields) => logged.push(`${what} ${JSON.stringify(fields)}`),
}
const first = contentOf('irtiqa')

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'wasl-content-'))
  for (const folder of ['flows', 'locales', 'data/associations', 'data/inquiries'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  used = []
  logged = []
  reload = watchContent({
    root,
    folders: [join(root, 'data/associations'), join(root, 'data/associations/irtiqa')],
    content: first,
    load: (previous) => loadContent(root, 'irtiqa', previous),
    apply: (content) => {
      used.push(content)
      return Promise.resolve()
    },
    log,
    quietMs: 20,
  })
})
afterEach(() => {
  reload.stop()
  rmSync(root, { recursive: true, force: true })
})

describe('a file that is corrected while the service runs', () => {
  it('is noticed and taken into use; a matcher that has nothing new to learn is kept', async () => {
    edit(answers(), (text) => text.replace('نعتذر إن بدر منا تقصير', 'نعتذر عن كل تقصير'))
    await vi.waitFor(() => expect(used).toHaveLength(1), { timeout: 20_000 })
    const complaint = used[0]?.association.answers.find((answer) => answer.intent === 'complaint')
    expect(complaint?.text.ar).toContain('نعتذر عن كل تقصير')
    expect(used[0]?.matcher).toBe(first.matcher)
    expect(logged).toEqual(['content_reloaded {"association":"irtiqa"}'])
  })

  it('is noticed again and again, also when an editor puts a new file in its place', async () => {
    for (const round of [1, 2, 3]) {
      const next = `${answers()}.next`
      writeFileSync(next, readFileSync(answers(), 'utf8').replace(/نعتذر (?:إن بدر|\d)/u, `نعتذر ${round}`))
      renameSync(next, answers())
      await vi.waitFor(() => expect(used).toHaveLength(round), { timeout: 20_000 })
    }
    const own = join(root, 'data/associations/irtiqa/policy.yaml')
    writeFileSync(`${own}.next`, readFileSync(own, 'utf8'))
    renameSync(`${own}.next`, own)
    await vi.waitFor(() => expect(used).toHaveLength(4), { timeout: 20_000 })
  })

  it('a new example is learnt', async () => {
    edit(join(root, 'data/inquiries/location.yaml'), (text) =>
      text.replace(/^( +)ar:\n/mu, (line, space: string) => `${line}${space}  - بلوبلو زقزوق دقدوق\n`),
    )
    await reload.now()
    expect(used[0]?.matcher.match('بلوبلو زقزوق دقدوق').intent).toBe('location')
    expect(first.matcher.match('بلوبلو زقزوق دقدوق').outcome).not.toBe('answer')
  })

  it('is refused with the place of every mistake, and the old stays; corrected it is taken', async () => {
    const whole = readFileSync(answers(), 'utf8')
    const at = whole.split('\n').findIndex((line) => line.includes('source: R38'))
    edit(answers(), (text) => text.replace('source: R38', 'source: R99'))
    await reload.now()
    expect(used).toEqual([])
    expect(logged.join('\n')).toContain(`"at":"data/associations/answers.yaml:${at + 1}:5"`)
    expect(logged.join('\n')).toContain('source: a clause is R1 to R38')
    logged = []
    writeFileSync(answers(), `${whole}\n  broken: [\n`)
    await reload.now()
    expect(logged[0]).toMatch(/^content_refused .*answers\.yaml:\d+:\d+/u)
    expect(used).toEqual([])
    writeFileSync(answers(), whole)
    await reload.now()
    expect(used.length).toBeGreaterThan(0)
  })

  it('that is gone is refused too, and reloads come one after the other', async () => {
    rmSync(answers().replace('answers.yaml', 'irtiqa/answers.yaml'))
    await Promise.all([reload.now(), reload.now()])
    expect(used).toEqual([])
    expect(logged.every((line) => line.includes('content_refused'))).toBe(true)
  })
})
