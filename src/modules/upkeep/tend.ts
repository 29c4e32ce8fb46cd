import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { closeIdle } from './idle.ts'
import { tendReviews } from './quarterly.ts'
import { upkeepScope } from './scope.ts'

/** Nobody is woken by a reminder or shut out in the night: the day's first leaves at six. */
const firstHour = 6

/** What is done with accounts when nobody asks for it: unused ones are closed, and those who know say who is left. */
export async function tendAccounts(db: Db, municipalityId: string, now: Date): Promise<void> {
  if (swedishHour(now) < firstHour) return
  const scope = upkeepScope(municipalityId)
  const actor = { municipalityId }
  await withScope(db, scope, (tx) => closeIdle({ db: tx, now, actor }))
  await withScope(db, scope, (tx) => tendReviews({ db: tx, now, actor }))
}

function swedishHour(now: Date): number {
  return Number(
    now.toLocaleString('en-GB', { timeZone: 'Europe/Stockholm', hour: '2-digit', hourCycle: 'h23' }),
  )
}
