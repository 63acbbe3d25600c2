import { join } from 'node:path'
import type { Match, Matcher } from '#core/inquiry.ts'
import { createLibrary } from '#runner/library.ts'
import { readLocales } from '#runner/locales.ts'
import { createRenderer } from '#runner/render.ts'
import type { Content } from '../../src/assemble.ts'
import { BASE_FLOWS, aField, aForm, aService, anAssociation } from '../engine/world.ts'
import { ROOT } from '../fakes/conversation.ts'

/** A request in three steps: two questions and a declaration, and then the next one. */
const MENU = `
vars: { service: string, answers: map, declaration: map, reference: string }
steps:
  choose: { kind: ask, text: choose, type: choice, choices_from: services, save: service, inquiry: false }
  form: { kind: fill, form: service, save: answers }
  declare: { kind: declare, of: form, save: declaration }
  submit: { kind: do, action: submit_request, with: { service: service }, save: { reference: reference } }
  done: { kind: say, text: done, with: { reference: reference }, next: choose }`

const FORM = aForm('help', [aField('who', { minLength: 1 }), aField('why', { minLength: 1 })])

const NOTHING: Match = { outcome: 'staff', ranked: [], confidence: 0, language: 'ar' }
const MATCHER: Matcher = { isEmergency: () => false, match: () => NOTHING }

/** What is said from the greeting to the end of a number of requests; the answers name chat and request. */
export function scriptOf(chat: number, requests: number): readonly string[] {
  const request = (run: number): string[] => ['1', `من ${chat} ${run}`, `لأن ${chat} ${run}`, '1']
  return ['سلام', ...Array.from({ length: requests }, (_, run) => request(run)).flat()]
}

/** The smallest association that takes requests, so that thousands of conversations take a minute. */
export function tinyContent(): Content {
  const association = anAssociation({ services: [aService(FORM)] })
  const flows = { ...BASE_FLOWS, menu: MENU }
  const made = createLibrary(new Map(Object.entries(flows)), association)
  if ('problems' in made) throw new Error(JSON.stringify(made.problems))
  const words = { menu: { choose: 'أي خدمة؟', done: 'رقم الطلب {{reference}}' }, welcome: { hello: 'مرحبًا' } }
  const locales = readLocales(join(ROOT, 'locales'))
  const resources = { ar: { ...locales['ar'], flows: words } }
  const renderer = createRenderer(resources, association)
  return { association, library: made.library, renderer, matcher: MATCHER }
}
