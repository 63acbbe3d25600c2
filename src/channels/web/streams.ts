import type { Urn } from '#core/contact.ts'
import type { ChatItem } from './chat-item.ts'

/** The open event streams of all visitors. */
export interface Streams {
  /** Opens one: first what `replay` gives, then what is pushed. Undefined when there is no room for it. */
  open(urn: Urn, address: string, replay: () => Promise<readonly ChatItem[]>): ReadableStream | undefined
  /** Shows a message on every open page of this contact. */
  push(urn: Urn, item: ChatItem): void
  /** Tells every page that the line is alive. */
  beat(): void
  /** Resolves when something of ours is pushed to this contact, or after `ms`. */
  nextPush(urn: Urn, ms: number): Promise<void>
  /** Ends all; none is opened until `reopen`, or the pages would be back before the server has closed. */
  closeAll(): void
  reopen(): void
  readonly size: number
}

/** How many streams may be open at once. */
export interface StreamLimits {
  readonly perContact: number
  readonly perAddress: number
  /** Unread bytes after which a page that reads too slowly is cut off; it comes back and catches up. */
  readonly unreadBytes: number
}

/**
 * Browsers open at most six connections to a host over HTTP/1.1, so that a contact's seventh page would hang:
 * the oldest is told to rest before that.
 */
export const STREAM_LIMITS: StreamLimits = { perContact: 5, perAddress: 50, unreadBytes: 1024 * 1024 }

interface Stream {
  readonly urn: Urn
  readonly address: string
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  /** What was pushed while the replay was being read; null once it is out. */
  waiting: ChatItem[] | null
}

const encoder = new TextEncoder()

/** No streams yet. `failed` is told when a replay could not be read. */
export function createStreams(limits: StreamLimits, failed: (error: unknown) => void): Streams {
  const open = new Set<Stream>()
  let closed = false
  const watchers = new Map<Urn, Set<() => void>>()

  const drop = (stream: Stream): void => {
    if (!open.delete(stream)) return
    try {
      stream.controller.close()
    } catch {
      // Already cancelled by the reader.
    }
  }
  const write = (stream: Stream, frame: string): void => {
    if (!open.has(stream)) return
    if ((stream.controller.desiredSize ?? 0) > 0) stream.controller.enqueue(encoder.encode(frame))
    else {
      open.delete(stream)
      stream.controller.error(new Error('reads too slowly'))
    }
  }
  const replayInto = async (stream: Stream, replay: () => Promise<readonly ChatItem[]>): Promise<void> => {
    const items = await replay()
    if (!open.has(stream)) return
    const seen = new Set(items.map(({ id }) => id))
    const late = (stream.waiting ?? []).filter(({ id }) => !seen.has(id))
    stream.waiting = null
    const frames = [...items, ...late].map(itemFrame).join('')
    stream.controller.enqueue(encoder.encode(`${frames}event: ready\ndata: 1\n\n`))
  }
  const of = (urn: Urn): Stream[] => [...open].filter((stream) => stream.urn === urn)

  return {
    open(urn, address, replay) {
      if (closed) return undefined
      if ([...open].filter((stream) => stream.address === address).length >= limits.perAddress)
        return undefined
      const mine = of(urn)
      for (const oldest of mine.slice(0, Math.max(0, mine.length - limits.perContact + 1))) {
        write(oldest, 'event: rest\ndata: 1\n\n')
        drop(oldest)
      }
      let stream: Stream | undefined
      return new ReadableStream<Uint8Array>(
        {
          start(controller) {
            stream = { urn, address, controller, waiting: [] }
            open.add(stream)
            const opened = stream
            // A comment first, so that the browser sees the headers and the line open at once.
            controller.enqueue(encoder.encode('retry: 3000\n: wasl\n\n'))
            replayInto(opened, replay).catch((error: unknown) => {
              failed(error)
              drop(opened)
            })
          },
          cancel() {
            if (stream) open.delete(stream)
          },
        },
        new ByteLengthQueuingStrategy({ highWaterMark: limits.unreadBytes }),
      )
    },
    push(urn, item) {
      for (const stream of of(urn)) {
        if (stream.waiting) stream.waiting.push(item)
        else write(stream, itemFrame(item))
      }
      if (item.from === 'us') for (const seen of watchers.get(urn) ?? []) seen()
    },
    beat() {
      for (const stream of open) write(stream, 'event: beat\ndata: 1\n\n')
    },
    async nextPush(urn, ms) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const mine = watchers.get(urn) ?? new Set()
      watchers.set(urn, mine.add(resolve))
      const timer = setTimeout(resolve, ms)
      await promise
      clearTimeout(timer)
      mine.delete(resolve)
      if (mine.size === 0) watchers.delete(urn)
    },
    closeAll() {
      closed = true
      for (const stream of open) drop(stream)
      for (const mine of watchers.values()) for (const seen of mine) seen()
    },
    reopen() {
      closed = false
    },
    get size() {
      return open.size
    },
  }
}

function itemFrame(item: ChatItem): string {
  return `id: ${item.id.replaceAll(/[\r\n\0]/g, '')}\ndata: ${JSON.stringify(item)}\n\n`
}
