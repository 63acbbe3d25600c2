import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { riyadhDay } from '#core/riyadh.ts'
import { associationIds } from '../assemble.ts'
import { explainFailure } from './explain-failure.ts'
import { readConfig } from '../config.ts'

/** The command line: one line per command; each is a file in `cli/`, loaded when it is asked for. */
const COMMANDS: Readonly<
  Record<string, { readonly help: string; run(args: readonly string[]): Promise<number> }>
> = {
  start: {
    help: 'runs the bot, the website chat and the console',
    run: async () => (await import('./start.ts')).start(ROOT, readConfig(process.env, associationIds(ROOT))),
  },
  play: {
    help: '[flow] [--association ID] [--lang ar|en]  talks with the bot in this terminal',
    run: async (args) => {
      const { values, positionals } = parseArgs({
        args: [...args],
        options: { association: { type: 'string' }, lang: { type: 'string' } },
        allowPositionals: true,
      })
      const config = configFor(values.association)
      const { play } = await import('./play.ts')
      return play({
        root: ROOT,
        association: config.association,
        language: values.lang ?? config.language,
        input: process.stdin,
        output: process.stdout,
        isTty: process.stdin.isTTY,
        ...(positionals[0] !== undefined && { flow: positionals[0] }),
      })
    },
  },
  demo: {
    help: '[--association ID] [--lang ar|en]  plays one whole life, from hello to rating, both sides',
    run: async (args) => {
      const { values } = parseArgs({
        args: [...args],
        options: { association: { type: 'string' }, lang: { type: 'string' } },
      })
      const config = configFor(values.association)
      const { demo } = await import('./demo.ts')
      const { association, language } = config
      return demo({ root: ROOT, association, language: values.lang ?? language, print })
    },
  },
  handoff: {
    help: 'list | release ID  conversations that wait for a person, at the service that runs',
    run: async (args) =>
      (await import('./handoff.ts')).handoff(
        args,
        readConfig(process.env, associationIds(ROOT)).dataFolder,
        print,
      ),
  },
  case: operator('case', 'list | show REF | VERB REF …  requests and what staff do with them, --as STAFF'),
  task: operator('task', 'list | done ID  what staff have to do, --as STAFF'),
  staff: operator('staff', 'list | add ID ROLE NAME | link ID | disable ID  who works here'),
  settings: operator('settings', 'list | set NAME JSON  what the association sets for itself'),
  audit: operator('audit', 'verify  whether the chain of the audit log is whole'),
  person: operator(
    'person',
    'merge KEPT OTHER | unmerge OTHER | link PERSON CONTACT [ROLE] | unlink PERSON CONTACT  records and accounts of one person, --as STAFF',
  ),
  inquiries: {
    help: '[DAYS]  questions of the last days that nobody answered, grouped',
    run: async (args) =>
      (await import('./inquiries.ts')).inquiries(args, readConfig(process.env, associationIds(ROOT)), print),
  },
  whatsapp: {
    help: 'status | pair [--phone NUMBER] | unpair  the link to the phone, at the service that runs',
    run: async (args) =>
      (await import('./whatsapp.ts')).whatsapp(
        args,
        readConfig(process.env, associationIds(ROOT)).dataFolder,
        print,
      ),
  },
  check: {
    help: 'checks flows, words and profiles; lists every problem with its place',
    run: async () => (await import('./check.ts')).runCheck(ROOT, print),
  },
  policy: {
    help: '[ID]  every clause of a policy with the flow, rule and passed test that carry it',
    run: async (args) => {
      const known = associationIds(ROOT)
      const unknown = args.find((id) => !known.includes(id))
      if (unknown !== undefined) print(`there is no association ${unknown}; there are ${known.join(', ')}`)
      if (unknown !== undefined) return 2
      return (await import('./policy.ts')).runPolicy(ROOT, args.length > 0 ? args : known, print)
    },
  },
  schema: {
    help: 'writes flows/flow.schema.json, by which editors complete and check flows',
    run: async () => (await import('./write-schema.ts')).writeSchema(ROOT, print),
  },
  match: {
    help: 'matches questions: JSON lines {"id","association","text"} in, JSON lines out',
    run: async () => (await import('./match.ts')).match(ROOT, process.stdin, print),
  },
  read: {
    help: 'reads answers: JSON lines {"type","input"} in, JSON lines out',
    run: async () => {
      await (await import('./read.ts')).read(process.stdin, process.stdout, riyadhDay(Date.now()))
      return 0
    },
  },
}

/** A noun that the service which runs is asked about. */
function operator(noun: string, help: string) {
  return {
    help,
    run: async (args: readonly string[]) =>
      (await import('./operator/operator.ts')).askOperator(
        noun,
        args,
        readConfig(process.env, associationIds(ROOT)).dataFolder,
        print,
      ),
  }
}

/** The configuration, for another association where one is named. */
function configFor(association: string | undefined) {
  const environment = association === undefined ? process.env : { ...process.env, ASSOCIATION: association }
  return readConfig(environment, associationIds(ROOT))
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

function usage(): number {
  print('wasl COMMAND')
  for (const [name, { help }] of Object.entries(COMMANDS)) print(`  ${name.padEnd(10)} ${help}`)
  return 2
}

/** Runs one command with its arguments. The exit code. */
export async function runCommandLine([name = '', ...args]: readonly string[]): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  // Whoever reads only the first lines (`| head`) has had enough; that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1))
  try {
    return command ? await command.run(args) : usage()
  } catch (error) {
    return explainFailure(error, (line) => process.stderr.write(`${line}\n`))
  }
}
