import { createHash, createHmac, randomBytes } from 'node:crypto'
import { aesEncryptGCM, proto } from '@whiskeysockets/baileys'
import type { WAMessage } from '@whiskeysockets/baileys'

/** A vote in a poll, encrypted as WhatsApp's own apps do: the mirror of Baileys' `decryptPollVote`, which has none. */
export function encryptPollVote(
  poll: WAMessage,
  options: readonly string[],
  creatorJid: string,
  voterJid: string,
): proto.Message.IPollEncValue {
  const secret = poll.message?.messageContextInfo?.messageSecret
  const { id } = poll.key
  if (!secret || !id) throw new Error('not a poll, or its secret is missing')
  const first = createHmac('sha256', Buffer.alloc(32)).update(secret).digest()
  const info = Buffer.concat([Buffer.from(`${id}${creatorJid}${voterJid}Poll Vote`), Buffer.from([1])])
  const key = createHmac('sha256', first).update(info).digest()
  const selectedOptions = options.map((option) => createHash('sha256').update(option).digest())
  const plain = proto.Message.PollVoteMessage.encode({ selectedOptions }).finish()
  const encIv = randomBytes(12)
  return { encPayload: aesEncryptGCM(plain, key, encIv, Buffer.from(`${id}\0${voterJid}`)), encIv }
}
