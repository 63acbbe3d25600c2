import { CASE_STATES } from '#core/case.ts'
import type { Refused } from '#runner/cases/staff-refusal.ts'
import type { CaseStanding } from '#store/cases.ts'
import type { StaffMember } from '#store/staff.ts'
import { CASE_VERBS } from './case-verbs.ts'
import { casePage } from './case-page.ts'
import type { Asked, NounCommand, Reply } from './operator.ts'
import { slotsCommand } from './slots-command.ts'
import type { Words } from './operator-words.ts'

/** `wasl case …`: enough to drive a case from end to end without a browser. */
export const caseCommand: { readonly run: NounCommand; readonly usage: readonly string[] } = {
  usage: [
    'wasl case list [--state STATE] [--mine] [--overdue] --as STAFF [--lang ar|en]',
    'wasl case show REF [--reveal] --as STAFF',
    'wasl case slots list | add TIME … [--staff S] [--minutes N] [--place TEXT] | remove ID   --as STAFF',
    'wasl case copy REF --as STAFF > FILE',
    'wasl case offer REF [SLOT …] --as STAFF',
    ...Object.entries(CASE_VERBS).map(([name, { usage }]) => `wasl case ${name} REF ${usage} --as STAFF`),
  ],
  async run(asked) {
    const { given, member, words } = asked
    const [verb = 'list', reference, ...more] = given
    if (!member) return { code: 2, lines: [words.say('problems.who')] }
    if (verb === 'list') return list(asked, member)
    if (verb === 'slots') return slotsCommand(asked, member)
    if (reference === undefined) return undefined
    const which = { reference: reference.toUpperCase() }
    if (verb === 'show') return show(asked, member, which.reference)
    const { cases } = asked.parts.runner
    const seen = seenOf(asked)
    if (verb === 'copy') return copy(asked, await cases.copyData(member, which))
    if (verb === 'offer') return done(asked, await cases.offer(member, which, more, seen))
    const known = Object.hasOwn(CASE_VERBS, verb) ? CASE_VERBS[verb] : undefined
    const command = known?.command({ words: more, option: asked.option })
    if (!command) return undefined
    return done(asked, await cases.change(member, which, command, seen))
  },
}

function seenOf({ option }: Asked): { readonly rev?: number } {
  const rev = Number(option('rev'))
  return Number.isInteger(rev) && rev > 0 ? { rev } : {}
}

/** The copy of a person's data, for a file or the printer. */
function copy({ words }: Asked, result: { readonly text: string } | Refused): Reply {
  return 'refused' in result ? words.refused(result) : { code: 0, lines: result.text.split('\n') }
}

type Done = Awaited<ReturnType<Asked['parts']['runner']['cases']['change']>>

function done({ words }: Asked, result: Done): Reply {
  if ('refused' in result) return words.refused(result)
  const { record } = result.loaded
  return {
    code: 0,
    lines: [
      ...result.events.map(({ kind }) => words.say('labels.done', { what: words.say(`events.${kind}`) })),
      lineOf(record, words),
    ],
  }
}

async function list({ parts, option, flag, words }: Asked, member: StaffMember): Promise<Reply | undefined> {
  const given = option('state')
  const state = CASE_STATES.find((one) => one === given)
  if (given !== undefined && !state) return undefined
  const found = await parts.runner.cases.list(member, {
    ...(state && { state }),
    ...(flag('mine') && { assignedTo: member.id }),
    ...(flag('overdue') && { overdue: true }),
  })
  if ('refused' in found) return words.refused(found)
  if (found.length === 0) return { code: 0, lines: [words.say('labels.none')] }
  return { code: 0, lines: found.map((item) => lineOf(item, words)) }
}

function lineOf(item: CaseStanding, words: Words): string {
  const { reference, state, kind, service, submittedAt, assignedTo = '-', dueAt, rev } = item
  const due = dueAt === undefined ? '-' : words.day(dueAt)
  const cells = [words.say(`states.${state}`), words.say(`kinds.${kind}`), service, words.day(submittedAt)]
  return [reference, ...cells, assignedTo, due, `${words.say('labels.rev')} ${rev}`].join('  ')
}

async function show({ parts, flag, words }: Asked, member: StaffMember, reference: string): Promise<Reply> {
  const dossier = await parts.runner.cases.show(member, { reference }, { reveal: flag('reveal') })
  return 'refused' in dossier ? words.refused(dossier) : { code: 0, lines: casePage(dossier, words) }
}
