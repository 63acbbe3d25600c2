import { createHash } from 'node:crypto'
import type { Association, Service } from '#core/association.ts'
import type { Form, FormItem } from '#core/form.ts'
import type { Match, Matcher } from '#core/inquiry.ts'
import type { Language, Text, TextParam } from '#core/text.ts'
import { resumeSession, startSession } from '#engine/engine.ts'
import type { ContactFacts, Env, Input } from '#engine/env.ts'
import type { FlowEvent, FlowEventKind, MessageDraft } from '#engine/event.ts'
import { compileForm } from '#engine/form.ts'
import type { CompiledForm } from '#engine/form.ts'
import { loadFlow } from '#engine/load-flow.ts'
import type { Flow } from '#engine/load-flow.ts'
import type { Session } from '#engine/session.ts'
import type { Turn } from '#engine/turn.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import replies from '../../locales/en/replies.json' with { type: 'json' }

const both = (words: string) => ({ ar: words, en: words })

/** An association as small as one can be; tests change what they are about. */
export function anAssociation(change: Partial<Association> = {}): Association {
  return {
    id: 'musanid',
    name: both('Musanid'),
    shortName: both('Musanid'),
    audience: both('families'),
    languages: ['ar', 'en'],
    channels: [],
    documents: [],
    referral: [{ id: 'research', name: both('Research'), fromPolicy: true }],
    departments: [],
    deciding: { name: both('Committee'), kind: 'committee', clause: 'musanid/R10' },
    period: { earliest: 14, stated: true, clause: 'musanid/R13' },
    declaration: { mode: 'declare', version: 'd1', text: both('All of it is true.'), clauses: [] },
    settings: {},
    privacy: { version: 'p1', notice: both('We keep it safe.'), ceiling: {} },
    services: [],
    matters: [],
    reasons: [],
    notice: 'reply_first',
    answers: [
      {
        intent: 'hours',
        title: both('Hours'),
        text: both('An employee will tell.'),
        topic: true,
        source: 'musanid/R1',
      },
      {
        intent: 'papers',
        title: both('Papers'),
        text: both('The list of papers.'),
        topic: true,
        source: 'musanid/R4',
      },
    ],
    clauses: [{ id: 'musanid/R1', text: both('Politely') }],
    emergency: [{ name: both('Ambulance'), number: '997' }],
    ...change,
  }
}

/** A form of one section. */
export function aForm(id: string, items: readonly FormItem[], revision = 'f1'): Form {
  return { id, revision, sections: [{ id: 'main', title: both('About you'), items }] }
}

/** A question of a form; a text of any length unless told otherwise. */
export function aField(id: string, change: Partial<Extract<FormItem, { kind: 'field' }>> = {}): FormItem {
  return {
    kind: 'field',
    id,
    label: both(id),
    ask: both(`ask ${id}`),
    type: 'text',
    purpose: both('to study the request'),
    sensitivity: 'personal',
    ...change,
  }
}

/** A service that asks for a form. */
export function aService(form: Form): Service {
  return {
    id: form.id,
    sample: true,
    name: both(`Service ${form.id}`),
    summary: both('…'),
    mechanisms: ['documents'],
    onBehalf: false,
    criteria: [],
    form,
    poll: { id: `poll_${form.id}`, questions: [], form: aForm(`poll_${form.id}`, []) },
  }
}

/** The flows that every world has; the simplest that work. */
export const BASE_FLOWS: Readonly<Record<string, string>> = {
  welcome: 'steps: { hello: { kind: say, text: hello }, begin: { kind: end, to: menu } }',
  menu: `
steps:
  main:
    kind: ask
    text: question
    type: choice
    choices: [{ id: first, go: done }, { id: second, go: done }]
  done: { kind: say, text: done, next: main }`,
  language: `
vars: { chosen: string }
steps:
  choose: { kind: ask, text: question, type: choice, choices_from: languages, save: chosen, inquiry: false }
  set: { kind: do, action: set_language, with: { language: chosen } }
  done: { kind: end, text: done, to: menu }`,
  employee: `
steps:
  wait: { kind: hand_off, reason: asked, text: waiting }
  back: { kind: end, text: back, to: menu }`,
  my_requests: 'steps: { none: { kind: end, text: none, to: menu } }',
  stop: 'steps: { stop: { kind: do, action: stop_messages }, done: { kind: end, text: done } }',
}

/** What a test says about the world; all else is as simple as can be. */
export interface Given {
  readonly flows?: Readonly<Record<string, string>>
  readonly forms?: readonly Form[]
  readonly association?: Partial<Association>
  readonly contact?: Partial<ContactFacts>
  readonly matches?: Readonly<Record<string, Partial<Match>>>
  readonly now?: number
}

/** A library that keeps every revision it was ever given, as the store does. */
export class Shelves {
  private readonly flows = new Map<string, Flow>()
  private readonly forms = new Map<string, CompiledForm>()

  addFlow(id: string, source: string): void {
    const loaded = loadFlow(id, source, sha256(source).slice(0, 8))
    if (!loaded.flow) throw new Error(JSON.stringify(loaded.problems))
    this.flows.set(id, loaded.flow).set(`${id}@${loaded.flow.revision}`, loaded.flow)
  }

