import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { drawQr } from '../../src/cli/draw-qr.ts'
import { describeHealth } from '../../src/cli/open-whatsapp.ts'
import { whatsapp } from '../../src/cli/whatsapp.ts'
import { ROOT } from '../fakes/conversation.ts'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import type { Phone } from '../fakes/whatsapp-relay/phone.ts'
import { newNumber, openScene } from '../fakes/whatsapp-relay/scene.ts'
import type { Scene } from '../fakes/whatsapp-relay/scene.ts'

/** Every wait of these tests: a process has to start, on a machine that may be busy. */
const PATIENCE = { timeout: 20_000, interval: 20 }

describe('the service with WhatsApp on', { timeout: 30_000 }, () => {
  let scene: Scene
  let account: Account
  let noura: Phone
  let folder: string
  let service: ChildProcess
  let output = ''

  const begin = (): void => {
    const child = spawn(process.execPath, ['src/main.ts', 'start'], {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        DATA_DIR: folder,
        PORT: '0',
        LOG_LEVEL: 'debug',
        WHATSAPP: 'on',
        WHATSAPP_URL: scene.relay.url,
        NODE_EXTRA_CA_CERTS: join(folder, 'relay.pem'),
      },
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
    service = child
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const gone = new Promise((resolve) => service.once('close', resolve))
    service.kill(signal)
    await gone
  }
  /** Runs `wasl whatsapp …` and gives what it printed. */
  const ask = async (...args: string[]): Promise<string> => {
    const lines: string[] = []
    expect(await whatsapp(args, folder, (line) => lines.push(line))).toBe(0)
    return lines.join('\n')
  }
  /** Texts and polls: everything that she sees of us. */
  const answers = (): number => noura.received.filter(({ message }) => message).length

  beforeAll(async () => {
    scene = await openScene()
    account = scene.relay.addAccount({ phone: newNumber(), name: 'Wasl', phantomPhone: true })
    noura = await scene.person('نورة العتيبي')
    folder = mkdtempSync(join(tmpdir(), 'wasl-linked-'))
    writeFileSync(join(folder, 'relay.pem'), scene.relay.media.certificate)
    begin()
  }, 30_000)
  afterAll(async () => {
    await end('SIGTERM')
    await scene[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  test('shows a QR code, and links by a code typed on the phone', async () => {
    await vi.waitFor(() => expect(output).toContain('scan:'), PATIENCE)
    expect(await ask('status')).toContain('scan:')
    const shown = await ask('pair', '--phone', `+${account.phone.slice(0, 3)} ${account.phone.slice(3)}`)
    const code = /Code: (\w{4})-(\w{4})/.exec(shown)
    await vi.waitFor(() => expect(scene.relay.pairing.isWaitingForCode(account)).toBe(true), PATIENCE)
    await scene.relay.pairing.enterCode(`${code?.[1]}${code?.[2]}`, account)
    await vi.waitFor(async () => expect(await ask('status')).toBe('WhatsApp: connected'), PATIENCE)
    expect(output).toContain('WhatsApp: connected')
  })

  test('answers a person, also after it was killed', async () => {
    const jid = `${account.lid}@lid`
    await noura.say(jid, 'السلام عليكم')
    await vi.waitFor(() => expect(answers()).toBeGreaterThan(0), PATIENCE)
    await end('SIGKILL')
    const before = answers()
    await noura.say(jid, 'القائمة')
    begin()
    await vi.waitFor(() => expect(answers()).toBeGreaterThan(before), PATIENCE)
  })

  test('begins a new session with a person whose phone lost its own', async () => {
    const keys = noura.socket.authState.keys
    await keys.set({ session: { [`${account.lid}_1.1`]: null } })
    const before = answers()
    await noura.say(`${account.lid}@lid`, 'مساعدة')
    await vi.waitFor(() => expect(answers()).toBeGreaterThan(before), PATIENCE)
  })

  test('takes the link back', async () => {
    expect(await ask('unpair')).toContain('The link was removed'.toLowerCase())
    expect(account.devices.has(1)).toBe(false)
  })

  test("said nobody's words, name or number, and no key", () => {
    for (const secret of [
      'السلام',
      'العتيبي',
      noura.account.phone,
      noura.account.lid,
      account.phone,
      account.lid,
    ])
      expect(output).not.toContain(secret)
    expect(output).not.toMatch(/privKey|SessionEntry|rootKey|<Buffer/)
    // It is looked for in the right place: the log is there.
    expect(output).toContain('"msg":"whatsapp_open"')
  })
})

describe('wasl whatsapp', () => {
  test.each([[[]], [['dance']], [['pair', '--phone']], [['pair', '--phone', '05xx']], [['status', 'x']]])(
    'explains itself: %j',
    async (args) => {
      const lines: string[] = []
      expect(await whatsapp(args, '/nowhere', (line) => lines.push(line))).toBe(2)
      expect(lines).toEqual(['wasl whatsapp status | pair [--phone NUMBER] | unpair'])
    },
  )

  test('says that nothing runs', async () => {
    await expect(whatsapp(['status'], '/nowhere', () => undefined)).rejects.toThrow('no service runs')
  })

  test('says what to do about every state', () => {
    expect(describeHealth({ state: 'restricted', until: Date.UTC(2026, 0, 2) }).join()).toContain(
      '2026-01-02',
    )
    for (const state of ['replaced', 'logged_out', 'banned', 'outdated', 'open', 'pairing'] as const)
      expect(describeHealth({ state })).toHaveLength(1)
  })

  test('draws a QR code that is square to the eye', () => {
    const lines = drawQr('https://wa.me/settings/linked_devices#2@abc,def,ghi,jkl,1')
    // oxlint-disable-next-line no-control-regex -- the colours around it
    const widths = lines.map((line) => line.replace(/\u001B\[[\d;]*m/g, '').length)
    expect(new Set(widths).size).toBe(1)
    expect(Math.abs((widths[0] ?? 0) - 2 * lines.length)).toBeLessThan(2)
  })
})
