import type { FileSource } from '#channels/channel.ts'
import { FileError } from '#channels/send-error.ts'
import { readUpTo } from '#channels/read-up-to.ts'
import { TelegramError, withoutSlash } from './client.ts'
import type { Client } from './client.ts'
import type { Pace, TelegramLogger } from './options.ts'
import { LIMITS } from './render.ts'

interface Tools {
  readonly client: Client
  readonly token: string
  readonly apiRoot: string | undefined
  readonly logger: TelegramLogger
  readonly pace: Pace
  readonly signal: AbortSignal
}

/** Telegram's files by `file_id`. The address holds the token, so it is made here, used once and never passed on. */
export function createFileSource(tools: Tools): FileSource {
  return {
    async fetch(ref, limit) {
      const { file_path: path } = await describeFile(tools, ref, limit)
      if (path === undefined || !isServedPath(path)) {
        // A Bot API server with --local names a path on its own disk and serves no files over http.
        tools.logger.error({ code: 'telegram_file_not_served' })
        throw new FileError('unavailable')
      }
      return download(tools, path, limit)
    },
  }
}

async function describeFile({ client, signal }: Tools, ref: string, limit: number) {
  try {
    const file = await client.call('getFile', { file_id: ref }, signal)
    if ((file.file_size ?? 0) > Math.min(limit, LIMITS.fileBytes)) throw new FileError('too_large')
    return file
  } catch (error) {
    if (error instanceof FileError) throw error
    if (!(error instanceof TelegramError) || error.status !== 400) throw new FileError('unavailable')
    if (error.refusal === 'too_big') throw new FileError('too_large')
    throw new FileError('gone')
  }
}

/** A path below the file address: relative, and with no way up to other addresses of the server. */
function isServedPath(path: string): boolean {
  return !/\\|^[A-Za-z]:/.test(path) && path.split('/').every((part) => !['', '.', '..'].includes(part))
}

async function download(tools: Tools, path: string, limit: number): Promise<Uint8Array> {
  const root = withoutSlash(tools.apiRoot ?? 'https://api.telegram.org')
  const address = `${root}/file/bot${tools.token}/${path.split('/').map(encodeURIComponent).join('/')}`
  const signal = AbortSignal.any([tools.signal, AbortSignal.timeout(tools.pace.download)])
  try {
    // A redirect would carry the token to another server.
    const response = await fetch(address, { signal, redirect: 'error' })
    if (response.status === 404) throw new FileError('gone')
    if (!response.ok || !response.body) throw new FileError('unavailable')
    return await readUpTo(response.body, limit)
  } catch (error) {
    // Errors of fetch can hold the address; only our own words leave this place.
    throw error instanceof FileError ? error : new FileError('unavailable')
  }
}