  addForm(form: Form): void {
    const compiled = compileForm(form)
    if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems))
    this.forms.set(form.id, compiled.form).set(`${form.id}@${form.revision}`, compiled.form)
  }

  flow(id: string, revision?: string): Flow {
    return found(this.flows.get(revision === undefined ? id : `${id}@${revision}`), id)
  }

  form(id: string, revision?: string): CompiledForm {
    return found(this.forms.get(revision === undefined ? id : `${id}@${revision}`), id)
  }
}

function found<T>(item: T | undefined, id: string): T {
  if (item === undefined) throw new Error(`no ${id} in the library`)
  return item
}

/** SHA-256 as the engine is given it. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** An environment in which nothing is left to chance. */
export function aWorld(given: Given = {}): { readonly env: Env; readonly shelves: Shelves } {
  const shelves = new Shelves()
  for (const [id, source] of Object.entries({ ...BASE_FLOWS, ...given.flows })) shelves.addFlow(id, source)
  for (const form of given.forms ?? []) shelves.addForm(form)
  let ids = 0
  const env: Env = {
    now: given.now ?? Date.UTC(2026, 0, 5),
    today: '2026-01-05',
    association: anAssociation({ services: (given.forms ?? []).map(aService), ...given.association }),
    contact: { channel: 'terminal', level: 1, cases: [], known: {}, consentVersion: 'p1', ...given.contact },
    library: shelves,
    matcher: aMatcher(given.matches ?? {}),
    newId: () => `id${(ids++).toString().padStart(6, '0')}`,
    newReference: () => `REF${(ids++).toString().padStart(5, '0')}`,
    newPin: () => '402001',
    read: readAnswer,
    command: readCommand,
    fold: (text) => normalise(text, { search: true }),
    hash: sha256,
    label: (words, language) => words[language] ?? words.ar,
    translate,
  }
  return { env, shelves }
}

/** A matcher that knows the texts it is told, and that nothing else is an inquiry. */
function aMatcher(matches: Readonly<Record<string, Partial<Match>>>): Matcher {
  return {
    isEmergency: (text) => matches[text]?.outcome === 'emergency',
    match: (text, language = 'en') => ({
      outcome: 'staff',
      ranked: [],
      confidence: 0,
      language,
      ...matches[text],
    }),
  }
}

/** Replies in English; keys of flows as their last part. */
export function translate(key: string): string {
  if (!key.startsWith('replies:')) return (key.split('.').at(-1) ?? key).replaceAll('_', ' ')
  let node: unknown = replies
  for (const part of key.slice('replies:'.length).split('.')) node = (node as Record<string, unknown>)?.[part]
  return typeof node === 'string' ? node : key
}

/** One contact talking with the engine. Each call is a turn; the session goes through JSON as in the store. */
export class Talk {
  env: Env
  session: Session | undefined
  turn: Turn = { session: undefined as unknown as Session, events: [] }
  /** Every event of every turn. */
  readonly log: FlowEvent[] = []

  private readonly language: Language

  constructor(env: Env, language: Language = 'en') {
    this.env = env
    this.language = language
  }

  send(input: Input): this {
    this.turn = this.session
      ? resumeSession(this.env, JSON.parse(JSON.stringify(this.session)) as Session, input)
      : startSession(this.env, { id: 's1', language: this.language }, input)
    this.session = this.turn.session
    this.log.push(...this.turn.events)
    return this
  }

  /** Types some messages, one a turn. */
  say(...texts: readonly string[]): this {
    for (const text of texts) this.send({ kind: 'text', text })
    return this
  }

  /** Presses a button of the open question. */
  press(choice: string): this {
    return this.send({ kind: 'choice', question: this.session?.question?.id ?? '', choice })
  }

  get drafts(): readonly MessageDraft[] {
    return this.turn.events.flatMap((event) => (event.kind === 'message_composed' ? [event.draft] : []))
  }

  /** What left in the last turn, one entry a paragraph. */
  get shown(): readonly string[] {
    return this.drafts.flatMap((draft) => draft.paragraphs.map(plain))
  }

  /** Ids of the choices under the open question. */
  get choices(): readonly string[] {
    return this.session?.question?.choices ?? []
  }

  /** Kinds of what happened in the last turn, messages left out. */
  get happened(): readonly FlowEventKind[] {
    return this.turn.events.map((event) => event.kind).filter((kind) => kind !== 'message_composed')
  }

  /** The last event of a kind. */
  event<K extends FlowEventKind>(kind: K): Extract<FlowEvent, { kind: K }> {
    const event = this.log.findLast((item) => item.kind === kind)
    if (!event) throw new Error(`no ${kind} happened`)
    return event as Extract<FlowEvent, { kind: K }>
  }

  /** Place of the flow on top: `flow.step`. */
  get place(): string {
    const frame = this.session?.stack.at(-1)
    return frame ? `${frame.flow}.${frame.step}` : ''
  }
}

/** A text as its key (replies without their namespace), its words, or what was typed; with what it inserts. */
export function plain(text: Text): string {
  if ('verbatim' in text) return text.verbatim
  if ('words' in text) return text.words.en ?? text.words.ar
  const key = text.key.replace(/^replies:/, '')
  if (!text.params) return key
  const params = Object.entries(text.params).map(([name, value]) => `${name}=${param(value)}`)
  return `${key}(${params.join(', ')})`
}

function param(value: TextParam): string {
  return typeof value === 'string'
    ? bare(value)
    : typeof value === 'number'
      ? String(value)
      : bare(plain(value))
}

function bare(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, '')
}
