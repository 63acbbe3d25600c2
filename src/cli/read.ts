import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { ANSWER_TYPES, type AnswerType, type ReadOptions, type ReadResult } from '#core/answer.ts'
import { readCommand } from '#language/command-words.ts'
import { readAnswer } from '#language/readers.ts'

/** One line asked of `wasl read`; whatever else it holds is passed on as options of the question. */
interface Asked {
  readonly type?: unknown
  readonly input?: unknown
  readonly today?: unknown
  readonly options?: unknown
}

const TYPES: ReadonlySet<string> = new Set(ANSWER_TYPES)
const isType = (type: unknown): type is AnswerType => typeof type === 'string' && TYPES.has(type)
const DAY = /^\d{4}-\d{2}-\d{2}$/

function parse(line: string): Asked | undefined {
  try {
    const asked: unknown = JSON.parse(line)
    return typeof asked === 'object' && asked !== null && !Array.isArray(asked) ? asked : undefined
  } catch {
    return undefined
  }
}

/** What a person typed: text, or the facts of a file, which readers take as JSON. */
function inputText(input: unknown): string | undefined {
  if (typeof input === 'string') return input
  if (typeof input === 'number' && Number.isFinite(input)) return String(input)
  return typeof input === 'object' && input !== null ? JSON.stringify(input) : undefined
}

function optionsOf(
  { type: _type, input: _input, today, options, ...limits }: Asked,
  day: string,
): ReadOptions {
  const asked = typeof today === 'string' && DAY.test(today) ? today : day
  if (Array.isArray(options)) return { ...limits, options, today: asked }
  return typeof options === 'object' ? { ...limits, ...options, today: asked } : { ...limits, today: asked }
}

function answerTo(result: ReadResult): Readonly<Record<string, unknown>> {
  if (result.ok) {
    const { value, also, hint } = result
    // Outside the program yes and no are said in words.
    const said = typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
    return { valid: true, value: said, ...also, ...(hint !== undefined && { hint }) }
  }
  const { problem, hint, suggestion } = result
  return { valid: false, problem, ...(hint !== undefined && { hint }), ...(suggestion && { suggestion }) }
}

function readLine(line: string, today: string): Readonly<Record<string, unknown>> {
  const asked = parse(line)
  if (asked === undefined) return { valid: false, problem: 'line_not_json' }
  const input = inputText(asked.input)
  if (input === undefined) return { valid: false, problem: 'line_without_input' }
  if (asked.type === 'command') {
    const command = readCommand(input)
    return command === undefined
      ? { valid: false, problem: 'command_unknown' }
      : { valid: true, value: command }
  }
  if (!isType(asked.type)) return { valid: false, problem: 'type_unknown' }
  return answerTo(readAnswer(asked.type, input, optionsOf(asked, today)))
}

/** Answers each JSON line with one JSON line, in order; `today` is used where a line names none. */
export async function runRead(
  lines: AsyncIterable<string>,
  write: (line: string) => void | Promise<void>,
  today: string,
): Promise<void> {
  for await (const line of lines) {
    if (line.trim() !== '') await write(JSON.stringify(readLine(line, today)))
  }
}

/** The `wasl read` command: JSON lines from `input`, answers to `output`, written out in full before it returns. */
export async function read(input: Readable, output: Writable, today: string): Promise<void> {
  const write = async (line: string): Promise<void> => {
    if (!output.write(`${line}\n`))
      await new Promise<void>((resolve) => output.once('drain', () => resolve()))
  }
  await runRead(createInterface({ input, crlfDelay: Infinity }), write, today)
  if (output.writableLength > 0) await new Promise<void>((resolve) => output.write('', () => resolve()))
}
