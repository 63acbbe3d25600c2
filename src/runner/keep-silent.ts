import type { Input } from '#engine/env.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Write } from '#store/write.ts'
import { composeMessage } from './compose-message.ts'
import { afterPersonWrote } from './handoffs/handoff-timers.ts'
import type { Rendered } from './render.ts'
import type { Running } from './running.ts'
import { notKeptText } from './uploads/refusal-text.ts'

/** Turns of the log that are looked through for an earlier acknowledgement. */
const LOOK_BACK = 30

/**
 * While staff have the conversation the bot says nothing of its own: what comes in is kept for them, acknowledged
 * once a handoff. Only danger to life is answered all the same, and a file that could not be kept is not passed over.
 */
export async function keepSilent(
  running: Running,
  contact: Contact,
  key: DataKey,
  input: Input | undefined,
): Promise<{ readonly writes: readonly Write[]; readonly entries: readonly MessageEntry[] }> {
  const waiting = await personWaits(running, contact, input)
  const urgent = input?.kind === 'text' && running.matcher.isEmergency(input.text)
  const notKept = notKeptText(running.renderer, input, contact.language ?? running.language)
  const rendered = urgent
    ? emergency(running, contact)
    : notKept !== undefined
      ? { text: notKept }
      : await acknowledgement(running, contact, key, input)
  if (!rendered) return { writes: waiting, entries: [] }
  const at = running.clock.now()
  const language = contact.language ?? running.language
  const { write, entry } = composeMessage(running, contact, key, rendered, { language, at })
  if (notKept !== undefined) return { writes: [...waiting, write], entries: [entry] }
  if (!urgent) return { writes: [...waiting, write], entries: [{ ...entry, kind: 'acknowledgement' }] }
  running.log.warn('urgent_handoff', { reason: 'emergency' })
  const alert = { at, actor: 'bot', action: 'emergency_during_handoff', subject: contact.id }
  return { writes: [...waiting, write, running.store.audit.append(alert)], entries: [entry] }
}

/** The person wrote and waits for staff: the clock of the reply runs, and open pages show it. */
async function personWaits(
  running: Running,
  contact: Contact,
  input: Input | undefined,
): Promise<readonly Write[]> {
  const { store, clock } = running
  if (!input || input.kind === 'timer' || input.kind === 'released' || input.kind === 'notice') return []
  const handoff = await store.handoffs.openOf(contact.id)
  const shown = store.consoleEvents.add('message', contact.id, clock.now())
  return handoff ? [...(await afterPersonWrote(running, handoff)), shown] : [shown]
}

function emergency({ association, renderer, language }: Running, contact: Contact): Rendered {
  const spoken = contact.language ?? language
  const lines = association.emergency.map(({ name, number }) =>
    renderer.text({ key: 'replies:emergency.line', params: { name: { words: name }, number } }, spoken),
  )
  return { text: [renderer.text({ key: 'replies:emergency.call' }, spoken), ...lines].join('\n') }
}

async function acknowledgement(
  { store, renderer, language }: Running,
  contact: Contact,
  key: DataKey,
  input: Input | undefined,
): Promise<Rendered | undefined> {
  if (!input || input.kind === 'timer' || input.kind === 'released' || input.kind === 'notice')
    return undefined
  const handoff = await store.handoffs.openOf(contact.id)
  const recent = await store.messages.of(contact.id, key, { limit: LOOK_BACK })
  const since = recent.filter((turn) => turn.at >= (handoff?.openedAt ?? 0))
  const acknowledged = since.some((turn) => turn.entries.some((entry) => entry.kind === 'acknowledgement'))
  if (acknowledged) return undefined
  return { text: renderer.text({ key: 'replies:bot_silent' }, contact.language ?? language) }
}
