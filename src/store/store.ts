import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { createAnswerVersions } from './answer-versions.ts'
import { createAudit, registerAuditHash } from './audit.ts'
import { backupStore } from './backup.ts'
import { createCannedReplies } from './canned-replies.ts'
import { createCases } from './cases.ts'
import { createCommitter, statementsOf } from './commit.ts'
import { createConsents } from './consents.ts'
import { createContacts } from './contacts.ts'
import { countsOf } from './counts.ts'
import { checkDatabase, openDatabase, openError, StoreCorrupt, unavailable } from './database.ts'
import { createDeviceState } from './device-state.ts'
import { createErasure } from './erasure.ts'
import { createFiles } from './files.ts'
import { createHandoffs } from './handoffs.ts'
import { createInbox, lastInboxId } from './inbox.ts'
import { createInquiries } from './inquiries.ts'
import { DATABASE_FILE } from './keys.ts'
import type { Keys } from './keys.ts'
import { lockFolder } from './lock.ts'
import { createMessages } from './messages.ts'
import { createNotices } from './notices.ts'
import { migrate } from './migrations.ts'
import { createOutbox } from './outbox.ts'
import { createPeople } from './people.ts'
import { createPersonMerges } from './person-merges.ts'
import { createPins } from './pins.ts'
import { createPollOffers } from './poll-offers.ts'
import type { Reader } from './query.ts'
import { createRatings } from './ratings.ts'
import { createRevisions } from './revisions.ts'
import { createSessions } from './sessions.ts'
import { createSettings } from './settings.ts'
import { createSlots } from './slots.ts'
import { createNotes } from './notes.ts'
import { createDrafts } from './drafts.ts'
import { createConsoleEvents } from './console-events.ts'
import { createStaff } from './staff.ts'
import { createStaffAccess } from './staff-access.ts'
import { createStaffSessions } from './staff-sessions.ts'
import { createStaffTelegram } from './staff-telegram.ts'
import { createStaffTopics } from './staff-topics.ts'
import { createTasks } from './tasks.ts'
import { createTimers } from './timers.ts'
import { createUploadLinks } from './upload-links.ts'
import { associationKey, createVault } from './vault.ts'
import type { Vault } from './vault.ts'
import { diskError, StoreUnavailable } from './write.ts'
import type { Commit } from './write.ts'

/** Where a store lies and what opens it. */
export interface StoreOptions extends Keys {
  /** The data folder, e.g. `data/run`; made where there is none. */
  readonly folder: string
  now(): number
  /** `NORMAL` only to measure: it may lose the last commits when the power fails. */
  readonly synchronous?: 'FULL' | 'NORMAL'
}

/** The memory of one association: everything that must outlive the process. */
export type Store = Awaited<ReturnType<typeof openStore>>

/** Entries of the audit log that are checked at every start; `audit.verify()` checks them all. */
const AUDIT_AT_START = 10_000

/**
 * Opens the store of a data folder and keeps the folder for this process. Refuses a folder in use
 * (`StoreLocked`), a damaged database or audit log (`StoreCorrupt`), a newer schema (`StoreTooNew`) and wrong
 * keys (`WrongKey`).
 */
export async function openStore(options: StoreOptions) {
  const { folder } = options
  const files = join(folder, 'files')
  try {
    mkdirSync(files, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.W_OK)
  } catch (error) {
    throw diskError(error)
  }
  const unlock = lock(folder)
  let db: Database | undefined
  try {
    db = openDatabase(join(folder, DATABASE_FILE), options.synchronous ?? 'FULL')
    checkDatabase(db)
    migrate(db)
    registerAuditHash(db)
    return await assemble(db, options, files, unlock)
  } catch (error) {
    db?.close()
    unlock()
    throw openError(error)
  }
}

function lock(folder: string): () => void {
  try {
    return lockFolder(folder)
  } catch (error) {
    throw openError(error)
  }
}

