import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openChat } from './fakes/web-visitor.ts'

/** Starts Wasl as the README says, on a fresh data folder, and uses it once; every wait is bounded. */
const folder = mkdtempSync(join(tmpdir(), 'wasl-smoke-'))
const environment = { ...process.env, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', TELEGRAM_BOT_TOKEN: '' }

function run(extra: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, ['src/main.ts', 'start'], { env: { ...environment, ...extra } })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)))
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const says = async (pattern: RegExp): Promise<RegExpExecArray> => {
    const until = Date.now() + 30_000
    for (;;) {
      const found = pattern.exec(output)
      if (found) return found
      if (Date.now() > until || child.exitCode !== null)
        throw new Error(`not said: ${String(pattern)}\n${output}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  return { child, exit, says, said: () => output }
}

try {
  const wrong = run({ PORT: 'x', ASSOCIATION: 'nobody', LOG_LEVEL: 'loud' })
  assert.equal(await wrong.exit, 2)
  for (const name of ['PORT', 'ASSOCIATION', 'LOG_LEVEL']) assert.match(wrong.said(), new RegExp(name))

  const first = run()
  const [, port] = await first.says(/localhost:(\d+)\//)
  const base = `http://localhost:${port}`
  assert.equal((await fetch(`${base}/healthz`)).status, 200)
  assert.match(await (await fetch(`${base}/metrics`)).text(), /^wasl_sessions 0$/m)
  assert.match(await (await fetch(`${base}/status`)).text(), /dir="rtl"/)
  assert.equal(statSync(join(folder, 'keys')).mode & 0o777, 0o700)

  const chat = await openChat(base)
  await chat.begin()
  assert.match(await chat.reply(), /مساند/)
  await chat.close()

  const second = run()
  assert.equal(await second.exit, 1)
  assert.match(second.said(), /in use/)

  const asked = process.hrtime.bigint()
  first.child.kill('SIGINT')
  assert.equal(await first.exit, 0)
  assert.ok(process.hrtime.bigint() - asked < 5_000_000_000n, 'Ctrl-C drains in under five seconds')
  process.stdout.write('smoke: 1 passed, 0 failed\n')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
