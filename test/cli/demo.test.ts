import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ContentError, associationIds } from '../../src/assemble.ts'
import { demo } from '../../src/cli/demo.ts'
import { MILESTONES } from '../../src/cli/demo/milestones.ts'
import type { Milestone } from '../../src/cli/demo/milestones.ts'
import { ROOT, contentOf } from '../fakes/conversation.ts'

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

interface Played {
  readonly code: number
  readonly milestones: readonly Milestone[]
  readonly lines: readonly string[]
  readonly whole: string
}

async function play(association: string, language: string): Promise<Played> {
  const printed: string[] = []
  const milestones: Milestone[] = []
  const code = await demo({
    root: ROOT,
    association,
    language,
    print: (line) => printed.push(line),
    reached: (milestone) => milestones.push(milestone),
  })
  const whole = printed.join('\n').replaceAll(/[\u2066-\u2069]/g, '')
  return { code, milestones, lines: whole.split('\n'), whole }
}

describe('wasl demo', () => {
  it.each(associationIds(ROOT))('plays a whole life of %s, milestone by milestone', async (association) => {
    const { code, milestones, lines, whole } = await play(association, 'ar')
    const { deciding } = contentOf(association).association
    expect(code).toBe(0)
    expect(milestones).toEqual(
      MILESTONES.filter((milestone) => milestone !== 'heard' || deciding.kind === 'committee'),
    )
    expect(lines.filter((line) => line.startsWith('سارة ◂')).length).toBeGreaterThan(25)
    expect(lines.filter((line) => line.startsWith('  ✦ ')).length).toBeGreaterThan(8)
    expect(lines.filter((line) => line.startsWith('──── ')).length).toBeGreaterThan(8)
    expect(whole).not.toMatch(/undefined|\[object|\{\{|(?:flows|replies|problems|demo|console):\w/)
    expect(readdirSync(folder), 'nothing is left behind').toEqual([])
  })

  it('keeps the outcome behind the PIN, and shows no score of one person', async () => {
    const { lines, whole } = await play('irtiqa', 'en')
    // The alphabet of a reference has no look-alikes.
    const reference = /\b[2-9A-HJKMNP-TV-Z]{8}\b/.exec(whole)?.[0] ?? 'none'
    const pin = /PIN[^\d]*(\d{6})/.exec(whole)?.[1] ?? 'none'
    const typed = lines.indexOf(`Sara ◂ ${pin}`)
    expect(typed).toBeGreaterThan(0)
    const before = lines.slice(0, typed).join('\n')
    expect(before).toContain(reference)
    // Staff have decided, and on her side there is no word of it.
    expect(before).toContain('decided: accepted')
    const told = lines.slice(0, typed).filter((line) => !line.startsWith('  ✦ '))
    expect(told.join('\n')).not.toContain('The whole support asked for')
    expect(lines.slice(typed).join('\n')).toContain('The whole support asked for')
    expect(lines.at(-1)).toMatch(/people who rated: 1\. Under five no score is shown/)
  })

  it('refuses an association that has no profile', async () => {
    await expect(play('nobody', 'ar')).rejects.toBeInstanceOf(ContentError)
  })
})
