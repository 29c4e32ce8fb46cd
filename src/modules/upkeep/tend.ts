import { isNight } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { closeIdle } from './idle.ts'
import { tendReviews } from './quarterly.ts'
import { upkeepScope } from './scope.ts'

/**
 * What is done with accounts when nobody asks for it: unused ones are closed, and those who know say who is left. Nobody
 * is shut out in the night.
 */
export async function tendAccounts(db: Db, municipalityId: string, now: Date): Promise<void> {
  if (isNight(now)) return
  const scope = upkeepScope(municipalityId)
  const actor = { municipalityId }
  await withScope(db, scope, (tx) => closeIdle({ db: tx, now, actor }))
  await withScope(db, scope, (tx) => tendReviews({ db: tx, now, actor }))
}
