/** Telegram's limit for the data of one button. */
const MAX_BYTES = 64

/** What a button of ours says when it is pressed. */
export interface ButtonData {
  readonly question: string
  /** The choice's id, or `#n` for the n-th choice (from 1) where the id was too long to carry. */
  readonly choice: string
}

/**
 * The data of a button, `v1:<question>:<choice>`; undefined when even the place of the choice does not fit.
 * The version lets later releases change the form while old buttons are still in people's chats.
 */
export function encodeButton(question: string, choice: string, place: number): string | undefined {
  if (question === '' || choice === '') return undefined
  return [choice, `#${place}`]
    .map((id) => `v1:${escapeId(question)}:${id === choice ? escapeId(id) : id}`)
    .find((data) => Buffer.byteLength(data) <= MAX_BYTES)
}

/** What the data of a pressed button says; undefined for data that no button of ours has. */
export function decodeButton(data: string | undefined): ButtonData | undefined {
  const match = /^v1:([^:]+):([^:]+)$/u.exec(data ?? '')
  if (!match?.[1] || !match[2] || Buffer.byteLength(match[0]) > MAX_BYTES) return undefined
  return { question: unescapeId(match[1]), choice: unescapeId(match[2]) }
}

// A `#` at the start of an id would read as a place.
function escapeId(id: string): string {
  return id.replaceAll('%', '%25').replaceAll(':', '%3A').replace(/^#/, '%23')
}

function unescapeId(id: string): string {
  return id.replace(/^%23/, '#').replaceAll('%3A', ':').replaceAll('%25', '%')
}
