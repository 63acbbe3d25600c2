const PREFIX = 'notice:'

/** The key in the outbox of the message that says a notice: it is written once, whatever is repeated. */
export function noticeKey(noticeId: string): string {
  return `${PREFIX}${noticeId}`
}

/** Whether a message of the outbox says a notice. */
export function saysNotice(uniqueKey: string | undefined): boolean {
  return uniqueKey?.startsWith(PREFIX) === true
}
