import type { Client } from '#channels/telegram/client.ts'
import { TelegramError } from '#channels/telegram/client.ts'
import type { Channel, Sent } from '#channels/channel.ts'
import { SendError } from '#channels/send-error.ts'
import type { OutgoingMessage } from '#core/message.ts'

/** Something that may happen next; which one does, the seed decides. */
export interface Step {
  readonly name: string
  /** How likely it is beside the others. */
  readonly weight: number
  run(): unknown
}

interface Update {
  readonly update_id: number
  readonly message: object
}

/** A message on its way to a person. */
interface Flight {
  readonly message: OutgoingMessage
  arrived: boolean
  resolve(sent: Sent): void
  reject(error: unknown): void
}

/** The platform: it outlives every process, and answers only when the seed lets it. */
export interface Platform {
  /** A person writes; the number of the update. */
  say(chat: number, text: string): number
  /** Ids of the messages that arrived, by chat. */
  readonly arrived: ReadonlyMap<number, readonly string[]>
  readonly waiting: number
  readonly ambiguous: number
  /** The most messages that were on their way at one time. */
  readonly mostFlights: number
  readonly inFlight: number
  /** Doors for a new process. What an older one still waits for never comes. */
  connect(): { readonly client: Client; readonly send: Channel['send'] }
  /** The process is gone, and its connections with it. */
  cut(): void
  steps(): readonly Step[]
}

const BATCH = 5

export function createPlatform(random: () => number): Platform {
  let next = 1_001
  let updates: Update[] = []
  let lastBatch: readonly Update[] = []
  let polls: { readonly offset: number | undefined; answer(updates: readonly Update[]): void }[] = []
  let flights: Flight[] = []
  const arrived = new Map<number, string[]>()
  let ambiguous = 0
  let mostFlights = 0

  const answerPoll = (poll: (typeof polls)[number]): void => {
    polls = polls.filter((other) => other !== poll)
    const { offset } = poll
    if (offset !== undefined) updates = updates.filter((update) => update.update_id >= offset)
    const batch = updates.slice(0, 1 + Math.floor(random() * BATCH))
    const doubled = random() < 0.1 ? [...batch, ...lastBatch, ...batch] : batch
    lastBatch = batch
    poll.answer(random() < 0.1 ? doubled.toReversed() : doubled)
  }
  const arrive = (flight: Flight): void => {
    flight.arrived = true
    const chat = Number(flight.message.urn.split(':')[1])
    arrived.set(chat, [...(arrived.get(chat) ?? []), flight.message.id])
  }
  const land = (flight: Flight, how: () => void): void => {
    flights = flights.filter((other) => other !== flight)
    how()
  }
  const stepsOf = (flight: Flight): Step[] => {
    const { message, resolve, reject } = flight
    const lose = (error: SendError) => land(flight, () => reject(error))
    if (flight.arrived)
      return [
        { name: 'answer', weight: 6, run: () => land(flight, () => resolve({ externalId: message.id })) },
        {
          name: 'answer lost',
          weight: 0.3,
          run: () => ((ambiguous += 1), lose(new SendError('connection', '-'))),
        },
      ]
    return [
      { name: 'arrive', weight: 6, run: () => arrive(flight) },
      { name: 'refuse', weight: 0.2, run: () => lose(new SendError('throttled', '-', 1_000)) },
      { name: 'break', weight: 0.2, run: () => lose(new SendError('connection', '-')) },
    ]
  }

  return {
    say(chat, text) {
      const from = { id: chat, is_bot: false, first_name: 'A', language_code: 'ar' }
      const message = {
        message_id: next,
        from,
        chat: { id: chat, type: 'private' },
        date: 1_770_000_000,
        text,
      }
      updates.push({ update_id: next, message })
      return next++
    },
    arrived,
    get waiting() {
      return updates.length
    },
    get ambiguous() {
      return ambiguous
    },
    get mostFlights() {
      return mostFlights
    },
    get inFlight() {
      return flights.length
    },
    connect() {
      const call = (method: string, payload: { readonly offset?: number }): Promise<unknown> => {
        if (method === 'deleteWebhook') return Promise.resolve(true)
        if (method !== 'getUpdates') return Promise.reject(new TelegramError(method, 404))
        return new Promise((resolve) => polls.push({ offset: payload.offset, answer: resolve }))
      }
      const send = (message: OutgoingMessage): Promise<Sent> =>
        new Promise((resolve, reject) => {
          flights.push({ message, arrived: false, resolve, reject })
          mostFlights = Math.max(mostFlights, flights.length)
        })
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop calls two methods, both are here
      return { client: { call, greet: () => Promise.resolve() } as unknown as Client, send }
    },
    cut() {
      polls = []
      flights = []
    },
    steps() {
      const [poll] = polls
      const news = poll && (updates.length > 0 || poll.offset !== undefined)
      const canAnswer = news && updates.some(({ update_id: id }) => id >= (poll.offset ?? 0))
      const confirms = news && updates.some(({ update_id: id }) => id < (poll.offset ?? 0))
      return [
        ...(canAnswer ? [{ name: 'poll', weight: 4, run: () => answerPoll(poll) }] : []),
        ...(confirms && !canAnswer ? [{ name: 'confirm', weight: 4, run: () => confirm(poll.offset) }] : []),
        ...flights.flatMap(stepsOf),
      ]
    },
  }

  function confirm(offset: number | undefined): void {
    updates = updates.filter((update) => update.update_id >= (offset ?? 0))
  }
}
