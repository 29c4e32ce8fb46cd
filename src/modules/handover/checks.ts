import type { IsoDate } from '#kernel/dates.ts'
import { findFollowUp, teamAfterHandOver } from '#modules/followups/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Assigned } from './rules.ts'

export type Warning = {
  readonly id: string
  readonly kind: 'missingRoles' | 'singleProfession'
  readonly roles: readonly string[]
}

/** What the follow-ups would lack with their new people: told before it is done and after, and never an obstacle. */
export async function checkTeams(
  db: Db,
  given: { readonly from: string; readonly rows: readonly Assigned[]; readonly today: IsoDate },
): Promise<Warning[]> {
  const warnings: Warning[] = []
  for (const { kind, id, toAccountId } of given.rows) {
    const followUp = kind === 'followUp' ? await findFollowUp(db, id) : undefined
    if (!followUp) continue
    const faults = await teamAfterHandOver(db, followUp, {
      from: given.from,
      to: toAccountId,
      today: given.today,
    })
    const roles = faults.missingRoles.flatMap((rule) => rule.oneOf)
    if (roles.length > 0) warnings.push({ id, kind: 'missingRoles', roles })
    else if (faults.singleProfession) warnings.push({ id, kind: 'singleProfession', roles: [] })
  }
  return warnings
}