async function assemble(db: Database, options: StoreOptions, files: string, unlock: () => void) {
  const { folder, now } = options
  const prepared = statementsOf(db)
  const reader = readerOf(db, prepared)
  const vault: Vault = createVault(reader, options, now)
  const committer = createCommitter(db, prepared, (writes) => {
    if (!vault.committed(writes)) return
    try {
      scrub(db)
    } catch {
      // what was committed stays committed; SQLite's own next checkpoint empties the WAL
    }
  })
  const commit: Commit = (writes) => committer.commit(writes)
  const settings = createSettings(reader)
  const association = await associationKey(vault, settings, commit)
  const audit = createAudit(reader)
  const head = await audit.head()
  const check = await audit.verify(undefined, Math.max(0, (head?.seq ?? 0) - AUDIT_AT_START))
  if (!check.ok) throw new StoreCorrupt(`the audit log is broken at entry ${check.brokenAt}`)
  const stored = createFiles(reader, vault, files)
  await stored.sweep()

  return {
    commit,
    vault,
    contacts: createContacts(reader, vault, now),
    sessions: createSessions(reader),
    inbox: createInbox(reader, vault, await lastInboxId(reader)),
    outbox: createOutbox(reader, vault, commit, now),
    messages: createMessages(reader),
    timers: createTimers(reader),
    notices: createNotices(reader, now),
    revisions: createRevisions(reader),
    files: stored,
    uploadLinks: createUploadLinks(reader, vault),
    people: createPeople(reader, vault),
    personMerges: createPersonMerges(reader),
    cases: createCases(reader, vault, now),
    pins: createPins(reader, vault),
    slots: createSlots(reader),
    tasks: createTasks(reader, association),
    pollOffers: createPollOffers(reader),
    handoffs: createHandoffs(reader, now),
    consents: createConsents(reader),
    ratings: createRatings(reader, association),
    inquiries: createInquiries(reader, association),
    staff: createStaff(reader),
    access: createStaffAccess(reader, association),
    staffSessions: createStaffSessions(reader),
    staffTelegram: createStaffTelegram(reader),
    staffTopics: createStaffTopics(reader),
    notes: createNotes(reader),
    drafts: createDrafts(reader),
    cannedReplies: createCannedReplies(reader),
    answerVersions: createAnswerVersions(reader),
    consoleEvents: createConsoleEvents(reader),
    erasure: createErasure(reader, vault, association),
    audit,
    settings,
    /** The memory of a linked device, e.g. `whatsapp`. */
    device: (name: string) => createDeviceState(reader, vault, commit, now, name),
    /** Figures for monitoring; no personal data. */
    counts: () => countsOf(reader),
    /** Leaves nothing of what was deleted on the disk; to be called after a purge. */
    async scrub(): Promise<void> {
      scrub(db)
    },
    /** A copy of the database and the files in another folder, taken while the store works; without the keys. */
    backup: (path: string): Promise<void> => backupStore(db, files, path),
    /** Carries out what waits, then closes. Safe to call twice. */
    async close(): Promise<void> {
      if (!db.open) return
      committer.close()
      db.close()
      unlock()
    },
    /** Where the store lies. */
    folder,
  }
}

/** Deleted content is overwritten in the database at once, but stands in the WAL until that is emptied. */
function scrub(db: Database): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
}

function readerOf(db: Database, prepared: ReturnType<typeof statementsOf>): Reader {
  const read = <T>(work: () => T): T => {
    if (!db.open) throw new StoreUnavailable('closed')
    try {
      return work()
    } catch (error) {
      throw unavailable(error) ?? error
    }
  }
  return {
    all: async (statement, values) =>
      read(() => prepared(statement).all(statement.bind(values)) as NonNullable<typeof statement.row>[]),
    first: async (statement, values) =>
      read(
        () =>
          prepared(statement).get(statement.bind(values)) as NonNullable<typeof statement.row> | undefined,
      ),
  }
}
