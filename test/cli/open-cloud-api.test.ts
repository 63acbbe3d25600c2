import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ROOT } from '../fakes/conversation.ts'
import { startGraphApi } from '../fakes/graph-api/graph-api.ts'
import type { GraphApi } from '../fakes/graph-api/graph-api.ts'

const SOMEBODY = { phone: '966512345678', userId: 'SA.13491208655302741918' }

const closing: (() => Promise<void> | void)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

async function openGraph(): Promise<GraphApi> {
  const graph = await startGraphApi({ now: Date.now })
  closing.push(() => graph.stop())
  return graph
}

/** The real program with WhatsApp switched on; resolves to where it listens. */
async function start(graph: GraphApi): Promise<{ base: string; program: ChildProcess; output(): string }> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-cloud-start-'))
  closing.push(() => rmSync(folder, { recursive: true, force: true }))
  const program = spawn(process.execPath, ['src/main.ts', 'start'], {
    cwd: ROOT,
    env: {
      PATH: process.env.PATH,
      DATA_DIR: folder,
      PORT: '0',
      LOG_LEVEL: 'info',
      WHATSAPP_CLOUD_ACCESS_TOKEN: graph.accessToken,
      WHATSAPP_CLOUD_PHONE_NUMBER_ID: graph.phoneNumberId,
      WHATSAPP_CLOUD_APP_SECRET: graph.appSecret,
      WHATSAPP_CLOUD_VERIFY_TOKEN: graph.verifyToken,
      WHATSAPP_CLOUD_GRAPH_ROOT: graph.url,
    },
  })
  let output = ''
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  const ended = new Promise<void>((resolve) => program.once('close', () => resolve()))
  closing.push(() => {
    program.kill('SIGTERM')
    return ended
  })
  const base = await new Promise<string>((resolve, reject) => {
    program.stdout.on('data', () => {
      const found = /(http:\/\/localhost:\d+)\//.exec(output)?.[1]
      if (found) resolve(found.replace('localhost', '127.0.0.1'))
    })
    program.once('close', () => reject(new Error(output)))
  })
  return { base, program, output: () => output }
}

describe('wasl start with WhatsApp by the Cloud API', () => {
  it('answers Meta, and a person who writes', { timeout: 30_000 }, async () => {
    const graph = await openGraph()
    const { base, output } = await start(graph)
    const address = `${base}/whatsapp/webhook`
    const query = `hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${graph.verifyToken}`
    expect(await (await fetch(`${address}?${query}`)).text()).toBe('4711')
    graph.webhook = async (body, headers) =>
      (await fetch(address, { method: 'POST', body: Buffer.from(body), headers })).status
    expect(await graph.say(SOMEBODY, 'السلام عليكم')).toBe(true)
    await expect.poll(() => graph.sent(SOMEBODY.userId).length, { timeout: 15_000 }).toBeGreaterThan(0)
    const [sent] = graph.sent(SOMEBODY.userId)
    expect(sent?.text).toContain('المساعد الآلي')
    if (sent) expect(await graph.report(sent, 'read')).toBe(true)
    expect((await fetch(address, { method: 'POST', body: '{}' })).status).toBe(401)
    const status = await (await fetch(`${base}/metrics`)).text()
    expect(status).toContain('wasl_channel_on{channel="cloud-api"} 1')
    for (const secret of [graph.accessToken, graph.appSecret, graph.verifyToken, SOMEBODY.userId, 'السلام'])
      expect(output()).not.toContain(secret)
  })

  it('says which variable is wrong when Meta refuses the token', { timeout: 30_000 }, async () => {
    const graph = await openGraph()
    graph.faults.next('number', { kind: 'refused', status: 401, code: 190 })
    const failure = await start(graph).catch((error: unknown) => String(error))
    expect(failure).toContain('WHATSAPP_CLOUD_ACCESS_TOKEN')
    expect(failure).not.toContain(graph.accessToken)
    expect(failure).not.toMatch(/\n\s+at /)
  })
})
