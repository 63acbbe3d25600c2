/** One part of a `multipart/form-data` body. */
export interface Part {
  readonly name: string
  readonly fileName?: string
  readonly content: Buffer
}

/** The parts of a body. Reads what grammY writes: file names stand without quotes there. */
export function readMultipart(body: Buffer, contentType: string): readonly Part[] {
  const boundary = /boundary=("?)([^";]+)\1/.exec(contentType)?.[2]
  if (boundary === undefined) return []
  const parts: Part[] = []
  const marker = Buffer.from(`--${boundary}`)
  let at = body.indexOf(marker)
  while (at >= 0) {
    const end = body.indexOf(marker, at + marker.length)
    if (end < 0) break
    const part = readPart(body.subarray(at + marker.length + 2, end - 2))
    if (part) parts.push(part)
    at = end
  }
  return parts
}

function readPart(part: Buffer): Part | undefined {
  const split = part.indexOf('\r\n\r\n')
  const head = part.subarray(0, split).toString('utf8')
  const name = /[; ]name="?([^";\r]+)"?/i.exec(head)?.[1]
  if (split < 0 || name === undefined) return undefined
  const fileName = /filename="?([^"\r;]+)"?/i.exec(head)?.[1]
  const content = part.subarray(split + 4)
  return { name, content, ...(fileName === undefined ? {} : { fileName }) }
}
