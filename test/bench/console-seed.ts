import type { Association } from '#core/association.ts'
import type { CaseState } from '#core/case.ts'
import type { Store } from '#store/store.ts'
import type { Write } from '#store/write.ts'

/** How much there is. */
export interface Seed {
  readonly conversations: number
  /** Conversations that are with staff now; the first is claimed. */
  readonly live: number
  readonly cases: number
  readonly at: number
  readonly claimedBy: string
}

/** Writes in one commit. */
const BATCH = 2_000
const MINUTE = 60_000
const STATES: readonly CaseState[] = [
  'submitted',
  'complete',
  'assessment',
  'deciding',
  'registered',
  'closed',
]

/** Fills a store as years of work do: contacts with a talk and a handoff each, and requests on record. */
export async function seedConversations(store: Store, association: Association, seed: Seed): Promise<void> {
  let batch: Write[] = []
  const flush = async (): Promise<void> => {
    await store.commit(batch)
    batch = []
  }
  for (let number = 0; number < seed.conversations; number++) {
    batch.push(...conversation(store, association, seed, number))
    if (batch.length >= BATCH) await flush()
  }
  await flush()
}

function conversation(store: Store, association: Association, seed: Seed, number: number): Write[] {
  const { live, cases, claimedBy, at: begun } = seed
  const contact = `bench-contact-${number}`
  const open = number < live
  const at = begun - (open ? number : number + live) * MINUTE
  const { key, write } = store.vault.newKey(`bench-key-${number}`)
  const created = { id: contact, urn: `web:${contact}`, account: association.id, createdAt: at } as const
  const handoff = { id: open ? `handoff-live-${number}` : `handoff-${number}`, contactId: contact }
  const entries = ['contact', 'bot'].map((from) => ({
    from,
    kind: 'text',
    text: 'متى يصلني الرد على طلب الدعم؟ أرسلت الأوراق قبل أسبوعين ولم أعرف ما بقي منها.',
    at,
  }))
  return [
    write,
    ...store.contacts.create(created, key),
    store.messages.append({ id: `bench-turn-${number}`, contactId: contact, at, entries }, key),
    store.handoffs.open({ ...handoff, target: 'relations', reason: 'asked', openedAt: at }, key),
    ...(open ? [store.contacts.setOwner(contact, 'bot', number === 0 ? `staff:${claimedBy}` : 'queue')] : []),
    ...(number === 0 ? [store.handoffs.claim(handoff.id, claimedBy)] : []),
    ...(open ? [] : [store.handoffs.close(handoff.id, at + MINUTE)]),
    ...(number < cases ? caseOf() : []),
  ]

  function caseOf(): Write[] {
    const { services, declaration } = association
    const service = services[number % services.length]
    const answers = { full_name: { value: 'فاطمة محمد', display: 'فاطمة محمد' } }
    return store.cases.create(
      {
        id: `bench-case-${number}`,
        reference: `B${String(number).padStart(7, '0')}`,
        service: service?.id ?? '',
        contactId: contact,
        kind: 'support',
        state: STATES[number % STATES.length] ?? 'submitted',
        answers: { answers, groups: {} },
        summary: 'فاطمة',
        declaration: {
          text: declaration.text.ar,
          version: '1',
          answersHash: 'h',
          language: 'ar',
          at,
          signature: 'فاطمة محمد',
        },
        formRevision: service?.form?.revision ?? 'h',
        submittedAt: at,
      },
      { id: `bench-event-${number}`, at, by: 'contact', kind: 'submitted' },
      key,
    )
  }
}
