import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Language } from '#core/text.ts'
import { directionOfText, piecesOf } from './chat-item.ts'
import type { ChatItem } from './chat-item.ts'
import { directionOf } from './texts.ts'
import type { WebTexts } from './texts.ts'

/** HTML whose inserted values are escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

// The association's own time, which its texts speak of; Latin digits, as everywhere (they are copied and typed).
const TIME_ZONE = 'Asia/Riyadh'

/** The conversation so far as a list; `client/log.js` builds the same elements for what comes later. */
export function transcript(
  items: readonly ChatItem[],
  language: Language,
  texts: WebTexts,
  now: number,
): Html {
  const live = items[lastQuestion(items)]?.id
  let day = ''
  const pressedUnder = (index: number): string | undefined =>
    items.slice(index + 1).find(({ from }) => from === 'them')?.text
  return html`<ol id="messages">
    ${items.map((item, index) => {
      const thisDay = dayOf(item.at, language)
      const separator = thisDay === day ? '' : daySeparator(thisDay, item.at, { language, texts, now })
      day = thisDay
      return html`${separator}${message(item, language, texts, { live: item.id === live, said: pressedUnder(index) })}`
    })}
  </ol>`
}

/** The message whose choices can still be pressed: the last one with choices, if nothing was said after it. */
function lastQuestion(items: readonly ChatItem[]): number {
  const question = items.findLastIndex(({ choices }) => choices && choices.length > 0)
  return items.findLastIndex(({ from }) => from === 'them') > question ? -1 : question
}

/** Whether the choices can still be pressed, and else what was said to them. */
interface ChoiceState {
  readonly live: boolean
  readonly said: string | undefined
}

function message(item: ChatItem, language: Language, texts: WebTexts, state: ChoiceState): Html {
  return html`<li class="message ${item.from}" data-id="${item.id}">
    ${item.from === 'them' ? html`<span class="unseen">${texts.you}</span>` : ''}
    <div class="bubble">
      ${item.text ? textOf(item, language) : ''} ${item.file ? fileLine(item, texts) : ''}
      <p class="meta">
        <time datetime="${new Date(item.at).toISOString()}">${timeOf(item.at, language)}</time>
      </p>
    </div>
    ${item.choices && item.choices.length > 0 ? choiceForm(item, item.choices, language, state) : ''}
  </li>`
}

/** Each line has its own direction, so that a telephone number among Arabic lines keeps its order. */
function textOf(item: ChatItem, language: Language): Html {
  const direction = directionOfText(item.text) ?? directionOf(language)
  const lines = item.text.split('\n').map((line) => {
    const words = item.from === 'us' ? linked(line) : line
    return html`<bdi dir="${directionOfText(line) ?? 'ltr'}">${words}</bdi>`
  })
  const spaced = lines.flatMap((line, index) => (index === 0 ? [line] : ['\n', line]))
  return html`<p class="text" dir="${direction}" lang="${item.language ?? language}">${spaced}</p>`
}

function linked(line: string): Html {
  return html`${piecesOf(line).map(({ text, link }) =>
    link ? html`<a href="${text}" target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a>` : text,
  )}`
}

function fileLine(item: ChatItem, texts: WebTexts): Html {
  const name = html`<bdi>${item.file?.name ?? texts.file}</bdi>`
  return html`<p class="file">
    ${
      item.fetchable
        ? html`<a href="/chat/files/${encodeURIComponent(item.id)}" download>${name}</a>`
        : html`<span class="unseen">${texts.file}</span> ${name}`
    }
  </p>`
}

function choiceForm(
  item: ChatItem,
  list: NonNullable<ChatItem['choices']>,
  language: Language,
  { live, said }: ChoiceState,
): Html {
  return html`<form class="choices" method="post" action="/chat/messages?lang=${language}">
    ${list.map(
      ({ id, label }, index) =>
        html`<button
          type="submit"
          class="${!live && label === said ? 'chosen' : ''}"
          name="choice"
          value="${JSON.stringify([item.question ?? '', id])}"
          ${live ? '' : 'disabled'}
        >
          ${item.unnumbered ? '' : html`<span class="number">${index + 1}</span>`}<bdi>${label}</bdi>
        </button>`,
    )}
  </form>`
}

function daySeparator(
  day: string,
  at: number,
  { language, texts, now }: { language: Language; texts: WebTexts; now: number },
): Html {
  const near = { [dayOf(now, language)]: texts.today, [dayOf(now - 86_400_000, language)]: texts.yesterday }
  return html`<li class="day" data-day="${day}">
    <time datetime="${new Date(at).toISOString()}">${near[day] ?? day}</time>
  </li>`
}

function dayOf(at: number, language: Language): string {
  return format(language, { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
}

function timeOf(at: number, language: Language): string {
  return format(language, { hour: 'numeric', minute: '2-digit' }).format(at)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: Language, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${Object.keys(parts).join()}`
  // Without `nu` and `ca`, Arabic gets other digits in one browser than in the next.
  const made =
    formats.get(key) ??
    new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, { ...parts, timeZone: TIME_ZONE })
  formats.set(key, made)
  return made
}
