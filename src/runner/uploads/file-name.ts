/** Letters of a file's name that are kept. */
const LONGEST = 120
// Directions that would show a name in another order than its letters ("gpj.exe"), marks that nobody sees, and
// the letters that mean something to a file system or a shell.
const UNSHOWN = /[\p{Cc}\u061C\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu
const MEANT = /[<>:"|?*]/g

/** A file's name as its sender wrote it, for people to read only: no folders, no control letters, no tricks of direction. */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const shown = base.replaceAll(UNSHOWN, '').replaceAll(MEANT, ' ').replaceAll(/\s+/g, ' ').trim()
  const letters = Array.from(shown.replace(/^\.+/, ''))
  if (letters.length <= LONGEST) return letters.join('') || 'file'
  const ending = /\.[A-Za-z0-9]{1,5}$/.exec(shown)?.[0] ?? ''
  return letters.slice(0, LONGEST - ending.length).join('') + ending
}
