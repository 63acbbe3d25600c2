import { constants, createInflateRaw } from 'node:zlib'

/** What came out of a compressed stream, and how many bytes of the input it took. */
export interface Inflated {
  readonly bytes: Buffer
  readonly consumed: number
}

/** Whether a zlib header stands here (RFC 1950, 2.2). */
export function isZlib(bytes: Uint8Array, at: number): boolean {
  const [method = 0, flags = 0] = [bytes[at], bytes[at + 1]]
  return (method & 0x0f) === 8 && method >> 4 <= 7 && (method * 256 + flags) % 31 === 0 && !(flags & 0x20)
}

/**
 * Unpacks the zlib stream that begins at a place, to its own end, wherever that is; never more than `limit`
 * bytes of it. A wrong checksum is overlooked, as readers of PDF do.
 */
export function inflateAt(
  bytes: Uint8Array,
  at: number,
  limit: number,
): Promise<Inflated | 'too_large' | 'damaged'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    const inflate = createInflateRaw({ finishFlush: constants.Z_SYNC_FLUSH })
    inflate.on('data', (chunk: Buffer) => {
      size += chunk.length
      chunks.push(chunk)
      if (size <= limit) return
      inflate.destroy()
      resolve('too_large')
    })
    inflate.on('error', () => resolve('damaged'))
    inflate.on('end', () =>
      resolve({ bytes: Buffer.concat(chunks, size), consumed: 2 + inflate.bytesWritten }),
    )
    inflate.end(bytes.subarray(at + 2))
  })
}
