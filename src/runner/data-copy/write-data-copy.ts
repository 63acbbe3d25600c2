import { riyadhDay } from '#core/riyadh.ts'
import type { Sensitivity } from '#core/form.ts'
import type { Language, Localised, Text, TextParam } from '#core/text.ts'
import { dayText } from '#engine/day-text.ts'
import { walkForm } from '#engine/form-progress.ts'
import { answerLines } from '#engine/steps/review.ts'
import { stateOfAnswers } from '#engine/returned.ts'
import { exceedsCeiling } from '#engine/upload.ts'
import type { Consent } from '#store/consents.ts'
import type { Contact } from '#store/contacts.ts'
import { answeredItems, formOf } from '../cases/answered-items.ts'
import type { LoadedCase } from '../cases/load-case.ts'
import { frozenOf } from '../cases/rules-of-case.ts'
import type { RunnerParts } from '../parts.ts'

type Parts = Pick<RunnerParts, 'association' | 'library' | 'renderer'>

/** What a copy holds. */
export interface CopiedData {
  readonly cases: readonly LoadedCase[]
  readonly consents: readonly Consent[]
  /** Milliseconds since 1970. */
  readonly at: number
  /** The account that it is sent to; absent where staff hand it over themselves. */
  readonly to?: Pick<Contact, 'id' | 'channel'>
}

/** The copy in words: what was asked for, what was answered and decided, and what was consented to. */
export function writeDataCopy(
  parts: Parts,
  language: Language,
  { cases, consents, at, to }: CopiedData,
): string {
  const blocks = [
    [copy('title'), copy('made', { day: dayText(riyadhDay(at)) }), copy('about')],
    ...cases.map((loaded) => caseBlock(parts, loaded, to)),
    [copy('consents'), ...(consents.length > 0 ? consents.map(consentLine) : [copy('none')])],
    [copy('chat')],
  ]
  return blocks
    .map((block) => block.map((text) => plain(parts.renderer.text(text, language))).join('\n'))
    .join('\n\n')
}

/** Marks of direction help on a screen of ours; in a file they are letters that nobody sees. */
function plain(text: string): string {
  return text.replaceAll(/[\u2066-\u2069]/g, '')
}

function copy(key: string, params?: Readonly<Record<string, TextParam>>): Text {
  return params ? { key: `replies:data_copy.${key}`, params } : { key: `replies:data_copy.${key}` }
}

function caseBlock(parts: Parts, loaded: LoadedCase, to: CopiedData['to']): Text[] {
  const { record, file } = loaded
  const { association } = parts
  const named = [...association.services, ...association.matters].find(({ id }) => id === record.service)
  const service: Localised = named?.name ?? { ar: record.service }
  const state: Text = { key: `cases:states.${file.state}` }
  return [
    copy('case', { reference: record.reference, service: { words: service } }),
    copy('sent', { day: dayText(riyadhDay(record.submittedAt)) }),
    copy('state', { state }),
    ...answerTexts(parts, loaded, to),
    ...(record.declaration ? [copy('declared', { day: dayText(riyadhDay(record.declaration.at)) })] : []),
    ...file.decisions.flatMap((decision) => [
      copy('decision', {
        outcome: { key: `cases:outcomes.${decision.outcome}` },
        day: dayText(riyadhDay(decision.at)),
      }),
      ...(decision.text === undefined ? [] : [{ verbatim: decision.text }]),
    ]),
    ...(file.answer === undefined ? [] : [copy('answer', { answer: { verbatim: file.answer } })]),
  ]
}

/**
 * The answers under their headings, as in the summary before sending; without a form, under the names of then. What is
 * more sensitive than its platform may carry, and was not written on it, is left out there, and that is said.
 */
function answerTexts(parts: Parts, { record }: LoadedCase, to: CopiedData['to']): Text[] {
  const carrier = to && to.id !== record.contactId ? to.channel : undefined
  const isOpen = (sensitivity: Sensitivity): boolean =>
    carrier === undefined || !exceedsCeiling(parts.association, carrier, sensitivity)
  const form = formOf(parts, record)
  if (!form)
    return isOpen('sensitive')
      ? answeredItems(parts, record).map(({ item, entry }) => ({ verbatim: `${item}: ${entry.display}` }))
      : [copy('withheld')]
  const content = { form: form.id, revision: record.formRevision, ...frozenOf(record.answers) }
  const { places, calculated } = walkForm(form, stateOfAnswers(content), riyadhDay(record.submittedAt))
  const shown = places.filter(({ field }) => isOpen(field.field.sensitivity))
  if (shown.length === places.length) return answerLines(form, places, calculated)
  // What was computed may rest on what is left out.
  return [...answerLines(form, shown, {}), copy('withheld')]
}

function consentLine({ purpose, given, at, version }: Consent): Text {
  const [kind = ''] = purpose.split(':')
  return copy(given ? 'consent_given' : 'consent_withdrawn', {
    purpose: { key: `replies:data_copy.purpose.${kind}` },
    version,
    day: dayText(riyadhDay(at)),
  })
}
