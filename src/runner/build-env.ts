import { createHash } from 'node:crypto'
import { riyadhDay } from '#core/riyadh.ts'
import type { ContactFacts, Env } from '#engine/env.ts'
import type { Answers, Entry } from '#engine/session.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { RunnerParts } from './parts.ts'
import type { Running } from './running.ts'

/** The part of an environment that is the same for every turn. */
type Standing = Omit<Env, 'now' | 'today' | 'contact'>

const standing = new WeakMap<RunnerParts['library'], Standing>()

/** What a turn may know: the clock is read here, once, and what the store knows of the contact is loaded before. */
export async function buildEnv(running: Running, contact: Contact, key: DataKey, at: number): Promise<Env> {
  return {
    ...standingOf(running),
    now: at,
    today: riyadhDay(at),
    contact: await factsOf(running, contact, key),
  }
}

function standingOf(running: Running): Standing {
  const known = standing.get(running.library)
  if (known) return known
  const { association, library, matcher, renderer, ids, entry } = running
  const made: Standing = {
    association,
    library,
    matcher,
    newId: ids.newId,
    newReference: ids.newReference,
    read: readAnswer,
    command: readCommand,
    fold: (text) => normalise(text, { search: true }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    label: renderer.label,
    translate: renderer.translate,
    ...(entry !== undefined && { entry }),
  }
  standing.set(running.library, made)
  return made
}

async function factsOf(running: Running, contact: Contact, key: DataKey): Promise<ContactFacts> {
  const { association, store } = running
  const cases = await store.cases.statesOf(contact.id)
  const newest = cases[0]
  return {
    channel: contact.channel,
    known: newest ? await knownFacts(running, newest, key) : {},
    cases: cases.map((item) => ({
      reference: item.reference,
      service: association.services.find((service) => service.id === item.service)?.name ?? {
        ar: item.service,
      },
      state: item.state,
    })),
    ...(contact.language !== undefined && { language: contact.language }),
    ...(contact.consentVersion !== undefined && { consentVersion: contact.consentVersion }),
  }
}

/** Facts that a form may offer for confirmation instead of asking again (WCAG 3.3.7): those of the newest request. */
async function knownFacts(
  running: Running,
  newest: { readonly id: string; readonly service: string },
  key: DataKey,
): Promise<ContactFacts['known']> {
  const service = running.association.services.find((item) => item.id === newest.service)
  const record = service && (await running.store.cases.get(newest.id, key))
  if (!record) return {}
  const { answers } = record.answers as { readonly answers: Answers }
  const form = running.library.form(service.form.id, record.formRevision)
  const known: Record<string, Entry> = {}
  for (const { field } of form.fields.values()) {
    const entry = answers[field.id]
    if (field.known !== undefined && entry && !entry.skipped) known[field.known] = entry
  }
  return known
}
