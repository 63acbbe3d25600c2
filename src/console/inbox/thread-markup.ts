import { html } from 'hono/html'
import type { MessageEntry } from '#store/messages.ts'
import type { OutboxState } from '#store/outbox.ts'
import type { StoredFileMeta } from '#store/files.ts'
import { staffName } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { clock, day } from '../view/format.ts'
import type { Markup } from '../view/layout.ts'
import type { Thread, ThreadItem } from './thread.ts'

/** The lines of a conversation, with a separator for each day. */
export function threadMarkup(desk: Desk, { items, more, contacts }: Thread): Markup {
  let last = ''
  return html`<div
    id="thread"
    class="thread"
    role="log"
    aria-label="${desk.word('inbox.thread')}"
    data-live="message"
    tabindex="0"
  >
    ${more ? html`<p class="faint">${desk.word('inbox.older')}</p>` : ''}
    <ol>
      ${items.map((item) => {
        const at = item.kind === 'said' ? item.entry.at : item.note.at
        const date = day(at, desk.language)
        const separator = date === last ? '' : html`<li class="date"><span>${date}</span></li>`
        last = date
        return html`${separator}${line(desk, item, contacts.length > 1)}`
      })}
    </ol>
  </div>`
}

function line(desk: Desk, item: ThreadItem, several: boolean): Markup {
  if (item.kind === 'note') {
    const { note } = item
    return html`<li class="message note-line">
      <p class="who">
        ${desk.word('inbox.noteBy')} <bdi>${staffName(desk, note.staffId)}</bdi> · ${clock(note.at)}
      </p>
      <p dir="auto">${note.text}</p>
    </li>`
  }
  const { entry, delivery, file, channel } = item
  const side = entry.from === 'contact' ? 'theirs' : 'ours'
  return html`<li class="message ${side}">
    <p class="who">
      ${whoSaid(desk, entry)} · <time>${clock(entry.at)}</time>
      ${several ? html` · ${desk.word(`channels.${channel}`)}` : ''}
      ${delivery ? deliveryMarkup(desk, delivery) : ''}
    </p>
    ${file ? fileMarkup(desk, file) : ''}
    ${entry.text !== undefined && !file ? html`<p dir="auto">${wordsOf(desk, entry)}</p>` : ''}
    ${
      entry.choices && entry.choices.length > 0
        ? html`<p class="faint choices">${entry.choices.map((choice) => choice.label).join(' · ')}</p>`
        : ''
    }
  </li>`
}

function whoSaid(desk: Desk, entry: MessageEntry): Markup {
  if (entry.from === 'contact') return html`${desk.word('inbox.person')}`
  if (entry.from === 'bot') return html`${desk.word('inbox.bot')}`
  return html`<bdi>${staffName(desk, entry.from)}</bdi>`
}

/** What was said in words; what is not words says what it was. */
function wordsOf({ word }: Desk, entry: MessageEntry): string {
  if (entry.kind === 'choice') return word('inbox.chose', { choice: entry.text ?? '' })
  if (entry.kind === 'unsupported') return word('inbox.unsupported')
  return entry.text ?? ''
}

/** How a message of ours fared, in words, and why where it failed. */
function deliveryMarkup({ word, parts, language }: Desk, { status, failure }: OutboxState): Markup {
  if (status !== 'failed')
    return html` · <span class="delivery ${status}">${word(`delivery.${status}`)}</span>`
  const key = `failures.${failure ?? 'rejected'}`
  const known = parts.content().renderer.has(`staff:${key}`, language)
  return html` ·
    <span class="delivery failed"
      >${word('delivery.failed')}: ${word(known ? key : 'failures.rejected')}</span
    >`
}

function fileMarkup({ word }: Desk, file: StoredFileMeta): Markup {
  const address = `/console/files/${file.id}`
  if (file.mime.startsWith('audio/'))
    return html`<p>
      <audio controls preload="none" src="${address}" aria-label="${word('inbox.voice')}"></audio>
    </p>`
  if (file.mime.startsWith('image/'))
    return html`<p>
      <a href="${address}" target="_blank" rel="noopener"
        ><img src="${address}" alt="${word('inbox.picture')}" loading="lazy"
      /></a>
    </p>`
  return html`<p>
    <a href="${address}" download>${word('inbox.file')} <bdi>${file.name}</bdi></a>
  </p>`
}
