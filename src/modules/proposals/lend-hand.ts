import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { logFault } from '#platform/log.ts'
import { workProposals } from './in-turns.ts'
import { proposalLock } from './work.ts'

let helping = false

/**
 * Where no background work is up, the web server computes plans itself, in a thread beside the requests. It asks for the
 * lock that the background work holds as long as it lives; a death of either lets go of it.
 */
export function lendHand(db: Db): void {
  if (helping) return
  helping = true
  help(db)
    .catch((cause: unknown) => {
      logFault(cause, { where: 'plan proposals' })
    })
    .finally(() => (helping = false))
}

async function help(db: Db): Promise<void> {
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ held: boolean }>`select
      pg_try_advisory_lock(hashtextextended(${proposalLock}, 0)) as held`.execute(connection)
    if (rows[0]?.held !== true) return
    try {
      await workProposals(db, { now: () => new Date() })
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${proposalLock}, 0))`.execute(connection)
    }
  })
}
