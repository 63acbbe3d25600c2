import type { Context } from 'hono'
import { html } from 'hono/html'
import type { ShownTask } from '#runner/cases/staff-tasks.ts'
import { caseWord, refusalText } from './cases/words.ts'
import { NotHere } from './desk.ts'
import type { Desk } from './desk.ts'
import { readForm, text } from './read-form.ts'
import { moment } from './view/format.ts'
import { page } from './view/layout.ts'
import type { Markup } from './view/layout.ts'

/** What is to be done by hand: calls above all, because a message could not do it. */
export async function tasksPage(c: Context, desk: Desk): Promise<Response> {
  return answerTasks(c, desk)
}

/** A task is done, with a word of what came of it. */
export async function finishTask(c: Context, desk: Desk): Promise<Response> {
  const result = text(await readForm(c), 'result').slice(0, 500)
  const id = c.req.param('id') ?? ''
  const done = await desk.parts.runner.cases.finishTask(desk.member, id, result === '' ? undefined : result)
  if (!('refused' in done)) return c.redirect('/console/tasks', 303)
  if (done.refused === 'not_found') throw new NotHere()
  return answerTasks(c, desk, refusalText(desk, done))
}

async function answerTasks(c: Context, desk: Desk, problem?: string): Promise<Response> {
  const tasks = await desk.parts.runner.cases.tasks(desk.member)
  const body = html`<ul class="rows" id="tasks" data-live="task case">
    ${'refused' in tasks || tasks.length === 0 ? html`<li>${desk.word('tasks.none')}</li>` : ''}
    ${'refused' in tasks ? '' : tasks.map((task) => row(desk, task))}
  </ul>`
  const note = problem === undefined ? {} : { note: { kind: 'problem', text: problem } as const }
  const title = desk.word('tasks.title')
  return c.html(page(desk, { title, place: 'tasks', ...note }, body), problem === undefined ? 200 : 409)
}

function row(desk: Desk, task: ShownTask): Markup {
  const late = task.dueAt < desk.now
  return html`<li>
    <div>
      <strong>${taskWord(desk, task.kind)}</strong>
      <p class="faint">
        ${
          task.caseId !== undefined && task.reference !== undefined && desk.may('show')
            ? html`<a href="/console/cases/${task.caseId}"><bdi dir="ltr">${task.reference}</bdi></a> · `
            : ''
        }
        <span class="${late ? 'problem' : ''}">${moment(task.dueAt, desk.language)}</span>
      </p>
    </div>
    <form method="post" action="/console/tasks/${task.id}/done" class="inline">
      <label class="unseen" for="result-${task.id}">${desk.word('tasks.result')}</label>
      <input
        id="result-${task.id}"
        name="result"
        maxlength="500"
        dir="auto"
        placeholder="${desk.word('tasks.result')}"
      />
      <button class="quiet" type="submit">${desk.word('tasks.done')}</button>
    </form>
  </li>`
}

function taskWord(desk: Desk, kind: string): string {
  const known = desk.parts.content().renderer.has(`cases:tasks.${kind}`, desk.language)
  return known ? caseWord(desk, `tasks.${kind}`) : desk.word('tasks.other')
}
