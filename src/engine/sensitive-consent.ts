import type { Input } from './env.ts'
import type { DraftChoice } from './event.ts'
import { ENTRY_FLOWS, clearStack, pushFlow, saveDraft } from './frames.ts'
import { readInput } from './read-input.ts'
import { ask, emit, readOptions, reply, say } from './turn.ts'
import type { Outcome, TurnState, Unread } from './turn.ts'

const CHOICES: readonly DraftChoice[] = [
  { id: 'agree', label: reply('sensitive.agree') },
  { id: 'decline', label: reply('sensitive.decline') },
]

/** The purpose under which sensitive answers of a form are consented to. */
function purposeOf(form: string): string {
  return `sensitive:${form}`
}

/** Whether sensitive questions of a form may be asked (PDPL art. 6, IR art. 11: explicit consent, before the first). */
export function mayAskSensitive(turn: TurnState, form: string): boolean {
  return turn.consents.has(purposeOf(form))
}

/** Asks for explicit consent. */
export function askSensitive(turn: TurnState): Outcome {
  return ask(turn, { paragraphs: [reply('sensitive.ask')], choices: CHOICES })
}

/** Reads the answer to it. */
export function readSensitive(turn: TurnState, form: string, input: Input): 'agreed' | 'declined' | Unread {
  const choice = readInput(turn, 'choice', input, {}, readOptions(turn, CHOICES))
  const plain = choice.ok ? undefined : readInput(turn, 'yes_no', input)
  if (!choice.ok && !plain?.ok) return { to: 'unread', type: 'consent', problem: choice, inquiry: true }
  const agreed = choice.ok ? choice.value === 'agree' : plain?.ok && plain.value === true
  if (!agreed) return 'declined'
  const { version } = turn.env.association.privacy
  turn.consents.add(purposeOf(form))
  emit(turn, { kind: 'consent_given', purpose: purposeOf(form), version, text: reply('sensitive.ask') })
  return 'agreed'
}

/** Who does not agree to a question that is needed loses nothing: what was answered is kept, an employee can take it in. */
export function leaveSensitive(turn: TurnState): Outcome {
  saveDraft(turn)
  clearStack(turn)
  say(turn, reply('sensitive.declined'))
  return pushFlow(turn, ENTRY_FLOWS.menu)
}
