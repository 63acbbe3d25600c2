import type { WAMessage } from '@whiskeysockets/baileys'
import type { Store } from '#store/store.ts'
import { openData } from '../../src/assemble.ts'
import type { Account } from '../fakes/whatsapp-relay/directory.ts'
import { judgeReplies } from './judge-replies.ts'
import {
  entriesOf,
  integrityOf,
  judgeSaid,
  sharedReferences,
  shown,
  withoutMarks,
  wrongRequests,
} from './verdict.ts'
import { pollIn, wordsOf } from './whatsapp-applicant.ts'
import type { WhatsAppMember } from './whatsapp-crowd.ts'

/** What is wrong in the end with a bot on WhatsApp, counted over all chats; all zero where everything went well. */
export interface WhatsAppVerdict {
  /** Things said of which the log has nothing, or has more than once, or in another order. */
  readonly lost: number
  readonly takenTwice: number
  readonly disordered: number
  /** Answers that never arrived, or in another order. */
  readonly repliesWrong: number
  /** Answers that arrived under two ids of WhatsApp: the person sees both. */
  readonly answeredTwice: number
  /** Answers that arrived again under the same id: every phone hides them. */
  readonly hidden: number
  readonly requestsWrong: number
  readonly unsettled: number
  readonly integrity: string
  readonly said: number
  readonly answers: number
  readonly requests: number
}

type Judged = Omit<WhatsAppVerdict, 'unsettled' | 'integrity' | 'requests'>

/** Opens the data folder of a process that is gone, and holds it to what people said and saw. */
export async function judgeOnWhatsApp(
  folder: string,
  bot: Account,
  members: readonly WhatsAppMember[],
): Promise<WhatsAppVerdict> {
  const store = await openData(folder)
  const counts = await store.counts()
  const waiting = await store.device('whatsapp').received(1)
  const single = await Promise.all(members.map((member) => judgeMember(store, bot, member)))
  await store.close()
  const total = (of: (item: Judged) => number): number => single.reduce((sum, item) => sum + of(item), 0)
  const { inboxPending, inboxDead, outboxPending, outboxSending } = counts
  return {
    lost: total(({ lost }) => lost),
    takenTwice: total(({ takenTwice }) => takenTwice),
    disordered: total(({ disordered }) => disordered),
    repliesWrong: total(({ repliesWrong }) => repliesWrong),
    answeredTwice: total(({ answeredTwice }) => answeredTwice),
    hidden: total(({ hidden }) => hidden),
    requestsWrong: total(({ requestsWrong }) => requestsWrong) + sharedReferences(members),
    unsettled: inboxPending + inboxDead + outboxPending + outboxSending + waiting.length,
    integrity: integrityOf(folder),
    said: total(({ said }) => said),
    answers: total(({ answers }) => answers),
    requests: members.reduce((sum, { references }) => sum + references.length, 0),
  }
}

async function judgeMember(store: Store, bot: Account, member: WhatsAppMember): Promise<Judged> {
  const { phone, said } = member
  const contact = await store.contacts.find(`whatsapp:${phone.account.lid}`, bot.lid)
  if (!contact) throw new Error('somebody who wrote is no contact')
  const key = await store.vault.open(contact.keyId)
  const entries = await entriesOf(store, contact.id, key)
  const heard = entries.flatMap(({ from, externalId = '' }) => (from === 'contact' ? [externalId] : []))
  const names = said.map(({ id }) => `${phone.account.lid}/${id}`)
  const { lost, twice, disordered } = judgeSaid(names, heard)
  const arrived = fromOthers(phone.received)
  const once = [...new Map(arrived.map((message) => [message.key.id ?? '', message])).values()]
  const written = entries.filter(({ from }) => from === 'bot').map(shown)
  const { duplicateSends, repliesWrong } = judgeReplies(written, once.map(seen))
  return {
    lost,
    takenTwice: twice,
    disordered,
    repliesWrong,
    answeredTwice: duplicateSends,
    hidden: arrived.length - once.length,
    requestsWrong: await wrongRequests(store, contact, key, member),
    said: said.length,
    answers: once.length,
  }
}

function fromOthers(received: readonly WAMessage[]): WAMessage[] {
  return received.filter(({ key, message }) => message && !key.fromMe)
}

/** A message as it stands on the phone, without numbers and dots. */
function seen(message: WAMessage): string {
  const options = pollIn(message)?.options?.map(({ optionName }) => optionName ?? '') ?? []
  const parts = [wordsOf(message), options.join('\n')].filter((part) => part !== '')
  return withoutMarks(parts.join('\n\n'))
}
