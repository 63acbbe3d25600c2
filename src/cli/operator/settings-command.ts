import { mayDo } from '#core/staff.ts'
import { SETTINGS, isSetting, usualTime } from '#runner/settings.ts'
import type { Asked, NounCommand, Reply } from './operator.ts'

/** `wasl settings …`: what the association sets for itself, as JSON. */
export const settingsCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: ['wasl settings list [--lang ar|en]', `wasl settings set ${Object.keys(SETTINGS).join('|')} JSON`],
  async run(asked) {
    const { member, given, words } = asked
    if (member && !mayDo(member.role, 'settings')) return words.refused({ refused: 'not_allowed' })
    const [verb = 'list', name, ...json] = given
    if (verb === 'list') return listSettings(asked)
    return verb === 'set' && name !== undefined && json.length > 0
      ? setOne(asked, name, json.join(' '))
      : undefined
  },
}

async function listSettings({ parts, words }: Asked): Promise<Reply> {
  const stored = await parts.store.settings.all()
  const suggested = JSON.stringify(usualTime(parts.content.association, parts.clock.now()))
  const lines = Object.keys(SETTINGS).map((name) => {
    const value = stored[name]
    if (value !== undefined) return `${name}  ${value}`
    if (name === 'working_time') return `${name}  (${words.say('labels.suggested')}) ${suggested}`
    return `${name}  (${words.say('labels.unset')})`
  })
  return { code: 0, lines }
}

async function setOne({ parts, member, words }: Asked, name: string, json: string): Promise<Reply> {
  if (!isSetting(name)) {
    const names = Object.keys(SETTINGS).join(' ')
    return { code: 2, lines: [words.say('problems.badSetting', { names })] }
  }
  const by = member ? (`staff:${member.id}` as const) : 'operator'
  const result = await parts.runner.setSetting(by, name, json)
  if ('problem' in result)
    return { code: 1, lines: [words.say('problems.badValue', { problem: result.problem })] }
  return { code: 0, lines: [words.say('labels.settingChanged', { name })] }
}
