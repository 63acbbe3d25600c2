import { MATTER_IDS } from '#core/matter.ts'
import type { Problem } from '#core/problem.ts'
import type { Located, Path } from './locate.ts'
import { matterSource } from './matter-source.ts'
import type { FormsSource, PollsSource, ServicesSource } from './schema.ts'
import type { ProfileSources } from './sources.ts'

type Report = (path: Path, message: string) => void
type Sections = ServicesSource['services'][number]['sections']
type Item = Sections[number]['items'][number]
type Field = Extract<Item, { readonly kind: 'field' }>

/** What is wrong with the forms of services and matters, beyond their schema and their rules. */
export function checkForms(sources: ProfileSources): Problem[] {
  return [...checkServices(sources.services), ...checkMatters(sources)]
}

function checkServices(services: Located<ServicesSource>): Problem[] {
  const problems: Problem[] = []
  const seen = new Set<string>(MATTER_IDS)
  services.value.services.forEach((service, s) => {
    const report: Report = (path, message) =>
      problems.push(services.problem(['services', s, ...path], message))
    if (seen.has(service.id) || isPollId(service.id)) report(['id'], `two forms are called ${service.id}`)
    seen.add(service.id)
    checkSections(service.id, service.sections, report)
    checkGuardian(service, report)
  })
  return problems
}

/** Ids that the loader gives to polls. */
function isPollId(id: string): boolean {
  return id === 'survey' || id.startsWith('poll_')
}

function checkGuardian(service: ServicesSource['services'][number], report: Report): void {
  const { guardian, onBehalf, sections } = service
  if (onBehalf && !guardian)
    report(['onBehalf'], `${service.id} does not say how asking for another is shown`)
  if (!guardian) return
  if (!onBehalf) report(['guardian'], `${service.id} is not asked for on behalf of another`)
  const fields = new Map(sections.flatMap(({ items }) => items).map((item) => [item.id, item]))
  const relation = fields.get(guardian.relation)
  const proof = guardian.proof === undefined ? undefined : fields.get(guardian.proof)
  if (relation?.kind !== 'field')
    report(['guardian', 'relation'], `${service.id} asks no ${guardian.relation}`)
  if (guardian.proof !== undefined && (proof?.kind !== 'field' || proof.type !== 'document'))
    report(['guardian', 'proof'], `${service.id} asks for no document ${guardian.proof}`)
}

function checkMatters(sources: ProfileSources): Problem[] {
  const { association, forms, sharedForms } = sources
  const problems: Problem[] = []
  association.value.matters.forEach((id, i) => {
    const report: Report = (path, message) =>
      problems.push(association.problem(['matters', i, ...path], message))
    if (association.value.matters.indexOf(id) < i) report([], `${id} is there twice`)
    if (!matterSource(id, sources)) report([], `no form is called ${id}`)
  })
  for (const id of MATTER_IDS)
    if (forms.value.matters[id] && !association.value.matters.includes(id))
      problems.push(forms.problem(['matters', id], `${id} is not among the matters of this association`))
  return [...problems, ...checkFormsFile(forms), ...checkFormsFile(sharedForms)]
}

function checkFormsFile(file: Located<FormsSource>): Problem[] {
  const problems: Problem[] = []
  for (const id of MATTER_IDS) {
    const matter = file.value.matters[id]
    if (matter)
      checkSections(id, matter.sections, (path, message) =>
        problems.push(file.problem(['matters', id, ...path], message)),
      )
  }
  return problems
}

function checkSections(form: string, sections: Sections, report: Report): void {
  const fields = new Set<string>()
  const unique = (id: string, path: Path) => {
    if (fields.has(id)) report([...path, 'id'], `two questions of ${form} are called ${id}`)
    fields.add(id)
  }
  const field = (asked: Field, path: Path) => {
    unique(asked.id, path)
    checkOptions(asked, path, report)
    if (!asked.validUntil) return
    unique(`${asked.id}_until`, path)
    if (asked.type !== 'document') report([...path, 'validUntil'], `${asked.id} is no document`)
  }
  sections.forEach((section, i) =>
    section.items.forEach((item, j) => {
      const path = ['sections', i, 'items', j]
      if (item.kind === 'field') return field(item, path)
      unique(item.id, path)
      if (item.kind === 'repeat') item.fields.forEach((asked, k) => field(asked, [...path, 'fields', k]))
    }),
  )
}

const CHOICES = new Set(['choice', 'multi_choice'])

function checkOptions(
  field: Pick<Field, 'id' | 'options'> & { readonly type: string },
  path: Path,
  report: Report,
): void {
  if (CHOICES.has(field.type) && !field.options) report(path, `${field.id} is a choice without options`)
  if (!CHOICES.has(field.type) && field.options) report(path, `${field.id} is no choice and has options`)
  const ids = field.options?.map((option) => option.id) ?? []
  if (new Set(ids).size < ids.length)
    report([...path, 'options'], `${field.id} has two options of the same id`)
}

/** What is wrong with the questions of polls. */
export function checkPolls({ polls, services }: ProfileSources): Problem[] {
  const { first, last, survey } = polls.value
  const shared = new Set([...first, ...last].map(({ id }) => id))
  return [
    ...checkQuestions([...first, ...last], new Set(), polls, (i) =>
      i < first.length ? ['first', i] : ['last', i - first.length],
    ),
    ...checkQuestions(survey, new Set(), polls, (i) => ['survey', i]),
    ...services.value.services.flatMap(({ poll = [] }, s) =>
      checkQuestions(poll, shared, services, (i) => ['services', s, 'poll', i]),
    ),
  ]
}

function checkQuestions(
  questions: PollsSource['first'],
  taken: ReadonlySet<string>,
  file: Located<unknown>,
  place: (i: number) => Path,
): Problem[] {
  const problems: Problem[] = []
  const seen = new Set(taken)
  questions.forEach((question, i) => {
    const report: Report = (path, message) => problems.push(file.problem([...place(i), ...path], message))
    if (seen.has(question.id)) report(['id'], `two questions of a poll are called ${question.id}`)
    seen.add(question.id)
    checkOptions({ ...question, type: question.kind }, [], report)
  })
  return problems
}
