import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import { SYSTEM_CLOCK } from '#runner/clock.ts'
import { contentOf } from '../fakes/conversation.ts'
import { openData } from '../../src/assemble.ts'
import { seedConversations } from './console-seed.ts'

/** Conversations on record, of them with staff now, and cases. */
const CONVERSATIONS = Number(process.env['BENCH_CONSOLE_CONVERSATIONS'] ?? 50_000)
const LIVE = 200
const CASES = Number(process.env['BENCH_CONSOLE_CASES'] ?? 10_000)
const ROUNDS = 40
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** The staff console of an association that has been at work for years: weight, first byte, and how live it is. */
export async function benchConsole(write: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-bench-console-'))
  const child = await begin(folder, write)
  try {
    const { url } = child
    write(await weigh(url, '/console/inbox'))
    for (const path of ['/console/inbox', '/console/inbox?view=all', `/console/inbox/${HANDOFF}`])
      write(await firstByte(url, path))
    for (const path of ['/console/cases', '/console/tasks', '/console/figures'])
      if ((await ask(url, path)).status === 200) write(await firstByte(url, path))
    write(
      existsSync(CHROMIUM) ? await visible(url) : `no browser at ${CHROMIUM}: not measured how live it is`,
    )
  } finally {
    child.process.kill('SIGKILL')
    await once(child.process, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
}

const HANDOFF = 'handoff-live-0'
const TOKENS = { sara: 'bench-token-of-sara', mona: 'bench-token-of-mona' }

async function begin(
  folder: string,
  write: (line: string) => void,
): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const store = await openData(folder)
  const at = SYSTEM_CLOCK.now()
  const roles = { sara: 'relations', mona: 'manager' } as const
  for (const id of ['sara', 'mona'] as const)
    await store.commit([
      store.staff.add({ id, name: id, role: roles[id], createdAt: at }),
      store.staffSessions.begin(TOKENS[id], id, at, 'bench', true),
    ])
  const began = performance.now()
  await seedConversations(store, contentOf('musanid').association, {
    conversations: CONVERSATIONS,
    live: LIVE,
    cases: CASES,
    at,
    claimedBy: 'sara',
  })
  await store.close()
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  write(`seeded ${CONVERSATIONS} conversations (${LIVE} with staff) and ${CASES} cases in ${seconds} s`)
  const environment = {
    ...process.env,
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    TELEGRAM_BOT_TOKEN: '',
  }
  const child = spawn(process.execPath, ['src/main.ts', 'start'], { env: environment })
  const port = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.once('exit', () => reject(new Error(output)))
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk)
      const found = /localhost:(\d+)\/console/.exec(output)
      if (found) resolve(found[1] ?? '')
    })
  })
  return { url: `http://localhost:${port}`, process: child }
}

function ask(url: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { cookie: `wasl_staff=${TOKENS.mona}`, ...(init.headers as Record<string, string>) }
  return fetch(`${url}${path}`, { redirect: 'manual', ...init, headers })
}

/** The page with its styles and scripts, each compressed as a reverse proxy does it. */
async function weigh(url: string, path: string): Promise<string> {
  const html = await (await ask(url, path)).text()
  const addresses = new Set(
    [...html.matchAll(/(?:href|src)="(\/console\/[\w-]+\.(?:css|js))/g)].map(([, found = '']) => found),
  )
  let assets = 0
  // What a script imports is added while the set is walked through.
  for (const address of addresses) {
    const text = await (await ask(url, address)).text()
    assets += gzipSync(text).length
    for (const [, found = ''] of text.matchAll(/from '(\/console\/[\w-]+\.js)'/g)) addresses.add(found)
  }
  if (addresses.size === 0) throw new Error('a page without styles is not what was to be weighed')
  const page = gzipSync(html).length
  return (
    `${path}: ${kb(page)} KB of page (${kb(html.length)} KB before), ${kb(assets)} KB in ${addresses.size} assets, ` +
    `${kb(page + assets)} KB together, gzip`
  )
}

function kb(bytes: number): string {
  return (bytes / 1024).toFixed(1)
}

async function firstByte(url: string, path: string): Promise<string> {
  const times: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now()
    const answer = await ask(url, path)
    times.push(performance.now() - began)
    await answer.text()
  }
  return `${path}: first byte p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`
}

/** From the moment in which one member presses "send" to the moment in which the other's open page shows it. */
async function visible(url: string): Promise<string> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
  try {
    const context = await browser.newContext()
    await context.addCookies([{ name: 'wasl_staff', value: TOKENS.mona, url }])
    const page = await context.newPage()
    await page.goto(`${url}/console/inbox/${HANDOFF}?view=all`)
    await page.locator('#live.on').waitFor({ state: 'attached' })
    await page.evaluate(WATCH)
    const times: number[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const text = `bench-message-${round}-end`
      const began = Date.now()
      const sent = await ask(url, `/console/inbox/${HANDOFF}/reply`, {
        method: 'POST',
        body: new URLSearchParams({ text, key: `bench-key-${round}` }),
        headers: { cookie: `wasl_staff=${TOKENS.sara}`, origin: url, 'sec-fetch-site': 'same-origin' },
      })
      if (sent.status !== 303) throw new Error(`the reply was answered ${sent.status}`)
      times.push(Number(await page.evaluate(`shown(${JSON.stringify(text)})`)) - began)
    }
    return `a reply in another browser: visible after p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`
  } finally {
    await browser.close()
  }
}

/** Runs on the page: when a text was first there, by the machine's clock. */
const WATCH = `
  window.seen = new Map()
  window.shown = (text) => new Promise((resolve) => {
    const look = () => {
      if (!document.getElementById('thread').textContent.includes(text)) return false
      resolve(Date.now())
      return true
    }
    if (look()) return
    const watcher = new MutationObserver(() => { if (look()) watcher.disconnect() })
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true })
  })`

function percentile(times: readonly number[], share: number): string {
  const sorted = times.toSorted((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0)
}
