import { parseArgs } from 'node:util'
import type { ParseArgsOptionsConfig } from 'node:util'
import type { Clock, RunnerContent } from '#runner/parts.ts'
import type { Runner } from '#runner/runner.ts'
import type { StaffMember } from '#store/staff.ts'
import type { Store } from '#store/store.ts'
import { askControl } from '../control.ts'
import type { ControlCommands } from '../control.ts'
import { auditCommand } from './audit-command.ts'
import { caseCommand } from './case-command.ts'
import { wordsIn } from './operator-words.ts'
import type { Words } from './operator-words.ts'
import { personCommand } from './person-command.ts'
import { settingsCommand } from './settings-command.ts'
import { staffCommand } from './staff-command.ts'
import { taskCommand } from './task-command.ts'

/** What commands of operators work with: the parts of the service that runs. */
export interface OperatorParts {
  readonly store: Store
  readonly runner: Pick<Runner, 'cases' | 'setSetting'>
  readonly content: Pick<RunnerContent, 'association' | 'renderer'>
  readonly clock: Pick<Clock, 'now'>
}

/** One command as it was given. */
export interface Asked {
  readonly parts: OperatorParts
  /** The words behind the noun. */
  readonly given: readonly string[]
  option(name: string): string | undefined
  flag(name: string): boolean
  readonly words: Words
  /** In whose name, where that was said. */
  readonly member?: StaffMember
}

/** What is printed, and the exit code: 0 done, 1 refused, 2 not understood. */
export interface Reply {
  readonly code: number
  readonly lines: readonly string[]
}

/** Carries out the commands of one noun; undefined where it does not understand. */
export type NounCommand = (asked: Asked) => Promise<Reply | undefined>

/** The nouns that operators work with, and how each is used. */
export const NOUNS: Readonly<
  Record<string, { readonly run: NounCommand; readonly usage: readonly string[] }>
> = {
  case: caseCommand,
  task: taskCommand,
  staff: staffCommand,
  settings: settingsCommand,
  person: personCommand,
  audit: auditCommand,
}

const TEXTS = [
  'as',
  'lang',
  'state',
  'note',
  'why',
  'value',
  'source',
  'waived',
  'reason',
  'text',
  'next',
  'granted',
  'early',
  'number',
  'minutes',
  'place',
  'staff',
  'rev',
  'result',
]
const FLAGS = ['reveal', 'mine', 'overdue']

const OPTIONS: ParseArgsOptionsConfig = Object.fromEntries([
  ...TEXTS.map((name) => [name, { type: 'string' as const }]),
  ...FLAGS.map((name) => [name, { type: 'boolean' as const }]),
])

/** What a running service does for `wasl case`, `task`, `staff`, `settings` and `person`. */
export function operatorCommands(parts: OperatorParts): ControlCommands {
  return Object.fromEntries(
    Object.keys(NOUNS).map((noun) => [
      noun,
      async (subject: string) => [JSON.stringify(await carryOut(parts, noun, subject))],
    ]),
  )
}

async function carryOut(parts: OperatorParts, noun: string, subject: string): Promise<Reply> {
  const { run, usage } = NOUNS[noun] ?? { run: () => Promise.resolve(undefined), usage: [] }
  const args = JSON.parse(subject) as string[]
  let parsed
  try {
    parsed = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch {
    return { code: 2, lines: usage }
  }
  const { values, positionals } = parsed
  const text = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const words = wordsIn(parts.content.renderer, text('lang') === 'en' ? 'en' : 'ar')
  const as = text('as')
  const member = as === undefined ? undefined : await parts.store.staff.get(as)
  if (as !== undefined && member?.status !== 'active')
    return { code: 1, lines: [words.say('problems.noSuchStaff')] }
  if (member && positionals[0] !== 'list') await noteActing(parts, member)
  const asked: Asked = {
    parts,
    given: positionals,
    option: text,
    flag: (name) => values[name] === true,
    words,
    ...(member && { member }),
  }
  return (await run(asked)) ?? { code: 2, lines: usage }
}

/** That it was the operator of this machine who acted in somebody's name is on record, before what was done. */
async function noteActing({ store, clock }: OperatorParts, member: StaffMember): Promise<void> {
  const entry = { at: clock.now(), actor: 'operator', action: 'acted_as', subject: member.id }
  await store.commit([store.audit.append(entry)])
}

/** Asks the service that runs on a data folder. The exit code. */
export async function askOperator(
  noun: string,
  args: readonly string[],
  folder: string,
  print: (line: string) => void,
): Promise<number> {
  const answer = await askControl(folder, `${noun} ${JSON.stringify(args)}`)
  const reply = readReply(answer)
  for (const line of reply.lines) print(line)
  return reply.code
}

function readReply(answer: string): Reply {
  try {
    return JSON.parse(answer) as Reply
  } catch {
    return { code: 1, lines: [answer] }
  }
}
