import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Matcher } from '#core/inquiry.ts'
import { createMatcher } from '#language/matcher/matcher.ts'
import { learn } from '#language/matcher/model.ts'
import type { InquirySource } from '#language/matcher/source.ts'
import { exportWeights, importWeights } from '#language/matcher/weights.ts'

/**
 * The matcher of some examples. Learning takes a second, so what was learnt is kept in a file and taken from there
 * as long as the examples are the same; a file that is missing, old or damaged only costs that second again.
 */
export function learntMatcher(sources: readonly InquirySource[], file: string): Matcher {
  const known = readModel(file, sources)
  if (known) return createMatcher(sources, { learnt: known })
  const learnt = learn(sources)
  keepModel(file, exportWeights(learnt))
  return createMatcher(sources, { learnt })
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
    rmSync(draft, { force: true })
  }
}
