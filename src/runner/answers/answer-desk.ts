import { createHash } from 'node:crypto'
import type { Answer } from '#core/association.ts'
import { mayDo } from '#core/staff.ts'
import type { StaffAction } from '#core/staff.ts'
import { wordsOf } from '#language/normalise.ts'
import { readOwnAnswer } from '#profile/own-answer.ts'
import type { AnswerFault } from '#profile/own-answer.ts'
import type { AnswerVersion } from '#store/answer-versions.ts'
import type { StaffMember } from '#store/staff.ts'
import { StaleWrite } from '#store/write.ts'
import { maskPersonal } from '../mask-personal.ts'
import type { Running } from '../running.ts'
import type { OwnContent } from './overlay.ts'

/** Why an answer cannot be changed; a closed list, each with a sentence for staff. */
export type AnswerRefusal =
  | 'not_allowed'
  | 'not_found'
  /** Nobody publishes what they wrote themselves. */
  | 'own_draft'
  /** Somebody settled it before. */
  | 'settled'
  | 'faulty'

/** What is said when it cannot be done. */
export interface AnswerRefused {
  readonly refused: AnswerRefusal
  readonly faults?: readonly (AnswerFault | 'examples')[]
}

/** A question that nobody answered, as staff may see it. */
export interface UnansweredGroup {
  /** Made of the question, so that it is the same at every look. */
  readonly id: string
  readonly intent?: string
  readonly count: number
  readonly last: number
  /** Up to three ways of asking, masked. */
  readonly samples: readonly string[]
}

/** What a member writes: an answer, ways of asking for it, or both. `intent` is absent where it is new. */
export interface AnswerDraft extends OwnContent {
  readonly intent?: string
}

/** The use cases of approved answers: two people, a draft and its publication; history and undo. */
export interface AnswerDesk {
  unanswered(member: StaffMember, days: number): Promise<readonly UnansweredGroup[] | AnswerRefused>
  draft(member: StaffMember, draft: AnswerDraft): Promise<{ readonly id: string } | AnswerRefused>
  publish(member: StaffMember, id: string): Promise<AnswerVersion | AnswerRefused>
  discard(member: StaffMember, id: string): Promise<AnswerVersion | AnswerRefused>
  undo(member: StaffMember, id: string): Promise<AnswerVersion | AnswerRefused>
}

const DAY = 86_400_000
const MOST_INQUIRIES = 20_000
const MOST_GROUPS = 100
const SAMPLE = 200
const MOST_EXAMPLES = 30
const LONGEST_EXAMPLE = 200

/** The desk over the runner as it is at each call; `refresh` takes what was published into use. */
export function createAnswerDesk(current: () => Running, refresh: () => Promise<void>): AnswerDesk {
  const settle = async (
    member: StaffMember,
    id: string,
    to: 'publish' | 'discard' | 'undo',
  ): Promise<AnswerVersion | AnswerRefused> => {
    const running = current()
    const { store, clock } = running
    const version = await store.answerVersions.get(id)
    const refused = refusalOf(member, version, to)
    if (refused || !version) return refused ?? { refused: 'not_found' }
    if (to === 'publish' && faultsOf(running, version.intent, version.content as OwnContent).length > 0)
      return { refused: 'faulty', faults: faultsOf(running, version.intent, version.content as OwnContent) }
    const at = clock.now()
    try {
      await store.commit([
        store.answerVersions[to](id, member.id, at),
        store.audit.append({
          at,
          actor: `staff:${member.id}`,
          action: `answer_${to}`,
          subject: version.intent,
        }),
        ...(to === 'publish' ? await settledInquiries(running, version) : []),
      ])
    } catch (error) {
      if (error instanceof StaleWrite) return { refused: 'settled' }
      throw error
    }
    if (to !== 'discard') await refresh()
    return version
  }
  return {
    unanswered: (member, days) => listUnanswered(current(), member, days),
    draft: (member, draft) => keepDraft(current(), member, draft),
    publish: (member, id) => settle(member, id, 'publish'),
    discard: (member, id) => settle(member, id, 'discard'),
    undo: (member, id) => settle(member, id, 'undo'),
  }
}

/** The intent of a new answer: made of its Arabic title, so that the same one is not made twice. */
export function ownIntent(title: string): string {
  return `own_${mark(wordsOf(title, { search: true }).join(' '))}`
}

