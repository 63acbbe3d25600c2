import { NOTICES } from '#core/notice.ts'
import type { Input } from '#engine/env.ts'
import type { Contact } from '#store/contacts.ts'
import type { StoredNotice } from '#store/notices.ts'
import { PRIORITY } from '#store/outbox.ts'
import type { Write } from '#store/write.ts'
import type { Circumstances } from '../compose-message.ts'
import type { Job, Running } from '../running.ts'
import { noticeKey } from './notice-key.ts'

type NoticeJob = Extract<Job, { kind: 'notice' }>

const HOUR = 3_600_000

/** What a notice means for the engine: its flow and the values that it starts with. */
export function noticeInput(notice: StoredNotice, line: boolean): Input {
  const { id, kind, params } = notice
  return {
    kind: 'notice',
    id,
    flow: NOTICES[kind].flow,
    vars: { ...params, notice: kind },
    ...(line && { line }),
  }
}

/** Whether a notice is still to be said; it may have been withdrawn, or said, while it lay in the mailbox. */
export async function stillWaits({ store }: Running, notice: StoredNotice): Promise<boolean> {
  return (await store.notices.get(notice.id))?.state === 'waiting'
}

/** The notice is begun with this commit; or it waits, because staff have the conversation. */
export function noticeTaken(
  { store, clock }: Running,
  { notice, line }: NoticeJob,
  contact: Contact,
): Write[] {
  const { id, kind, params } = notice
  if (contact.owner !== 'bot') return [store.notices.postpone(id, clock.now() + HOUR, 'with_staff')]
  const given = store.notices.move(id, 'waiting', 'given', line ? 'line' : undefined)
  // Nobody is asked for an opinion again too soon: the planner looks here.
  return kind === 'poll'
    ? [given, store.pollOffers.offer(contact.id, String(params['service'] ?? ''), clock.now())]
    : [given]
}

/** How the messages of a notice are sent: behind replies, and the one that stands for it once, by its key. */
export function noticeSending({ notice }: NoticeJob, stands: boolean): Partial<Circumstances> {
  return {
    priority: PRIORITY.broadcast,
    ...(stands && { uniqueKey: noticeKey(notice.id) }),
    notice: { kind: notice.kind, values: textsOf(notice.params) },
  }
}

function textsOf(params: StoredNotice['params']): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]))
}
