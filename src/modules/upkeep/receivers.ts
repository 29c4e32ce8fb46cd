import { todayIn } from '#kernel/dates.ts'
import { holdersAnywhere, layNotices, managersOf } from '#modules/notices/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** The background work, with the reach of the upkeep. */
export type Round = {
  readonly db: Db
  readonly now: Date
  readonly actor: { readonly municipalityId: string }
}

export function administrators({ db, now }: Round): Promise<string[]> {
  return holdersAnywhere(db, ['admin'], todayIn(now))
}

/** Who answers for a provider's list: its managers, else the administrators. Of the municipality's own: these. */
export async function answerers(round: Round, providerId: string | null): Promise<string[]> {
  const own = providerId === null ? [] : await managersOf(round.db, providerId, todayIn(round.now))
  return own.length > 0 ? own : administrators(round)
}

type Notice = { kind: string; title: string; href: string }

export function tell({ db, now, actor }: Round, receivers: readonly string[], notice: Notice): Promise<void> {
  const { municipalityId } = actor
  return layNotices(db, { municipalityId, now }, { receivers, notice: { ...notice, boardId: null } })
}
