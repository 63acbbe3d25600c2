import { randomBytes } from 'node:crypto'
import type { BinaryNode } from '@whiskeysockets/baileys'
import { deliver, noticeLowPreKeys } from './deliver.ts'
import { userJid } from './directory.ts'
import type { Device } from './directory.ts'
import { groupNode } from './groups.ts'
import { storeUploadedKeys, takeKeyBundle } from './key-bundles.ts'
import { SERVER, allChildren, child, children, node, now, parseJid } from './stanza.ts'
import { noteUnhandled } from './state.ts'
import type { RelayState } from './state.ts'

/** Answers a question of a client to the server: one handler for each namespace and verb. */
export function answerIq(relay: RelayState, device: Device, iq: BinaryNode): void {
  const verb = `${iq.attrs.type} ${iq.attrs.xmlns}`
  const first = allChildren(iq)[0]?.tag
  const handler = HANDLERS[first ? `${verb} ${first}` : verb]
  if (!handler) noteUnhandled(relay, iq)
  const content = (handler ?? nothing)(relay, device, iq)
  const type = content.some(({ tag }) => tag === 'error') ? 'error' : 'result'
  device.connection?.send(node('iq', { id: iq.attrs.id, from: iq.attrs.to, type, t: now() }, content))
}

/** Returns the children of the result. */
type Handler = (relay: RelayState, device: Device, iq: BinaryNode) => BinaryNode[]

const PRIVACY = ['readreceipts', 'last', 'online', 'profile', 'status', 'groupadd', 'messages', 'calladd']

const nothing: Handler = () => []
const notFound = (): BinaryNode => node('error', { code: 404, text: 'item-not-found' })

const HANDLERS: Readonly<Record<string, Handler>> = {
  'get w:p ping': nothing,
  'get abt props': () => [
    node('props', { hash: 'relay', protocol: 1 }, [
      node('prop', { config_code: 10518, config_value: 'true' }),
    ]),
  ],
  'get blocklist': () => [node('list')],
  'get privacy privacy': () => [
    node(
      'privacy',
      {},
      PRIVACY.map((name) => node('category', { name, value: 'all' })),
    ),
  ],
  'set privacy tokens': issuePrivacyTokens,
  'get encrypt count': (_, device) => [node('count', { value: device.bundle?.preKeys.size ?? 0 })],
  'get encrypt digest': () => [node('digest')],
  'get encrypt key': fetchKeyBundles,
  'set encrypt registration': (_, device, iq) => {
    storeUploadedKeys(device, iq)
    return []
  },
  'set encrypt rotate': (_, device, iq) => {
    const signedPreKey = child(child(iq, 'rotate'), 'skey')
    if (device.bundle && signedPreKey) device.bundle.signedPreKey = signedPreKey
    return []
  },
  'get usync usync': answerUsync,
  'set w:m media_conn': ({ media }) => [media.connectionInfo()],
  'get w:g2 query': ({ groups }, _, iq) => {
    const group = groups.get(iq.attrs.to ?? '')
    return [group ? groupNode(group) : notFound()]
  },
  'get w:g2 participating': ({ groups }, { account }) => [
    node('groups', {}, [...groups.values()].filter(({ members }) => members.has(account)).map(groupNode)),
  ],
  'get w:profile:picture picture': () => [notFound()],
  'set w:sync:app:state sync': (_, __, iq) => {
    const collections = children(child(iq, 'sync'), 'collection')
    const named = collections.map(({ attrs: { name, version } }) => node('collection', { name, version }))
    return [node('sync', {}, named)]
  },
  'set urn:xmpp:whatsapp:dirty clean': nothing,
  'set w:stats add': nothing,
}

function fetchKeyBundles(relay: RelayState, _: Device, iq: BinaryNode): BinaryNode[] {
  const users = children(child(iq, 'key'), 'user').map(({ attrs }) => {
    const target = relay.directory.device(attrs.jid ?? '')
    if (!target) return node('user', { jid: attrs.jid }, [notFound()])
    const bundle = takeKeyBundle(target, attrs.jid ?? '')
    noticeLowPreKeys(relay, target)
    return bundle
  })
  return [node('list', {}, users)]
}

/** Who exists, under which names, with which devices. */
function answerUsync(relay: RelayState, _: Device, iq: BinaryNode): BinaryNode[] {
  const usync = child(iq, 'usync')
  const wanted = new Set(allChildren(child(usync, 'query')).map(({ tag }) => tag))
  const users = children(child(usync, 'list'), 'user').map((user) => describeUser(relay, user, wanted))
  return [node('usync', { ...usync?.attrs }, [node('result'), node('list', {}, users)])]
}

function describeUser(relay: RelayState, user: BinaryNode, wanted: ReadonlySet<string>): BinaryNode {
  const asked = child(user, 'contact')?.content
  const contact = (
    typeof asked === 'string' ? asked : Buffer.from((asked ?? []) as Uint8Array).toString()
  ).replaceAll(/\D/g, '')
  const jid = user.attrs.jid ?? (contact ? `${contact}@${SERVER}` : '')
  const account = relay.directory.account(jid)
  const content: BinaryNode[] = []
  if (wanted.has('contact')) content.push(node('contact', { type: account ? 'in' : 'out' }))
  if (account && wanted.has('devices')) {
    const devices = [...account.devices.values()].filter(({ bundle }) => bundle)
    const listed = devices.map(({ id }) => node('device', { id, 'key-index': id || undefined }))
    content.push(node('devices', {}, [node('device-list', {}, listed)]))
  }
  if (account && wanted.has('lid') && parseJid(jid).server !== 'lid')
    content.push(node('lid', { val: userJid(account, 'lid') }))
  return node('user', { jid }, content)
}

/** A client hands somebody a "trusted contact" token; they are told of it. */
function issuePrivacyTokens(relay: RelayState, { account }: Device, iq: BinaryNode): BinaryNode[] {
  for (const { attrs } of children(child(iq, 'tokens'), 'token')) {
    const attributes = {
      type: 'privacy_token',
      t: now(),
      from: userJid(account, SERVER),
      sender_lid: userJid(account, 'lid'),
    }
    const token = { jid: attrs.jid, t: attrs.t, type: 'trusted_contact' }
    for (const target of relay.directory.account(attrs.jid ?? '')?.devices.values() ?? []) {
      const tokens = node('tokens', {}, [node('token', token, randomBytes(16))])
      deliver(relay, target, node('notification', { id: relay.nextId(), ...attributes }, [tokens]))
    }
  }
  return [node('tokens')]
}
