import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Resources } from './render.ts'

/** Reads every `locales/<lang>/<namespace>.json`. Throws with the file's name where one is not JSON. */
export function readLocales(folder: string): Record<string, Resources> {
  const languages: Record<string, Resources> = {}
  for (const language of readdirSync(folder)) {
    const path = join(folder, language)
    if (!existsSync(join(path, 'replies.json'))) continue
    const files = readdirSync(path).filter((name) => name.endsWith('.json'))
    languages[language] = Object.fromEntries(
      files.map((name) => [name.slice(0, -5), readJson(join(path, name))]),
    )
  }
  return languages
}

function readJson(path: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
  } catch (error) {
    throw new Error(`${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}`, {
      cause: error,
    })
  }
}
