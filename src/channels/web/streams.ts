import type { Urn } from '#core/contact.ts'
import type { ChatItem } from './chat-item.ts'

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

/** Reads what a page has missed. */
export type Replay = () => Promise<readonly ChatItem[]>

interface Stream {
  readonly urn: Urn
  readonly address: string
  readonly controller: ReadableStreamDefaultController<Uint8Array>
  /** What was pushed while the replay was being read; null once it is out. */
  waiting: ChatItem[] | null
}

const encoder = new TextEncoder()

/** The open event streams of all visitors. */
export class Streams {
  readonly #limits: StreamLimits
  readonly #failed: (error: unknown) => void
  readonly #open = new Set<Stream>()
  readonly #watchers = new Map<Urn, Set<() => void>>()
  #closed = false

  /** `failed` is told when a replay could not be read. */
  constructor(limits: StreamLimits, failed: (error: unknown) => void) {
    this.#limits = limits
    this.#failed = failed
  }

  get size(): number {
    return this.#open.size
  }

  /** Opens one: first what `replay` gives, then what is pushed. Undefined when there is no room for it. */
  open(urn: Urn, address: string, replay: Replay): ReadableStream<Uint8Array> | undefined {
    const sameAddress = [...this.#open].filter((stream) => stream.address === address)
    if (this.#closed || sameAddress.length >= this.#limits.perAddress) return undefined
    const mine = this.#of(urn)
    for (const oldest of mine.slice(0, Math.max(0, mine.length - this.#limits.perContact + 1))) {
      this.#write(oldest, frame('rest'))
      this.#drop(oldest)
    }
    let stream: Stream | undefined
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          stream = { urn, address, controller, waiting: [] }
          this.#begin(stream, replay)
        },
        cancel: () => {
          if (stream) this.#open.delete(stream)
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: this.#limits.unreadBytes }),
    )
  }

  /** Shows a message on every open page of this contact. */
  push(urn: Urn, item: ChatItem): void {
    for (const stream of this.#of(urn)) {
      if (stream.waiting) stream.waiting.push(item)
      else this.#write(stream, itemFrame(item))
    }
    if (item.from === 'us') for (const seen of this.#watchers.get(urn) ?? []) seen()
  }

  /** Tells every page that the line is alive. */
  beat(): void {
    for (const stream of this.#open) this.#write(stream, frame('beat'))
  }

  /** Resolves when something of ours is pushed to this contact, or after `ms`. */
  async nextPush(urn: Urn, ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const mine = this.#watchers.get(urn) ?? new Set()
    this.#watchers.set(urn, mine.add(resolve))
    const timer = setTimeout(resolve, ms)
    await promise
    clearTimeout(timer)
    mine.delete(resolve)
    if (mine.size === 0) this.#watchers.delete(urn)
  }

  /** Ends all; none is opened until `reopen`, or the pages would be back before the server has closed. */
  closeAll(): void {
    this.#closed = true
    for (const stream of this.#open) this.#drop(stream)
    for (const mine of this.#watchers.values()) for (const seen of mine) seen()
  }

  reopen(): void {
    this.#closed = false
  }

  #of(urn: Urn): Stream[] {
    return [...this.#open].filter((stream) => stream.urn === urn)
  }

  #begin(stream: Stream, replay: Replay): void {
    this.#open.add(stream)
    // A comment first, so that the browser sees the headers and the line open at once.
    stream.controller.enqueue(encoder.encode('retry: 3000\n: wasl\n\n'))
    this.#replayInto(stream, replay).catch((error: unknown) => {
      this.#failed(error)
      this.#drop(stream)
    })
  }

  async #replayInto(stream: Stream, replay: Replay): Promise<void> {
    const items = await replay()
    if (!this.#open.has(stream)) return
    const seen = new Set(items.map(({ id }) => id))
    const late = (stream.waiting ?? []).filter(({ id }) => !seen.has(id))
    stream.waiting = null
    stream.controller.enqueue(encoder.encode([...items, ...late].map(itemFrame).join('') + frame('ready')))
  }

  #write(stream: Stream, text: string): void {
    if (!this.#open.has(stream)) return
    if ((stream.controller.desiredSize ?? 0) > 0) {
      stream.controller.enqueue(encoder.encode(text))
      return
    }
    this.#open.delete(stream)
    stream.controller.error(new Error('reads too slowly'))
  }

  #drop(stream: Stream): void {
    if (this.#open.delete(stream)) stream.controller.close()
  }
}

function frame(event: string): string {
  return `event: ${event}\ndata: 1\n\n`
}

function itemFrame(item: ChatItem): string {
  return `id: ${item.id.replaceAll(/[\r\n\0]/g, '')}\ndata: ${JSON.stringify(item)}\n\n`
}
