import type { Urn } from '#core/contact.ts'
import type { Language } from '#core/text.ts'
import type { MessageEntry } from '#store/messages.ts'
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
  const lines = entries.flatMap(({ entry, id }) => lineOf(entry, id, labels) ?? [])
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

function lineOf(
  entry: MessageEntry,
  id: string,
  labels: ReadonlyMap<string, string>,
): HistoryLine | undefined {
  const { at, text = '', question, choices, unnumbered } = entry
  if (entry.from !== 'contact') {
    return {
      id,
      at,
      from: 'us',
      text,
      ...(question !== undefined && { question }),
      ...(choices && { choices }),
      ...(unnumbered && { unnumbered }),
    }
  }
  if (entry.kind === 'start' || entry.kind === 'unsupported') return undefined
  if (entry.kind === 'choice')
    return { id, at, from: 'them', text: labels.get(`${question} ${text}`) ?? text }
  const file = entry.kind === 'file' ? { file: { name: text } } : {}
  return { id, at, from: 'them', text: entry.kind === 'file' ? '' : text, ...file }
}
