import type { NounCommand } from './operator.ts'

/** `wasl task …`: what is to be done. */
export const taskCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: ['wasl task list --as STAFF [--lang ar|en]', 'wasl task done ID [--result TEXT] --as STAFF'],
  async run({ parts, given, member, words, option }) {
    const [verb = 'list', id] = given
    if (!member) return { code: 2, lines: [words.say('problems.who')] }
    const { cases } = parts.runner
    if (verb === 'list') {
      const tasks = await cases.tasks(member)
      if ('refused' in tasks) return words.refused(tasks)
      if (tasks.length === 0) return { code: 0, lines: [words.say('labels.none')] }
      const lines = tasks.map((task) => {
        const { kind, dueAt, reference = '-' } = task
        return [task.id, words.time(dueAt), reference, words.say(`tasks.${kind}`)].join('  ')
      })
      return { code: 0, lines }
    }
    if (verb !== 'done' || id === undefined) return undefined
    const result = await cases.finishTask(member, id, option('result'))
    return 'refused' in result ? words.refused(result) : { code: 0, lines: [result.done] }
  },
}
