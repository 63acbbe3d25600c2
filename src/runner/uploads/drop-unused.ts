import type { Input } from '#engine/env.ts'
import type { FlowEvent } from '#engine/event.ts'

/**
 * Files of a message that the turn had no use for: no answer, and nothing for a person to look at. What nobody
 * needs is not kept (PDPL art. 11).
 */
export function unusedFiles(input: Input, events: readonly FlowEvent[]): readonly string[] {
  const files =
    input.kind === 'file' ? [input.id] : input.kind === 'uploaded' ? input.files.map(({ id }) => id) : []
  const used = new Set(events.flatMap((event) => (event.kind === 'file_kept' ? [event.file] : [])))
  return files.filter((file) => !used.has(file))
}
