import type { CaseEvent } from '#core/case-event.ts'
import { isolate } from '#core/isolate.ts'
import type { Dossier } from '#runner/cases/dossier.ts'
import type { Words } from './operator-words.ts'

/** A case on one page of a terminal; identity numbers are masked unless the dossier was revealed. */
export function casePage(dossier: Dossier, words: Words): string[] {
  return [
    ...head(dossier, words),
    ...section(words.say('labels.answers'), answers(dossier, words)),
    ...section(words.say('labels.criteria'), criteria(dossier, words)),
    ...section(words.say('labels.missing'), missing(dossier, words)),
    ...meetings(dossier, words),
    ...section(words.say('labels.opinions'), opinions(dossier, words)),
    ...section(words.say('labels.decisions'), decisions(dossier, words)),
    ...(dossier.file.state === 'deciding'
      ? [`${words.say('labels.reasons')}: ${dossier.reasons.join(' ')}`]
      : []),
    ...section(words.say('labels.tasks'), tasks(dossier, words)),
    ...section(
      words.say('labels.twins'),
      dossier.twins.map(({ reference, state }) => `${reference}  ${words.say(`states.${state}`)}`),
    ),
    ...section(
      words.say('labels.events'),
      dossier.events.map((event) => eventLine(event, words)),
    ),
  ]
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
}

function head({ standing, service, window, file, forAnother }: Dossier, words: Words): string[] {
  const { reference, kind, state, submittedAt, completeAt, assignedTo, dueAt, rev, personId } = standing
  const line = (label: string, value: string): string => `${words.say(`labels.${label}`)}: ${value}`
  const dated = (label: string, at: number | undefined): string[] =>
    at === undefined ? [] : [line(label, words.day(at))]
  return [
    `${reference}  ${words.say(`states.${state}`)}`,
    line('service', words.label(service)),
    line('kind', words.say(`kinds.${kind}`)),
    ...(forAnother ? [line('forAnother', words.say('labels.yes'))] : []),
    ...dated('submitted', submittedAt),
    ...dated('complete', completeAt),
    ...dated('earliest', window.earliestAt),
    ...dated('latest', window.latestAt),
    ...(file.kind === 'support' ? [] : dated('answerBy', dueAt)),
    ...(window.paused ? [words.say('labels.paused')] : []),
    line('assigned', assignedTo ?? '-'),
    ...(personId === undefined ? [] : [line('person', personId)]),
    line('rev', `${rev}`),
  ]
}

function answers({ items }: Dossier, words: Words): string[] {
  return items.map(({ item, label, display, skipped, check, files }) => {
    const name = label ? words.label(label) : item
    const shown = skipped ? '-' : isolate(display)
    const found = check ? `  [${words.say(`checks.${check.result}`)} · ${words.actor(check.by)}]` : ''
    return `${item}  ${name}: ${shown}${files.length > 0 ? ` (${files.join(' ')})` : ''}${found}`
  })
}

function criteria({ criteria: all }: Dossier, words: Words): string[] {
  return all.map(({ id, label, basis, hint, finding }) => {
    const met = (value: boolean): string => words.say(value ? 'labels.met' : 'labels.unmet')
    const found = finding
      ? `${met(finding.met)} · ${isolate(finding.value)} · ${words.say(`sources.${finding.source}`)}`
      : words.say('labels.open')
    const hinted = hint === undefined ? '' : ` (${words.say('labels.hint')}: ${met(hint)})`
    return `${id}  ${words.label(label)}: ${found}${hinted}  ← ${words.label(basis)}`
  })
}

function missing({ file }: Dossier, words: Words): string[] {
  return file.missing.map(
    ({ item, why, note }) =>
      `${item}: ${words.say(`checks.${why}`)}${note === undefined ? '' : ` · ${isolate(note)}`}`,
  )
}

function meetings({ file: { interview, visit } }: Dossier, words: Words): string[] {
  const parts = (...given: readonly (string | undefined)[]): string =>
    given.filter((part) => part !== undefined).join(' · ')
  const when = interview?.at === undefined ? undefined : words.time(interview.at)
  return [
    ...(interview
      ? [
          `${words.say('labels.interview')}: ${parts(words.say(`meetings.${interview.state}`), when, interview.offered.join(' ') || undefined, interview.result)}`,
        ]
      : []),
    ...(visit
      ? [
          `${words.say('labels.visit')}: ${parts(words.say(`meetings.${visit.state}`), visit.day, visit.visitor, visit.result)}`,
        ]
      : []),
  ]
}

function opinions({ file }: Dossier, words: Words): string[] {
  return Object.values(file.opinions).map(
    ({ member, outcome, text }) =>
      `${member}: ${words.say(`outcomes.${outcome}`)}${text === undefined ? '' : ` · ${isolate(text)}`}`,
  )
}

function decisions({ file }: Dossier, words: Words): string[] {
  return file.decisions.map(({ round, outcome, reason, text, next, granted, early, members, at }) => {
    const said = [reason, text, next, granted, early].filter((part) => part !== undefined).map(isolate)
    const who = members.join(' ')
    return [`${round}. ${words.say(`outcomes.${outcome}`)}`, words.day(at), who, ...said].join(' · ')
  })
}

function tasks({ tasks: all }: Dossier, words: Words): string[] {
  return all
    .filter(({ doneAt }) => doneAt === undefined)
    .map(({ id, kind, dueAt }) => `${id}  ${words.say(`tasks.${kind}`)}  ${words.time(dueAt)}`)
}

function eventLine(event: CaseEvent, words: Words): string {
  const why = 'why' in event && event.why !== undefined ? ` · ${isolate(event.why)}` : ''
  const item = event.kind === 'checked' ? ` · ${event.item} ${words.say(`checks.${event.result}`)}` : ''
  const text = event.kind === 'noted' || event.kind === 'answered' ? ` · ${isolate(event.text)}` : ''
  return `${words.time(event.at)}  ${words.actor(event.by)}  ${words.say(`events.${event.kind}`)}${item}${why}${text}`
}
