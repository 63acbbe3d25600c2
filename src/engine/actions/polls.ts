import type { AnswerValue } from '#core/answer.ts'
import type { Poll } from '#core/poll.ts'
import { fillingOf } from '../steps/fill.ts'
import { NEXT, asText, emit, flowOf } from '../turn.ts'
import type { TurnState } from '../turn.ts'
import { relevantAnswers } from '../freeze.ts'
import type { Entry } from '../session.ts'
import { dropForms } from './submit-request.ts'
import type { ActionRun } from './action.ts'

/** The poll that periodic surveys go by, in the place of a service. */
const SURVEY = 'survey'

/** Finds the questions about a service (R16); `there` is false where it asks none. */
export const beginPoll: ActionRun = (turn, given, results) => {
  const poll = pollOf(turn, given.service)
  Object.assign(results, { there: poll !== undefined, form: poll?.form.id ?? '', poll: poll?.id ?? '' })
  return NEXT
}

function pollOf({ env }: TurnState, service: AnswerValue | undefined): Poll | undefined {
  if (service === SURVEY) return env.association.survey
  return env.association.services.find(({ id }) => id === service)?.poll
}

/** Hands over what was rated, question by question; what was skipped is left out (R17: nothing ties it to the person). */
export const giveRatings: ActionRun = (turn, given) => {
  const poll = asText(given.poll)
  const fill = [...flowOf(turn).steps].find(([, step]) => step.kind === 'fill')?.[0]
  const filling = fill === undefined ? undefined : fillingOf(turn, fill)
  if (filling) {
    const { answers } = relevantAnswers(filling.form, filling.state, turn.env.today)
    for (const [question, entry] of Object.entries(answers)) {
      const rating = ratingOf(entry)
      if (rating) emit(turn, { kind: 'rating_given', poll, question, ...rating })
    }
  }
  emit(turn, { kind: 'poll_finished', poll })
  dropForms(turn)
  return NEXT
}

function ratingOf({
  value,
  skipped,
}: Entry): { readonly score: number } | { readonly comment: string } | undefined {
  if (skipped) return undefined
  if (typeof value === 'number') return { score: value }
  const comment = asText(value)
  return comment === '' ? undefined : { comment }
}
