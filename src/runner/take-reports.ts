import type { IdentityChange, Receipt, Reports } from '#channels/channel.ts'
import type { Urn } from '#core/contact.ts'
import type { Contact } from '#store/contacts.ts'
import type { Write } from '#store/write.ts'
import type { Running } from './running.ts'

/** What platforms tell besides messages, put on disk before the platform is told that it was heard. */
export function createReports(current: () => Running): Reports {
  return {
    receipts: (receipts) => takeReceipts(current(), receipts),
    identityChanged: (change) => renameContact(current(), change),
    async lineOpened(account) {
      const { store, delivery } = current()
      await store.commit([store.outbox.hurry(account)])
      delivery.wake()
    },
  }
}

async function takeReceipts(running: Running, receipts: readonly Receipt[]): Promise<void> {
  const writes: Write[] = []
  for (const receipt of receipts) writes.push(...(await receiptWrites(running, receipt)))
  if (writes.length === 0) return
  await running.store.commit(writes)
  // A message that was settled by its receipt lets the next one of its contact go.
  running.delivery.wake()
}

/**
 * What one receipt changes. Receipts come in any order and more than once: each only ever moves a message up
 * (sent, delivered, read), and a failure says nothing about one that has arrived.
 */
async function receiptWrites({ store, log }: Running, receipt: Receipt): Promise<Write[]> {
  const { account, externalId, at, state } = receipt
  const id = await messageOf(store, receipt)
  if (state === 'failed') {
    const failure = receipt.failure ?? 'rejected'
    log.warn('undelivered', { failure, code: receipt.code ?? 0, account, ours: id === undefined ? 0 : 1 })
  }
  if (id === undefined || (receipt.part && state !== 'failed')) return []
  const settled = receipt.outboxId === id && !receipt.part ? [store.outbox.settled(id, externalId, at)] : []
  switch (state) {
    case 'sent':
      return settled
    case 'delivered':
      return [...settled, store.outbox.delivered(id, at)]
    case 'read':
      return [...settled, store.outbox.read(id, at)]
    case 'failed':
      return [...settled, store.outbox.undelivered(id, failureText(receipt))]
  }
}

/** Staff see the reason and, behind it, the number under which the platform explains it. */
function failureText({ failure = 'rejected', code }: Receipt): string {
  return code === undefined ? failure : `${failure} ${code}`
}

async function messageOf(store: Running['store'], receipt: Receipt): Promise<string | undefined> {
  const { account, externalId, outboxId } = receipt
  const known = outboxId === undefined ? undefined : await store.outbox.find(outboxId)
  return known?.account === account ? known.id : await store.outbox.idOfExternal(account, externalId)
}

/**
 * A contact goes on under its platform's new id. That it is the same person is the platform's word only: what
 * asks for proof asks again. Where both ids are known contacts they stay two: who they are is for people to tell.
 */
async function renameContact(running: Running, change: IdentityChange): Promise<void> {
  const { store, log, clock } = running
  const { account, urn } = change
  if (await store.contacts.find(urn, account)) return
  const contact = await firstKnown(store, change.before, account)
  if (!contact) return
  const key = await store.vault.open(contact.keyId)
  await store.commit([
    store.contacts.rename(contact.id, urn, key),
    store.audit.append({
      at: clock.now(),
      actor: 'platform',
      action: 'identity_changed',
      subject: contact.id,
    }),
  ])
  log.info('identity_changed', { channel: contact.channel })
}

async function firstKnown(
  store: Running['store'],
  urns: readonly Urn[],
  account: string,
): Promise<Contact | undefined> {
  for (const urn of urns) {
    const contact = await store.contacts.find(urn, account)
    if (contact) return contact
  }
  return undefined
}
