import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Association } from '#core/association.ts'
import type { Match, Matcher } from '#core/inquiry.ts'
import { resumeSession, startSession } from '#engine/engine.ts'
import type { ContactFacts, Env, Input } from '#engine/env.ts'
import type { FlowEvent } from '#engine/event.ts'
import type { Session } from '#engine/session.ts'
import type { Turn } from '#engine/turn.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import { loadProfile } from '#profile/load-profile.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'
import type { Renderer } from '#runner/render.ts'
import { Shelves, sha256 } from './world.ts'

const ROOT = join(import.meta.dirname, '../..')
const DATA = join(ROOT, 'data/associations')

/** The associations that ship, as their profiles say. */
export const ASSOCIATIONS: ReadonlyMap<string, Association> = new Map(
  readdirSync(DATA, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => {
      const loaded = loadProfile(join(DATA, entry.name))
      if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems))
      return [entry.name, loaded.association]
    }),
)

const FLOWS: ReadonlyMap<string, string> = new Map(
  readdirSync(join(ROOT, 'flows'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name.slice(0, -5), readFileSync(join(ROOT, 'flows', name), 'utf8')]),
)

const LOCALES = readLocales(join(ROOT, 'locales'))
const renderers = new Map<string, Renderer>()

/** The words of an association, as its contacts read them. */
export function rendererOf(association: Association): Renderer {
  const known = renderers.get(association.id) ?? createRenderer(LOCALES, association)
  renderers.set(association.id, known)
  return known
}

const libraries = new Map<string, Shelves>()

/** The library of an association: the flows that ship and its forms. Built once: it never changes. */
function libraryOf(association: Association): Shelves {
  const known = libraries.get(association.id)
  if (known) return known
  const library = new Shelves()
  for (const [id, source] of FLOWS) library.addFlow(id, source)
  for (const { form, poll } of association.services) {
    library.addForm(form)
    library.addForm(poll.form)
  }
  for (const { form } of association.matters) library.addForm(form)
  libraries.set(association.id, library)
  return library
}

/** A matcher that makes something of every text, the same of the same: all outcomes turn up in long talks. */
function aMatcherFor(association: Association): Matcher {
  const intents = association.answers.map((answer) => answer.intent)
  return {
    isEmergency: (text) => text === 'حريق في البيت',
    match(text, language = 'ar'): Match {
      const roll = Array.from({ length: Math.min(50, text.length) }, (_, n) => text.charCodeAt(n)).reduce(
        (sum, unit) => sum + unit,
        text.length,
      )
      const outcome = (['staff', 'offer', 'answer', 'staff', 'smalltalk'] as const)[roll % 5] ?? 'staff'
      const ranked = [0, 1, 2].map((n) => intents[(roll + n) % intents.length] ?? '')
      const intent = outcome === 'staff' || outcome === 'offer' ? undefined : ranked[0]
      return {
        outcome,
        ranked,
        confidence: (roll % 10) / 10,
        language,
        ...(intent !== undefined && { intent }),
      }
    },
  }
}

/** A contact of an association: what the runner would remember of it between turns, and every turn so far. */
export class Visitor {
  readonly env: Env
  facts: ContactFacts
  session: Session | undefined
  turn: Turn = { session: undefined as unknown as Session, events: [] }
  readonly turns: Turn[] = []
  private ids = 0

  constructor(association: Association, known: ContactFacts['known'] = {}) {
    this.facts = { channel: 'web', level: 1, cases: [], known }
    const facts = () => this.facts
    const nextId = () => this.ids++
    this.env = {
      now: Date.UTC(2026, 0, 5, 9),
      today: '2026-01-05',
      association,
      get contact() {
        return facts()
      },
      library: libraryOf(association),
      matcher: aMatcherFor(association),
      newId: () => nextId().toString().padStart(8, '0'),
      newReference: () => `R${nextId().toString().padStart(7, '0')}`,
      newPin: () => '402001',
      read: readAnswer,
      command: readCommand,
      fold: (text) => normalise(text, { search: true }),
      hash: sha256,
      label: rendererOf(association).label,
      translate: rendererOf(association).translate,
    }
  }

  send(input: Input): Turn {
    this.turn = this.session
      ? resumeSession(this.env, this.session, input)
      : startSession(this.env, { id: 's1', language: 'ar' }, input)
    this.session = this.turn.session
    this.turns.push(this.turn)
    this.facts = remembered(this.facts, this.turn.events)
    return this.turn
  }
}

/** What the runner would have written down after a turn. */
function remembered(facts: ContactFacts, events: readonly FlowEvent[]): ContactFacts {
  const changes = events.map((event): Partial<ContactFacts> => {
    if (event.kind === 'consent_given') return { consentVersion: event.version }
    if (event.kind === 'language_changed') return { language: event.language }
    if (event.kind !== 'request_submitted') return {}
    const { reference, request } = event
    const made = {
      reference,
      kind: request.caseKind,
      serviceId: request.service,
      service: { ar: request.service },
      can: [],
    }
    return { cases: [{ ...made, state: 'submitted' }, ...facts.cases] }
  })
  return Object.assign({}, facts, ...changes) as ContactFacts
}
