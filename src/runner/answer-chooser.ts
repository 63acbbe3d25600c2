import type { Association } from '#core/association.ts'
import type { Match, Matcher } from '#core/inquiry.ts'
import type { Env } from '#engine/env.ts'
import type { Turn } from '#engine/turn.ts'
import { maskPersonal } from './mask-personal.ts'
import type { Candidate } from './parts.ts'
import type { Running } from './running.ts'

/** Letters of a question that tell its kind. */
const LONGEST = 500

/**
 * Asks for a second opinion where a turn found a question that the matcher was not sure of. The turn is then taken
 * anew with the choice as if the matcher had made it: the engine has no effects, so the first one leaves no trace.
 */
export async function withSecondOpinion(running: Running, env: Env, take: (env: Env) => Turn): Promise<Turn> {
  const turn = take(env)
  const question = running.chooser && unsureQuestion(turn)
  if (!running.chooser || !running.choosable || question === undefined) return turn
  const candidates = candidatesOf(running.association, running.choosable)
  const intent = await running.chooser.choose(maskPersonal(question).slice(0, LONGEST), candidates)
  if (!candidates.some((candidate) => candidate.intent === intent) || intent === undefined) return turn
  return take({ ...env, matcher: withChoice(env.matcher, question, intent) })
}

/** The question of a turn that was not clear, or that nothing seemed to fit. */
function unsureQuestion(turn: Turn): string | undefined {
  for (const event of turn.events) {
    if (event.kind !== 'inquiry_received') continue
    const unsure = event.outcome === 'offer' || (event.outcome === 'staff' && event.intent === undefined)
    return unsure ? event.text : undefined
  }
  return undefined
}

function candidatesOf({ answers }: Association, choosable: ReadonlySet<string>): Candidate[] {
  return answers
    .filter(({ intent }) => choosable.has(intent))
    .map(({ intent, title }) => ({
      intent,
      title: title.en === undefined ? title.ar : `${title.en} / ${title.ar}`,
    }))
}

/** A matcher that is sure of one question; of all others it thinks as before. */
function withChoice(matcher: Matcher, question: string, intent: string): Matcher {
  return {
    isEmergency: matcher.isEmergency,
    match(text, language): Match {
      const match = matcher.match(text, language)
      if (text !== question) return match
      const ranked = [intent, ...match.ranked.filter((other) => other !== intent)]
      return { ...match, outcome: 'answer', intent, ranked: ranked.slice(0, 5) }
    },
  }
}
