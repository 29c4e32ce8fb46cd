import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'

/** A text that is sent this often is one of the application's own, not one with somebody's list of ids in it. */
const oftenFrom = 20
/** Each connection keeps a plan of each, of 200 kB behind the walls: so many, and so many texts that are counted. */
const [mostNamed, mostCounted] = [100, 2000]
/** Longer than any question of a page: many rows written at once. */
const longest = 8000

/**
 * Statements that come back again and again are sent by name, so that PostgreSQL reads and plans them once a connection
 * instead of every time: behind the walls that is two thirds of what a page costs it. Only how a statement is carried out is
 * kept, never what it answered; PostgreSQL plans anew when role, tables or statistics change, and the scope is read each time.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const nameOf = namer()
  return {
    Client: pg.Client,
    options: pool.options,
    connect: async () => naming(await pool.connect(), nameOf),
    end: () => pool.end(),
  }
}

function naming(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    // Without values a text may be of several statements, and those have no name.
    const name = values.length > 0 ? nameOf(text) : undefined
    return client.query({ text, values: [...values], ...(name && { name }) })
  }
  return {
    // The library's answer and what Kysely reads of it have one shape; nothing here asks with a cursor.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  }
}

/** The name of a text, the same on all connections; undefined while it is rare. */
export function namer(): (text: string) => string | undefined {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined || names.size >= mostNamed || text.length > longest) return known
    const count = (counts.get(text) ?? 0) + 1
    if (counts.size >= mostCounted) counts.clear()
    counts.set(text, count)
    if (count < oftenFrom) return undefined
    counts.delete(text)
    const name = `often_${names.size + 1}`
    names.set(text, name)
    return name
  }
}
