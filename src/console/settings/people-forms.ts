import { html } from 'hono/html'
import { mayDo } from '#core/staff.ts'
import type { Desk } from '../desk.ts'
import { text } from '../read-form.ts'
import type { Markup } from '../view/layout.ts'
import { input, wholeNumber } from './setting-form.ts'
import type { SettingForm } from './setting-form.ts'

/** The committee: its members, who closes a round, and how many opinions that takes. */
export const COMMITTEE: SettingForm = {
  id: 'committee',
  when: ({ association }) => association.deciding.kind === 'committee',
  fields(desk, { settings, typed }) {
    const { committee } = settings
    const members = typed.members?.split(',') ?? committee?.members ?? byRole(desk, ['committee'])
    const chair = typed.chair ?? committee?.chair ?? ''
    const quorum = typed.quorum ?? String(committee?.quorum ?? '')
    const { word } = desk
    return html`${memberBoxes(desk, 'members', members)}
      <div class="fields">
        <div class="field">
          <label for="chair">${word('committee.chair')}</label>
          <select id="chair" name="chair">
            <option value="">—</option>
            ${candidates(desk).map(
              ({ id, name }) =>
                html`<option value="${id}" ${id === chair ? html`selected` : ''}>${name}</option>`,
            )}
          </select>
        </div>
        ${input({ name: 'quorum', label: word('settings.quorum'), type: 'number', value: quorum, min: 2, max: 50, optional: true, hint: word('settings.quorumHint') })}
      </div>`
  },
  read(desk, typed) {
    const members = chosenOf(desk, text(typed, 'members'))
    const chair = text(typed, 'chair')
    const quorum = wholeNumber(typed, 'quorum')
    if (text(typed, 'quorum') !== '' && (quorum === undefined || quorum > members.length)) return undefined
    return {
      committee: { members, ...(chair !== '' && { chair }), ...(quorum !== undefined && { quorum }) },
    }
  },
}

/** Who decides where it is no committee. */
export const DECIDERS: SettingForm = {
  id: 'deciders',
  when: ({ association }) => association.deciding.kind !== 'committee',
  fields(desk, { settings, typed }) {
    const members = typed.members?.split(',') ?? settings.deciders ?? byRole(desk, ['manager', 'committee'])
    return memberBoxes(desk, 'members', members)
  },
  read: (desk, typed) => ({ deciders: chosenOf(desk, text(typed, 'members')) }),
}

/** Staff whose role may decide. */
function candidates({ colleagues }: Desk): Desk['colleagues'] {
  return colleagues.filter(({ role }) => mayDo(role, 'decide'))
}

function byRole(desk: Desk, roles: readonly string[]): readonly string[] {
  return candidates(desk).flatMap(({ id, role }) => (roles.includes(role) ? [id] : []))
}

function chosenOf(desk: Desk, ids: string): readonly string[] {
  const wanted = ids.split(',')
  return candidates(desk).flatMap(({ id }) => (wanted.includes(id) ? [id] : []))
}

function memberBoxes(desk: Desk, name: string, chosen: readonly string[]): Markup {
  const all = candidates(desk)
  return html`<fieldset>
    <legend>${desk.word('settings.members')}</legend>
    ${all.length === 0 ? html`<p class="hint">${desk.word('settings.nobody')}</p>` : ''}
    ${all.map(
      ({ id, name: words, role }) =>
        html`<label class="box"
          ><input type="checkbox" name="${name}" value="${id}" ${chosen.includes(id) ? html`checked` : ''} />
          <bdi>${words}</bdi> <span class="faint">${desk.word(`roles.${role}`)}</span></label
        >`,
    )}
  </fieldset>`
}
