import type { Role } from '#access/roles.ts'
import { todayIn } from '#kernel/dates.ts'
import { layNotices } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** The background work, with the reach of the upkeep. */
export type Round = {
  readonly db: Db
  readonly now: Date
  readonly actor: { readonly municipalityId: string }
}

export function administrators(round: Round): Promise<string[]> {
  return holders(round, 'admin', null)
}

/** Who answers for a provider's list: its managers, else the administrators. Of the municipality's own: these. */
export async function answerers(round: Round, providerId: string | null): Promise<string[]> {
  const own = providerId === null ? [] : await holders(round, 'providerManager', providerId)
  return own.length > 0 ? own : administrators(round)
}

async function holders({ db, now }: Round, role: Role, providerId: string | null): Promise<string[]> {
  const today = todayIn(now)
  const rows = await db
    .selectFrom('roleAssignment as r')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.accountId'),
    )
    .select('r.accountId')
    .distinct()
    .where('a.state', '=', 'active')
    .where('r.role', '=', role)
    .where('r.providerId', 'is not distinct from', providerId)
    .where('r.validFrom', '<=', today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', today)]))
    .orderBy('r.accountId')
    .execute()
  return rows.map((row) => row.accountId)
}

type Notice = { kind: string; title: string; href: string }

export function tell({ db, now, actor }: Round, receivers: readonly string[], notice: Notice): Promise<void> {
  const { municipalityId } = actor
  return layNotices(db, { municipalityId, now }, { receivers, notice: { ...notice, boardId: null } })
}
