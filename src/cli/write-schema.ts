import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { flowSchemaFile } from '#engine/flow-json-schema.ts'

/** `wasl schema`: writes the file by which editors complete and check flows. The exit code. */
export function writeSchema(root: string, write: (line: string) => void): number {
  const file = join(root, 'flows/flow.schema.json')
  writeFileSync(file, flowSchemaFile())
  write(file)
  return 0
}
