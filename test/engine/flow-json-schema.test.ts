import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { flowJsonSchema, flowSchemaFile } from '#engine/flow-json-schema.ts'
import { STEP_RUNNERS } from '#engine/steps.ts'

const FOLDER = new URL('../../flows/', import.meta.url)

/** The step kinds that an editor offers, with the words it shows beside them. */
function offeredKinds(): readonly { readonly const: string; readonly description?: string }[] {
  const { properties } = flowJsonSchema() as {
    properties: { steps: { additionalProperties: { oneOf: { properties: { kind: { const: string } } }[] } } }
  }
  return properties.steps.additionalProperties.oneOf.map((step) => step.properties.kind)
}

describe('the schema for editors', () => {
  it('is in the repository as it is generated (npm run -s wasl -- schema)', () => {
    expect(readFileSync(new URL('flow.schema.json', FOLDER), 'utf8')).toBe(flowSchemaFile())
  })

  it('offers every kind of step, each explained', () => {
    expect(offeredKinds().map((kind) => kind.const)).toEqual(Object.keys(STEP_RUNNERS))
    expect(offeredKinds().every((kind) => (kind.description ?? '').length > 10)).toBe(true)
  })

  it('is named by every flow file', () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.yaml'))
    expect(names.length).toBeGreaterThan(5)
    for (const name of names)
      expect(readFileSync(new URL(name, FOLDER), 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\/flow\.schema\.json\n/,
      )
  })
})
