import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import type { Db } from '../db/pool.ts'

/** Whatever answers SQL in one open transaction. */
export type Asked = {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>
}

/**
 * How everything of a municipality is read. The owner of the tables reads past the walls by itself; the background work
 * signs in as the application and may only where an export that somebody asked for is being written.
 */
export type Reader = {
  readonly client: Asked
  /** Without one: every municipality. */
  readonly municipalityId?: string
  readonly exportId?: string
}

/** The open transaction of the application, asked without its plugins: names stay as the database has them. */
export function askedBy(tx: Db): Asked {
  const plain = tx.withoutPlugins()
  return {
    query: <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      plain.executeQuery<Row>(CompiledQuery.raw(text, [...values])),
  }
}
