import { scopeOf, serverScope, type Actor, type Scope } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { setScope } from '#platform/db/transaction.ts'

/** The reach of the upkeep: accounts, roles and sessions of one municipality, as its administrator has it, and no content. */
export function upkeepScope(municipalityId: string): Scope {
  return serverScope(municipalityId, ['admin'])
}

/**
 * Runs `work` in the open transaction with the reach of the upkeep, then gives the actor's own back: a provider's manager
 * says who has left, and may otherwise close nobody. Whose list it is has been asked of the walls before.
 */
export async function asUpkeep<Result>(db: Db, actor: Actor, work: () => Promise<Result>): Promise<Result> {
  await setScope(db, upkeepScope(actor.municipalityId))
  const result = await work()
  await setScope(db, scopeOf(actor))
  return result
}
