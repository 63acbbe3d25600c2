import { readFileSync } from 'node:fs'
import { makeAsset } from '../http-asset.ts'
import type { Asset } from '../http-asset.ts'
import type { Language } from '#core/text.ts'
import { directionOf, textsIn } from './texts.ts'
import type { TextsByLanguage } from './texts.ts'

/** The modules of the page, the first one being where it begins. */
export const MODULES = ['chat', 'page', 'bubble', 'log', 'queue', 'stream', 'files'] as const

/** One sheet a page, so that a phone asks once; several files, so that people find their way. */
const SHEETS: Readonly<Record<string, readonly string[]>> = {
  'chat.css': ['theme', 'page', 'log', 'choices', 'composer'],
  'upload.css': ['theme', 'upload'],
}

/** The files of the page; what is not named here is not served. */
export const ASSET_NAMES: readonly string[] = [
  'chat.css',
  'plain.css',
  'upload.css',
  ...MODULES.map((name) => `${name}.js`),
  'icon.svg',
  'file.svg',
  'pattern.svg',
]

/** The page's own files by name, read once. */
export function loadAssets(): ReadonlyMap<string, Asset> {
  return new Map(ASSET_NAMES.map((name) => [name, makeAsset(name, readClient(name))]))
}

/** The script for other sites, with the few words that it needs inside. */
export function makeEmbedScript(texts: TextsByLanguage, languages: readonly Language[]): Asset {
  const words = Object.fromEntries(
    languages.map((language) => {
      const { openChat, closeChat } = textsIn(texts, language)
      return [language, { open: openChat, close: closeChat, direction: directionOf(language) }]
    }),
  )
  const script = readClient('embed.js').toString('utf8')
  return makeAsset(
    'embed.js',
    Buffer.from(script.replace("'WORDS'", () => JSON.stringify(JSON.stringify(words)))),
  )
}

function readClient(name: string): Buffer {
  const sheets = SHEETS[name]?.map((sheet) => `${sheet}.css`)
  const files = (sheets ?? [name]).map((file) => readFileSync(new URL(`client/${file}`, import.meta.url)))
  return Buffer.concat(files)
}
