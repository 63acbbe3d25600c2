import { StaleWrite } from '#store/write.ts'
import type { Running } from '../running.ts'
import { endNotice } from './end-notice.ts'
import { tellingWrites } from './telling.ts'

/**
 * Writes down what became of notices whose message was delivered or given up. The outbox is the record of that, so
 * that a process that died in between forgets nothing; whoever cannot be reached is called by an employee.
 */
export async function settleNotices(running: Running): Promise<void> {
  const { store } = running
  for (const { notice, failed } of await store.notices.settled()) {
    try {
      const writes = failed
        ? await endNotice(running, notice, 'send_failed', 'given')
        : [
            store.notices.move(notice.id, 'given', 'told', notice.reason),
            ...(await tellingWrites(running, notice, 'sent')),
          ]
      await store.commit(writes)
    } catch (error) {
      // Somebody changed the case at this moment: the next round sees it as it is then.
      if (!(error instanceof StaleWrite)) throw error
    }
  }
}
