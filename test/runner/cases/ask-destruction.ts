import type { StaffMember } from '#store/staff.ts'
import { HOUR, checkAll, toDecision } from './office.ts'
import type { Office } from './office.ts'

/** A person with a request and a file, who asks for their data to be destroyed. */
export async function askable(
  office: Office,
  { open = false, decided = false }: { readonly open?: boolean; readonly decided?: boolean } = {},
) {
  const { store, clock, staff } = office
  await store.commit([store.staff.add({ id: 'boss', name: 'مديرة', role: 'manager', createdAt: 0 })])
  const second = (await store.staff.get('boss')) as StaffMember
  const request = await office.submit()
  const { record, key } = await office.load(request)
  const meta = {
    id: `file-${record.id}`,
    contactId: record.contactId,
    caseId: record.id,
    name: 'عقد.pdf',
    mime: 'application/pdf',
    createdAt: clock.now(),
  }
  const said = { from: 'contact' as const, kind: 'text', text: 'سلام', at: clock.now() }
  await store.commit([
    await store.files.put(new Uint8Array([1, 2]), meta, key),
    store.messages.append({ id: 'm1', contactId: record.contactId, at: clock.now(), entries: [said] }, key),
  ])
  await office.act(staff.relations, request, { do: 'note', text: 'ملاحظة' })
  if (decided) {
    await toDecision(office, request)
    await office.act(staff.manager, request, {
      do: 'decide',
      outcome: 'refused',
      reason: (await office.load(request)).rules.reasons[0] ?? '',
      text: 'سبب',
      next: 'خطوة',
      early: 'عاجل',
    })
    await office.act(staff.relations, request, { do: 'close' })
  } else if (!open) {
    await checkAll(office, request)
    // Who was checked is a person on record from then on.
    await office.act(staff.relations, request, { do: 'complete' }, { do: 'withdraw' })
  }
  const answers = { right: { value: 'destroy', display: 'إتلاف' } }
  const matter = { kind: 'data_rights', service: 'data_rights' } as const
  const rights = await office.submit({ ...matter, about: request, answers })

  const due = () => store.outbox.due(clock.now(), 10)
  const confirm = async (): Promise<void> => {
    await office.act(staff.manager, rights, { do: 'propose_destruction' })
    await office.act(second, rights, { do: 'confirm_destruction' })
  }
  const sendAll = async (): Promise<void> => {
    for (const { id } of await due())
      await store.commit([store.outbox.claim(id), store.outbox.sent(id, undefined, clock.now())])
  }
  return {
    request,
    rights,
    second,
    confirm,
    sendAll,
    failAll: async (): Promise<void> => {
      for (const { id } of await due()) await store.commit([store.outbox.failed(id, 'rejected')])
    },
    /** What is about to be sent. */
    texts: async () => (await due()).map(({ message }) => message.text),
    /** From the proposal to the end. */
    destroy: async (): Promise<void> => {
      await confirm()
      await sendAll()
      await office.pass(HOUR)
    },
  }
}
