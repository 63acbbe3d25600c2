import { createHash } from 'node:crypto'
import { riyadhDay } from '#core/riyadh.ts'
import type { ContactFacts, Env } from '#engine/env.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { Running, RunnerParts } from './runner.ts'

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
  const cases = await store.cases.ofContact(contact.id, key)
  return {
    channel: contact.channel,
    known: {},
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
