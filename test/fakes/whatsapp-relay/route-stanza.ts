import type { BinaryNode } from '@whiskeysockets/baileys'
import { deliver, settle } from './deliver.ts'
import { deviceJid, userJid } from './directory.ts'
import type { Account, Device } from './directory.ts'
import { routeMessage } from './route-message.ts'
import { SERVER, child, children, node, now, parseJid } from './stanza.ts'
import { noteUnhandled } from './state.ts'
import type { RelayState } from './state.ts'

/** Receipts that only concern the sender's own account or the server. */
const PRIVATE_RECEIPTS = new Set(['sender', 'inactive', 'peer_msg', 'hist_sync', 'read-self', 'server-error'])
/** Receipts that do not mean "this device now has the message". */
const LATER_RECEIPTS = new Set(['read', 'read-self', 'played', 'retry', 'hist_sync', 'server-error'])

/** Hands on what a device sent, other than questions to the server. */
export function routeStanza(relay: RelayState, sender: Device, stanza: BinaryNode): void {
  switch (stanza.tag) {
    case 'message':
      return routeMessage(relay, sender, stanza)
    case 'receipt':
      return routeReceipt(relay, sender, stanza)
    case 'ack':
      return settle(sender, stanza.attrs.class ?? '', [stanza.attrs.id ?? ''])
    case 'presence':
      return routePresence(relay, sender, stanza)
    case 'chatstate':
      return routeChatState(relay, sender, stanza)
    case 'ib':
      return
    default:
      noteUnhandled(relay, stanza)
  }
}

function routeReceipt(relay: RelayState, sender: Device, stanza: BinaryNode): void {
  const { id, to, type = '', participant } = stanza.attrs
  if (!id || !to) throw new Error('receipt without id or recipient')
  const shown = type === '' ? undefined : type
  sender.connection?.send(node('ack', { class: 'receipt', id, from: to, type: shown, t: now() }))
  const more = children(child(stanza, 'list'), 'item').map(({ attrs }) => attrs.id ?? '')
  if (!LATER_RECEIPTS.has(type)) settle(sender, 'message', [id, ...more])
  if (PRIVATE_RECEIPTS.has(type)) return

  const inGroup = to.endsWith('@g.us')
  const author = inGroup ? participant : to
  const account = author === undefined ? undefined : relay.directory.account(author)
  if (!account || author === undefined) return
  const self = deviceJid(sender, parseJid(author).server === 'lid' ? 'lid' : SERVER)
  const from = inGroup ? { from: to, participant: self } : { from: self }
  const forwarded = node('receipt', { id, type: shown, t: now(), ...from }, stanza.content)
  const asker = account.devices.get(parseJid(author).device)
  const targets = type === 'retry' ? (asker ? [asker] : []) : [...account.devices.values()]
  for (const target of targets) deliver(relay, target, forwarded)
}

function routePresence(relay: RelayState, sender: Device, { attrs }: BinaryNode): void {
  const { account } = sender
  if (attrs.type === 'subscribe') {
    const watched = relay.directory.account(attrs.to ?? '')
    watched?.watchers.add(account)
    if (watched?.available) announcePresence(relay, watched, account)
    return
  }
  if (attrs.name) account.name = attrs.name
  if (attrs.type === undefined) return
  account.available = attrs.type === 'available'
  for (const watcher of account.watchers) announcePresence(relay, account, watcher)
}

function announcePresence(relay: RelayState, about: Account, to: Account): void {
  const type = about.available ? undefined : 'unavailable'
  const stanza = node('presence', { from: userJid(about, relay.addressing), type })
  for (const device of to.devices.values()) device.connection?.send(stanza)
}

function routeChatState(relay: RelayState, sender: Device, { attrs, content }: BinaryNode): void {
  const target = relay.directory.account(attrs.to ?? '')
  const stanza = node('chatstate', { from: userJid(sender.account, relay.addressing) }, content)
  for (const device of target?.devices.values() ?? []) device.connection?.send(stanza)
}
