import { sql } from 'kysely'
import { scopeOf, serverScope, type Actor, type Scope } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { setScope, withoutScope } from '#platform/db/transaction.ts'

export type Municipality = { readonly id: string; readonly boards: readonly string[] }

/** Every municipality of the installation and its boards: all that the background work may know before it has a scope. */
export async function listMunicipalities(db: Db): Promise<Municipality[]> {
  return withoutScope(db, async (tx) => {
    const { rows } = await sql<Municipality>`select id, boards from auth.municipalities()`.execute(tx)
    return rows
  })
}

/** The reach of the background work: every board of one municipality, and a power that no role gives. */
export function systemScope({ id, boards }: Municipality): Scope {
  return serverScope(id, ['system'], boards)
}

/**
 * Runs `work` in the command's transaction with the reach of the background work, then gives the actor's own back.
 * Only the engine of duties does this: an operator's command changes what is owed, which no operator may write.
 */
export async function asSystem(db: Db, actor: Actor, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<Municipality>`select id, boards from auth.municipalities()
    where id = ${actor.municipalityId}`.execute(db)
  const municipality = rows[0]
  if (!municipality) return
  await setScope(db, systemScope(municipality))
  await work()
  await setScope(db, scopeOf(actor))
}
