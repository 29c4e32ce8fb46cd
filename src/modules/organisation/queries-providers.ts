import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { everHeld, holdsOn, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ProviderFilter, providerSorts } from './contract.ts'

const columns = [
  'p.id',
  'p.name',
  'p.kind',
  'p.organisationNumber',
  'p.email',
  'p.managementSystemSeenOn',
  'p.isInvented',
  'p.revision',
  'p.validFrom',
  'p.validTo',
] as const

/** Providers with the number of units that the reader sees, on a day. */
function providersOn(db: Db, day: IsoDate) {
  const unitCount = sql<number>`(select count(*) from unit_state s where s.municipality_id = p.municipality_id
    and s.provider_id = p.id and s.status in ('planned', 'active', 'paused') and ${holdsOn('s', day)})`
  return db.selectFrom('provider as p').select(columns).select(unitCount.as('units')).where(everHeld('p'))
}

const orders: Record<(typeof providerSorts)[number], RawBuilder<unknown>> = {
  namn: swedish('p.name'),
  slag: sql`p.kind`,
  enheter: sql`units`,
}

export async function listProviderRows(db: Db, filter: ProviderFilter, day: IsoDate) {
  let matching = providersOn(db, day)
  if (filter.kind) matching = matching.where('p.kind', '=', filter.kind)
  for (const like of patternsOf(filter.q))
    matching = matching.where((where) =>
      where.or([where('p.name', 'ilike', like), where('p.organisationNumber', 'ilike', like)]),
    )
  const query = matching.orderBy(chosenOrder(orders, filter.sort)).orderBy(swedish('p.name')).orderBy('p.id')
  const { rows, total } = await paged(query, filter)
  return { providers: rows, total }
}

export function findProvider(db: Db, providerId: string, day: IsoDate) {
  return providersOn(db, day).where('p.id', '=', providerId).executeTakeFirst()
}
