import { html } from 'hono/html'
import type { Answer } from '#core/association.ts'
import type { AnswerDraft } from '#runner/answers/answer-desk.ts'
import { label } from '../cases/words.ts'
import type { Desk } from '../desk.ts'
import { text } from '../read-form.ts'
import { field } from '../view/field.ts'
import type { Markup } from '../view/layout.ts'

/** What was typed into the form of an answer. */
export type TypedAnswer = Readonly<Record<string, string>>

/** The longest text of a message (`answers.yaml` holds the same). */
const LONGEST = 300

/** What the form of an answer begins with. */
export function typedFrom(answer: Answer, association: string): TypedAnswer {
  return {
    titleAr: answer.title.ar,
    titleEn: answer.title.en ?? '',
    textAr: answer.text.ar,
    textEn: answer.text.en ?? '',
    settingAr: answer.textWithSetting?.ar ?? '',
    settingEn: answer.textWithSetting?.en ?? '',
    source: answer.source?.slice(association.length + 1) ?? '',
  }
}

/**
 * A draft from what was typed, over the answer that it changes. Words of further languages stay only while the words
 * that they translate do.
 */
export function draftFrom(typed: TypedAnswer, before: Answer | undefined): AnswerDraft {
  const words = (ar: string, en: string, known: Answer['text'] | undefined) => {
    const own = { ar: text(typed, ar), en: text(typed, en) }
    return known?.ar === own.ar && known.en === own.en ? known : own
  }
  const withSetting = before?.textWithSetting && words('settingAr', 'settingEn', before.textWithSetting)
  const source = text(typed, 'source')
  const examples = text(typed, 'examples').split('\n')
  return {
    ...(before && { intent: before.intent }),
    answer: {
      title: words('titleAr', 'titleEn', before?.title),
      text: words('textAr', 'textEn', before?.text),
      ...(source !== '' && { source }),
      ...(before?.setting !== undefined && { setting: before.setting }),
      ...(withSetting && { textWithSetting: withSetting }),
      ...(before?.flow !== undefined && { flow: before.flow }),
      topic: before?.topic ?? false,
    },
    examples: { ar: examples },
  }
}

/** The form of an answer; `faults` are the parts that were not as they must be. */
export function answerForm(
  desk: Desk,
  given: {
    readonly action: string
    readonly typed: TypedAnswer
    readonly faults: readonly string[]
    readonly before: Answer | undefined
  },
): Markup {
  const { word } = desk
  const { typed, faults, before } = given
  const problem = (part: string) => (faults.includes(part) ? { problem: word(`answers.faults.${part}`) } : {})
  const title = (name: string, words: string) =>
    field({ name, label: words, value: text(typed, name), maxlength: 60, ...problem('title') })
  return html`<form method="post" action="${given.action}" class="answer-form">
    ${title('titleAr', word('answers.titleAr'))} ${title('titleEn', word('answers.titleEn'))}
    ${area(desk, { name: 'textAr', typed, lang: 'ar', ...problem('text') })}
    ${area(desk, { name: 'textEn', typed, lang: 'en', ...problem('text') })}
    ${
      before?.textWithSetting
        ? html`<p class="hint">${word('answers.settingHint', { braces: '{{setting}}' })}</p>
            ${area(desk, { name: 'settingAr', typed, lang: 'ar', ...problem('textWithSetting') })}
            ${area(desk, { name: 'settingEn', typed, lang: 'en', ...problem('textWithSetting') })}`
        : ''
    }
    ${sourceField(desk, text(typed, 'source'), problem('source'))}
    ${area(desk, { name: 'examples', typed, lang: 'ar', rows: 4, hint: true, ...problem('examples') })}
    <p class="row">
      <button type="submit" name="do" value="keep">${word('answers.keep')}</button>
      <button class="quiet" type="submit" name="do" value="preview">${word('answers.preview')}</button>
    </p>
  </form>`
}

interface Area {
  readonly name: string
  readonly typed: TypedAnswer
  readonly lang: 'ar' | 'en'
  readonly rows?: number
  readonly hint?: boolean
  readonly problem?: string
}

function area({ word }: Desk, { name, typed, lang, rows = 3, hint, problem }: Area): Markup {
  const longest = name === 'examples' ? 6_000 : LONGEST
  return html`<div class="field">
    <label for="${name}">${word(`answers.${name}`)}</label>
    ${hint ? html`<p class="hint" id="${name}-hint">${word(`answers.${name}Hint`)}</p>` : ''}
    <textarea
      id="${name}"
      name="${name}"
      rows="${rows}"
      maxlength="${longest}"
      lang="${lang}"
      dir="${lang === 'ar' ? 'rtl' : 'ltr'}"
      ${hint ? html`aria-describedby="${name}-hint"` : ''}
      ${problem ? html`aria-invalid="true"` : ''}
    >
${text(typed, name)}</textarea>
    ${problem ? html`<p class="problem">${problem}</p>` : ''}
  </div>`
}

function sourceField(desk: Desk, source: string, { problem }: { readonly problem?: string }): Markup {
  const { word, association } = desk
  return html`<div class="field">
    <label for="source">${word('answers.source')}</label>
    <select id="source" name="source" ${problem ? html`aria-invalid="true"` : ''}>
      <option value="">${word('answers.noSource')}</option>
      ${association.clauses.map(({ id, text: words }) => {
        const short = id.slice(association.id.length + 1)
        return html`<option value="${short}" ${short === source ? html`selected` : ''}>
          ${short} · ${label(desk, words).slice(0, 90)}
        </option>`
      })}
    </select>
    ${problem ? html`<p class="problem">${problem}</p>` : ''}
  </div>`
}
