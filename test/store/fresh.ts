import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Urn } from '#core/contact.ts'
import type { DataKey } from '#store/data-key.ts'
import { loadKeys } from '#store/keys.ts'
import { openStore } from '#store/store.ts'
import type { Store } from '#store/store.ts'
import type { NewOutboxRow } from '#store/outbox.ts'

/** The time at which every test store stands. */
export const NOW = Date.UTC(2026, 2, 1, 9)

/** An empty folder that is gone when the test is over. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-store-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A store in a folder of its own, closed when the test is over. */
export async function freshStore(folder = freshFolder()): Promise<Store> {
  const store = await openStore({ folder, ...loadKeys(folder), now: () => NOW })
  onTestFinished(() => store.close())
  return store
}

/** A contact on record, and its key. */
export async function addContact(store: Store, id: string, urn: Urn = `telegram:${id}`): Promise<DataKey> {
  const { key, write } = store.vault.newKey(`key-${id}`)
  await store.commit([write, ...store.contacts.create({ id, urn, account: 'bot', createdAt: NOW }, key)])
  return key
}

/** A reply to a contact, ready to be put into the outbox. */
export function reply(contactId: string, seq: number, more: Partial<NewOutboxRow> = {}): NewOutboxRow {
  return {
    id: `${contactId}-${seq}`,
    contactId,
    account: 'bot',
    urn: `telegram:${contactId}`,
    priority: 0,
    seq,
    notBefore: NOW,
    createdAt: NOW,
    message: { language: 'ar', text: `رد ${seq}` },
    ...more,
  }
}

/** A text message from a contact, ready to be put into the inbox. */
export function text(store: Store, contactId: string, externalId: string, words = 'مرحبا') {
  return {
    id: store.inbox.nextId(),
    channel: 'telegram' as const,
    account: 'bot',
    externalId,
    contactId,
    receivedAt: NOW,
    sentAt: NOW,
    content: { kind: 'text' as const, text: words },
  }
}
