import { z } from 'zod'
import { FlowSchema } from './flow.ts'

/** The flow language as JSON Schema: what an editor completes and checks flow files by. */
export function flowJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(FlowSchema, { io: 'input', unrepresentable: 'any' })
  return { ...schema, title: 'A conversation (flow) of Wasl' }
}

/** The content of `flows/flow.schema.json`. */
export function flowSchemaFile(): string {
  return `${JSON.stringify(flowJsonSchema(), null, 2)}\n`
}
