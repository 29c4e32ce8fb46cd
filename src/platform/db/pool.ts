import pg from 'pg'
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely'
import { preparing } from './prepared.ts'
import type { Database } from './types.ts'

export type Db = Kysely<Database>

// Dates stay ISO text, counts and exact numbers become numbers: a care figure never needs more than 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)

let pools: readonly pg.Pool[] = []

/** Of this process, for its figures: at work, idle, and requests that wait for one. */
export function connectionCounts(): Record<'busy' | 'idle' | 'queued', number> {
  const counts = { busy: 0, idle: 0, queued: 0 }
  for (const { totalCount, idleCount, waitingCount } of pools) {
    counts.busy += totalCount - idleCount
    counts.idle += idleCount
    counts.queued += waitingCount
  }
  return counts
}

/**
 * A little more than the database itself gives a statement: one that says nothing even then hangs, with its disk or its
 * network, and whoever waits for a page is told so instead.
 */
export const silenceMs = 16_000

/**
 * A connection where somebody waits is kept this long without work: a new one must learn the tables and walls again, and
 * whoever came after a pause of ten seconds, which is the library's own, waited ten times as long.
 */
const keptMs = 10 * 60_000

/**
 * Opens the pool. The one who opens closes: `db.destroy()`. `silence`: where somebody waits, see above; there the same is
 * asked all day, and what is asked often is prepared.
 */
export function openDatabase(url: string, connections = 12, silence?: number): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    statement_timeout: 15_000,
    ...(silence === undefined ? {} : { query_timeout: silence, idleTimeoutMillis: keptMs }),
    connectionTimeoutMillis: 10_000,
    application_name: 'uppsikt',
    // Whatever the server's own. A day is named where it is asked for, so the same question has one answer everywhere. And
    // no question is compiled first: by the walls it looks dear to PostgreSQL, which then takes seconds to save milliseconds.
    options: '-c timezone=UTC -c jit=off',
  })
  // An idle connection that breaks (the database restarts) is replaced at the next query; without a listener it
  // would end the process.
  pool.on('error', () => undefined)
  // The same for one at work: its query gets the fault as its answer, the connection tells it once more.
  pool.on('connect', (client) => client.on('error', () => undefined))
  pools = [...pools.filter((one) => !one.ended), pool]
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool: silence === undefined ? pool : preparing(pool) }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}
