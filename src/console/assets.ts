import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { makeAsset } from '#channels/http-asset.ts'
import type { Asset } from '#channels/http-asset.ts'

/** Style sheets of the pages, in the order in which they are joined. */
const SHEETS = ['base', 'parts', 'inbox', 'cases', 'calendar', 'figures', 'answers', 'print'] as const

/** Scripts of the pages; `console.js` is where they begin. */
const SCRIPTS = ['console', 'live', 'draft', 'keys', 'print', 'sound'] as const

/** The files that staff pages load, by name. Scripts are TypeScript without its types: nothing is bundled. */
export function consoleAssets(): ReadonlyMap<string, Asset> {
  const css = SHEETS.map((name) => read(`${name}.css`)).join('\n')
  return new Map([
    ['console.css', makeAsset('console.css', Buffer.from(css))],
    ['icon.svg', makeAsset('icon.svg', Buffer.from(read('icon.svg')))],
    ...SCRIPTS.map(
      (name) => [`${name}.js`, makeAsset(`${name}.js`, Buffer.from(withoutTypes(`${name}.ts`)))] as const,
    ),
  ])
}

function withoutTypes(file: string): string {
  return stripTypeScriptTypes(read(file)).replaceAll(/from '\.\/([\w-]+)\.ts'/g, "from '/console/$1.js'")
}

function read(file: string): string {
  return readFileSync(new URL(`client/${file}`, import.meta.url), 'utf8')
}
