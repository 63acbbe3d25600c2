import type { Receipt } from '#channels/channel.ts'

/** Receipts on their way to be reported, several at once. */
export interface ReceiptDesk {
  add(receipts: readonly Receipt[]): void
  /** Reports what is there now. */
  flush(): void
}

/**
 * Gathers receipts for a moment. Each alone would cost a commit; and the first comes so soon after the ack that the
 * message it speaks of may not be on record as sent yet. What is missed costs a tick in the console, no more.
 */
export function gatherReceipts(
  report: (receipts: readonly Receipt[]) => Promise<void>,
  moment: number,
): ReceiptDesk {
  let waiting: Receipt[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    const receipts = waiting
    waiting = []
    if (receipts.length > 0) report(receipts).catch(() => undefined)
  }
  return {
    add(receipts) {
      waiting.push(...receipts)
      if (waiting.length > 0) timer ??= setTimeout(flush, moment)
    },
    flush,
  }
}
