import { readFileSync, readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { breachesOf, importsOf } from './architecture/import-rules.ts'
import type { SourceFile } from './architecture/import-rules.ts'

const ROOT = join(import.meta.dirname, '..')

function sourceFiles(): SourceFile[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('src', name))
    .map((path) => ({ path: path.replaceAll(sep, '/'), text: readFileSync(join(ROOT, path), 'utf8') }))
}

describe('the house', () => {
  const files = sourceFiles()

  it('is all looked at', () => {
    const folders = new Set(files.map((file) => file.path.split('/')[1]))
    for (const folder of ['core', 'engine', 'language', 'profile', 'channels', 'store', 'runner', 'console'])
      expect(folders, folder).toContain(folder)
  })

  it('keeps its rules', () => {
    expect(files.flatMap(breachesOf)).toEqual([])
  })
})

/** A line in a file that must not stand there, and what the checker says of it. */
const BAD: readonly (readonly [string, string, RegExp])[] = [
  ['src/core/case.ts', `import type { Flow } from '#engine/load-flow.ts'`, /core may import core/],
  ['src/core/case.ts', `import { z } from 'zod'`, /zod, whose place is/],
  ['src/core/case.ts', `import { join } from 'node:path'`, /core is pure/],
  ['src/engine/turn.ts', `import { commit } from '#store/commit.ts'`, /engine may import engine, core/],
  [
    'src/engine/turn.ts',
    `import { readAnswer } from '../language/readers.ts'`,
    /imports src\/language\/readers.ts/,
  ],
  [
    'src/engine/steps/ask.ts',
    `const x = await import('#runner/render.ts')`,
    /imports src\/runner\/render.ts/,
  ],
  ['src/engine/turn.ts', `import 'grammy'`, /grammy, whose place/],
  ['src/engine/turn.ts', `import i18next from 'i18next'`, /i18next, whose place/],
  ['src/language/readers.ts', `export { x } from '#profile/check.ts'`, /imports src\/profile\/check.ts/],
  [
    'src/channels/web/web.ts',
    `import { tg } from '../telegram/client.ts'`,
    /channels\/web may import channels, core/,
  ],
  [
    'src/channels/channel.ts',
    `import { tg } from './telegram/client.ts'`,
    /imports src\/channels\/telegram\/client.ts/,
  ],
  ['src/channels/web/web.ts', `import { Bot } from 'grammy'`, /grammy, whose place/],
  [
    'src/channels/telegram/send.ts',
    `import type { Session } from '#engine/session.ts'`,
    /imports src\/engine\/session.ts/,
  ],
  ['src/store/people.ts', `import { tick } from '#runner/clock.ts'`, /imports src\/runner\/clock.ts/],
  ['src/runner/deliver.ts', `import { sql } from 'kysely'`, /kysely, whose place is src\/store\//],
  ['src/runner/deliver.ts', `import i18next from 'i18next'`, /i18next, whose place/],
  ['src/runner/deliver.ts', `import { page } from '#console/routes.ts'`, /imports src\/console\/routes.ts/],
  [
    'src/runner/deliver.ts',
    `import { send } from '#channels/telegram/send.ts'`,
    /imports src\/channels\/telegram\/send.ts/,
  ],
  ['src/console/routes.ts', `import { readConfig } from '#config.ts'`, /imports src\/config.ts/],
  ['src/runner/deliver.ts', `import _ from 'lodash'`, /lodash, which has no place/],
  ['src/runner/deliver.ts', `import { fake } from '../../test/fakes/clock.ts'`, /which is not source/],
  ['src/engine/turn.ts', `const now = Date.now()`, /touches Date.now/],
  ['src/core/case.ts', `const now = new Date()`, /touches new Date\(\)/],
  ['src/language/dates.ts', `const roll = Math.random()`, /touches Math.random/],
  ['src/engine/turn.ts', `const root = process.env.ROOT`, /touches process/],
  ['src/engine/turn.ts', `const page = await fetch(url)`, /touches fetch/],
  ['src/engine/turn.ts', `setTimeout(run, 10)`, /touches a timer/],
  ['src/engine/turn.ts', `console.log(answer)`, /touches console/],
  ['src/core/index.ts', `export const one = 1`, /is a barrel/],
  ['src/core/all.ts', `export * from './case.ts'`, /re-exports/],
  ['src/core/all.ts', `export { a, b } from './case.ts'`, /re-exports/],
  ['src/runner/utils/text.ts', `export const one = 1`, /is called utils/],
  ['src/runner/helpers.ts', `export const one = 1`, /is called helpers/],
  ['src/core/long.ts', '\n'.repeat(301), /has 301 lines/],
]

describe('the checker', () => {
  for (const [path, text, expected] of BAD) {
    it(`refuses ${text.trim().slice(0, 60) || 'a long file'} in ${path}`, () => {
      expect(breachesOf({ path, text })).toContainEqual(expect.stringMatching(expected))
    })
  }

  it('sees imports over several lines, of types, of subpaths and of no name', () => {
    const code = `
      import type {
        A,
        B,
      } from '#core/a.ts'
      import x, { y } from "hono/utils/body"
      import 'side-effect'
      export type { C } from './c.ts'
      const z = await import('later')`
    expect(importsOf(code).toSorted()).toEqual([
      '#core/a.ts',
      './c.ts',
      'hono/utils/body',
      'later',
      'side-effect',
    ])
  })

  it('lets pass what is right, and words in comments and texts', () => {
    const right: readonly SourceFile[] = [
      {
        path: 'src/engine/turn.ts',
        text: `import type { Text } from '#core/text.ts'\nimport { a } from './a.ts'`,
      },
      {
        path: 'src/engine/turn.ts',
        text: `// Date.now() stays outside\nconst a = new Date(iso)\nconst b = 'process.env'`,
      },
      {
        path: 'src/channels/web/web.ts',
        text: `import { Hono } from 'hono'\nimport { c } from '#channels/channel.ts'`,
      },
      { path: 'src/runner/render.ts', text: `import i18next from 'i18next'` },
      { path: 'src/main.ts', text: `import { a } from './cli/start.ts'\nprocess.exit(0)` },
      { path: 'src/store/commit.ts', text: `import { sql } from 'kysely'\nimport { x } from 'node:fs'` },
      { path: 'src/language/lexicon/words.ts', text: '\n'.repeat(900) },
    ]
    expect(right.flatMap(breachesOf)).toEqual([])
  })
})
