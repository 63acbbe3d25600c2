import type { Urn } from '#core/contact.ts'
import type { Language } from '#core/text.ts'
import type { MessageEntry } from '#store/messages.ts'
import type { Store } from '#store/store.ts'
import { openStoredFile } from './data-copy/open-stored-file.ts'
import type { OpenedFile } from './data-copy/open-stored-file.ts'
import type { RunnerParts } from './parts.ts'

/** One line of a conversation so far, as a page shows it. */
export interface HistoryLine {
  readonly id: string
  readonly at: number
  readonly from: 'us' | 'them'
  readonly text: string
  readonly language?: Language
  readonly question?: string
  readonly choices?: readonly { readonly id: string; readonly label: string }[]
  readonly unnumbered?: boolean
  readonly file?: { readonly name: string }
}

/** Turns read for one page. */
const TURNS = 100

/** A contact's conversation, oldest first, after a line if it is known; from the log, so that a page may forget everything. */
export async function readHistory(
  { store }: Pick<RunnerParts, 'store'>,
  urn: Urn,
  account: string,
  afterId?: string,
): Promise<readonly HistoryLine[]> {
  const contact = await store.contacts.find(urn, account)
  if (!contact) return []
  const key = await store.vault.open(contact.keyId)
  const turns = await store.messages.of(contact.id, key, { limit: TURNS })
  const entries = turns.flatMap((turn) =>
    turn.entries.map((entry, place) => ({ entry, id: lineId(entry, turn.id, place) })),
  )
  const labels = labelsOf(entries.map(({ entry }) => entry))
  const names = await namesOf(
    store,
    entries.map(({ entry }) => entry),
  )
  const lines = entries.flatMap(({ entry, id }) => lineOf(entry, id, labels, names) ?? [])
  const known = afterId === undefined ? -1 : lines.findIndex((line) => line.id === afterId)
  return lines.slice(known + 1)
}

function lineId(entry: MessageEntry, turn: string, place: number): string {
  return entry.outboxId ?? entry.externalId ?? `${turn}-${place}`
}

/** The words on every button that was shown, by question and choice. */
function labelsOf(entries: readonly MessageEntry[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  for (const { question, choices } of entries) {
    for (const choice of choices ?? []) labels.set(`${question} ${choice.id}`, choice.label)
  }
  return labels
}

/** The names of the files that we sent, by their ids. */
async function namesOf(
  { files }: Pick<Store, 'files'>,
  entries: readonly MessageEntry[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const { from, fileId } of entries) {
    const file = from === 'contact' || fileId === undefined ? undefined : await files.get(fileId)
    if (file?.status === 'kept') names.set(file.id, file.name)
  }
  return names
}

/** The file of one of our messages to a contact; undefined for anybody else's, and where it is kept no more. */
export async function openSentFile(
  { store }: Pick<RunnerParts, 'store'>,
  urn: Urn,
  account: string,
  messageId: string,
): Promise<OpenedFile | undefined> {
  const contact = await store.contacts.find(urn, account)
  if (!contact) return undefined
  const key = await store.vault.open(contact.keyId)
  const turns = await store.messages.of(contact.id, key, { limit: TURNS })
  const entry = turns.flatMap(({ entries }) => entries).find(({ outboxId }) => outboxId === messageId)
  return entry?.fileId === undefined || entry.from === 'contact'
    ? undefined
    : openStoredFile(store, entry.fileId)
}

function lineOf(
  entry: MessageEntry,
  id: string,
  labels: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): HistoryLine | undefined {
  const { at, text = '', question, choices, unnumbered } = entry
  if (entry.from !== 'contact') {
    const name = names.get(entry.fileId ?? '')
    return {
      id,
      at,
      from: 'us',
      text,
      ...(question !== undefined && { question }),
      ...(choices && { choices }),
      ...(unnumbered && { unnumbered }),
      ...(name !== undefined && { file: { name } }),
    }
  }
  if (entry.kind === 'start' || entry.kind === 'unsupported') return undefined
  if (entry.kind === 'choice')
    return { id, at, from: 'them', text: labels.get(`${question} ${text}`) ?? text }
  const file = entry.kind === 'file' ? { file: { name: text } } : {}
  return { id, at, from: 'them', text: entry.kind === 'file' ? '' : text, ...file }
}
