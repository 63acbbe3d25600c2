import { posix } from 'node:path'

/** A source file: its path below the project, with `/`, and its text. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

/** Which folders of src/ each folder may import (design §3); `channels/*` is one channel among others. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['core'],
  engine: ['engine', 'core'],
  language: ['language', 'core'],
  profile: ['profile', 'core'],
  channels: ['channels', 'core'],
  'channels/*': ['channels', 'core'],
  store: ['store', 'profile', 'language', 'engine', 'core'],
  runner: ['runner', 'store', 'channels', 'profile', 'language', 'engine', 'core'],
  console: ['console', 'runner', 'store', 'channels', 'profile', 'language', 'engine', 'core'],
  cli: ['*'],
  main: ['*'],
}

/** Where each package may be imported; a package that is not named here may be imported nowhere. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@hono/node-server': ['src/channels/web/', 'src/cli/', 'src/console/'],
  '@marcbachmann/cel-js': ['src/engine/'],
  '@whiskeysockets/baileys': ['src/channels/whatsapp/'],
  'better-sqlite3': ['src/store/'],
  'file-type': ['src/runner/'],
  grammy: ['src/channels/telegram/'],
  hono: [
    'src/channels/web/',
    'src/channels/cloud-api/',
    // What both the chat's pages and the staff's need of HTTP.
    'src/channels/http-asset.ts',
    'src/channels/own-post.ts',
    'src/console/',
    'src/cli/',
  ],
  i18next: ['src/runner/render.ts', 'src/console/view/'],
  ioredis: ['src/runner/coordination/'],
  kysely: ['src/store/'],
  'libphonenumber-js': ['src/language/'],
  pg: ['src/store/'],
  pino: ['src/runner/'],
  sharp: ['src/runner/', 'src/channels/whatsapp/'],
  uqr: ['src/cli/', 'src/console/'],
  yaml: ['src/engine/', 'src/profile/'],
  zod: ['src/engine/', 'src/profile/', 'src/config.ts', 'src/runner/settings.ts'],
}

/** Folders that touch nothing of the world: no clock, no chance, no process, no network, no files. */
const PURE = new Set(['core', 'engine', 'language'])

const IMPURE: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\s*\)/, 'new Date() without a time'],
  [/\bMath\.random\b/, 'Math.random'],
  [/(?<![.\w'"])process\./, 'process'],
  [/(?<![.\w])fetch\(/, 'fetch'],
  [/\b(?:setTimeout|setInterval|setImmediate)\b/, 'a timer'],
  [/\bperformance\.now\b/, 'performance.now'],
  [/(?<![.\w])crypto\./, 'crypto'],
  [/(?<![.\w])console\.\w+\(/, 'console'],
]

const FORBIDDEN_NAMES = new Set(['utils', 'helpers', 'services', 'managers'])

/** The longest source file. Lists of words are data and may be longer. */
const LONGEST = 300
const WORD_LISTS = /\/lexicon\/|\/emergency-rules-/

/** Breaches of the house rules in one source file of src/, one sentence each. */
export function breachesOf(file: SourceFile): string[] {
  const code = withoutComments(file.text)
  return [
    ...importBreaches(file.path, code),
    ...(PURE.has(folderOf(file.path)) ? impurities(code) : []),
    ...barrels(file.path, code),
    ...nameBreaches(file.path),
    ...lengthBreaches(file),
  ].map((breach) => `${file.path}: ${breach}`)
}

/** Everything that a file imports: statements, re-exports, side effects, calls of `import()` and `require()`. */
export function importsOf(code: string): string[] {
  const forms = [
    /\b(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*['"]([^'"]+)['"]/g,
    /\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  ]
  return forms.flatMap((form) => [...code.matchAll(form)].map((found) => found[1] ?? ''))
}

function importBreaches(path: string, code: string): string[] {
  return importsOf(code).flatMap((specifier) => {
    const target = inside(path, specifier)
    if (target !== undefined) return folderBreach(path, target)
    if (specifier.startsWith('node:'))
      return PURE.has(folderOf(path)) ? [`imports ${specifier}, and ${folderOf(path)} is pure`] : []
    return packageBreach(path, specifier)
  })
}

/** The file inside the project that an import means; `undefined` for packages and Node's own modules. */
function inside(path: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return `src/${specifier.slice(1)}`
  if (specifier.startsWith('.')) return posix.normalize(posix.join(posix.dirname(path), specifier))
  return undefined
}

function folderBreach(path: string, target: string): string[] {
  if (!target.startsWith('src/')) {
    const words = target.startsWith('locales/') || target === 'package.json'
    return words ? [] : [`imports ${target}, which is not source`]
  }
  const [from, to] = [folderOf(path), folderOf(target)]
  const allowed = MAY_IMPORT[from.startsWith('channels/') ? 'channels/*' : from] ?? []
  if (from === to || allowed.includes('*') || allowed.includes(to)) return []
  return [`imports ${target}; ${from} may import ${allowed.join(', ')}`]
}

function packageBreach(path: string, specifier: string): string[] {
  const parts = specifier.split('/')
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
  const places = PACKAGES[name]
  if (!places) return [`imports ${name}, which has no place in the house`]
  if (places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)))) return []
  return [`imports ${name}, whose place is ${places.join(', ')}`]
}

/** `core`, `channels/web`, `channels` for what all channels share, `main` for what stands in src/ itself. */
function folderOf(path: string): string {
  const [, first, second, third] = path.split('/')
  if (second === undefined) return 'main'
  return first === 'channels' && third !== undefined ? `channels/${second}` : (first ?? 'main')
}

function impurities(code: string): string[] {
  const plain = withoutStrings(code)
  return IMPURE.filter(([pattern]) => pattern.test(plain)).map(([, name]) => `touches ${name}`)
}

function barrels(path: string, code: string): string[] {
  if (/(^|\/)index\.ts$/.test(path)) return ['is a barrel (index.ts)']
  return /\bexport\s*\*|\bexport\s+(?:type\s+)?\{[^}]*\}\s*from\b/.test(code)
    ? ['re-exports another file']
    : []
}

function nameBreaches(path: string): string[] {
  const names = path.split('/').map((part) => part.replace(/\.ts$/, ''))
  return names.filter((name) => FORBIDDEN_NAMES.has(name)).map((name) => `is called ${name}`)
}

function lengthBreaches({ path, text }: SourceFile): string[] {
  const lines = text.split('\n').length - 1
  return lines > LONGEST && !WORD_LISTS.test(path) ? [`has ${lines} lines; the most is ${LONGEST}`] : []
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1')
}

function withoutStrings(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''")
}
