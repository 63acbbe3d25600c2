import { readFileSync, readdirSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { baileysLog } from '#channels/whatsapp/baileys-log.ts'
import type { WhatsAppLogFields } from '#channels/whatsapp/options.ts'
import { silenceLibsignal } from '#channels/whatsapp/silence.ts'

/** A console that remembers. */
function fakeConsole() {
  const said: unknown[][] = []
  const speak = (...words: unknown[]): void => void said.push(words)
  const names = ['log', 'debug', 'info', 'warn', 'error', 'trace', 'dir'] as const
  const made = Object.fromEntries(names.map((name) => [name, speak])) as unknown as Console
  return { said, console: made }
}

/** Speaks as if the words stood in a file of a package. */
function speakFrom(path: string, console: Console, method: 'info' | 'warn'): void {
  runInNewContext(`console.${method}('Closing session:', { privKey: 'x' })`, { console }, { filename: path })
}

describe('libsignal', () => {
  test('says nothing through the console; others do', () => {
    const { said, console } = fakeConsole()
    silenceLibsignal(console)
    silenceLibsignal(console)
    for (const method of ['info', 'warn'] as const) {
      speakFrom('/app/node_modules/libsignal/src/session_record.js', console, method)
      speakFrom('C:\\app\\node_modules\\libsignal\\src\\session_record.js', console, method)
    }
    expect(said).toEqual([])
    speakFrom('/app/node_modules/other/index.js', console, 'info')
    expect(said).toHaveLength(1)
  })
})

describe('Baileys', () => {
  test('is heard in codes alone', () => {
    const heard: WhatsAppLogFields[] = []
    const hear = (fields: WhatsAppLogFields): void => void heard.push(fields)
    const log = baileysLog({ info: hear, warn: hear, error: hear })
    const secret = { key: { remoteJid: '966500000000@s.whatsapp.net' }, err: new Error('words of a person') }
    for (const level of ['trace', 'debug', 'info'] as const) log[level](secret, 'failed to decrypt message')
    log.warn(secret, 'something new with 966500000000')
    log.child({ jid: '1' }).error(secret, 'failed to decrypt message')
    expect(heard).toEqual([{ code: 'whatsapp_not_decrypted' }])
  })

  test('is loaded in one place only, and when asked for', () => {
    const folder = new URL('../../../src/channels/whatsapp/', import.meta.url)
    const loading = readdirSync(folder).filter((name) => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      const imports =
        text.match(/^import (?!type\b)(?:\{[^}]*\}|[^'\n]*) from '@whiskeysockets\/baileys'/gm) ?? []
      return imports.length > 0 || text.includes("import('@whiskeysockets/baileys')")
    })
    expect(loading).toEqual(['load-baileys.ts'])
  })
})
