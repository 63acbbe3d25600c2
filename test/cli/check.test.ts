import { cpSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { runCheck } from '../../src/cli/check.ts'

const ROOT = join(import.meta.dirname, '../..')
const folders: string[] = []

/** A copy of what `wasl check` reads, to be broken. */
function aCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-check-'))
  folders.push(folder)
  cpSync(join(ROOT, 'flows'), join(folder, 'flows'), { recursive: true })
  cpSync(join(ROOT, 'locales'), join(folder, 'locales'), { recursive: true })
  cpSync(join(ROOT, 'data/associations'), join(folder, 'data/associations'), { recursive: true })
  return folder
}

function check(root: string): { readonly code: number; readonly lines: readonly string[] } {
  const lines: string[] = []
  return { code: runCheck(root, (line) => lines.push(line)), lines }
}

function change(file: string, from: string | RegExp, to: string): void {
  const source = readFileSync(file, 'utf8')
  const changed = source.replace(from, to)
  expect(changed, `nothing to change in ${file}`).not.toBe(source)
  writeFileSync(file, changed)
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

describe('wasl check', () => {
  it('finds nothing wrong with what ships', () => {
    const { code, lines } = check(ROOT)
    expect(lines.slice(0, -1)).toEqual([])
    expect(lines.at(-1)).toMatch(/^\d+ flows, 5 associations, 2 complete languages: no problems$/)
    expect(code).toBe(0)
  })

  it('tells everything at once, each with its file and line', () => {
    const root = aCopy()
    change(join(root, 'flows/about.yaml'), 'go: privacy', 'go: secrecy')
    change(join(root, 'flows/stop.yaml'), 'kind: end', 'kind: and')
    change(join(root, 'flows/request.yaml'), 'contact.draft', 'contact.drift')
    change(join(root, 'locales/en/flows.json'), '"can_do"', '"cannot_do"')
    change(join(root, 'locales/ar/flows.json'), '"when_floor_few"', '"when_floor_fewer"')
    change(join(root, 'data/associations/irtiqa/services.yaml'), /type: count$/m, 'type: counted')
    const { code, lines } = check(root)
    expect(code).toBe(1)
    for (const line of [
      /^flows\/about.yaml:\d+:\d+ choose: there is no step secrecy$/,
      /^flows\/stop.yaml:\d+:\d+ steps.done.kind: /,
      /^flows\/request.yaml:\d+:\d+ CEL: /,
      /^flows\/welcome.yaml:\d+:\d+ hello: no text flows:welcome.can_do in en$/,
      /^flows\/request.yaml:\d+:\d+ when_floor: no text flows:request.when_floor in ar$/,
      /^data\/associations\/irtiqa\/services.yaml:\d+:\d+ /,
    ])
      expect(
        lines.some((found) => line.test(found)),
        String(line),
      ).toBe(true)
    expect(lines.slice(0, -1)).toEqual(lines.slice(0, -1).toSorted(byFileAndLine))
    expect(lines.at(-1)).toMatch(/: \d+ problems$/)
  })

  it('finds a text that one language has and the other has not', () => {
    const root = aCopy()
    change(join(root, 'locales/en/replies.json'), '"flood"', '"flooded"')
    const { lines } = check(root)
    expect(lines).toContain('locales/en/replies.json:1:1 no replies:flood, which ar has')
    expect(lines).toContain('locales/ar/replies.json:1:1 no replies:flooded, which en has')
  })

  it('names a locale that is no JSON', () => {
    const root = aCopy()
    writeFileSync(join(root, 'locales/en/replies.json'), '{ "help": ')
    expect(check(root).lines.some((line) => line.startsWith('locales/en/replies.json:1:1 '))).toBe(true)
  })
})

function byFileAndLine(a: string, b: string): number {
  const [fileA = '', lineA = '0'] = a.split(':')
  const [fileB = '', lineB = '0'] = b.split(':')
  return fileA === fileB ? Number(lineA) - Number(lineB) : fileA < fileB ? -1 : 1
}
