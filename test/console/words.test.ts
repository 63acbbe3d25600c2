import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROLES } from '#core/staff.ts'
import { NOTICE_KINDS, NOTICE_WAITS } from '#core/notice.ts'
import { SETTING_FORMS } from '../../src/console/settings/settings-page.ts'
import { STEPS } from '../../src/console/cases/steps.ts'
import { ROOT, contentOf } from '../fakes/conversation.ts'

const { renderer } = contentOf('musanid')

/** Keys that stand in the source whole, with the file where each stands. */
function keysIn(folder: string): [file: string, key: string][] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
  return (
    files
      // The status page has words of its own.
      .filter((file) => file.endsWith('.ts') && !file.startsWith('client/') && file !== 'status.ts')
      .flatMap((file) => {
        const source = readFileSync(join(ROOT, folder, file), 'utf8')
        const said = [...source.matchAll(/\bword\(\s*'([\w.]+)'/g)].map(([, key = '']) => `staff:${key}`)
        const ofCases = [...source.matchAll(/\bcaseWord\(\s*desk,\s*'([\w.]+)'/g)]
        const keys = [...said, ...ofCases.map(([, key = '']) => `cases:${key}`)]
        return keys.map((key): [string, string] => [file, key])
      })
  )
}

describe.each(['ar', 'en'] as const)('the words of the console in %s', (language) => {
  const lacking = (keys: readonly string[]): string[] =>
    keys.filter((key) => !renderer.has(key, language) && !renderer.has(`${key}_other`, language))

  it('are there for every key in the source', () => {
    const keys = keysIn('src/console')
    expect(keys.length).toBeGreaterThan(200)
    expect(keys.filter(([, key]) => lacking([key]).length > 0)).toEqual([])
  })

  it('are there for every step and each of its fields', () => {
    const keys = STEPS.flatMap(({ command, fields = [] }) => [
      `staff:steps.${command}`,
      ...fields
        .filter(({ name }) => lacking([`staff:fields.${command}_${name}`]).length > 0)
        .map(({ name }) => `staff:fields.${name}`),
    ])
    expect(lacking(keys)).toEqual([])
  })

  it('are there for every setting, role, notice and reason to wait', () => {
    const forms = SETTING_FORMS.flatMap(({ id }) =>
      ['title', 'hint', 'bad'].map((part) => `staff:settings.forms.${id}.${part}`),
    )
    const more = [
      ...ROLES.map((role) => `staff:roles.${role}`),
      ...NOTICE_KINDS.map((kind) => `staff:channelPage.kinds.${kind}`),
      ...[...NOTICE_WAITS, 'turn'].map((why) => `staff:channelPage.waits.${why}`),
    ]
    expect(lacking([...forms, ...more])).toEqual([])
  })
})
