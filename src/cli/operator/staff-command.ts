import { makeLink } from '#console/access/set-up.ts'
import { randomInt } from 'node:crypto'
import { ROLES, isRole, mayDo } from '#core/staff.ts'
import type { Asked, NounCommand, Reply } from './operator.ts'

const ID = /^[a-z][a-z0-9_.-]{1,31}$/

/**
 * `wasl staff …`: who works here. Without `--as` it is the operator of this machine who asks: only its own user can
 * reach the service this way.
 */
export const staffCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: [
    'wasl staff list [--lang ar|en]',
    `wasl staff add ID ${ROLES.join('|')} NAME`,
    'wasl staff disable ID',
    'wasl staff telegram ID [USER_ID|off]',
    'wasl staff link ID   (a new password, once, within a day)',
  ],
  async run(asked) {
    const { member, given, words } = asked
    if (member && !mayDo(member.role, 'staff')) return words.refused({ refused: 'not_allowed' })
    const [verb = 'list', id = '', role = '', ...name] = given
    if (verb === 'list') return listStaff(asked)
    if (verb === 'add') return addMember(asked, id, role, name.join(' '))
    if (verb === 'link') return linkMember(asked, id)
    if (verb === 'telegram') return linkTelegram(asked, id, role)
    return verb === 'disable' ? disable(asked, id) : undefined
  },
}

async function listStaff({ parts, words }: Asked): Promise<Reply> {
  const all = await parts.store.staff.all()
  if (all.length === 0) return { code: 0, lines: [words.say('labels.none')] }
  const lines = all.map(({ id, role, status, name }) =>
    [id, role, words.say(`labels.${status}`), name].join('  '),
  )
  return { code: 0, lines }
}

async function addMember(asked: Asked, id: string, role: string, name: string): Promise<Reply | undefined> {
  const { parts, words } = asked
  const { store, clock } = parts
  if (!ID.test(id)) return { code: 2, lines: [words.say('problems.badId')] }
  if (!isRole(role)) return { code: 2, lines: [words.say('problems.badRole', { roles: ROLES.join(' ') })] }
  if (name === '') return undefined
  if (await store.staff.get(id)) return { code: 1, lines: [words.say('problems.idTaken')] }
  const at = clock.now()
  await store.commit([
    store.staff.add({ id, name, role, createdAt: at }),
    store.audit.append({ at, actor: actorOf(asked), action: 'staff_added', subject: id }),
  ])
  return { code: 0, lines: [words.say('labels.staffAdded', { id })] }
}

async function disable(asked: Asked, id: string): Promise<Reply> {
  const { parts, words } = asked
  const { store, clock } = parts
  const member = await store.staff.get(id)
  if (member?.status !== 'active') return words.refused({ refused: 'unknown_staff' })
  const at = clock.now()
  await store.commit([
    store.staff.update({ ...member, status: 'disabled' }),
    store.staffSessions.endAll(id),
    store.audit.append({ at, actor: actorOf(asked), action: 'staff_disabled', subject: id }),
  ])
  return { code: 0, lines: [words.say('labels.staffDisabled', { id })] }
}

/** For who forgot the password or lost the phone: whoever has this machine can always let the owner in again. */
async function linkMember(asked: Asked, id: string): Promise<Reply> {
  const { parts, words } = asked
  const { store, clock } = parts
  if ((await store.staff.get(id))?.status !== 'active') return words.refused({ refused: 'unknown_staff' })
  const entry = { at: clock.now(), actor: actorOf(asked), action: 'staff_link_made', subject: id }
  await store.commit([store.audit.append(entry)])
  return { code: 0, lines: [await makeLink(parts, id)] }
}

/** A code that links an account in the staff's group works this long. */
const CODE_LASTS = 24 * 3_600_000
/** Without letters and digits that look alike. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const CODE_LENGTH = 10

/** Links a member's Telegram account: by its number, or by a code that the member types in the staff's group. */
async function linkTelegram(asked: Asked, id: string, account: string): Promise<Reply> {
  const { parts, words } = asked
  const { store, clock } = parts
  const member = await store.staff.get(id)
  if (member?.status !== 'active') return words.refused({ refused: 'unknown_staff' })
  const at = clock.now()
  const record = (action: string) => store.audit.append({ at, actor: actorOf(asked), action, subject: id })
  if (account === 'off') {
    await store.commit([store.staffTelegram.unlink(id), record('staff_telegram_unlinked')])
    return { code: 0, lines: [words.say('labels.telegramUnlinked', { id })] }
  }
  if (account === '') {
    const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    await store.commit([
      store.staffTelegram.setCode(id, code, at + CODE_LASTS),
      record('staff_telegram_code_made'),
    ])
    return { code: 0, lines: [words.say('labels.telegramCode'), `/link ${code}`] }
  }
  if (!/^[1-9]\d{0,15}$/.test(account)) return { code: 2, lines: [words.say('problems.badTelegram')] }
  await store.commit([...store.staffTelegram.link(id, account, at), record('staff_telegram_linked')])
  return { code: 0, lines: [words.say('labels.telegramLinked', { id })] }
}

function actorOf({ member }: Asked): string {
  return member ? `staff:${member.id}` : 'operator'
}
