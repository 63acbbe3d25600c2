import type { BinaryNode } from '@whiskeysockets/baileys'
import type { Device } from './directory.ts'
import { SERVER, node, now } from './stanza.ts'
import type { RelayState } from './state.ts'

/** A client is told that its one-time keys run low when fewer than this are left. */
const LOW_PRE_KEYS = 5

/** Sends now, and keeps a copy until the device acknowledges it. Phantom phones get nothing. */
export function deliver(relay: RelayState, device: Device, stanza: BinaryNode): void {
  if (!device.noiseKey) return
  device.queue.push({ stanza, redelivered: 0 })
  if (device.ready) transmit(relay, device, stanza)
}

/** Sends everything that the device missed, marked as WhatsApp marks it. Returns how many. */
export function deliverBacklog(relay: RelayState, device: Device): number {
  for (const [index, entry] of device.queue.entries()) {
    entry.redelivered++
    const { tag, attrs, content } = entry.stanza
    transmit(relay, device, node(tag, { ...attrs, offline: index }, content))
  }
  return device.queue.length
}

/** Takes what a device acknowledged out of its queue. */
export function settle(device: Device, tag: string, ids: readonly string[]): void {
  for (const id of ids) {
    const index = device.queue.findIndex(({ stanza }) => stanza.tag === tag && stanza.attrs.id === id)
    if (index >= 0) device.queue.splice(index, 1)
  }
}

export function noticeLowPreKeys(relay: RelayState, device: Device): void {
  const left = device.bundle?.preKeys.size ?? 0
  const known = device.queue.some(({ stanza }) => stanza.attrs.type === 'encrypt')
  if (left >= LOW_PRE_KEYS || known) return
  const attributes = { type: 'encrypt', id: relay.nextId(), from: SERVER, t: now() }
  deliver(relay, device, node('notification', attributes, [node('count', { value: left })]))
}

function transmit(relay: RelayState, device: Device, stanza: BinaryNode): void {
  const copies = relay.faults.outgoing?.(device, stanza) ?? 1
  for (let copy = 0; copy < copies; copy++) device.connection?.send(stanza)
}
