import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { everHeld, holdsOn, patternsOf, swedish } from '#platform/db/fragments.ts'
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

const orders: Record<(typeof providerSorts)[number], string> = {
  namn: 'p.name',
  slag: 'p.kind',
  enheter: 'units',
}

export async function listProviderRows(db: Db, filter: ProviderFilter, day: IsoDate) {
  let matching = providersOn(db, day)
  if (filter.kind) matching = matching.where('p.kind', '=', filter.kind)
  for (const like of patternsOf(filter.q))
    matching = matching.where((where) =>
      where.or([where('p.name', 'ilike', like), where('p.organisationNumber', 'ilike', like)]),
    )
  // The shape allows only the keys of `orders` after an optional minus.
  const key = filter.sort.replace('-', '') as keyof typeof orders
  const order = key === 'namn' ? swedish('p.name') : sql.ref(orders[key])
  const providers = await matching
    .orderBy(order, filter.sort.startsWith('-') ? 'desc' : 'asc')
    .orderBy(swedish('p.name'))
    .orderBy('p.id')
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
    .execute()
  const counted = await matching
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { providers, total: counted.total }
}

export function findProvider(db: Db, providerId: string, day: IsoDate) {
  return providersOn(db, day).where('p.id', '=', providerId).executeTakeFirst()
}
