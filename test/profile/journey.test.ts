import { createHash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Association } from '#core/association.ts'
import type { AskedField } from '#core/form.ts'
import type { Matcher } from '#core/inquiry.ts'
import { resumeSession, startSession } from '#engine/engine.ts'
import type { Env, Input } from '#engine/env.ts'
import { walkForm } from '#engine/form-progress.ts'
import type { Frame, Session } from '#engine/session.ts'
import type { Turn } from '#engine/turn.ts'
import { readCommand } from '#language/command-words.ts'
import { normalise } from '#language/normalise.ts'
import { readAnswer } from '#language/readers.ts'
import { loadProfile } from '#profile/load-profile.ts'
import { createLibrary } from '#runner/library.ts'
import type { RunnerLibrary } from '#runner/library.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'

const ROOT = join(import.meta.dirname, '../..')
const TODAY = '2026-03-01'
const FLOWS = new Map(
  readdirSync(join(ROOT, 'flows'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name.replace(/\.yaml$/, ''), readFileSync(join(ROOT, 'flows', name), 'utf8')]),
)
const LOCALES = readLocales(join(ROOT, 'locales'))
/** Forms are walked twice: by the first choice and "yes", and by the last choice and "no". */
const WAYS = ['first', 'last'] as const
type Way = (typeof WAYS)[number]

function worldOf(id: string) {
  const profile = loadProfile(join(ROOT, 'data/associations', id))
  if (!('association' in profile)) throw new Error(JSON.stringify(profile.problems))
  const shelf = createLibrary(FLOWS, profile.association)
  if (!('library' in shelf)) throw new Error(JSON.stringify(shelf.problems))
  return { association: profile.association, library: shelf.library }
}

function envOf(association: Association, library: RunnerLibrary): Env {
  const renderer = createRenderer(LOCALES, association)
  const matcher: Matcher = {
    isEmergency: () => false,
    match: () => ({ outcome: 'staff', ranked: [], confidence: 0, language: 'ar' }),
  }
  let ids = 0
  return {
    now: Date.parse(`${TODAY}T09:00:00Z`),
    today: TODAY,
    association,
    contact: { channel: 'web', level: 1, cases: [], known: {} },
    library,
    matcher,
    newId: () => `id-${++ids}-of-this-test`,
    newReference: () => 'AB23CD45',
    newPin: () => '402001',
    read: readAnswer,
    command: readCommand,
    fold: (text) => normalise(text, { search: true }),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
    label: renderer.label,
    translate: renderer.translate,
  }
}

const typed = (words: string): Input => ({ kind: 'text', text: words })

/** Something that a person may well answer to a question of this type. */
function sample(field: AskedField, way: Way, language: 'ar' | 'en'): Input {
  const { type, options = [] } = field
  if (field.optional && way === 'last') return typed(language === 'ar' ? 'تخطي' : 'skip')
  if (type === 'choice') return typed(options.at(way === 'first' ? 0 : -1)?.label[language] ?? '')
  if (type === 'multi_choice') return typed(way === 'first' ? '1، 2' : String(options.length))
  if (type === 'yes_no') return typed(way === 'first' ? 'نعم' : 'no')
  if (type === 'location') return { kind: 'location', latitude: 21.4225, longitude: 39.8262 }
  if (type === 'document') {
    const facts = {
      name: 'photo.jpg',
      mime: 'image/jpeg',
      bytes: 90_000,
      magic: 'ffd8ffe000104a46494600010100',
    }
    return { kind: 'file', id: 'file-1', facts, voice: false }
  }
  if (field.id === 'fees' || field.id === 'rent') return typed('٥٠٠٠')
  if (field.id === 'guardian_identity') return typed('1000000016')
  const byType: Readonly<Record<string, string>> = {
    text: 'كلام يكفي للجواب',
    name_ar: 'سارة محمد علي الحربي',
    identity: '1000000008',
    passport: 'A12345678',
    border_number: '3012345678',
    gcc_id: '784198012345678',
    mobile_sa: '٠٥٥١٢٣٤٥٦٧',
    mobile_intl: '+62 812 3456 7890',
    birth_date: '2015/3/1',
    date: '2026/4/1',
    email: 'name@example.com',
    family_size: '4',
    count: '3',
    amount_sar: '1500',
    number: '60',
  }
  const answer = byType[type]
  if (answer === undefined) throw new Error(`no sample for ${type}`)
  return typed(answer)
}

/** What to say next outside the form. */
function nextInput(env: Env, session: Session, way: Way, language: 'ar' | 'en', service: string): Input {
  const frame = session.stack.at(-1)
  if (!frame) throw new Error('the conversation is over')
  switch (`${frame.flow}.${frame.step}`) {
    case 'consent.ask':
    case 'menu.main':
    case 'request.guardian':
      return typed('1')
    case 'request.choose':
      return typed(String(env.association.services.findIndex(({ id }) => id === service) + 1))
    case 'request.form':
      return nextAnswer(env, frame, way, language)
    case 'request.check':
      return typed(language === 'ar' ? 'صحيح، نكمل' : 'Correct, go on')
    case 'request.declare':
      return typed(frame.note === 'agreed' ? 'سارة محمد علي الحربي' : '1')
    default:
      throw new Error(`stuck at ${frame.flow}.${frame.step}`)
  }
}

/** The world once a turn was kept: consents are remembered. */
function knowing(env: Env, { events }: Turn): Env {
  const given = events.flatMap((event) => (event.kind === 'consent_given' ? [event.purpose] : []))
  return { ...env, contact: { ...env.contact, consents: [...(env.contact.consents ?? []), ...given] } }
}

