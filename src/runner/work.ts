import { StaleWrite, StoreUnavailable } from '#store/write.ts'
import type { Job, Running } from './running.ts'
import { takeTurn } from './take-turn.ts'
import { buryMessage } from './bury-message.ts'

/** Failures of one message after which it is put aside for staff. */
const MOST_ATTEMPTS = 3
/** Times that a turn is taken again because someone else changed the row first. */
const MOST_STALE = 10
const FIRST_PAUSE = 100
const LONGEST_PAUSE = 30_000
/** A notice whose turn failed is tried again after this; in the end somebody calls. */
const NOTICE_PAUSE = 3_600_000

/** Works on one job of a contact until it is done: nothing is lost, and nothing blocks the contact for ever. */
export async function workOn(running: Running, contactId: string, job: Job): Promise<void> {
  try {
    await workUntilDone(running, contactId, job)
  } finally {
    if (job.kind === 'notice') job.settled()
  }
}

async function workUntilDone(running: Running, contactId: string, job: Job): Promise<void> {
  let attempts = job.kind === 'message' ? job.attempts : 0
  let stale = 0
  let pause = FIRST_PAUSE
  while (!running.stopping.aborted) {
    try {
      await takeTurn(running, contactId, job)
      return
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        // A full disk or a locked database passes: the message stays on disk and is tried again.
        running.log.error('store_unavailable', { reason: error.reason })
        await running.clock.sleep(pause, running.stopping)
        pause = Math.min(pause * 2, LONGEST_PAUSE)
        continue
      }
      if (error instanceof StaleWrite && ++stale < MOST_STALE) continue
      attempts += 1
      running.log.error('turn_failed', { job: job.kind, attempts, error: nameOf(error), at: placeOf(error) })
      if (await giveUp(running, contactId, job, attempts)) return
    }
  }
}

async function giveUp(running: Running, contactId: string, job: Job, attempts: number): Promise<boolean> {
  const { store, log, clock } = running
  try {
    if (job.kind === 'message' && attempts < MOST_ATTEMPTS) {
      await store.commit([store.inbox.attempted(job.id)])
      return false
    }
    if (job.kind === 'message') await buryMessage(running, contactId, job.id)
    else if (job.kind === 'timer') await store.commit([store.timers.done(job.timer.id)])
    else if (job.kind === 'notice')
      await store.commit([store.notices.postpone(job.notice.id, clock.now() + NOTICE_PAUSE, 'turn_failed')])
    return true
  } catch (error) {
    log.error('give_up_failed', { error: nameOf(error) })
    // Still on disk: the next start finds it again.
    return true
  }
}

/** The kind of an error. Its message is not logged: it may hold what a person wrote. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

/** File and line of an error's origin, without folders. */
function placeOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return /\/([\w.-]+\.ts:\d+)/.exec(stack)?.[1] ?? ''
}
