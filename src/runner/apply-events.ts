import type { FlowEvent, FlowEventKind } from '#engine/event.ts'
import type { Write } from '#store/write.ts'
import { caseAsked, decisionShown, requestResubmitted } from './handlers/case-asked.ts'
import { consentGiven, consentWithdrawn } from './handlers/consent-given.ts'
import { NO_EFFECT } from './handlers/handler.ts'
import type { Effect, EventContext, EventHandler } from './handlers/handler.ts'
import { handoffRequested } from './handlers/handoff-requested.ts'
import { inquiryReceived } from './handlers/inquiry-received.ts'
import { inquirySettled } from './handlers/inquiry-settled.ts'
import { languageChanged } from './handlers/language-changed.ts'
import { messageComposed } from './handlers/message-composed.ts'
import { messagesStopped } from './handlers/messages-stopped.ts'
import { pinDrawn, pinTried } from './handlers/pins.ts'
import { pollAnswered } from './handlers/poll-answered.ts'
import { pollFinished, ratingGiven } from './handlers/ratings.ts'
import { requestSubmitted } from './handlers/request-submitted.ts'
import { sessionFailed } from './handlers/session-failed.ts'
import { waitBegun } from './handlers/wait-begun.ts'
import type { Rendered } from './render.ts'

/** Every kind of event and its handler; a test walks this table. */
export const HANDLERS: { readonly [K in FlowEventKind]: EventHandler<K> } = {
  message_composed: messageComposed,
  language_changed: languageChanged,
  consent_given: consentGiven,
  messages_stopped: messagesStopped,
  request_submitted: requestSubmitted,
  inquiry_received: inquiryReceived,
  inquiry_settled: inquirySettled,
  handoff_requested: handoffRequested,
  session_failed: sessionFailed,
  poll_answered: pollAnswered,
  rating_given: ratingGiven,
  poll_finished: pollFinished,
  consent_withdrawn: consentWithdrawn,
  request_resubmitted: requestResubmitted,
  case_asked: caseAsked,
  decision_shown: decisionShown,
  pin_tried: pinTried,
  pin_drawn: pinDrawn,
  wait_begun: waitBegun,
  // The session itself is the record of these; the log and the case hold the rest.
  session_started: NO_EFFECT,
  flow_entered: NO_EFFECT,
  flow_ended: NO_EFFECT,
  answer_saved: NO_EFFECT,
  answer_rejected: NO_EFFECT,
  answer_skipped: NO_EFFECT,
  choice_outdated: NO_EFFECT,
  command_given: NO_EFFECT,
  draft_saved: NO_EFFECT,
  draft_resumed: NO_EFFECT,
  draft_discarded: NO_EFFECT,
  declaration_made: NO_EFFECT,
  file_kept: NO_EFFECT,
  notice_begun: NO_EFFECT,
  notice_queued: NO_EFFECT,
}

/** Two messages of a turn that fit into one of this many letters are sent as one. */
const ONE_MESSAGE = 300

/** Turns the events of a turn into writes and messages, in their order. */
export function applyEvents(
  events: readonly FlowEvent[],
  context: EventContext,
): { readonly writes: readonly Write[]; readonly messages: readonly Rendered[] } {
  const writes: Write[] = []
  const messages: Rendered[] = []
  const last: Rendered[] = []
  for (const event of events) {
    const effect = handle(event, context)
    writes.push(...(effect.writes ?? []))
    // That nobody is there now comes after what the flow says of the handover.
    const place = event.kind === 'handoff_requested' ? last : messages
    place.push(...(effect.messages ?? []))
  }
  return { writes, messages: joinShort([...messages, ...last]) }
}

function handle(event: FlowEvent, context: EventContext): Effect {
  const handler = HANDLERS[event.kind] as EventHandler<FlowEventKind>
  return handler(event, context)
}

/** One short message is easier to read on a small phone than two. */
function joinShort(messages: readonly Rendered[]): readonly Rendered[] {
  const [first, second] = messages
  if (
    !first ||
    !second ||
    messages.length > 2 ||
    first.choices ||
    first.fileId !== undefined ||
    second.unnumbered
  )
    return messages
  const text = `${first.text}\n\n${second.text}`
  if (text.length > ONE_MESSAGE) return messages
  return [{ ...second, text, ...((first.private ?? second.private) && { private: true }) }]
}
