import type { BinaryNode } from '@whiskeysockets/baileys'
import { phoneJid, userJid } from './directory.ts'
import type { Account } from './directory.ts'
import { node, now } from './stanza.ts'

/** A group, in the addressing by opaque ids that WhatsApp uses for new ones. */
export interface Group {
  readonly jid: string
  readonly subject: string
  readonly owner: Account
  readonly members: Set<Account>
  readonly created: number
}

export function createGroup(jid: string, subject: string, members: readonly Account[]): Group {
  const [owner] = members
  if (!owner) throw new Error('a group needs at least one member')
  return { jid, subject, owner, members: new Set(members), created: now() }
}

/** A member, as the server names them. */
export function participantNode(account: Account, admin: boolean): BinaryNode {
  return node('participant', {
    jid: userJid(account, 'lid'),
    phone_number: phoneJid(account),
    type: admin ? 'superadmin' : undefined,
  })
}

/** A group, as the server describes it. */
export function groupNode({ jid, subject, owner, members, created }: Group): BinaryNode {
  const attributes = {
    id: jid.split('@')[0],
    subject,
    creation: created,
    s_t: created,
    s_o: userJid(owner, 'lid'),
    creator: userJid(owner, 'lid'),
    creator_pn: phoneJid(owner),
    addressing_mode: 'lid',
    size: members.size,
  }
  return node(
    'group',
    attributes,
    [...members].map((member) => participantNode(member, member === owner)),
  )
}
