import { createHash } from 'node:crypto'
import type { Text } from '#core/text.ts'
import type { Effect, EventContext, EventHandler } from './handler.ts'

/** The consent to the privacy notice itself: what no request is taken in without. */
const REQUESTS = 'requests'

/** Consent was given: recorded so that it can be proven later, with the very words (PDPL art. 5, IR art. 11). */
export const consentGiven: EventHandler<'consent_given'> = (event, context) => {
  const { purpose, version, text, unchecked } = event
  const { running, contact } = context
  const set = purpose === REQUESTS ? [running.store.contacts.setConsent(contact.id, version)] : []
  const action = unchecked ? 'consent_given_unchecked' : 'consent_given'
  return {
    writes: [...set, ...(recorded(context, { purpose, version, text, given: true, action }).writes ?? [])],
  }
}

/** Consent was taken back: what rests on it is not done from now on. */
export const consentWithdrawn: EventHandler<'consent_withdrawn'> = ({ purpose, version }, context) => {
  const { running, contact } = context
  const set = purpose === REQUESTS ? [running.store.contacts.setConsent(contact.id, null)] : []
  const given = { purpose, version, text: undefined, given: false, action: 'consent_withdrawn' }
  return { writes: [...set, ...(recorded(context, given).writes ?? [])] }
}

interface Word {
  readonly purpose: string
  readonly version: string
  readonly text: Text | undefined
  readonly given: boolean
  readonly action: string
}

function recorded(context: EventContext, { purpose, version, text, given, action }: Word): Effect {
  const { running, contact, at, session } = context
  const { store, ids, association, renderer } = running
  const words = renderer.text(text ?? { words: association.privacy.notice }, session.language)
  return {
    writes: [
      store.consents.record({
        id: ids.newId(),
        contactId: contact.id,
        purpose,
        given,
        version,
        textHash: createHash('sha256').update(words).digest('hex'),
        language: session.language,
        at,
        channel: contact.channel,
      }),
      store.audit.append({ at, actor: 'contact', action, subject: contact.id }),
    ],
  }
}
