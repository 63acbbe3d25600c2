import type { PersonLink } from '#store/people.ts'
import type { NounCommand } from './operator.ts'

const ROLES: readonly PersonLink['role'][] = ['self', 'guardian', 'representative']

/** `wasl person …`: two records that are one person, the accounts of one, and back. */
export const personCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: [
    'wasl person merge KEPT OTHER --as STAFF',
    'wasl person unmerge OTHER --as STAFF',
    'wasl person link PERSON CONTACT [self|guardian|representative] --as STAFF',
    'wasl person unlink PERSON CONTACT --as STAFF',
  ],
  async run({ parts, given, member, words }) {
    const [verb, first, second, third = 'self'] = given
    if (!member) return { code: 2, lines: [words.say('problems.who')] }
    const { cases } = parts.runner
    if (verb === 'unmerge' && first !== undefined) {
      const result = await cases.unmergePeople(member, first)
      return 'refused' in result ? words.refused(result) : { code: 0, lines: [words.say('labels.unmerged')] }
    }
    if (first === undefined || second === undefined) return undefined
    const link = { personId: first, contactId: second }
    switch (verb) {
      case 'merge': {
        const result = await cases.mergePeople(member, first, second)
        if ('refused' in result) return words.refused(result)
        return { code: 0, lines: [words.say('labels.merged', { count: result.cases })] }
      }
      case 'link': {
        const role = ROLES.find((known) => known === third)
        if (!role) return undefined
        const result = await cases.linkAccount(member, { ...link, role })
        return 'refused' in result ? words.refused(result) : { code: 0, lines: [words.say('labels.linked')] }
      }
      case 'unlink': {
        const result = await cases.unlinkAccount(member, link)
        return 'refused' in result
          ? words.refused(result)
          : { code: 0, lines: [words.say('labels.unlinked')] }
      }
      default:
        return undefined
    }
  },
}