/** Whether the sensitive questions of the form wait for a consent of their own. */
function asksConsent({ events }: Turn): boolean {
  const paragraphs = events.flatMap((event) =>
    event.kind === 'message_composed' ? event.draft.paragraphs : [],
  )
  return paragraphs.some((part) => 'key' in part && part.key === 'replies:sensitive.ask')
}

/** An answer to the form's open question. */
function nextAnswer(env: Env, frame: Frame, way: Way, language: 'ar' | 'en'): Input {
  const state = frame.forms?.form
  const form = state && env.library.form(state.form, state.revision)
  const next = form && walkForm(form, state, env.today).next
  if (!next) throw new Error('the form asks nothing')
  if ('more' in next) return typed((state.groups[next.more]?.members.length ?? 0) < 2 ? 'نعم' : 'لا')
  const field = form.fields.get(next.field)?.field
  if (!field) throw new Error(`no field ${next.field}`)
  const open = next.group === undefined ? state.answers[next.field]?.open : undefined
  return open ? typed(language === 'ar' ? 'اكتملت الملفات' : 'No more files') : sample(field, way, language)
}

/** Every message of a turn in words, none too long, never more than two, one question each. */
function check(turn: Turn, env: Env, language: 'ar' | 'en'): string[] {
  const renderer = createRenderer(LOCALES, env.association)
  const drafts = turn.events.flatMap((event) => (event.kind === 'message_composed' ? [event.draft] : []))
  expect(drafts.length).toBeLessThanOrEqual(2)
  return drafts.map((draft) => {
    const { text, choices = [] } = renderer.message(draft, language)
    const summary = draft.paragraphs.some((part) => 'key' in part && part.key === 'replies:review.title')
    // What is private (a summary, a PIN) is as long as it is.
    if (!summary && !draft.private) expect(text.length, text).toBeLessThanOrEqual(300)
    expect(text, 'nothing is left to fill in').not.toMatch(/\{\{|\b(?:flows|replies|problems):/)
    expect(text.match(/[؟?]/g)?.length ?? 0, text).toBeLessThanOrEqual(1)
    for (const choice of choices) expect(choice.label.length, choice.label).toBeLessThanOrEqual(24)
    return text
  })
}

function play(
  id: string,
  service: string,
  way: Way,
  language: 'ar' | 'en',
): { said: string[]; turns: Turn[] } {
  const { association, library } = worldOf(id)
  let env = envOf(association, library)
  let turn = startSession(env, { id: 'session', language }, { kind: 'start' })
  const turns = [turn]
  const said = check(turn, env, language)
  const submitted = () => turn.events.some((event) => event.kind === 'request_submitted')
  while (!submitted()) {
    expect(turns.length, 'the request ends').toBeLessThan(80)
    const input = asksConsent(turn) ? typed('1') : nextInput(env, turn.session, way, language, service)
    env = knowing(env, turn)
    turn = resumeSession(env, turn.session, input)
    const rejected = turn.events.find((event) => event.kind === 'answer_rejected')
    expect(rejected, JSON.stringify(rejected)).toBeUndefined()
    turns.push(turn)
    said.push(...check(turn, env, language))
  }
  return { said, turns }
}

const PERIODS: Readonly<Record<string, { ar: RegExp; en: RegExp }>> = {
  musanid: { ar: /لا تقل عن .*14.* يومًا/, en: /no less than .*14.* days/ },
  naqra: { ar: /لا تقل عن .*14.* يومًا/, en: /no less than .*14.* days/ },
  irtiqa: {
    ar: /لا تقل عن .*14.* ولا تزيد على .*42.* يومًا/,
    en: /no less than .*14.* no more than .*42.* days/,
  },
  huda: { ar: /خلال مدة محددة/, en: /within a set period/ },
  baraim: { ar: /لم تذكر السياسة مدة/, en: /states no period/ },
}

describe.each(Object.keys(PERIODS))('%s', (id) => {
  const { association } = worldOf(id)
  const journeys = association.services.flatMap((service) =>
    WAYS.flatMap((way) =>
      (['ar', 'en'] as const).map((language) => ({ service: service.id, way, language })),
    ),
  )

  it.each(journeys)(
    'from hello to a submitted request: $service, $way, $language',
    ({ service, way, language }) => {
      const { said, turns } = play(id, service, way, language)
      const request = turns.at(-1)?.events.find((event) => event.kind === 'request_submitted')
      expect(request?.kind === 'request_submitted' && request.request.service).toBe(service)
      // R10, R11 and R13: to whom it goes up, and when the answer comes, as this policy says and no other.
      const last = said.at(-2) ?? ''
      expect(last).toContain('AB23CD45')
      expect(last).toContain(association.deciding.name[language])
      expect(last).toMatch(PERIODS[id]?.[language] ?? /never/)
      if (id === 'huda' || id === 'baraim')
        expect(last.replace('AB23CD45', '').replace('402001', '')).not.toMatch(/\d/)
    },
  )

  it('says who it is, that it is a program, and how to reach a person', () => {
    const env = envOf(association, worldOf(id).library)
    const turn = startSession(env, { id: 'session', language: 'ar' }, { kind: 'text', text: 'السلام عليكم' })
    const said = check(turn, env, 'ar').join('\n')
    expect(said).toContain(association.name.ar)
    expect(said).toMatch(/المساعد الآلي/)
    expect(said).toContain('«موظف»')
  })
})
