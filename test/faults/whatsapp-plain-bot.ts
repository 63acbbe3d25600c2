import { readFileSync } from 'node:fs'
import { BufferJSON, makeWASocket, proto } from '@whiskeysockets/baileys'
import type {
  AuthenticationCreds,
  SignalDataSet,
  SignalDataTypeMap,
  SignalKeyStore,
} from '@whiskeysockets/baileys'
import Sqlite from 'better-sqlite3'
import { trustTestRoot } from '../fakes/whatsapp-relay/certificates.ts'
import { createMemoryAuth } from '../fakes/whatsapp-relay/memory-auth.ts'
import { muteSignal } from '../fakes/whatsapp-relay/mute-signal.ts'
import { QUIET_CONFIG, textOf } from '../fakes/whatsapp-relay/phone.ts'
import { profileOnDemand } from '../bench/profile-shares.ts'

/**
 * A bot as Baileys' own example has it: it answers from the event, and keeps nothing but its login. With `DATABASE` the
 * login lies in SQLite, each change in a transaction, which is better than the files of the example; without it, in
 * memory. It answers every text with `re: text`.
 */
const { RELAY_URL = '', RELAY_ROOT = '', LOGIN = '', DATABASE } = process.env

trustTestRoot(Buffer.from(RELAY_ROOT, 'hex'))
muteSignal()

const creds = JSON.parse(readFileSync(LOGIN, 'utf8'), BufferJSON.reviver) as AuthenticationCreds
const { keys, save } = DATABASE === undefined ? inMemory(creds) : inDatabase(DATABASE, creds)
connect()
process.once('SIGTERM', () => process.exit(0))
if (process.send) profileOnDemand()

function connect(): void {
  const socket = makeWASocket({ ...QUIET_CONFIG, waWebSocketUrl: RELAY_URL, auth: { creds, keys } })
  socket.ev.on('creds.update', save)
  socket.ev.on('connection.update', ({ connection }) => {
    if (connection === 'close') setTimeout(connect, 300)
  })
  socket.ev.on('messages.upsert', ({ messages }) => {
    for (const message of messages) {
      const text = message.key.fromMe === true ? undefined : textOf(message)
      if (text === undefined) continue
      const answer = { text: `re: ${text}`, linkPreview: null }
      socket.sendMessage(message.key.remoteJid ?? '', answer).catch(() => undefined)
    }
  })
}

function inMemory(login: AuthenticationCreds) {
  return { keys: createMemoryAuth(login).state.keys, save: () => undefined }
}

function inDatabase(path: string, login: AuthenticationCreds) {
  const db = new Sqlite(path)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.exec('create table if not exists kept (name text primary key, value text not null) without rowid')
  const find = db.prepare('select value from kept where name = ?').pluck()
  const put = db.prepare('insert into kept values (?, ?) on conflict do update set value = excluded.value')
  const drop = db.prepare('delete from kept where name = ?')
  const found = find.get('login') as string | undefined
  if (found !== undefined) Object.assign(login, JSON.parse(found, BufferJSON.reviver))
  const write = db.transaction((data: SignalDataSet) => {
    for (const [type, entries] of Object.entries(data)) {
      for (const [id, value] of Object.entries(entries ?? {})) {
        if (value === null || value === undefined) drop.run(`${type}:${id}`)
        else put.run(`${type}:${id}`, JSON.stringify(value, BufferJSON.replacer))
      }
    }
  })
  const store: SignalKeyStore = {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const values: Record<string, SignalDataTypeMap[T]> = {}
      for (const id of ids) {
        const text = find.get(`${type}:${id}`) as string | undefined
        if (text === undefined) continue
        const value: unknown = JSON.parse(text, BufferJSON.reviver)
        const key =
          type === 'app-state-sync-key'
            ? proto.Message.AppStateSyncKeyData.fromObject(value as object)
            : value
        values[id] = key as SignalDataTypeMap[T]
      }
      return values
    },
    set: (data) => write(data),
  }
  return {
    keys: store,
    save: () => void put.run('login', JSON.stringify(login, BufferJSON.replacer)),
  }
}
