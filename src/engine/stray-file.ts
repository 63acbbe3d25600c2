import type { Input } from './env.ts'
import { sayAndAskAgain } from './commands.ts'
import { askBriefly } from './question.ts'
import { requestPerson } from './request-person.ts'
import { emit, reply, say } from './turn.ts'
import type { Outcome, TurnState } from './turn.ts'

type StrayFile = Extract<Input, { kind: 'file' | 'uploaded' | 'file_refused' }>

/** Whether a file came, or one that could not be kept. */
export function isFile(input: Input): input is StrayFile {
  return input.kind === 'file' || input.kind === 'uploaded' || input.kind === 'file_refused'
}

/**
 * A file that nobody asked for is kept and goes to a person, since no program here can hear or see it; of one
 * that could not be kept the person is told. Then the open question is asked again.
 */
export function takeStrayFile(turn: TurnState, input: StrayFile, how = askBriefly): Outcome {
  if (input.kind === 'file_refused') return sayAndAskAgain(turn, 'file_refused', how)
  const voice = input.kind === 'file' && input.voice
  const files = input.kind === 'file' ? [input.id] : input.files.map(({ id }) => id)
  for (const file of files) emit(turn, { kind: 'file_kept', file, use: voice ? 'voice' : 'unexpected' })
  requestPerson(turn, { reason: voice ? 'voice' : 'file' })
  say(turn, reply(voice ? 'voice_received' : 'file_unexpected'))
  return how(turn)
}
