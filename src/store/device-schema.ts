import type { Generated } from 'kysely'

interface Devices {
  name: string
  key_id: string | null
  credentials: Uint8Array | null
  leased_by: string | null
  leased_until: number
}

interface DeviceKeys {
  device: string
  id: Uint8Array
  value: Uint8Array
}

interface DeviceInbox {
  seq: Generated<number>
  device: string
  id: Uint8Array
  attempts: number
  content: Uint8Array
}

interface DeviceSent {
  device: string
  id: Uint8Array
  at: number
  content: Uint8Array
}

/** The tables of linked devices. */
export interface DeviceSchema {
  devices: Devices
  device_keys: DeviceKeys
  device_inbox: DeviceInbox
  device_sent: DeviceSent
}
