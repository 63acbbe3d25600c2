import { COMMANDS, type Command } from '#core/answer.ts'
import { ARABIC, COURTESIES, ENGLISH, REQUESTS } from './lexicon/commands.ts'
import { WORLD } from './lexicon/commands-world.ts'
import { normalise } from './normalise.ts'

/** The form in which a command is compared: folded, letters held longer than twice cut, only words and spaces. */
function commandForm(text: string): string {
  return normalise(text, { search: true })
    .replace(/['’`´]/gu, '')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
}

const COMMAND_OF: ReadonlyMap<string, Command> = new Map(
  // Arabic and English first: where a pilgrims' language uses the same word for another command, they win.
  [...WORLD]
    .toReversed()
    .concat(ENGLISH, ARABIC)
    .flatMap((words) =>
      COMMANDS.flatMap((command) => words[command].map((word) => [commandForm(word), command] as const)),
    ),
)

const COURTESY_FORMS = [...new Set(COURTESIES.map(commandForm))].sort((a, b) => b.length - a.length)
const REQUEST_FORMS = [...new Set(REQUESTS.map(commandForm))].sort((a, b) => b.length - a.length)
const LONGEST_COMMAND = Math.max(...[...COMMAND_OF.keys()].map((form) => form.length))
// A bare question mark asks for help; slash commands are Telegram's habit.
const HELP_MARK = /^[؟?]+$/u
const QUESTION = /[؟?]/u
const ASKABLE: ReadonlySet<Command> = new Set<Command>(['help', 'human', 'repeat', 'language', 'menu'])

function withoutCourtesy(form: string): string {
  let rest = form
  for (let before = ''; before !== rest;) {
    before = rest
    for (const courtesy of COURTESY_FORMS) {
      if (rest.startsWith(`${courtesy} `)) rest = rest.slice(courtesy.length + 1)
      if (rest.endsWith(` ${courtesy}`)) rest = rest.slice(0, -courtesy.length - 1)
    }
  }
  return rest
}

/** "أبغى ألغي": a command asked for is the command. */
function requested(form: string): Command | undefined {
  for (const request of REQUEST_FORMS) {
    const command = form.startsWith(`${request} `)
      ? COMMAND_OF.get(form.slice(request.length + 1))
      : undefined
    if (command !== undefined) return command
  }
  return undefined
}

/** The command a whole message is, in any language; a sentence that merely contains the word is none. */
export function readCommand(text: string): Command | undefined {
  if (text.length > 4 * LONGEST_COMMAND) return undefined
  const trimmed = text.trim()
  if (HELP_MARK.test(trimmed)) return 'help'
  const form = commandForm(trimmed.replace(/^\//, '').replace(/^(\w+)@\w+$/, '$1'))
  const plain = withoutCourtesy(form)
  const command = COMMAND_OF.get(form) ?? COMMAND_OF.get(plain) ?? requested(plain)
  // "Cancel?" asks what would happen; only a plea for help is the same with a question mark.
  if (command !== undefined && QUESTION.test(trimmed) && !ASKABLE.has(command)) return undefined
  return command
}
