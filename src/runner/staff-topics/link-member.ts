import { wordOf } from './desk-parts.ts'
import type { StaffDeskRunning } from './desk-parts.ts'

/** Makes an account in the group that of a member of staff, by the code that the member was given. What to answer. */
export async function linkMember(running: StaffDeskRunning, account: string, typed: string): Promise<string> {
  const { store, clock, told } = running
  const at = clock.now()
  const id = await store.staffTelegram.staffOfCode(typed.trim().toUpperCase(), at)
  const member = id === undefined ? undefined : await store.staff.get(id)
  if (member?.status !== 'active') return wordOf(running, 'group.badCode')
  await store.commit([
    ...store.staffTelegram.link(member.id, account, at),
    store.audit.append({
      at,
      actor: `staff:${member.id}`,
      action: 'staff_telegram_linked',
      subject: member.id,
    }),
  ])
  told.delete(account)
  return wordOf(running, 'group.linked', { who: member.name })
}
