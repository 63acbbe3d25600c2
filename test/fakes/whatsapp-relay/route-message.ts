import type { BinaryNode } from '@whiskeysockets/baileys'
import { deliver } from './deliver.ts'
import { deviceJid, userJid } from './directory.ts'
import type { Account, Device } from './directory.ts'
import { SERVER, allChildren, child, children, node, now } from './stanza.ts'
import type { Domain } from './stanza.ts'
import type { RelayState } from './state.ts'

/** Acknowledges a message and hands each device its own ciphertext. */
export function routeMessage(relay: RelayState, sender: Device, stanza: BinaryNode): void {
  const { id, to } = stanza.attrs
  if (!id || !to) throw new Error('message without id or recipient')
  const refused = relay.faults.refuseMessage?.(sender, stanza)
  sender.connection?.send(node('ack', { class: 'message', id, from: to, t: now(), error: refused }))
  relay.log.push({ from: sender.account.phone, stanza, refused })
  // A peer message is for the primary phone; nobody reads it here.
  if (refused !== undefined || stanza.attrs.category === 'peer') return
  if (to.endsWith('@g.us')) return routeGroupMessage(relay, sender, stanza, to)

  const shared = allChildren(stanza).filter(({ tag }) => tag !== 'participants' && tag !== 'enc')
  for (const [target, content] of addressed(relay, stanza))
    deliver(relay, target, directMessage(relay, sender, target, stanza, [...content, ...shared]))
  // A retry carries one ciphertext for one device, straight under <message>.
  const direct = child(stanza, 'enc')
  const target = direct && relay.directory.device(to)
  if (target) deliver(relay, target, directMessage(relay, sender, target, stanza, [direct, ...shared]))
}

/** The devices that a message has ciphertexts for. */
function addressed(relay: RelayState, stanza: BinaryNode): Map<Device, BinaryNode[]> {
  const found = new Map<Device, BinaryNode[]>()
  for (const to of children(child(stanza, 'participants'), 'to')) {
    const device = to.attrs.jid === undefined ? undefined : relay.directory.device(to.attrs.jid)
    if (device) found.set(device, allChildren(to))
  }
  return found
}

function directMessage(
  relay: RelayState,
  sender: Device,
  target: Device,
  { attrs }: BinaryNode,
  content: BinaryNode[],
): BinaryNode {
  const domain = relay.addressing
  const own = target.account === sender.account
  const chat = own ? relay.directory.account(attrs.recipient ?? attrs.to ?? '') : undefined
  const attributes = {
    ...origin(domain, own ? 'peer_recipient' : 'sender', chat ?? sender.account),
    from: deviceJid(sender, domain),
    id: attrs.id,
    type: attrs.type,
    edit: attrs.edit,
    recipient: chat && userJid(chat, domain),
    notify: sender.account.name,
    t: now(),
  }
  return node('message', attributes, content)
}

/** Which domain is used, and the other name of whoever is meant. */
function origin(domain: Domain, role: string, meant: Account): Record<string, string> {
  return domain === 'lid'
    ? { addressing_mode: 'lid', [`${role}_pn`]: userJid(meant, SERVER) }
    : { addressing_mode: 'pn', [`${role}_lid`]: userJid(meant, 'lid') }
}

function routeGroupMessage(relay: RelayState, sender: Device, stanza: BinaryNode, jid: string): void {
  const group = relay.groups.get(jid)
  if (!group?.members.has(sender.account)) return
  const keyed = addressed(relay, stanza)
  const shared = allChildren(stanza).filter(({ tag }) => tag !== 'participants')
  const { id, type, participant } = stanza.attrs
  const only = participant ? relay.directory.device(participant) : undefined
  const targets = [...group.members].flatMap((member) => [...member.devices.values()])
  for (const target of targets) {
    if (target === sender || (only && target !== only)) continue
    const attributes = {
      ...origin('lid', 'participant', sender.account),
      from: jid,
      participant: deviceJid(sender, 'lid'),
      id,
      type,
      notify: sender.account.name,
      t: now(),
    }
    deliver(relay, target, node('message', attributes, [...(keyed.get(target) ?? []), ...shared]))
  }
}
