import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Answer } from '#core/association.ts'
import { readOwnAnswer } from '#profile/own-answer.ts'
import type { AnswerRefused } from '#runner/answers/answer-desk.ts'
import type { AnswerVersion } from '#store/answer-versions.ts'
import { staffName } from '../cases/words.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm, text } from '../read-form.ts'
import { moment } from '../view/format.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { answerForm, draftFrom, typedFrom } from './answer-form.ts'
import type { TypedAnswer } from './answer-form.ts'
import { action, answerAnswers, intentName, unansweredOf, versionMarkup } from './answers-page.ts'
import { withoutMasks } from './masked.ts'
import { previewMarkup } from './preview.ts'

/** One approved answer: as the chat shows it, to be changed, with all that it was. */
export async function answerPage(c: Context, desk: Desk): Promise<Response> {
  const before = answerOf(desk, c.req.param('id') ?? '')
  return showForm(c, desk, { before, typed: typedFrom(before, desk.association.id), preview: before })
}

/** An answer that does not exist yet, perhaps to a question that nobody answered. */
export async function newAnswerPage(c: Context, desk: Desk): Promise<Response> {
  const asked = c.req.query('group')
  const group = asked === undefined ? undefined : (await unansweredOf(desk)).find(({ id }) => id === asked)
  const examples = (group?.samples ?? []).map(withoutMasks).join('\n')
  return showForm(c, desk, { typed: { examples } })
}

/** Keeps a draft of a changed answer, or shows it first. */
export async function takeAnswer(c: Context, desk: Desk): Promise<Response> {
  return takeDraft(c, desk, answerOf(desk, c.req.param('id') ?? ''))
}

/** Keeps a draft of a new answer, or shows it first. */
export async function takeNewAnswer(c: Context, desk: Desk): Promise<Response> {
  return takeDraft(c, desk, undefined)
}

/** A question that nobody answered becomes an example of an answer that there is, once a second person agrees. */
export async function takeExamples(c: Context, desk: Desk): Promise<Response> {
  const form = await readForm(c)
  const group = (await unansweredOf(desk)).find(({ id }) => id === text(form, 'group'))
  if (!group) return answerAnswers(c, desk, { problem: desk.word('answers.refusals.not_found'), status: 409 })
  const examples = { ar: group.samples.map(withoutMasks) }
  const made = await desk.parts.runner.answers.draft(desk.member, { intent: text(form, 'intent'), examples })
  return finish(c, desk, made)
}

/** A second person puts a draft into use, or anybody who writes answers takes it back. */
export async function settleVersion(c: Context, desk: Desk): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const what = (['publish', 'discard', 'undo'] as const).find((one) => c.req.path.endsWith(`/${one}`))
  if (!what) throw new NotHere()
  const settled = await desk.parts.runner.answers[what](desk.member, id)
  return finish(c, desk, settled)
}

async function takeDraft(c: Context, desk: Desk, before: Answer | undefined): Promise<Response> {
  const typed = await readForm(c)
  const draft = draftFrom(typed, before)
  if (text(typed, 'do') === 'preview') {
    const read = readOwnAnswer(before?.intent ?? 'own', draft.answer, desk.association)
    if ('faults' in read) return showForm(c, desk, { before, typed, faults: read.faults, status: 422 })
    return showForm(c, desk, { before, typed, preview: read.answer })
  }
  const made = await desk.parts.runner.answers.draft(desk.member, draft)
  if ('refused' in made && made.refused === 'faulty')
    return showForm(c, desk, { before, typed, faults: made.faults ?? [], status: 422 })
  return finish(c, desk, made)
}

function finish(c: Context, desk: Desk, result: object | AnswerRefused): Response | Promise<Response> {
  if (!('refused' in result)) return c.redirect('/console/answers', 303)
  if (result.refused === 'not_found') throw new NotHere()
  const problem = desk.word(`answers.refusals.${result.refused}`)
  return answerAnswers(c, desk, { problem, status: result.refused === 'settled' ? 409 : 422 })
}

function answerOf({ association }: Desk, intent: string): Answer {
  const answer = association.answers.find((one) => one.intent === intent)
  if (!answer) throw new NotHere()
  return answer
}

interface FormShown {
  readonly before?: Answer | undefined
  readonly typed: TypedAnswer
  readonly faults?: readonly string[]
  readonly preview?: Answer
  readonly status?: 200 | 422
}

async function showForm(c: Context, desk: Desk, shown: FormShown): Promise<Response> {
  const { word, parts } = desk
  const { before, typed, faults = [], preview } = shown
  const history = before ? await parts.store.answerVersions.ofIntent(before.intent) : []
  const address = before ? `/console/answers/${before.intent}` : '/console/answers/new'
  const body = html`<p><a class="back" href="/console/answers">${word('answers.back')}</a></p>
    ${
      preview
        ? html`<h2>${word('answers.preview')}</h2>
            ${previewMarkup(desk, preview)}`
        : ''
    }
    <h2>${word(before ? 'answers.edit' : 'answers.new')}</h2>
    ${answerForm(desk, { action: address, typed, faults, before })}
    ${history.length > 0 ? historyMarkup(desk, history) : ''}`
  const title = before ? intentName(desk, before.intent) : word('answers.new')
  return c.html(page(desk, { title, place: 'answers' }, body), shown.status ?? 200)
}

function historyMarkup(desk: Desk, history: readonly AnswerVersion[]): Markup {
  const { word, may } = desk
  return html`<section>
    <h2>${word('answers.history')}</h2>
    <ol class="history">
      ${history.map(
        (version) =>
          html`<li class="card">
            <p>
              <span class="badge">${word(`answers.states.${version.state}`)}</span>
              <bdi>${staffName(desk, version.writtenBy)}</bdi> · ${moment(version.writtenAt, desk.language)}
              ${
                version.settledBy === undefined
                  ? ''
                  : html` · <bdi>${staffName(desk, version.settledBy)}</bdi> ·
                      ${moment(version.settledAt ?? 0, desk.language)}`
              }
            </p>
            ${versionMarkup(desk, version)}
            ${version.state === 'published' && may('publish') ? action(version, 'undo', word('answers.undo'), 'danger') : ''}
          </li>`,
      )}
    </ol>
  </section>`
}
