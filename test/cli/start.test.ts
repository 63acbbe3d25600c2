import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContentError } from '../../src/assemble.ts'
import { explainFailure } from '../../src/cli/explain-failure.ts'
import { ConfigError } from '../../src/config.ts'
import { StoreUnavailable } from '#store/write.ts'
import { ROOT } from '../fakes/conversation.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wasl-begin-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the program until it ends by itself. */
async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const given = { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'warn', ...environment }
  const child = spawn(process.execPath, ['src/main.ts', ...args], { cwd: ROOT, env: given, timeout: 15_000 })
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString('utf8')))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out, error }
}

describe('wasl start', () => {
  it('with wrong variables names them all, repeats no secret, makes nothing and exits with 2', async () => {
    const wrong = { PORT: 'x', ASSOCIATION: 'nobody', LOG_LEVEL: 'loud', TELEGRAM_BOT_TOKEN: 'planted' }
    const { code, out, error } = await run(['start'], wrong)
    expect(code).toBe(2)
    expect(out).toBe('')
    const lines = error.trim().split('\n')
    expect(lines).toHaveLength(4)
    for (const name of Object.keys(wrong))
      expect(lines.filter((line) => line.startsWith(name))).toHaveLength(1)
    expect(error).not.toContain('planted')
    expect(readdirSync(folder)).toEqual([])
  })

  it('where the port is taken says which to change, and exits with 1', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    try {
      const { code, error } = await run(['start'], { PORT: String(port) })
      expect(code).toBe(1)
      expect(error).toContain(`port ${port} is in use: set PORT to another one`)
      expect(error).not.toMatch(/\n\s+at /)
    } finally {
      other.close()
    }
  })
})

describe('a channel that can never work', () => {
  it('ends the program with its reason, although all else could begin', async () => {
    // Telegram answers so to a wrong token.
    const api = createHttpServer((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ ok: false, error_code: 401, description: 'Unauthorized' }))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => api.once('listening', resolve))
    const { port } = api.address() as AddressInfo
    const token = `123456789:${'A'.repeat(35)}`
    try {
      const { code, error } = await run(['start'], {
        TELEGRAM_BOT_TOKEN: token,
        TELEGRAM_API_ROOT: `http://127.0.0.1:${port}`,
      })
      expect(code).toBe(1)
      expect(error).toContain('token')
      expect(error).not.toContain(token.slice(0, 9))
    } finally {
      api.close()
      api.closeAllConnections()
    }
  })
})

describe('the command line', () => {
  it.each([[[]], [['no-such-command']], [['constructor']]])(
    '%j says what there is, and exits with 2',
    async (args) => {
      const { code, out } = await run(args)
      expect(code).toBe(2)
      for (const name of ['start', 'play', 'demo', 'check', 'schema'])
        expect(out).toMatch(new RegExp(`^ {2}${name} `, 'm'))
    },
  )

  it('refuses an option that it does not know in a sentence', async () => {
    const { code, error } = await run(['demo', '--nonsense'])
    expect(code).toBe(2)
    expect(error).toContain('--nonsense')
    expect(error).not.toMatch(/\n\s+at /)
  })
})

describe('a failure', () => {
  const explained = (error: unknown) => {
    const lines: string[] = []
    const code = explainFailure(error, (line) => lines.push(line))
    return { code, lines }
  }

  it('of what was given is a line for each mistake, and 2', () => {
    expect(explained(new ConfigError(['one', 'two']))).toEqual({ code: 2, lines: ['one', 'two'] })
    const problem = { file: 'flows/menu.yaml', line: 3, column: 7, message: 'no such step' }
    const { code, lines } = explained(new ContentError([problem, { ...problem, line: 9 }]))
    expect(code).toBe(2)
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/flows\/menu\.yaml:3:7.*no such step/)
  })

  it('that is foreseen is its sentence alone, and 1', () => {
    expect(explained(new StoreUnavailable('full'))).toEqual({ code: 1, lines: ['the disk is full'] })
  })

  it('that nobody foresaw shows where it came from, and 1', () => {
    const { code, lines } = explained(new TypeError('odd'))
    expect(code).toBe(1)
    expect(lines.join('\n')).toMatch(/TypeError: odd\n\s+at /)
    expect(explained('thrown')).toEqual({ code: 1, lines: ['unknown failure'] })
  })
})
