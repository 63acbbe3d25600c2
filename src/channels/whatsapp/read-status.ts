import type { WAMessageUpdate } from '@whiskeysockets/baileys'
import type { Receipt } from '#channels/channel.ts'

/** Steps of `WebMessageInfo.Status` that a person's phone reports. */
const DELIVERED = 3
const READ = 4
const PLAYED = 5

/** What phones report about messages of ours. What the server says is heard as an ack, before. */
export function readStatus(updates: readonly WAMessageUpdate[], account: string, now: number): Receipt[] {
  return updates.flatMap(({ key: { id, fromMe }, update }): Receipt[] => {
    const status: number = update.status ?? 0
    if (!id || fromMe !== true || status < DELIVERED || status > PLAYED) return []
    const at = Number(update.messageTimestamp ?? 0) * 1000
    const state = status >= READ ? 'read' : 'delivered'
    return [{ account, externalId: id, state, at: at > 0 ? at : now }]
  })
}
