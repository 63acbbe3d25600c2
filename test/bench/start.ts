import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openChat } from '../fakes/web-visitor.ts'

const ROUNDS = 5

/** From the command to the first reply in the website chat, on a fresh folder and on one that was used before. */
export async function benchStart(write: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'wasl-start-'))
  const first = await once(folder)
  const later: Sample[] = []
  for (let round = 0; round < ROUNDS; round++) later.push(await once(folder))
  const median = later.toSorted((a, b) => a.ms - b.ms)[Math.floor(ROUNDS / 2)] ?? first
  write(`first start to first reply ${first.ms.toFixed(0)} ms, ${first.mb.toFixed(0)} MB resident`)
  write(`later starts: median of ${ROUNDS} ${median.ms.toFixed(0)} ms, ${median.mb.toFixed(0)} MB resident`)
  rmSync(folder, { recursive: true, force: true })
}

interface Sample {
  readonly ms: number
  readonly mb: number
}

async function once(folder: string): Promise<Sample> {
  const began = performance.now()
  const environment = {
    ...process.env,
    DATA_DIR: folder,
    PORT: '0',
    LOG_LEVEL: 'silent',
    TELEGRAM_BOT_TOKEN: '',
  }
  const child = spawn(process.execPath, ['--max-semi-space-size=4', 'src/main.ts', 'start'], {
    env: environment,
  })
  const port = await new Promise<string>((resolve, reject) => {
    let output = ''
    child.once('exit', () => reject(new Error(output)))
    child.stdout.on('data', (chunk: Buffer) => {
      output += String(chunk)
      const found = /localhost:(\d+)\//.exec(output)
      if (found) resolve(found[1] ?? '')
    })
  })
  const chat = await openChat(`http://localhost:${port}`)
  await chat.begin()
  await chat.reply()
  const ms = performance.now() - began
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const mb = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  const gone = new Promise((resolve) => child.removeAllListeners('exit').once('exit', resolve))
  child.kill('SIGTERM')
  await gone
  return { ms, mb }
}
