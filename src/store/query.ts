import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { CompiledQuery } from 'kysely'
import type { Schema } from './schema.ts'
import type { Param, Query, Write } from './write.ts'

/** Writes SQL and never runs any: it has no database behind it. */
export type Db = Kysely<Schema>

const db: Db = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (inner) => new SqliteIntrospector(inner),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** Anything of Kysely that becomes SQL: a query builder, or a raw `sql` text. */
interface Builder<R> {
  compile(db: Db): CompiledQuery<R>
}

/** The place of a named value among a statement's parameters. */
class Slot {
  readonly key: string

  constructor(key: string) {
    this.key = key
  }
}

/** A query that knows the names and types of its values (`P`) and of the rows it returns (`R`). */
export interface Statement<P, R = unknown> extends Query {
  /** The values in the order in which the SQL wants them. Throws where one is missing. */
  bind(values: P): Param[]
  /** The statement and its values as a change for `commit`. */
  write(values: P, rows?: number): Write
  /** Only for the type: the row a select returns. */
  readonly row?: R
}

/**
 * A statement written with Kysely and compiled once. `p.name` inside `build` stands for the value called `name`;
 * it may be used several times, and in any order.
 */
export function query<P extends object, R>(
  name: string,
  build: (db: Db, p: P) => Builder<R>,
): Statement<P, R> {
  const slots = new Proxy({}, { get: (_, key) => new Slot(String(key)) })
  const compiled = build(db, slots as P).compile(db)
  const { text, order } = inlineConstants(compiled.sql, compiled.parameters as readonly (Slot | Param)[])
  const statement: Statement<P, R> = {
    sql: text,
    name,
    bind(values) {
      const given = values as Readonly<Record<string, Param | undefined>>
      const params: Param[] = []
      for (const { key } of order) {
        const value = given[key]
        if (value === undefined) throw new TypeError(`${name}: a value is missing`)
        params.push(value)
      }
      return params
    },
    write(values, rows) {
      const params = statement.bind(values)
      return rows === undefined ? { query: statement, params } : { query: statement, params, rows }
    },
  }
  return statement
}

/**
 * Writes the constants of a statement into its text. As parameters they would make SQLite compile the statement
 * anew at every run wherever a partial index asks about the same column (`status`): dearer than running it.
 */
function inlineConstants(
  sql: string,
  parameters: readonly (Slot | Param)[],
): { text: string; order: readonly Slot[] } {
  const parts = sql.split('?')
  if (parts.length !== parameters.length + 1) throw new Error('a statement holds a question mark of its own')
  const order: Slot[] = []
  let text = parts[0] ?? ''
  for (const [at, parameter] of parameters.entries()) {
    if (parameter instanceof Slot) order.push(parameter)
    text += (parameter instanceof Slot ? '?' : literal(parameter)) + (parts[at + 1] ?? '')
  }
  return { text, order }
}

function literal(value: Param): string {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  throw new TypeError('bytes are no constant of a statement')
}

/** Runs reads; what a noun needs of the database. */
export interface Reader {
  all<P, R>(statement: Statement<P, R>, values: P): Promise<R[]>
  first<P, R>(statement: Statement<P, R>, values: P): Promise<R | undefined>
}
