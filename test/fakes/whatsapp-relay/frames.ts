import { NOISE_WA_HEADER } from '@whiskeysockets/baileys'

/** Length of the routing information's own header: "ED", two bytes, and a length of three. */
const ROUTING_HEADER = 7

/** Cuts a stream of bytes into frames, past the intro: routing information ("ED…") where there is any, then "WA". */
export function createFrameReader(): (chunk: Uint8Array) => Buffer[] {
  let buffer: Buffer = Buffer.alloc(0)
  let introSeen = false
  const skipIntro = (): boolean => {
    const routed = buffer.length >= ROUTING_HEADER && buffer.toString('latin1', 0, 2) === 'ED'
    const offset = routed ? ROUTING_HEADER + buffer.readUIntBE(4, 3) : 0
    if (buffer.length < offset + NOISE_WA_HEADER.length) return false
    const header = buffer.subarray(offset, offset + NOISE_WA_HEADER.length)
    if (!header.equals(NOISE_WA_HEADER)) throw new Error('not a WhatsApp Web client')
    buffer = buffer.subarray(offset + NOISE_WA_HEADER.length)
    introSeen = true
    return true
  }
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    if (!introSeen && !skipIntro()) return []
    const frames: Buffer[] = []
    while (buffer.length >= 3) {
      const size = buffer.readUIntBE(0, 3)
      if (buffer.length < size + 3) break
      frames.push(buffer.subarray(3, size + 3))
      buffer = buffer.subarray(size + 3)
    }
    return frames
  }
}

/** Data behind its length in three bytes. */
export function frame(data: Uint8Array): Buffer {
  const out = Buffer.alloc(3 + data.length)
  out.writeUIntBE(data.length, 0, 3)
  out.set(data, 3)
  return out
}
