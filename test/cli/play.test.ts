import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { play } from '../../src/cli/play.ts'
import type { PlayOptions } from '../../src/cli/play.ts'
import { ROOT } from '../fakes/conversation.ts'

/** Plays piped lines; the exit code and what was written. */
async function piped(lines: readonly string[], changed: Partial<PlayOptions> = {}) {
  const output = new PassThrough()
  let written = ''
  output.on('data', (chunk: Buffer) => (written += chunk.toString('utf8')))
  const code = await play({
    root: ROOT,
    association: 'musanid',
    language: 'ar',
    input: Readable.from(lines.map((line) => `${line}\n`)),
    output,
    isTty: false,
    ...changed,
  })
  return { code, lines: written.replaceAll(/[\u2066-\u2069]/g, '').split('\n') }
}

/** Where temporary folders are made, for this test alone. */
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasl-place-'))
  vi.stubEnv('TMPDIR', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('wasl play', () => {
  it('reads piped lines, writes both sides, and ends well when the input ends', async () => {
    const { code, lines } = await piped(['السلام عليكم', '1', 'عن الجمعية'])
    expect(code).toBe(0)
    const typed = lines.filter((line) => line.startsWith('> '))
    expect(typed).toEqual(['> السلام عليكم', '> 1', '> عن الجمعية'])
    const first = lines.indexOf('> السلام عليكم')
    // Whoever opens the conversation is greeted before a word is typed.
    expect(lines.slice(0, first).join('\n')).toMatch(/مساند[^]*1\. أوافق/)
    expect(lines.slice(first + 1, lines.indexOf('> 1')).join('\n')).toMatch(/1\. أوافق/)
    expect(lines.slice(lines.indexOf('> 1') + 1).join('\n')).toMatch(/1\. تقديم طلب/)
  })

  it('answers each line before it takes the next, however fast they come', async () => {
    const { lines } = await piped(['السلام عليكم', '1', 'القائمة', 'القائمة'])
    const places = lines.flatMap((line, place) => (line.startsWith('> ') ? [place] : []))
    expect(places).toHaveLength(4)
    for (const [index, place] of places.entries())
      expect
        .soft(
          lines
            .slice(place + 1, places[index + 1])
            .join('')
            .trim(),
        )
        .not.toBe('')
  })

  it('speaks the language it is told to, and Arabic for one it does not know', async () => {
    expect((await piped(['hello'], { language: 'en' })).lines.join('\n')).toMatch(/1\. I agree/i)
    expect((await piped(['...'], { language: 'tlh' })).lines.join('\n')).toContain('أوافق')
  })

  it('ends well on no input at all, and leaves nothing behind', async () => {
    expect((await piped([])).code).toBe(0)
    expect(readdirSync(folder)).toEqual([])
  })
})
