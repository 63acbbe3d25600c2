import type { Context } from 'hono'
import { html } from 'hono/html'
import { readOwnAnswer } from '#profile/own-answer.ts'
import type { UnansweredGroup } from '#runner/answers/answer-desk.ts'
import type { OwnContent } from '#runner/answers/overlay.ts'
import type { AnswerVersion } from '#store/answer-versions.ts'
import { label, staffName } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { day, moment } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { unmasked } from './masked.ts'
import { previewMarkup } from './preview.ts'

/** Questions of so many days are shown. */
const DAYS = 60

/** What an action has to say above the page. */
export interface ShownNote {
  readonly problem?: string
  readonly status?: 200 | 409 | 422
}

/** The answers: what nobody answered, what waits for a second person, and what is in use. */
export async function answersPage(c: Context, desk: Desk): Promise<Response> {
  return answerAnswers(c, desk, {})
}

export async function answerAnswers(c: Context, desk: Desk, shown: ShownNote): Promise<Response> {
  const { word, parts } = desk
  const groups = await unansweredOf(desk)
  const drafts = await parts.store.answerVersions.drafts()
  const body = html`${placesMarkup(desk, 'answers')}
    <section aria-labelledby="drafts">
      <h2 id="drafts">${word('answers.drafts')} (${drafts.length})</h2>
      ${drafts.length === 0 ? html`<p class="empty">${word('answers.noDrafts')}</p>` : ''}
      ${drafts.map((version) => draftMarkup(desk, version))}
    </section>
    <section aria-labelledby="unanswered">
      <h2 id="unanswered">${word('answers.unanswered')} (${groups.length})</h2>
      <p class="hint">${word('answers.unansweredHint', { days: DAYS })}</p>
      ${groups.length === 0 ? html`<p class="empty">${word('answers.noneUnanswered')}</p>` : ''}
      <ul class="rows">
        ${groups.map((group) => groupMarkup(desk, group))}
      </ul>
    </section>
    ${inUse(desk)}`
  const note = shown.problem === undefined ? {} : { note: { kind: 'problem', text: shown.problem } as const }
  const markup = page(desk, { title: word('answers.title'), place: 'answers', wide: true, ...note }, body)
  return c.html(markup, shown.status ?? 200)
}

/** The questions that nobody answered; none for who may not see them. */
export async function unansweredOf(desk: Desk): Promise<readonly UnansweredGroup[]> {
  const found = await desk.parts.runner.answers.unanswered(desk.member, DAYS)
  return 'refused' in found ? [] : found
}

/** The pages around the answers. */
export function placesMarkup({ word }: Desk, current: 'answers' | 'flows' | 'canned'): Markup {
  return html`<nav aria-label="${word('answers.title')}">
    <ul class="tabs wrap">
      ${(['answers', 'flows', 'canned'] as const).map(
        (one) =>
          html`<li>
            <a href="/console/${one}" ${one === current ? html`aria-current="page"` : ''}
              >${word(`answers.places.${one}`)}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`
}

/** What an intent is called in the lists. */
export function intentName(desk: Desk, intent: string): string {
  const answer = desk.association.answers.find((one) => one.intent === intent)
  return answer ? label(desk, answer.title) : intent
}

function groupMarkup(desk: Desk, { id, intent, count, last, samples }: UnansweredGroup): Markup {
  const { word } = desk
  return html`<li class="asked">
    <div>
      <p class="meta">
        <span class="badge">${word('answers.times', { count })}</span>
        <span class="faint">${day(last, desk.language)}</span>
        ${intent === undefined ? '' : html`<span class="faint">${word('answers.near')} ${intentName(desk, intent)}</span>`}
      </p>
      <ul class="samples">
        ${samples.map((sample) => html`<li dir="auto">${unmasked(desk, sample)}</li>`)}
      </ul>
    </div>
    <div class="inline">
      <a class="button quiet" href="/console/answers/new?group=${id}">${word('answers.new')}</a>
      <form method="post" action="/console/answers/examples" class="inline">
        <input type="hidden" name="group" value="${id}" />
        <label class="unseen" for="intent-${id}">${word('answers.exampleOf')}</label>
        <select id="intent-${id}" name="intent">
          ${desk.association.answers.map(
            (answer) =>
              html`<option value="${answer.intent}" ${answer.intent === intent ? html`selected` : ''}>
                ${label(desk, answer.title)}
              </option>`,
          )}
        </select>
        <button class="quiet" type="submit">${word('answers.addExample')}</button>
      </form>
    </div>
  </li>`
}

function draftMarkup(desk: Desk, version: AnswerVersion): Markup {
  const { word, member, may } = desk
  const own = version.writtenBy === member.id
  return html`<article class="card">
    <h3><a href="/console/answers/${version.intent}">${draftName(desk, version)}</a></h3>
    <p class="faint">
      <bdi>${staffName(desk, version.writtenBy)}</bdi> · ${moment(version.writtenAt, desk.language)}
    </p>
    ${versionMarkup(desk, version)}
    <div class="inline">
      ${may('publish') && !own ? action(version, 'publish', word('answers.publish'), '') : ''}
      ${action(version, 'discard', word('answers.discard'), 'quiet')}
    </div>
    ${own ? html`<p class="hint">${word('answers.secondPerson')}</p>` : ''}
  </article>`
}

function draftName(desk: Desk, { intent, content }: AnswerVersion): string {
  const read = readOwnAnswer(intent, (content as OwnContent).answer, desk.association)
  return 'answer' in read ? label(desk, read.answer.title) : intentName(desk, intent)
}

/** What a version says: the answer as the chat shows it, and the examples. */
export function versionMarkup(desk: Desk, { intent, content }: AnswerVersion): Markup {
  const { answer, examples = {} } = content as OwnContent
  const read = answer === undefined ? undefined : readOwnAnswer(intent, answer, desk.association)
  const texts = Object.values(examples).flat()
  return html`${read && 'answer' in read ? previewMarkup(desk, read.answer) : ''}
  ${read && 'faults' in read ? html`<p class="problem">${desk.word('answers.outdated')}</p>` : ''}
  ${
    texts.length > 0
      ? html`<p class="faint">${desk.word('answers.asked')}</p>
          <ul class="samples">
            ${texts.map((text) => html`<li dir="auto">${text}</li>`)}
          </ul>`
      : ''
  }`
}

/** A button that settles a version. */
export function action({ id }: AnswerVersion, what: string, words: string, style: string): Markup {
  return html`<form method="post" action="/console/answers/versions/${id}/${what}">
    <button class="${style}" type="submit">${words}</button>
  </form>`
}

function inUse(desk: Desk): Markup {
  const { word, association } = desk
  return html`<section aria-labelledby="in-use">
    <h2 id="in-use">${word('answers.inUse')} (${association.answers.length})</h2>
    <p><a class="button quiet" href="/console/answers/new">${word('answers.new')}</a></p>
    <ul class="rows">
      ${association.answers.map(
        (answer) =>
          html`<li>
            <div>
              <a href="/console/answers/${answer.intent}">${label(desk, answer.title)}</a>
              <p class="faint">${label(desk, answer.text)}</p>
            </div>
            <span class="badge"
              >${answer.source?.slice(association.id.length + 1) ?? word('answers.bySetting')}</span
            >
          </li>`,
      )}
    </ul>
  </section>`
}
