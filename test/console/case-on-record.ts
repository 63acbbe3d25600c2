import type { CaseKind } from '#core/case.ts'
import type { Conversation } from '../fakes/conversation.ts'

export const IDENTITY = '1000000008'
export const PHONE = '+966500000001'

const ANSWERS = {
  full_name: { value: 'فاطمة محمد', display: 'فاطمة محمد' },
  identity: { value: IDENTITY, display: IDENTITY },
  mobile: { value: PHONE, display: PHONE },
  need_kind: { value: 'monthly', display: 'دعم شهري' },
  need_text: { value: 'إيجار البيت', display: '<b>إيجار</b> البيت & الكهرباء' },
  rent: { value: null, display: '', skipped: true },
}

const MEMBERS = [
  { member_name: { value: 'سعد', display: 'سعد' }, member_age: { value: 7, display: '7' } },
  { member_name: { value: 'نورة', display: 'نورة' }, member_age: { value: 4, display: '4' } },
]

/** What a test may want different in a case. */
export interface Wanted {
  readonly reference?: string
  readonly service?: string
  readonly kind?: CaseKind
  /** Bytes of a picture that comes with it. */
  readonly picture?: Uint8Array
  /** An own contact, so that it is nobody's twin. */
  readonly contact?: string
}

/** Where the case is put on record. */
interface Desk {
  readonly store: Conversation['store']
  readonly clock: Pick<Conversation['clock'], 'now'>
  readonly runner: Pick<Conversation['runner'], 'content'>
}

let count = 0

/** A request on record over a conversation's store, as its applicant would have sent it. Its id. */
export async function caseOnRecord({ store, clock, runner }: Desk, of: Wanted = {}): Promise<string> {
  const number = ++count
  const id = `case${number}`
  const contact = of.contact ?? `person${number}`
  const { key, write } = store.vault.newKey(`key-${contact}`)
  const at = clock.now()
  const { association } = runner.content()
  const service = of.service ?? 'support'
  const form = association.services.find((item) => item.id === service)?.form
  const picture = `file${number}`
  const answers = of.picture
    ? { ...ANSWERS, lease: { value: [picture], display: 'عقد الإيجار', file: true } }
    : ANSWERS
  const text = association.declaration.text.ar
  const created = { id: contact, urn: `terminal:${contact}`, account: 'test', createdAt: at } as const
  await store.commit([
    write,
    ...store.contacts.create(created, key),
    ...store.cases.create(
      {
        id,
        reference: of.reference ?? `REFER${100 + number}`,
        service,
        contactId: contact,
        kind: of.kind ?? 'support',
        state: 'submitted',
        answers: { answers, groups: { members: MEMBERS } },
        summary: 'فاطمة',
        declaration: { text, version: '1', answersHash: 'h', language: 'ar', at, signature: 'فاطمة محمد' },
        formRevision: form?.revision ?? 'h',
        submittedAt: at,
        identity: String(1_000_000_008 + number),
      },
      { id: `event${number}`, at, by: 'contact', kind: 'submitted' },
      key,
    ),
  ])
  if (of.picture) {
    const meta = {
      id: picture,
      contactId: contact,
      caseId: id,
      name: 'عقد.png',
      mime: 'image/png',
      createdAt: at,
    }
    await store.commit([await store.files.put(of.picture, meta, key)])
  }
  return id
}
