import type { Applicant } from './applicant.ts'
import type { Said, Stage } from './stage.ts'

/** Turns after which a conversation that does not come to its end has failed. */
const MOST_TURNS = 90

/** A life that did not come to its end: where it stood. */
export class StuckError extends Error {
  override readonly name = 'StuckError'
}

/** Talks on until something holds; what was told meanwhile. */
export async function talkUntil(
  stage: Stage,
  applicant: Applicant,
  holds: () => Promise<boolean>,
  first?: Said,
): Promise<string> {
  const before = stage.heard().length
  if (first) await stage.say(first)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    if (await holds()) return stage.heard().slice(before)
    const session = await stage.session()
    await stage.say(session ? applicant.next(session, stage.clock.now()) : applicant.line('greeting'))
  }
  const top = (await stage.session())?.stack.at(-1)
  throw new StuckError(`still at ${top?.flow ?? 'nothing'}.${top?.step ?? ''}`)
}

/** Whether the conversation is back at the menu, with nothing open. */
export async function atMenu(stage: Stage): Promise<boolean> {
  const session = await stage.session()
  return session?.stack.at(-1)?.flow === 'menu' && session.pending === undefined
}
