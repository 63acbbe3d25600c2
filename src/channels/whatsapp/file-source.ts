import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { FileSource } from '#channels/channel.ts'
import { FileError } from '#channels/send-error.ts'
import { readUpTo } from '#channels/read-up-to.ts'
import { readFileRef } from './file-ref.ts'
import type { FileRef } from './file-ref.ts'
import { loadBaileys } from './load-baileys.ts'
import type { WhatsAppLogger } from './options.ts'

/** Bytes of the check that stands behind the ciphertext. */
const MAC = 10
const BLOCK = 16
const USUAL_HOST = 'mmg.whatsapp.net'

interface Tools {
  /** Media hosts on this machine are taken too: for tests. */
  readonly loopback: boolean
  readonly patience: number
  readonly logger: WhatsAppLogger
}

/**
 * WhatsApp's files by the keys inside the message. The host comes from the sender, so only WhatsApp's own are asked;
 * the size does too, so bytes are counted while they come; and nothing is handed over whose digest is another one.
 */
export function createFileSource(tools: Tools): FileSource {
  return {
    async fetch(text, limit) {
      const ref = readFileRef(text)
      if (!ref) throw new FileError('gone')
      const { getMediaKeys } = await loadBaileys()
      const keys = await getMediaKeys(Buffer.from(ref.key, 'base64'), ref.type)
      const { cipherKey, iv, macKey } = keys
      if (!macKey) throw new FileError('gone')
      const sealed = await download(tools, addressOf(ref, tools.loopback), limit + BLOCK + MAC)
      const plain = open(sealed, { cipherKey, iv, macKey })
      const digest = createHash('sha256').update(plain).digest('base64')
      if (digest !== ref.digest) throw damaged(tools)
      if (plain.length > limit) throw new FileError('too_large')
      return plain

      function open(bytes: Uint8Array, opening: Keys): Uint8Array {
        const end = bytes.length - MAC
        if (end < BLOCK || !isWhole(bytes, end, opening)) throw damaged(tools)
        const cipher = createDecipheriv('aes-256-cbc', opening.cipherKey, opening.iv)
        try {
          return Buffer.concat([cipher.update(bytes.subarray(0, end)), cipher.final()])
        } catch {
          throw damaged(tools)
        }
      }
    },
  }
}

interface Keys {
  readonly cipherKey: Uint8Array
  readonly iv: Uint8Array
  readonly macKey: Uint8Array
}

function isWhole(bytes: Uint8Array, end: number, { iv, macKey }: Keys): boolean {
  const mac = createHmac('sha256', macKey).update(iv).update(bytes.subarray(0, end)).digest()
  return timingSafeEqual(mac.subarray(0, MAC), bytes.subarray(end))
}

function damaged({ logger }: Tools): FileError {
  logger.warn({ code: 'whatsapp_file_damaged' })
  return new FileError('gone')
}

function addressOf({ host = USUAL_HOST, path }: FileRef, loopback: boolean): string {
  const own = /^[\w-]+(\.[\w-]+)*\.whatsapp\.net$/.test(host)
  const near = loopback && /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host)
  return `https://${own || near ? host : USUAL_HOST}${path.startsWith('/') ? path : `/${path}`}`
}

async function download({ patience }: Tools, address: string, limit: number): Promise<Uint8Array> {
  try {
    const headers = { origin: 'https://web.whatsapp.com' }
    const response = await fetch(address, {
      headers,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    })
    if (response.status === 404 || response.status === 410) throw new FileError('gone')
    if (!response.ok || !response.body) throw new FileError('unavailable')
    return await readUpTo(response.body, limit)
  } catch (error) {
    throw error instanceof FileError ? error : new FileError('unavailable')
  }
}
