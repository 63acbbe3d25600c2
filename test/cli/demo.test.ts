import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ContentError } from '../../src/assemble.ts'
import { demo } from '../../src/cli/demo.ts'
import { ROOT } from '../fakes/conversation.ts'

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

describe('wasl demo', () => {
  it.each([
    ['musanid', 'ar'],
    ['irtiqa', 'en'],
  ])('plays a request of %s in %s from the first word to its reference', async (association, language) => {
    const printed: string[] = []
    const code = await demo({ root: ROOT, association, language, print: (line) => printed.push(line) })
    const whole = printed.join('\n').replaceAll(/[\u2066-\u2069]/g, '')
    expect(code, whole).toBe(0)
    const typed = printed.filter((line) => line.startsWith('\n> '))
    expect(typed.length).toBeGreaterThan(8)
    // The alphabet of a reference has no look-alikes.
    expect(whole.slice(whole.lastIndexOf('\n> '))).toMatch(/\b[2-9A-HJKMNP-TV-Z]{8}\b/)
    expect(whole).not.toMatch(/undefined|\[object|(?:flows|replies|problems|demo):\w/)
    expect(readdirSync(folder)).toEqual([])
  })

  it('refuses an association that has no profile', async () => {
    await expect(
      demo({ root: ROOT, association: 'nobody', language: 'ar', print: () => undefined }),
    ).rejects.toBeInstanceOf(ContentError)
  })
})
