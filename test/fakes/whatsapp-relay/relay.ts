import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Curve } from '@whiskeysockets/baileys'
import type { BinaryNode } from '@whiskeysockets/baileys'
import { WebSocketServer } from 'ws'
import { answerIq } from './answer-iq.ts'
import { issueServerIdentity } from './certificates.ts'
import { openConnection } from './connection.ts'
import type { ConnectionEvents, RelayConnection } from './connection.ts'
import { deliver, deliverBacklog } from './deliver.ts'
import { createDirectory, deviceJid, phoneJid, userJid } from './directory.ts'
import type { Account, AccountOptions, Device } from './directory.ts'
import { createGroup, participantNode } from './groups.ts'
import type { Group } from './groups.ts'
import { createMediaHost } from './media-host.ts'
import type { LoginAttempt, ServerIdentity } from './noise.ts'
import { createPairing } from './pairing.ts'
import type { Pairing } from './pairing.ts'
import { routeStanza } from './route-stanza.ts'
import { SERVER, child, node, now } from './stanza.ts'
import type { RelayState } from './state.ts'

/**
 * A stand-in for WhatsApp on loopback: real, unmodified Baileys sockets pair with it, log in to it, exchange Signal
 * messages and files through it, and are made to suffer what a bot must survive. What it imitates was read in Baileys,
 * not recorded from WhatsApp: it proves nothing about WhatsApp's own limits and checks.
 */
export interface Relay extends RelayState {
  /** For `waWebSocketUrl`. */
  readonly url: string
  /** For `trustTestRoot` in the process that runs Baileys. */
  readonly rootPublicKey: Uint8Array
  readonly pairing: Pairing
  addAccount(options: AccountOptions): Account
  createGroup(subject: string, members: readonly Account[]): Group
  /** Adds a member and tells everybody in the group. */
  addToGroup(group: Group, account: Account): void
  /** Cuts the connections of an account (or everyone's) without a word. */
  drop(account?: Account): void
  /** Ends an account's connections as WhatsApp does: 515 restart, 401 logged out, 503 unavailable … */
  streamError(account: Account, code: number, reason?: BinaryNode): void
  /** Takes a companion out as its owner would under "Linked devices"; its next login is refused. */
  unlink(device: Device): void
  /** Listens again on the same ports after `stop`; accounts and queues were kept. */
  start(): Promise<void>
  stop(): Promise<void>
}

export interface RelayOptions {
  /** How senders are named to receivers: by opaque id as WhatsApp does now, or by number as it did. */
  readonly addressing?: 'lid' | 'pn'
  /** Another certificate chain than one signed by the relay's own root. */
  readonly identity?: ServerIdentity
}

/** Starts a relay on free ports. */
export async function startRelay({ addressing = 'lid', identity }: RelayOptions = {}): Promise<Relay> {
  const root = Curve.generateKeyPair()
  let ids = 0
  const nextId = (): string => `relay-${++ids}`
  const state: RelayState = {
    directory: createDirectory(),
    groups: new Map(),
    media: createMediaHost(),
    addressing: addressing === 'lid' ? 'lid' : SERVER,
    log: [],
    unhandled: [],
    errors: [],
    faults: {},
    nextId,
  }
  const pairing = createPairing(nextId)
  const connections = new Set<RelayConnection>()
  const door = createDoor(identity ?? issueServerIdentity(root), connections, {
    onLogin: (connection, attempt) => logIn(state, pairing, connection, attempt),
    onStanza: (connection, stanza) => receive(relay, connection, stanza),
    onClose(connection) {
      connections.delete(connection)
      pairing.forget(connection)
      leave(connection)
    },
    onError: (error) => void state.errors.push(error),
  })
  const relay: Relay = Object.defineProperty(
    Object.assign(state, {
      rootPublicKey: root.public,
      pairing,
      url: '',
      ...setUp(state),
      ...failures(connections),
      async start() {
        await state.media.start()
        await door.start()
      },
      async stop() {
        for (const connection of connections) {
          connection.drop()
          leave(connection)
        }
        await state.media.stop()
        await door.stop()
      },
    }),
    'url',
    { get: () => `ws://127.0.0.1:${door.port()}/ws/chat` },
  )
  await relay.start()
  return relay
}

