import { createHash } from 'node:crypto'
import { NOTICES } from '#core/notice.ts'
import { DAY, riyadhDay } from '#core/riyadh.ts'
import { peopleIn } from '#engine/case-facts.ts'
import type { OwnCase, PinCheck } from '#engine/case-facts.ts'
import type { ContactFacts, Env, Input } from '#engine/env.ts'
import { givenPin, openedIn } from '#engine/pin.ts'
import type { Answers, Entry, Session } from '#engine/session.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import { ownCases, openedCase } from './case-facts.ts'
import { casesOfAccount, provesAccount } from './account-cases.ts'
import { loadCase } from './cases/load-case.ts'
import type { LoadedCase } from './cases/load-case.ts'
import { casePinOpens } from './check-pin.ts'
import type { RunnerParts } from './parts.ts'
import type { Running } from './running.ts'

/** The part of an environment that is the same for every turn. */
type Standing = Omit<Env, 'now' | 'today' | 'contact'>

const standing = new WeakMap<RunnerParts['library'], Standing>()

/** A turn about to be taken: whose, what came, and where the session stood. */
export interface Coming {
  readonly contact: Contact
  readonly key: DataKey
  /** Milliseconds since 1970. */
  readonly at: number
  readonly input: Input
  readonly session: Session | undefined
}

/** An account that was quiet for so long must prove itself anew (design §7, level 0). */
const IDLE = 90 * DAY

/** Whether a contact was quiet for so long that its account may be in other hands by now. */
export function isIdle({ contact, session, at }: Coming): boolean {
  return at - (session ? (session.heardAt ?? at) : contact.createdAt) >= IDLE
}

/** What a turn may know: the clock is read here, once, and what the store knows of the contact is loaded before. */
export async function buildEnv(running: Running, coming: Coming): Promise<Env> {
  const { at } = coming
  const around = { ...standingOf(running), now: at, today: riyadhDay(at) }
  return { ...around, contact: await factsOf(running, around, coming) }
}

function standingOf(running: Running): Standing {
  const known = standing.get(running.library)
  // Staff publish answers and examples of their own while flows and forms stay as they are.
  if (known?.association === running.association && known.matcher === running.matcher) return known
  const { association, library, matcher, renderer, ids, entry } = running
  const made: Standing = {
    association,
    library,
    matcher,
    newId: ids.newId,
    newReference: ids.newReference,
    newPin: ids.newPin,
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

async function factsOf(
  running: Running,
  around: Omit<Env, 'contact'>,
  coming: Coming,
): Promise<ContactFacts> {
  const { store } = running
  const { contact, key, at, session } = coming
  const { opened, pin } = await openedFacts(running, around, coming)
  const again =
    pin === 'right' && opened !== undefined && (await provesAccount(store, contact, opened.record))
  const level = contact.proven || again ? 1 : 0
  const standings = await casesOfAccount(store, level === 1 ? { ...contact, proven: true } : contact)
  const cases = await ownCases(running, withOpened(standings, opened), at)
  return {
    channel: contact.channel,
    level,
    known: level === 1 ? await knownFacts(running, contact, standings, cases, key) : {},
    cases,
    consents: await consentsOf(running, contact.id),
    ...(opened && { opened: openedCase(running, opened, at) }),
    ...(pin && { pin }),
    ...(session?.heardAt !== undefined && { quietFor: at - session.heardAt }),
    ...(contact.language !== undefined && { language: contact.language }),
    ...(contact.consentVersion !== undefined && { consentVersion: contact.consentVersion }),
  }
}

/** The case that this turn's PIN opens, or that an earlier one opened; read only then, so that no turn can show it else. */
async function openedFacts(
  running: Running,
  around: Omit<Env, 'contact'>,
  { contact, session, input, at }: Coming,
): Promise<{ readonly opened?: LoadedCase | undefined; readonly pin?: PinCheck }> {
  if (!session) return {}
  // What the association begins may be read over a shoulder: the PIN is asked for each time, unless it chose otherwise.
  if (input.kind === 'notice') return { opened: await toldAtOnce(running, contact, input) }
  const given = givenPin(around, session, input)
  if (given) {
    const opened = await casePinOpens(running, contact, given, at)
    return { opened, pin: opened ? 'right' : 'wrong' }
  }
  const reference = openedIn(session, at, contact.doubtedAt)
  return reference === undefined ? {} : { opened: await loadCase(running, { reference }) }
}

/** The decision in its very notice, where the association wants it so and the account is proven. */
async function toldAtOnce(
  running: Running,
  contact: Contact,
  { flow, vars }: Extract<Input, { kind: 'notice' }>,
): Promise<LoadedCase | undefined> {
  const { notice } = running.association
  const { reference } = vars
  if (notice !== 'outcome_in_notice' || flow !== NOTICES.decision.flow) return undefined
  if (!contact.proven || typeof reference !== 'string') return undefined
  const own = await casesOfAccount(running.store, contact)
  return own.some((item) => item.reference === reference) ? loadCase(running, { reference }) : undefined
}

/** Purposes that hold now: the latest word on each, under the present privacy notice. */
async function consentsOf({ store, association }: Running, contactId: string): Promise<string[]> {
  const latest = new Map<string, boolean>()
  for (const { purpose, given, version } of await store.consents.ofContact(contactId))
    latest.set(purpose, given && version === association.privacy.version)
  return [...latest].flatMap(([purpose, given]) => (given ? [purpose] : []))
}

/** A case that its PIN opened is among those that the account may know of, as long as it is open. */
function withOpened(standings: readonly CaseStanding[], opened: LoadedCase | undefined): CaseStanding[] {
  if (!opened || standings.some(({ id }) => id === opened.record.id)) return [...standings]
  return [opened.record, ...standings]
}

/**
 * Facts that a form may offer for confirmation instead of asking again (WCAG 3.3.7): those of the newest request that
 * was sent from here. Where several people share the account, nobody reads what another one wrote.
 */
async function knownFacts(
  running: Running,
  contact: Contact,
  standings: readonly CaseStanding[],
  cases: readonly OwnCase[],
  key: DataKey,
): Promise<ContactFacts['known']> {
  const newest = standings.find(({ kind, contactId }) => kind === 'support' && contactId === contact.id)
  if (!newest || peopleIn(cases).length > 1) return {}
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