function mark(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

function refusalOf(
  member: StaffMember,
  version: AnswerVersion | undefined,
  to: 'publish' | 'discard' | 'undo',
): AnswerRefused | undefined {
  const needed: StaffAction = to === 'discard' ? 'answers' : 'publish'
  if (member.status !== 'active' || !mayDo(member.role, needed)) return { refused: 'not_allowed' }
  if (!version) return { refused: 'not_found' }
  if (to === 'publish' && version.writtenBy === member.id) return { refused: 'own_draft' }
  return version.state === (to === 'undo' ? 'published' : 'draft') ? undefined : { refused: 'settled' }
}

async function listUnanswered(
  { store, clock }: Running,
  member: StaffMember,
  days: number,
): Promise<readonly UnansweredGroup[] | AnswerRefused> {
  if (member.status !== 'active' || !mayDo(member.role, 'answers')) return { refused: 'not_allowed' }
  const groups = await store.inquiries.unansweredGroups(clock.now() - days * DAY, MOST_INQUIRIES)
  return groups.slice(0, MOST_GROUPS).map(({ intent, normalised, count, last, samples }) => ({
    id: mark(`${intent ?? ''} ${normalised}`),
    ...(intent !== undefined && { intent }),
    count,
    last,
    samples: [...new Set(samples.map((text) => maskPersonal(text).replaceAll(/\s+/g, ' ').slice(0, SAMPLE)))],
  }))
}

async function keepDraft(
  running: Running,
  member: StaffMember,
  { intent: asked, ...draft }: AnswerDraft,
): Promise<{ readonly id: string } | AnswerRefused> {
  const { store, clock, ids, association, sources = [] } = running
  if (member.status !== 'active' || !mayDo(member.role, 'answers')) return { refused: 'not_allowed' }
  const known =
    asked === undefined ||
    association.answers.some((answer) => answer.intent === asked) ||
    sources.some((source) => source.intent === asked)
  if (!known) return { refused: 'not_found' }
  const intent = asked ?? ownIntent(arabicTitle(draft.answer))
  const content = trimmed(draft)
  const faults = faultsOf(running, intent, content)
  if (faults.length > 0) return { refused: 'faulty', faults }
  const id = ids.newId()
  const at = clock.now()
  const kind = content.answer === undefined ? 'example' : 'answer'
  await store.commit([
    store.answerVersions.draft({ id, intent, kind, content, writtenBy: member.id, writtenAt: at }),
    store.audit.append({ at, actor: `staff:${member.id}`, action: 'answer_drafted', subject: intent }),
  ])
  return { id }
}

function arabicTitle(answer: unknown): string {
  return (answer as { title?: { ar?: string } } | undefined)?.title?.ar ?? ''
}

function trimmed({ answer, examples }: OwnContent): OwnContent {
  const kept = Object.entries(examples ?? {}).flatMap(([language, texts]) => {
    const own = [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))]
    return own.length > 0 ? [[language, own] as const] : []
  })
  return {
    ...(answer !== undefined && { answer }),
    ...(kept.length > 0 && { examples: Object.fromEntries(kept) }),
  }
}

/** What is wrong with a draft; examples that still hold what could tell a person are refused. */
function faultsOf(
  { association }: Running,
  intent: string,
  { answer, examples }: OwnContent,
): readonly (AnswerFault | 'examples')[] {
  const read = answer === undefined ? undefined : readOwnAnswer(intent, answer, association)
  const texts = Object.values(examples ?? {}).flat()
  const bad =
    texts.length > MOST_EXAMPLES ||
    texts.some((text) => text.length > LONGEST_EXAMPLE || /\[\w+\]/.test(text)) ||
    (answer === undefined && texts.length === 0) ||
    (isNew(association.answers, intent) && texts.length === 0)
  return [...(read && 'faults' in read ? read.faults : []), ...(bad ? (['examples'] as const) : [])]
}

function isNew(answers: readonly Answer[], intent: string): boolean {
  return intent.startsWith('own_') && !answers.some((answer) => answer.intent === intent)
}

/** Questions that were asked just so are answered from now on; their place in the list is free. */
async function settledInquiries({ store, clock }: Running, { content, intent }: AnswerVersion) {
  const texts = Object.values((content as OwnContent).examples ?? {}).flat()
  const asked = new Set(texts.map((text) => wordsOf(text, { search: true }).join(' ')))
  if (asked.size === 0) return []
  const open = await store.inquiries.unanswered(clock.now() - 365 * DAY, MOST_INQUIRIES)
  return open
    .filter(({ normalised }) => normalised !== undefined && asked.has(normalised))
    .map(({ id }) => store.inquiries.settle(id, `answered_later:${intent}`))
}
