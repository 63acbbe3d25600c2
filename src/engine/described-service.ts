import type { ReadProblem } from '#core/answer.ts'
import type { TurnState } from './turn.ts'

/** Fewer letters than this are found in any description. */
const LEAST = 4

/**
 * The only service whose description holds the words that were typed ("كرسي متحرك" for a device that helps), as a
 * suggestion: offered, never taken. What could not be read stays as it is where none or several do.
 */
export function suggestService({ env, session }: TurnState, text: string, problem: ReadProblem): ReadProblem {
  const plain = (words: string): string => ` ${wordsIn(env.fold(words)).join(' ')} `
  const said = plain(text)
  if (problem.suggestion || said.trim().length < LEAST) return problem
  const { language } = session
  const [found, other] = env.association.services.filter((service) =>
    plain(env.label(service.summary, language)).includes(said),
  )
  if (!found || other) return problem
  return { ...problem, suggestion: { id: found.id, label: env.label(found.name, language) } }
}

function wordsIn(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '')
}
