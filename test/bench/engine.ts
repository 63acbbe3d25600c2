import { createHash } from 'node:crypto'
import { riyadhDay } from '#core/riyadh.ts'
import { resumeSession, startSession } from '#engine/engine.ts'
import type { Env } from '#engine/env.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import { INPUTS, benchContent } from './form.ts'

const CONVERSATIONS = 4_000
const NOW = Date.UTC(2026, 2, 1, 9)

/** Turns a second of the engine alone: no store, no words, one core. */
export function benchEngine(write: (line: string) => void): void {
  const env = benchEnv()
  const whole = rate(env, CONVERSATIONS)
  write(`the form, readers included: ${whole.toFixed(0)} turns/s`)
  const plain = rate(
    {
      ...env,
      read: (_type, input) => ({ ok: true, value: input === 'أقر بذلك' ? 'agree' : input, display: input }),
    },
    CONVERSATIONS,
  )
  write(`the engine alone (answers taken as they are): ${plain.toFixed(0)} turns/s`)
}

function rate(env: Env, conversations: number): number {
  let turns = 0
  talk(env)
  const began = performance.now()
  for (let n = 0; n < conversations; n++) turns += talk(env)
  return turns / ((performance.now() - began) / 1000)
}

function talk(env: Env): number {
  let { session } = startSession(env, { id: 'bench', language: 'ar' }, { kind: 'start' })
  for (const text of INPUTS) session = resumeSession(env, session, { kind: 'text', text }).session
  return INPUTS.length + 1
}

function benchEnv(): Env {
  const { association, library, matcher, renderer } = benchContent()
  let count = 0
  return {
    now: NOW,
    today: riyadhDay(NOW),
    association,
    library,
    matcher,
    contact: { channel: 'terminal', level: 1, cases: [], known: {} },
    newId: () => String(++count).padStart(12, '0'),
    newReference: () => 'REF',
    newPin: () => '402001',
    read: readAnswer,
    command: readCommand,
    fold: (text) => normalise(text, { search: true }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    label: renderer.label,
    translate: renderer.translate,
  }
}
