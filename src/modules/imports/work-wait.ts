import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { scopeOf, type Actor } from '#access/may.ts'
import { Problem } from '#kernel/problem.ts'
import type { Request } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { logFault } from '#platform/log.ts'
import { withScope } from '#platform/db/transaction.ts'
import { listMunicipalities } from '#modules/duties/public.ts'
import type { ImportState } from './rules.ts'
import type { WorkFault } from './work-ask.ts'
import { workImports } from './work-do.ts'

/** A small file is done before the page comes; for a larger one the page tells how far it has come. A program waits. */
const patience = { page: 2_000, program: 20_000 } as const
export type Patience = keyof typeof patience
const lookAgainMs = 60

/** Where an import stands after a step was asked for: the step is done, or its work goes on. */
export type Stepped = { id: string; revision: number; state: ImportState; isWorking: boolean }

/** Waits a moment for what was asked for. What was refused is refused here, as if the person had waited for it all. */
export async function waitAWhile(request: Request, importId: string, who: Patience): Promise<Stepped> {
  const { db, actor, now } = request
  const until = performance.now() + patience[who]
  for (;;) {
    const { begun, endedAt, fault, ...stands } = await withScope(db, scopeOf(actor), (tx) =>
      whereItStands(tx, importId),
    )
    // Written by this module only, as this shape.
    if (fault) throw problemOf(fault as WorkFault)
    if (endedAt || performance.now() > until) return { ...stands, isWorking: endedAt === null }
    if (begun === 0) lendHand(db, actor, now)
    await sleep(lookAgainMs)
  }
}

export function problemOf({ code, fields, current }: WorkFault): Problem {
  return new Problem(code, { fields, current })
}

function whereItStands(tx: Db, importId: string) {
  return tx
    .selectFrom('import as i')
    .innerJoin('importWork as w', (join) =>
      join.onRef('w.municipalityId', '=', 'i.municipalityId').onRef('w.importId', '=', 'i.id'),
    )
    .select(['i.id', 'i.revision', 'i.state', 'w.begun', 'w.endedAt', 'w.fault'])
    .where('i.id', '=', importId)
    .executeTakeFirstOrThrow()
}

/** Whoever holds it does the imports of the installation: the worker for as long as it lives. */
export const importLock = 'uppsikt import work'

let helping = false

/**
 * Where no background work is up, the web server does the imports itself, beside the requests. It asks for the lock that
 * the background work holds as long as it lives; a death of either lets go of it.
 */
export function lendHand(db: Db, actor: Actor, now: Date): void {
  if (helping) return
  helping = true
  help(db, actor.municipalityId, now)
    .catch((cause: unknown) => {
      logFault(cause, { where: 'imports' })
    })
    .finally(() => (helping = false))
}

async function help(db: Db, municipalityId: string, now: Date): Promise<void> {
  await db.connection().execute(async (connection) => {
    const { rows } = await sql<{
      held: boolean
    }>`select pg_try_advisory_lock(hashtextextended(${importLock}, 0)) as held`.execute(connection)
    if (rows[0]?.held !== true) return
    try {
      const municipality = (await listMunicipalities(db)).find(({ id }) => id === municipalityId)
      if (municipality) await workImports(db, municipality, () => now)
    } finally {
      await sql`select pg_advisory_unlock(hashtextextended(${importLock}, 0))`.execute(connection)
    }
  })
}

/** For the operator's monitoring: imports that somebody has asked for and waits for. */
export async function waitingImports(db: Db) {
  const { rows } = await sql<{ what: string; count: number; since: Date | null }>`
    select 'imports' as what, count(*) as count, min(asked_at) as since from import_work where ended_at is null`.execute(
    db,
  )
  return rows
}
