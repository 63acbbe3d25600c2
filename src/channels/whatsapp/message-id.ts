import { createHash } from 'node:crypto'

/**
 * The WhatsApp id of a piece of an outbox message: the same at every attempt, also after a crash, so that the server
 * and the receiving phone recognise what they have already. The form is the one of WhatsApp Web.
 */
export function messageIdOf(account: string, outboxId: string, piece: number): string {
  const digest = createHash('sha256').update(`${account}|${outboxId}|${piece}`).digest('hex')
  return `3EB0${digest.slice(0, 18).toUpperCase()}`
}
