import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Which of some words can be read in a folder's files or in a text: as UTF-8, UTF-16, base64, hex, or escaped. */
export function readableIn(folder: string, text: string, words: readonly string[]): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
  const all = [...files, Buffer.from(text)]
  return words.filter((word) => forms(word).some((form) => all.some((bytes) => bytes.includes(form))))
}

function forms(word: string): Buffer[] {
  const bytes = Buffer.from(word)
  const units = Array.from({ length: word.length }, (_, at) =>
    word.charCodeAt(at).toString(16).padStart(4, '0'),
  )
  const escaped = units.map((unit) => `\\u${unit}`).join('')
  // The last group of base64 depends on what follows; the groups before it on where the word begins.
  const groups = [0, 1, 2].map((shift) => {
    const code = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
    return code.slice(shift === 0 ? 0 : 4, -4)
  })
  return [
    bytes,
    Buffer.from(word, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(escaped),
    ...groups.map((group) => Buffer.from(group)),
  ]
}
