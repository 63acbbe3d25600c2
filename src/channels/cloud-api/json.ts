/** An object from outside, of which nothing is known. */
export type Json = Readonly<Record<string, unknown>>

/** A value as an object, or an empty one. */
export function asObject(value: unknown): Json {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every member of any object is unknown
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}
}

/** The object under a key, or an empty one. */
export function objectAt(value: unknown, key: string): Json {
  return asObject(asObject(value)[key])
}

/** The list under a key, or an empty one. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = asObject(value)[key]
  return Array.isArray(found) ? found : []
}

/** The text under a key that holds one with something in it. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = asObject(value)[key]
  return typeof found === 'string' && found !== '' ? found : undefined
}

/** The number under a key, be it written as digits. */
export function numberAt(value: unknown, key: string): number | undefined {
  const found = asObject(value)[key]
  const number = typeof found === 'string' && /^\d{1,15}$/.test(found) ? Number(found) : found
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined
}

/** What a text says as JSON, or undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
