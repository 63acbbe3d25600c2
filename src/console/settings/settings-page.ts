import type { Context } from 'hono'
import { html } from 'hono/html'
import { checkSetting, isSetting } from '#runner/settings.ts'
import { settingsOf } from '../calendar/calendar-page.ts'
import { label } from '../cases/words.ts'
import { NotHere } from '../desk.ts'
import type { Desk } from '../desk.ts'
import { readForm } from '../read-form.ts'
import { page } from '../view/layout.ts'
import type { Markup } from '../view/layout.ts'
import { HANDOFF, PERIODS, SLOTS } from './number-forms.ts'
import { COMMITTEE, DECIDERS } from './people-forms.ts'
import type { SettingForm, SettingShown, Typed, Values } from './setting-form.ts'
import { QUIET_HOURS, WORKING_TIME } from './time-forms.ts'

/** Every form of the settings, in the order of the page. */
export const SETTING_FORMS: readonly SettingForm[] = [
  COMMITTEE,
  DECIDERS,
  PERIODS,
  WORKING_TIME,
  QUIET_HOURS,
  HANDOFF,
  SLOTS,
]

/** A form whose values could not be saved, and what was typed. */
interface Refused {
  readonly id: string
  readonly typed: Typed
}

/** What the association sets for itself, beside its policy. */
export async function settingsPage(c: Context, desk: Desk): Promise<Response> {
  return answerSettings(c, desk)
}

/** Saves one form; where a value cannot be, the form comes back with what was typed. */
export async function takeSettings(c: Context, desk: Desk): Promise<Response> {
  const form = SETTING_FORMS.find(({ id, when }) => id === c.req.param('form') && (when?.(desk) ?? true))
  if (!form) throw new NotHere()
  const typed = await readForm(c)
  const shown = { ...(await shownOf(desk)), typed }
  const values = form.read(desk, typed, shown)
  if (!values || !(await save(desk, values))) return answerSettings(c, desk, { id: form.id, typed })
  return c.redirect(`/console/settings?saved=${form.id}#${form.id}`, 303)
}

/** Whether all could be saved; what can be told of a value is told before any is changed. */
async function save({ parts, member }: Desk, values: Values): Promise<boolean> {
  const all = Object.entries(values).map(([name, value]) => ({ name, text: JSON.stringify(value) }))
  if (all.some(({ name, text }) => !isSetting(name) || 'problem' in checkSetting(name, text))) return false
  for (const { name, text } of all) {
    if (!isSetting(name)) continue
    const saved = await parts.runner.setSetting(`staff:${member.id}`, name, text)
    if ('problem' in saved) return false
  }
  return true
}

async function shownOf(desk: Desk): Promise<Omit<SettingShown, 'typed'>> {
  const stored = await desk.parts.store.settings.all()
  return { settings: await settingsOf(desk), set: new Set(Object.keys(stored)) }
}

async function answerSettings(c: Context, desk: Desk, refused?: Refused): Promise<Response> {
  const { word } = desk
  const shown = await shownOf(desk)
  const forms = SETTING_FORMS.filter(({ when }) => when?.(desk) ?? true)
  const saved = forms.find(({ id }) => id === c.req.query('saved'))?.id
  const body = html`${settingTabs(desk, 'settings')}
  ${forms.map((form) => {
    const typed = refused?.id === form.id ? refused.typed : {}
    const state = refused?.id === form.id ? 'refused' : saved === form.id ? 'saved' : undefined
    return section(desk, form, { ...shown, typed }, state)
  })}
  ${profilePart(desk)}`
  const note = refused && ({ kind: 'problem', text: word('settings.refused') } as const)
  const parts = { title: word('settings.title'), place: 'settings', ...(note && { note }) }
  return c.html(page(desk, parts, body), refused ? 422 : 200)
}

/** The ways between the pages of the settings. */
export function settingTabs({ word }: Desk, here: 'settings' | 'channels'): Markup {
  const link = (path: string, key: 'settings' | 'channels'): Markup =>
    html`<li>
      <a href="${path}" ${key === here ? html`aria-current="page"` : ''}>${word(`settings.tabs.${key}`)}</a>
    </li>`
  return html`<nav aria-label="${word('settings.title')}">
    <ul class="tabs wrap">
      ${link('/console/settings', 'settings')} ${link('/console/settings/channels', 'channels')}
    </ul>
  </nav>`
}

function section(
  desk: Desk,
  form: SettingForm,
  shown: SettingShown,
  state: 'refused' | 'saved' | undefined,
): Markup {
  const { word } = desk
  const { id } = form
  return html`<section class="card" id="${id}">
    <h2>${word(`settings.forms.${id}.title`)}</h2>
    <p class="hint">${word(`settings.forms.${id}.hint`)}</p>
    ${state === 'refused' ? html`<p class="note problem" role="alert">${word(`settings.forms.${id}.bad`)}</p>` : ''}
    ${state === 'saved' ? html`<p class="note done" role="status">${word('settings.saved')}</p>` : ''}
    <form method="post" action="/console/settings/${id}#${id}">
      ${form.fields(desk, shown)}
      <button type="submit">${word('settings.save')}</button>
    </form>
  </section>`
}

/** Facts that answers show and the policy leaves open: they stand in the profile, and come into use when it is saved. */
function profilePart(desk: Desk): Markup {
  const { association, word } = desk
  const { answers, settings, channels } = association
  const asked = answers.flatMap(({ setting }) => setting ?? [])
  const names = [...new Set([...Object.keys(settings), ...asked])].toSorted()
  const { renderer } = desk.parts.content()
  const named = (name: string): string =>
    renderer.has(`staff:settings.facts.${name}`, desk.language) ? word(`settings.facts.${name}`) : name
  const value = (words: Parameters<typeof label>[1] | undefined): Markup =>
    words
      ? html`<bdi>${label(desk, words)}</bdi>`
      : html`<span class="badge warn">${word('settings.unfilled')}</span>`
  return html`<section class="card" id="profile">
    <h2>${word('settings.profile')}</h2>
    <p class="hint">
      ${word('settings.profileHint')}
      <code dir="ltr">data/associations/${association.id}/association.yaml</code>
    </p>
    <dl class="facts">
      ${names.map(
        (name) =>
          html`<div>
            <dt>${named(name)} <code dir="ltr">settings.${name}</code></dt>
            <dd>${value(settings[name])}</dd>
          </div>`,
      )}
      ${channels.map(
        ({ id, name, detail }) =>
          html`<div>
            <dt>${label(desk, name)} <code dir="ltr">channels.${id}</code></dt>
            <dd>${value(detail)}</dd>
          </div>`,
      )}
    </dl>
  </section>`
}
