/** The kinds of media whose keys WhatsApp derives apart. */
export type MediaType = 'document' | 'image' | 'audio' | 'ptt'

/** What is needed to fetch and open a file of WhatsApp; kept sealed like the message it came with. */
export interface FileRef {
  readonly type: MediaType
  /** A path on a media host, or a whole address where there is no path. */
  readonly path: string
  /** The host that the sender's phone used, if it told one. */
  readonly host?: string
  /** In base64, all three. */
  readonly key: string
  readonly digest: string
}

const base64 = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('base64')

/** The reference of a file in a message, as text. */
export function makeFileRef(
  given: {
    readonly url?: string | null
    readonly directPath?: string | null
    readonly mediaKey?: Uint8Array | null
    readonly fileSha256?: Uint8Array | null
  },
  type: MediaType,
): string {
  const address = given.url && URL.canParse(given.url) ? new URL(given.url) : undefined
  const ref: FileRef = {
    type,
    path: given.directPath ?? (address ? address.pathname + address.search : ''),
    ...(address && { host: address.host }),
    key: base64(given.mediaKey),
    digest: base64(given.fileSha256),
  }
  return JSON.stringify(ref)
}

/** The reference in a text of ours; undefined for any other text. */
export function readFileRef(text: string): FileRef | undefined {
  try {
    const ref = JSON.parse(text) as Partial<FileRef>
    const { type, path, key, digest } = ref
    const whole = [path, key, digest].every((part) => typeof part === 'string' && part !== '')
    return whole && type !== undefined ? (ref as FileRef) : undefined
  } catch {
    return undefined
  }
}
