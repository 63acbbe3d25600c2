import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Matcher } from '#core/inquiry.ts'
import { createMatcher } from '#language/matcher/matcher.ts'
import { learn } from '#language/matcher/model.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { exportWeights, importWeights } from '#language/matcher/weights.ts'

/**
 * The matcher of some examples. Learning takes a second, so what was learnt is kept in a file and taken from there
 * as long as examples and program are the same; a file that is missing, old or damaged only costs that second again.
 */
export function learntMatcher(sources: readonly InquirySource[], path: string): Matcher {
  const file = `${path}-${programHash()}`
  const known = readModel(file, sources)
  if (known) return createMatcher(sources, { learnt: known })
  const learnt = learn(sources)
  keepModel(file, exportWeights(learnt))
  return createMatcher(sources, { learnt })
}

/** A hash of the program that learns: what an older one learnt answers differently. */
function programHash(): string {
  const folder = fileURLToPath(new URL('../language', import.meta.url))
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  for (const name of files.toSorted()) hash.update(readFileSync(join(folder, name)))
  return hash.digest('hex').slice(0, 12)
}

function readModel(file: string, sources: readonly InquirySource[]) {
  try {
    return importWeights(readFileSync(file), sources)
  } catch {
    return undefined
  }
}

/** Puts the file in place whole, since several processes may learn at the same time. */
function keepModel(file: string, bytes: Uint8Array): void {
  const draft = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(draft, bytes, { mode: 0o600 })
    renameSync(draft, file)
  } catch {
    // A folder that cannot be written to only means learning anew next time; half a file must not fill the disk.
    if (existsSync(draft)) rmSync(draft, { force: true })
  }
}
