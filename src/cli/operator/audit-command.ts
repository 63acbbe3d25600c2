import type { NounCommand } from './operator.ts'

/** `wasl audit verify`: recomputes the whole chain of the audit log, from its first entry. */
export const auditCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: ['wasl audit verify [--lang ar|en]'],
  async run({ parts, given, words }) {
    if ((given[0] ?? 'verify') !== 'verify') return undefined
    const check = await parts.store.audit.verify()
    const head = await parts.store.audit.head()
    if (!check.ok)
      return { code: 1, lines: [words.say('labels.auditBroken', { place: check.brokenAt ?? 0 })] }
    const told = head ? [`${head.seq} ${head.hash}`] : []
    return { code: 0, lines: [words.say('labels.auditWhole'), ...told] }
  },
}
