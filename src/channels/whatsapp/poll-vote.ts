import { createHash } from 'node:crypto'
import type { proto } from '@whiskeysockets/baileys'
import type { Baileys } from './load-baileys.ts'

/** Who made a poll and who voted, each under the names that WhatsApp may have used. */
export interface VoteParties {
  readonly creators: readonly string[]
  readonly voters: readonly string[]
}

/**
 * The options that a vote names, by their place; empty for a vote that was withdrawn, undefined for one that does not
 * open. Baileys no longer decrypts votes (defect 14), and phones mix opaque ids and numbers: each pair is tried.
 */
export function openVote(
  { decryptPollVote }: Baileys,
  poll: { readonly id: string; readonly secret: Uint8Array; readonly options: readonly string[] },
  vote: proto.Message.IPollEncValue,
  { creators, voters }: VoteParties,
): readonly number[] | undefined {
  const hashes = poll.options.map((option) => createHash('sha256').update(option).digest('hex'))
  for (const pollCreatorJid of creators) {
    for (const voterJid of voters) {
      try {
        const parties = { pollCreatorJid, pollMsgId: poll.id, pollEncKey: poll.secret, voterJid }
        const { selectedOptions } = decryptPollVote(vote, parties)
        return (selectedOptions ?? []).flatMap((chosen) => {
          const place = hashes.indexOf(Buffer.from(chosen).toString('hex'))
          return place < 0 ? [] : [place]
        })
      } catch {
        // Not under these names: GCM tells.
      }
    }
  }
  return undefined
}
