/** The longest id of a list row; buttons may have more. */
const LONGEST = 200
const PREFIX = 'v1:'

/** What a pressed button or row of ours says. */
export interface Pressed {
  readonly question: string
  /** The choice's id, or `#n` for the n-th choice (from 1) where the id was too long to carry. */
  readonly choice: string
}

/**
 * The id of a button or row, `v1:<question>:<choice>`; undefined when even the place of the choice does not fit.
 * The version lets later releases change the form while old buttons are still in people's chats.
 */
export function encodeChoice(question: string, choice: string, place: number): string | undefined {
  if (question === '' || choice === '') return undefined
  return [encodeURIComponent(choice), `#${place}`]
    .map((id) => `${PREFIX}${encodeURIComponent(question)}:${id}`)
    .find((id) => id.length <= LONGEST)
}

/** What an id says; undefined for one that no button or row of ours has. */
export function decodeChoice(id: string): Pressed | undefined {
  const match = /^v1:([^:]+):([^:]+)$/.exec(id)
  if (!match?.[1] || !match[2] || id.length > LONGEST) return undefined
  try {
    return { question: decodeURIComponent(match[1]), choice: decodeURIComponent(match[2]) }
  } catch {
    return undefined
  }
}
