import { Environment } from '@marcbachmann/cel-js'
import type { AnswerType, AnswerValue } from '#core/answer.ts'

/** Types of variables, as CEL names them. */
export type CelType = 'string' | 'int' | 'double' | 'bool' | 'map' | 'list'

/** A compiled CEL expression. */
export interface Program {
  readonly source: string
  run(context: Readonly<Record<string, unknown>>): AnswerValue
}

/** An expression that was sound and yet has no value for these answers (a division by zero). Names no values. */
export class ExpressionError extends Error {
  override name = 'ExpressionError'
  constructor(source: string, options: ErrorOptions) {
    super(`the expression has no value here: ${source}`, options)
  }
}

/** Why an expression was refused; `offset` is where in its text. */
export interface CelProblem {
  readonly problem: string
  readonly offset: number
}

const LIMITS = {
  maxAstNodes: 500,
  maxDepth: 40,
  maxListElements: 100,
  maxMapEntries: 50,
  maxCallArguments: 8,
}

const TYPE_NAMES: Readonly<Record<CelType, string>> = {
  string: 'string',
  int: 'int',
  double: 'double',
  bool: 'bool',
  map: 'map<string, dyn>',
  list: 'list<dyn>',
}

const EMPTY: Readonly<Record<CelType, unknown>> = {
  string: '',
  int: 0n,
  double: 0,
  bool: false,
  map: {},
  list: [],
}

/** What a variable counts as until it is set: an answer not given never makes an expression fail. */
export function emptyOf(type: CelType): unknown {
  return EMPTY[type]
}

/** The CEL type of an answer. */
export function celTypeOf(type: AnswerType): CelType {
  switch (type) {
    case 'number':
    case 'count':
    case 'family_size':
    case 'amount_sar':
    case 'rating':
      return 'double'
    case 'yes_no':
      return 'bool'
    case 'multi_choice':
    case 'document':
    case 'voice':
      return 'list'
    case 'location':
      return 'map'
    default:
      return 'string'
  }
}

/** Whole years between two days (`YYYY-MM-DD`); 0 when either is missing. */
export function yearsBetween(from: string, to: string): number {
  if (from.length < 10 || to.length < 10) return 0
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5, 10) < from.slice(5, 10) ? years - 1 : years
}

/** CEL numbers are strict; people who write rules are not: whole numbers may stand beside amounts. */
function withMixedNumbers(env: Environment): Environment {
  return env
    .registerOperator('double == int', (a: number, b: bigint) => a === Number(b))
    .registerOperator('double / int', (a: number, b: bigint) => a / Number(b))
    .registerOperator('double * int', (a: number, b: bigint) => a * Number(b))
    .registerOperator('double + int', (a: number, b: bigint) => a + Number(b))
    .registerOperator('double - int', (a: number, b: bigint) => a - Number(b))
}

/** The CEL environment for some variables. `today` is read from the context's `__today`, so that no clock is needed. */
export function celEnvironment(variables: Readonly<Record<string, CelType>>): Environment {
  let env = withMixedNumbers(new Environment({ limits: LIMITS }))
    .registerVariable('today', 'string')
    .registerFunction('years(string, string): int', (from: string, to: string) =>
      BigInt(yearsBetween(from, to)),
    )
    .registerFunction(
      'sum(list<dyn>, string): double',
      (items: readonly Record<string, unknown>[], field: string) =>
        items.reduce((total, item) => total + Number(item[field] ?? 0), 0),
    )
  env = env
    .registerVariable({
      name: 'association',
      schema: {
        id: 'string',
        period: 'string',
        earliest: 'int',
        latest: 'int',
        declaration: 'string',
        hours: 'bool',
        policy_referral: 'bool',
        matters: 'list<string>',
        outcome_in_notice: 'bool',
      },
    })
    .registerVariable({
      name: 'contact',
      schema: {
        language: 'string',
        consented: 'bool',
        cases: 'int',
        requests: 'int',
        people: 'int',
        draft: 'bool',
        channel: 'string',
        level: 'int',
        opened: 'string',
        consents: 'list<string>',
      },
    })
  for (const [name, type] of Object.entries(variables)) env = env.registerVariable(name, TYPE_NAMES[type])
  return env
}

/** Why a variable cannot be called this: the engine or CEL itself has something of that name. */
export function nameProblem(name: string): string | undefined {
  if (name in {}) return `${name} is a name of JavaScript itself`
  try {
    celEnvironment({ [name]: 'string' })
    return undefined
  } catch {
    return `${name} is a name that the engine gives`
  }
}

/** Compiles and type-checks one expression; `expect` is the type that it must yield. */
export function compileCel(
  env: Environment,
  source: string,
  expect?: 'bool' | 'string' | 'number',
): Program | CelProblem {
  try {
    const check = env.check(source)
    if (!check.valid) return celProblem(check.error)
    const type = String(check.type)
    if (expect && !fits(type, expect)) return { problem: `gives ${type}, ${expect} is needed`, offset: 0 }
    const parsed = env.parse(source)
    return { source, run: (context) => evaluated(source, () => parsed(context)) }
  } catch (error) {
    return celProblem(error)
  }
}

function evaluated(source: string, run: () => unknown): AnswerValue {
  try {
    return plain(run())
  } catch (error) {
    throw new ExpressionError(source, { cause: error })
  }
}

function fits(type: string, expect: 'bool' | 'string' | 'number'): boolean {
  if (type === 'dyn') return true
  return expect === 'number' ? type === 'int' || type === 'double' : type === expect
}

function celProblem(error: unknown): CelProblem {
  const message = error instanceof Error ? error.message : String(error)
  const range = (error as { range?: { start?: number } } | undefined)?.range
  return { problem: message.split('\n')[0] ?? message, offset: range?.start ?? 0 }
}

/** CEL values as JSON: whole numbers come back as numbers. */
function plain(value: unknown): AnswerValue {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), plain(item)]))
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]))
  }
  return typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number' ? value : null
}
