import { FileError } from './send-error.ts'

/** The whole of a stream, or `too_large` as soon as it has more than `limit` bytes, whatever was claimed before. */
export async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early cancels the stream.
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > limit) throw new FileError('too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