/** The port that clients come in by; it stays the same when it is opened again. */
function createDoor(identity: ServerIdentity, connections: Set<RelayConnection>, events: ConnectionEvents) {
  let http: Server | undefined
  let port = 0
  return {
    port: () => port,
    async start(): Promise<void> {
      const server = createServer()
      http = server
      new WebSocketServer({ server }).on('connection', (socket) => {
        connections.add(openConnection(socket, identity, events))
      })
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      port = (server.address() as AddressInfo).port
    },
    stop: () =>
      new Promise<void>((resolve) => {
        if (http) http.close(() => resolve())
        else resolve()
      }),
  }
}

function setUp(state: RelayState): Pick<Relay, 'addAccount' | 'createGroup' | 'addToGroup'> {
  return {
    addAccount: (options) => state.directory.addAccount(options),
    createGroup(subject, members) {
      const jid = `1203630${String(state.groups.size).padStart(11, '0')}@g.us`
      const group = createGroup(jid, subject, members)
      state.groups.set(jid, group)
      return group
    },
    addToGroup(group, account) {
      group.members.add(account)
      const attributes = {
        type: 'w:gp2',
        from: group.jid,
        participant: userJid(group.owner, 'lid'),
        participant_pn: phoneJid(group.owner),
        addressing_mode: 'lid',
      }
      const added = [node('add', {}, [participantNode(account, false)])]
      for (const device of [...group.members].flatMap(({ devices }) => [...devices.values()]))
        deliver(state, device, node('notification', { ...attributes, id: state.nextId(), t: now() }, added))
    },
  }
}

function failures(connections: ReadonlySet<RelayConnection>): Pick<Relay, 'drop' | 'streamError' | 'unlink'> {
  const end = ({ connection }: Device, code: number, reason?: BinaryNode): void => {
    connection?.send(node('stream:error', { code }, reason && [reason]))
    connection?.close()
  }
  return {
    drop(account) {
      for (const connection of connections)
        if (!account || connection.device?.account === account) connection.drop()
    },
    streamError(account, code, reason) {
      for (const device of account.devices.values()) end(device, code, reason)
    },
    unlink(device) {
      device.account.devices.delete(device.id)
      end(device, 401, node('conflict', { type: 'device_removed' }))
    },
  }
}

function logIn(
  state: RelayState,
  pairing: Pairing,
  connection: RelayConnection,
  attempt: LoginAttempt,
): void {
  const { payload, noisePublicKey } = attempt
  if (payload.devicePairingData) return pairing.begin(connection, attempt)
  const account = state.directory.account(`${String(payload.username)}@${SERVER}`)
  const device = account?.devices.get(payload.device ?? 0)
  if (!device?.noiseKey?.equals(noisePublicKey)) {
    connection.send(node('failure', { reason: 401, location: 'relay' }))
    return connection.close()
  }
  device.connection?.send(node('stream:error', {}, [node('conflict', { type: 'replaced' })]))
  device.connection?.close()
  device.connection = connection
  device.ready = false
  connection.device = device
  connection.send(node('success', { t: now(), lid: deviceJid(device, 'lid'), location: 'relay' }))
}

function leave(connection: RelayConnection): void {
  const { device } = connection
  if (device?.connection !== connection) return
  device.connection = undefined
  device.ready = false
}

function receive(relay: Relay, connection: RelayConnection, stanza: BinaryNode): void {
  const { device } = connection
  if (!device) return relay.pairing.handle(connection, stanza)
  if (relay.faults.incoming?.(device, stanza) === false) return
  if (stanza.tag === 'iq') handleIq(relay, connection, device, stanza)
  else if (stanza.tag === 'ib' && child(stanza, 'offline_batch')) sendBacklog(relay, connection, device)
  else routeStanza(relay, device, stanza)
}

function handleIq(relay: Relay, connection: RelayConnection, device: Device, iq: BinaryNode): void {
  if (iq.attrs.xmlns === 'passive') {
    connection.send(node('iq', { id: iq.attrs.id, type: 'result', from: SERVER }))
    const { length: count } = device.queue
    const preview = node('offline_preview', { count, message: count })
    if (child(iq, 'active')) connection.send(node('ib', {}, [preview]))
  } else if (child(iq, 'remove-companion-device')) relay.unlink(device)
  else if (iq.attrs.type === 'get' || iq.attrs.type === 'set') answerIq(relay, device, iq)
}

function sendBacklog(relay: Relay, connection: RelayConnection, device: Device): void {
  const count = deliverBacklog(relay, device)
  device.ready = true
  if (relay.faults.backlogDone?.(device) !== false)
    connection.send(node('ib', {}, [node('offline', { count })]))
}
