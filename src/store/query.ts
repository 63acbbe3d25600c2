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
  const order = compiled.parameters as readonly (Slot | Param)[]
  const statement: Statement<P, R> = {
    sql: compiled.sql,
    name,
    bind(values) {
      const given = values as Readonly<Record<string, Param | undefined>>
      const params: Param[] = []
      for (const place of order) {
        const value = place instanceof Slot ? given[place.key] : place
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

/** Runs reads; what a noun needs of the database. */
export interface Reader {
  all<P, R>(statement: Statement<P, R>, values: P): Promise<R[]>
  first<P, R>(statement: Statement<P, R>, values: P): Promise<R | undefined>
}
