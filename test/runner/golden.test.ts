import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { OutgoingMessage } from '#core/message.ts'
import type { Step } from '#engine/flow.ts'
import type { Content } from '../../src/assemble.ts'
import { clauses } from '../clauses.ts'
import { ROOT, associationIds, contentOf, openConversation } from '../fakes/conversation.ts'
import { languageOf, playTranscript, readTranscript } from '../fakes/transcript.ts'

const FOLDER = join(ROOT, 'test/golden')
/** `GOLDEN=write npx vitest run test/runner/golden.test.ts` writes the files anew; read the difference before committing it. */
const WRITE = process.env.GOLDEN === 'write'
const LONGEST = 300
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))
const FLOWS = readdirSync(join(ROOT, 'flows')).flatMap((name) => /^(.+)\.yaml$/.exec(name)?.[1] ?? [])

/** Only where a draft is gone between the question about it and the answer, or the profile takes a matter in no more. */
const NEVER_REACHED: ReadonlySet<string> = new Set(['request.done', 'matter.elsewhere'])

/** The steps that a file reached, as `flow.step`, with what they are. */
type Reached = Map<string, Step>

const reachedBy = new Map<string, Reached>()

/** Content that writes down which steps the engine takes from its flows; all else is the real thing. */
function watched(content: Content, reached: Reached): Content {
  const { library } = content
  const flow: typeof library.flow = (id, revision) => {
    const real = library.flow(id, revision)
    const get = (name: string): Step | undefined => {
      const step = real.steps.get(name)
      if (step) reached.set(`${id}.${name}`, step)
      return step
    }
    const steps = new Proxy(real.steps, {
      get(map, member) {
        const value: unknown = member === 'get' ? get : Reflect.get(map, member)
        return typeof value === 'function' ? value.bind(map) : value
      },
    })
    return { ...real, steps }
  }
  return { ...content, library: { ...library, flow } }
}

/** The name of a file, with the clauses that it covers: `wasl policy` counts them once it passed. */
function titleOf(name: string): string {
  const { association = 'musanid', clauses: named } = readTranscript(join(FOLDER, name)).setting
  return named === undefined ? name : `${name} ${clauses(association, ...named.split(' '))}`
}

/** What holds for every turn, whoever speaks and wherever. */
function checkTurn(turn: readonly OutgoingMessage[], input: string): void {
  expect.soft(turn.length, `messages after ${input}`).toBeLessThanOrEqual(2)
  for (const message of turn) {
    expect
      .soft(message.text, `an unfilled place after ${input}`)
      .not.toMatch(/\{\{|undefined|\bnull\b|\b(?:flows|replies|problems):/)
    const labels = (message.choices ?? []).map(({ label }) => label)
    expect.soft(new Set(labels).size, `choices that look the same after ${input}`).toBe(labels.length)
    if (message.private) continue
    expect.soft(message.text.length, `length after ${input}: ${message.text}`).toBeLessThanOrEqual(LONGEST)
  }
  const asked = turn.filter((message) => !message.private).map((message) => questionsIn(message.text))
  expect
    .soft(
      asked.reduce((sum, count) => sum + count, 0),
      `questions after ${input}: ${turn.map(({ text }) => text).join(' / ')}`,
    )
    .toBeLessThanOrEqual(1)
}

/** Question marks of a text; the question about the language is asked in two, and is one. */
function questionsIn(text: string): number {
  const arabic = text.match(/؟/g)?.length ?? 0
  const latin = text.match(/\?/g)?.length ?? 0
  return /Which language suits you\?/.test(text) ? Math.max(arabic, latin) : arabic + latin
}

describe('golden conversations', () => {
  test.each(FILES.map((name) => [titleOf(name), name] as const))('%s', async (_title, name) => {
    const path = join(FOLDER, name)
    const transcript = readTranscript(path)
    const reached: Reached = new Map()
    reachedBy.set(name, reached)
    const content = contentOf(transcript.setting.association ?? 'musanid')
    const talk = await openConversation({
      content: watched(content, reached),
      language: languageOf(transcript),
    })
    try {
      const played = await playTranscript(talk, transcript, checkTurn)
      if (WRITE) writeFileSync(path, played)
      else expect(played).toBe(transcript.whole)
      checkClauses(transcript.setting.clauses, content, reached)
    } finally {
      await talk.close()
    }
  })
})

/** A file may name the clauses that it covers: they are of this policy, and a step that it reached carries them out. */
function checkClauses(named: string | undefined, { association }: Content, reached: Reached): void {
  const carried = [...reached.values()].flatMap((step) => step.clauses ?? [])
  for (const clause of named?.split(' ') ?? []) {
    expect(
      association.clauses.some(({ id }) => id.endsWith(`/${clause}`) || id === clause),
      `${clause} is a clause of ${association.id}`,
    ).toBe(true)
    expect(carried, `a step that carries out ${clause}`).toContain(clause)
  }
}

describe('together they', () => {
  /** With only some files played (`-t`), what they reach together cannot be told. */
  const someLeftOut = () => FILES.some((name) => !reachedBy.has(name))

  test.for(FLOWS)('lead through the flow %s to its end', (flow, { skip }) => {
    skip(someLeftOut())
    const own = FILES.filter((name) => name.startsWith(`${flow}.`))
    expect(own, `a golden conversation called ${flow}.<situation>.txt`).not.toEqual([])
    const { steps } = contentOf('musanid').library.flow(flow)
    const ends = [...steps].filter(([, step]) => step.kind === 'end').map(([id]) => `${flow}.${id}`)
    const reached = new Set(own.flatMap((name) => [...(reachedBy.get(name)?.keys() ?? [])]))
    if (ends.length > 0) expect(ends.filter((end) => reached.has(end))).not.toEqual([])
    else expect([...reached].some((place) => place.startsWith(`${flow}.`))).toBe(true)
  })

  test('reach every step of every flow', ({ skip }) => {
    skip(someLeftOut())
    const reached = new Set([...reachedBy.values()].flatMap((places) => [...places.keys()]))
    const { library } = contentOf('musanid')
    const all = FLOWS.flatMap((flow) => [...library.flow(flow).steps.keys()].map((step) => `${flow}.${step}`))
    expect(all.filter((place) => !reached.has(place) && !NEVER_REACHED.has(place))).toEqual([])
  })

  test('make a request with every association, and say when each decides', () => {
    for (const id of associationIds(ROOT)) {
      expect(FILES).toContain(`request.${id}.txt`)
      expect(FILES).toContain(`inquiry.decision-time-${id}.txt`)
    }
  })
})
