import { createHash } from 'node:crypto'
import { formsOf } from '#core/association.ts'
import type { Association } from '#core/association.ts'
import type { Form } from '#core/form.ts'
import type { Problem } from '#core/problem.ts'
import type { Library } from '#engine/env.ts'
import { compileForm } from '#engine/form.ts'
import type { CompiledForm } from '#engine/form.ts'
import { loadFlow } from '#engine/load-flow.ts'
import type { Flow } from '#engine/load-flow.ts'

/** A source that is kept as long as a session may stand on it. */
export interface Revision {
  readonly kind: 'flow' | 'form'
  readonly id: string
  readonly hash: string
  readonly source: string
}

/** Flows and forms, the newest and the older ones that sessions still stand on. */
export interface RunnerLibrary extends Library {
  /** Sources of the newest revisions, to be kept in the store. */
  readonly newest: readonly Revision[]
  /** Adds an older revision from the store. */
  add(revision: Revision): void
}

/** A hash of a source, short enough for a database column. */
export function revisionOf(source: string): string {
  return createHash('sha256').update(source).digest('hex').slice(0, 16)
}

/** Builds the library from flow files and an association's forms; all problems at once. */
export function createLibrary(
  flows: ReadonlyMap<string, string>,
  association: Association,
): { readonly library: RunnerLibrary } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const newest: Revision[] = []
  const flowShelf = new Shelf<Flow>('flow')
  const formShelf = new Shelf<CompiledForm>('form')
  for (const [id, source] of flows) {
    const hash = revisionOf(source)
    const loaded = loadFlow(id, source, hash)
    problems.push(...loaded.problems)
    if (loaded.flow) flowShelf.put(id, hash, loaded.flow, true)
    newest.push({ kind: 'flow', id, hash, source })
  }
  for (const form of formsOf(association)) {
    const compiled = compileForm(form)
    if ('problems' in compiled) {
      problems.push(...compiled.problems.map((item) => formProblem(association.id, form.id, item.message)))
    } else {
      formShelf.put(form.id, form.revision, compiled.form, true)
      newest.push({ kind: 'form', id: form.id, hash: form.revision, source: JSON.stringify(form) })
    }
  }
  if (problems.length > 0) return { problems }
  const add = (revision: Revision): void => addRevision(revision, flowShelf, formShelf)
  return {
    library: {
      newest,
      add,
      flow: (id, revision) => flowShelf.take(id, revision),
      form: (id, revision) => formShelf.take(id, revision),
    },
  }
}

function formProblem(association: string, form: string, message: string): Problem {
  return {
    file: `data/associations/${association}/services.yaml`,
    line: 1,
    column: 1,
    message: `${form}: ${message}`,
  }
}

function addRevision(revision: Revision, flows: Shelf<Flow>, forms: Shelf<CompiledForm>): void {
  const { kind, id, hash, source } = revision
  if (kind === 'flow') {
    const { flow } = loadFlow(id, source, hash)
    if (flow) flows.put(id, hash, flow, false)
    return
  }
  const compiled = compileForm(JSON.parse(source) as Form)
  if ('form' in compiled) forms.put(id, hash, compiled.form, false)
}

/** Revisions of one kind of thing. */
class Shelf<T> {
  private readonly kind: string
  private readonly things = new Map<string, { readonly revisions: Map<string, T>; newest: T | undefined }>()

  constructor(kind: string) {
    this.kind = kind
  }

  put(id: string, revision: string, item: T, newest: boolean): void {
    const thing = this.things.get(id) ?? { revisions: new Map<string, T>(), newest: undefined }
    this.things.set(id, thing)
    if (!thing.revisions.has(revision)) thing.revisions.set(revision, item)
    if (newest) thing.newest = item
  }

  /** Falls back to the newest: better a changed question than a lost conversation. */
  take(id: string, revision?: string): T {
    const thing = this.things.get(id)
    const item = (revision === undefined ? undefined : thing?.revisions.get(revision)) ?? thing?.newest
    if (item === undefined) throw new Error(`there is no ${this.kind} called ${id}`)
    return item
  }
}
