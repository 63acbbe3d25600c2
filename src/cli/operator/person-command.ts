import type { NounCommand } from './operator.ts'

/** `wasl person …`: two records that are one person, and back. */
export const personCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: ['wasl person merge KEPT OTHER --as STAFF', 'wasl person unmerge OTHER --as STAFF'],
  async run({ parts, given, member, words }) {
    const [verb, first, second] = given
    if (!member) return { code: 2, lines: [words.say('problems.who')] }
    if (verb === 'merge' && first !== undefined && second !== undefined) {
      const result = await parts.runner.cases.mergePeople(member, first, second)
      if ('refused' in result) return words.refused(result)
      return { code: 0, lines: [words.say('labels.merged', { count: result.cases })] }
    }
    if (verb !== 'unmerge' || first === undefined) return undefined
    const result = await parts.runner.cases.unmergePeople(member, first)
    return 'refused' in result ? words.refused(result) : { code: 0, lines: [words.say('labels.unmerged')] }
  },
}
