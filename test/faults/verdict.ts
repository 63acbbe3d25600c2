import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import type { Contact } from '#store/contacts.ts'
import type { DataKey } from '#store/data-key.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Store } from '#store/store.ts'
import { DATABASE_FILE } from '#store/keys.ts'
import { openData } from '../../src/assemble.ts'
import { telegramTexts } from '../../src/cli/telegram-texts.ts'
import type { BotApi } from '../fakes/bot-api/bot-api.ts'
import { contentOf } from '../fakes/conversation.ts'
import { reasonOf } from './applicant.ts'
import { ASSOCIATION } from './bot-process.ts'
import type { Member } from './crowd.ts'
import { judgeReplies } from './judge-replies.ts'

/** What is wrong in the end, counted over all chats; all zero but `duplicateSends` where everything went well. */
export interface Verdict {
  /** Things said of which the log has nothing. */
  readonly lost: number
  /** Things said that the log has more than once. */
  readonly twice: number
  /** Things said that the log has in another order. */
  readonly disordered: number
  /** Requests finished by people without a case, cases that nobody finished, and cases with another one's answers. */
  readonly requestsWrong: number
  /** Messages of the log that never arrived, or in another order. */
  readonly repliesWrong: number
  /** Messages that arrived again right after themselves. */
  readonly duplicateSends: number
  /** Rows left between two states. */
  readonly unsettled: number
  readonly integrity: string
  /** Everything said, over all chats. */
  readonly said: number
  readonly requests: number
}

/** What stands over buttons that need a message of their own, after a keyboard; the log does not have it. */
const OVER_BUTTONS = telegramTexts(contentOf(ASSOCIATION)).ar.pressOrType

/** Opens the data folder of a process that is gone, and holds it to what people said and saw. */
export async function judge(folder: string, api: BotApi, members: readonly Member[]): Promise<Verdict> {
  const store = await openData(folder)
  const counts = await store.counts()
  const single = await Promise.all(members.map((member) => judgeMember(store, api, member)))
  await store.close()
  const total = (of: (item: Judged) => number): number => single.reduce((sum, item) => sum + of(item), 0)
  return {
    lost: total(({ lost }) => lost),
    twice: total(({ twice }) => twice),
    disordered: total(({ disordered }) => disordered),
    requestsWrong: total(({ requestsWrong }) => requestsWrong) + sharedReferences(members),
    repliesWrong: total(({ repliesWrong }) => repliesWrong),
    duplicateSends: total(({ duplicateSends }) => duplicateSends),
    unsettled: counts.inboxPending + counts.inboxDead + counts.outboxPending + counts.outboxSending,
    integrity: integrityOf(folder),
    said: members.reduce((sum, { said }) => sum + said.length, 0),
    requests: members.reduce((sum, { references }) => sum + references.length, 0),
  }
}

/** What the log of a data folder has from one chat, in its order. */
export async function heardFrom(
  folder: string,
  chat: number,
  account: string,
): Promise<(string | undefined)[]> {
  const store = await openData(folder)
  try {
    const contact = await store.contacts.find(`telegram:${chat}`, account)
    if (!contact) return []
    const entries = await entriesOf(store, contact.id, await store.vault.open(contact.keyId))
    return entries.filter(({ from }) => from === 'contact').map(({ text }) => text)
  } finally {
    await store.close()
  }
}

type Judged = Pick<
  Verdict,
  'lost' | 'twice' | 'disordered' | 'requestsWrong' | 'repliesWrong' | 'duplicateSends'
>

async function judgeMember(store: Store, api: BotApi, member: Member): Promise<Judged> {
  const { chat } = member.person
  const contact = await store.contacts.find(`telegram:${chat}`, String(api.botId))
  if (!contact) return { ...NOTHING_WRONG, lost: member.said.length }
  const key = await store.vault.open(contact.keyId)
  const entries = await entriesOf(store, contact.id, key)
  return {
    ...judgeSaid(
      member.said.map(({ update, text }) => `${update} ${text}`),
      entries.flatMap(({ from, externalId, text }) => (from === 'contact' ? [`${externalId} ${text}`] : [])),
    ),
    ...judgeReplies(
      entries.filter(({ from }) => from === 'bot').map(shown),
      api
        .sent(chat)
        .filter(({ text }) => text !== OVER_BUTTONS)
        .map(({ text }) => withoutMarks(text)),
    ),
    requestsWrong: await wrongRequests(store, contact, key, member),
  }
}

const NOTHING_WRONG: Judged = {
  lost: 0,
  twice: 0,
  disordered: 0,
  requestsWrong: 0,
  repliesWrong: 0,
  duplicateSends: 0,
}

/** What a contact and the bot said, in the order of the log. */
export async function entriesOf(store: Store, contactId: string, key: DataKey): Promise<MessageEntry[]> {
  const entries: MessageEntry[] = []
  for (let after = 0; ;) {
    const turns = await store.messages.of(contactId, key, { after, limit: 500 })
    entries.push(...turns.flatMap((turn) => turn.entries))
    const last = turns.at(-1)
    if (!last) return entries
    after = last.seq
  }
}

/** Holds what the log has of a person to what they said, each thing by a name of its own. */
export function judgeSaid(wanted: readonly string[], names: readonly string[]) {
  const there = new Set(names)
  const kept = wanted.filter((name) => there.has(name))
  const once = [...there].filter((name) => kept.includes(name))
  return {
    lost: wanted.length - kept.length,
    twice: names.length - there.size,
    disordered: kept.filter((name, index) => once[index] !== name).length,
  }
}

/** A message of the log as a platform shows it, but for numbers and dots. */
export function shown({ text = '', choices }: MessageEntry): string {
  const list = (choices ?? []).map(({ label }) => label)
  return withoutMarks([text, list.join('\n')].filter((part) => part !== '').join('\n\n'))
}

/** A text without numbers and dots before the lines of a list: the log does not say which of them are shown. */
export function withoutMarks(text: string): string {
  return text.replaceAll(/^(?:\d+\.|•) /gm, '')
}

/** Finished requests without a case of their own, and cases that nobody finished. */
export async function wrongRequests(
  store: Store,
  contact: Contact,
  key: DataKey,
  { person, references }: Pick<Member, 'person' | 'references'>,
): Promise<number> {
  const cases = await store.cases.ofContact(contact.id, key)
  const byReference = new Map(cases.map((item) => [item.reference, item]))
  const unknown = cases.filter(({ reference }) => !references.includes(reference)).length
  const wrong = references.filter((reference, index) => {
    const found = byReference.get(reference)
    const answers = JSON.stringify(found?.answers ?? {})
    const expected = [person.name, person.identity, person.mobile.slice(1), reasonOf(person, index + 1)]
    return !expected.every((words) => answers.includes(words))
  })
  return unknown + wrong.length
}

/** References that more than one request has. */
export function sharedReferences(members: readonly Pick<Member, 'references'>[]): number {
  const all = members.flatMap(({ references }) => references)
  return all.length - new Set(all).size
}

/** What SQLite itself says of the database in a folder. */
export function integrityOf(folder: string): string {
  const db = new Sqlite(join(folder, DATABASE_FILE))
  const result = db.pragma('integrity_check', { simple: true })
  const keys = db.pragma('foreign_key_check') as readonly unknown[]
  db.close()
  return keys.length === 0 ? String(result) : 'broken references'
}
