import { getBinaryNodeChild, getBinaryNodeChildren, jidDecode } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'

/** The domain of phone-number addresses, and of the server itself. */
export const SERVER = 's.whatsapp.net'

/** How people are named: by their opaque id, or by their phone number. */
export type Domain = 'lid' | typeof SERVER

type Attributes = Readonly<Record<string, string | number | undefined>>

/** A stanza; attributes without a value are left out. */
export function node(tag: string, attributes: Attributes = {}, content?: BinaryNode['content']): BinaryNode {
  const attrs: Record<string, string> = {}
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) attrs[key] = String(value)
  return content === undefined ? { tag, attrs } : { tag, attrs, content }
}

export const child = getBinaryNodeChild
export const children = getBinaryNodeChildren

/** All children of a node; none where it carries bytes or nothing. */
export function allChildren(of: BinaryNode | undefined): BinaryNode[] {
  return Array.isArray(of?.content) ? of.content : []
}

/** The raw bytes of a node's content; throws where it does not carry them. */
export function bytesOf(of: BinaryNode | undefined): Buffer {
  if (!(of?.content instanceof Uint8Array)) throw new Error(`<${of?.tag ?? 'missing'}> carries no bytes`)
  return Buffer.from(of.content)
}

/** An address taken apart. */
export interface ParsedJid {
  readonly user: string
  readonly server: string
  readonly device: number
}

export function parseJid(jid: string): ParsedJid {
  const decoded = jidDecode(jid)
  if (!decoded) throw new Error(`not a jid: ${jid}`)
  return { user: decoded.user, server: decoded.server, device: decoded.device ?? 0 }
}

/** Seconds since 1970, as the protocol counts. */
export function now(): number {
  return Math.floor(Date.now() / 1000)
}

/** A number in this many bytes, the greatest first. */
export function uint(value: number, size: number): Buffer {
  const out = Buffer.alloc(size)
  out.writeUIntBE(value, 0, size)
  return out
}
