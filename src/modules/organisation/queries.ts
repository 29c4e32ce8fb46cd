import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { everHeld, holdsOn, openFinding, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { UnitFilter, unitSorts } from './contract.ts'
import type { Unit, UnitRow } from './rules.ts'

/** Units as they are on a day, as known now. Every list of units starts here. */
export function unitsOn(db: Db, day: IsoDate) {
  return db
    .selectFrom('unit as u')
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'u.municipalityId')
        .onRef('s.unitId', '=', 'u.id')
        .on(holdsOn('s', day)),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 's.municipalityId').onRef('p.id', '=', 's.providerId'),
    )
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
}

const unitColumns = [
  'u.id',
  'u.boardId',
  'u.code',
  'u.isInvented',
  's.name',
  's.providerId',
  'p.name as providerName',
  's.serviceAreaId',
  'a.name as serviceArea',
  's.operatingForm',
  's.laws',
  's.district',
  's.places',
  's.manager',
  's.status',
] as const

// One small index look-up a unit. PostgreSQL leaves them to the rows of the page unless the list is sorted by one.
// A later version corrects an earlier judgement: it is no follow-up of its own day.
const lastFollowUp = sql<IsoDate | null>`(select max((x.fixed_at at time zone 'Europe/Stockholm')::date)
  from assessment x where x.municipality_id = u.municipality_id and x.unit_id = u.id and x.version = 1)`
const nextFollowUp = sql<IsoDate | null>`(select min(x.due_on) from follow_up x
  where x.municipality_id = u.municipality_id and x.unit_id = u.id
    and x.state in ('planned', 'prepared', 'underway', 'hearing'))`
const openFindings = sql<number>`(select count(*) from finding x
  where x.municipality_id = u.municipality_id and x.unit_id = u.id and ${openFinding('x')})`

const orders: Record<(typeof unitSorts)[number], RawBuilder<unknown>> = {
  namn: swedish('s.name'),
  omrade: swedish('a.name'),
  utforare: swedish('p.name'),
  form: sql.ref('s.operatingForm'),
  lage: sql.ref('s.status'),
  platser: sql.ref('s.places'),
  senast: lastFollowUp,
  nasta: nextFollowUp,
  brister: openFindings,
}

/** One page of the register, with the number of all that match. The order is total: name and id come last. */
export async function listUnits(
  db: Db,
  filter: UnitFilter,
  day: IsoDate,
): Promise<{ units: UnitRow[]; total: number }> {
  const query = filtered(db, filter, day)
    .select(unitColumns)
    .select([
      lastFollowUp.as('lastFollowUpOn'),
      nextFollowUp.as('nextFollowUpOn'),
      openFindings.as('openFindings'),
    ])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy(swedish('s.name'))
    .orderBy('u.id')
  const { rows, total } = await paged(query, filter)
  return { units: rows, total }
}

function filtered(db: Db, filter: UnitFilter, day: IsoDate) {
  let query = unitsOn(db, day)
  if (filter.area) query = query.where('s.serviceAreaId', '=', filter.area)
  if (filter.provider) query = query.where('s.providerId', '=', filter.provider)
  if (filter.form) query = query.where('s.operatingForm', '=', filter.form)
  if (filter.status) query = query.where('s.status', '=', filter.status)
  if (filter.law) query = query.where(sql<boolean>`${filter.law} = any(s.laws)`)
  if (filter.unplanned)
    query = query.where('s.status', '=', 'active').where(sql<boolean>`not exists (
    select from follow_up f where f.municipality_id = u.municipality_id and f.unit_id = u.id
      and f.state <> 'cancelled' and f.due_on >= date_trunc('year', ${day}::date))`)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([
        where('s.name', 'ilike', like),
        where('p.name', 'ilike', like),
        where('s.district', 'ilike', like),
        where('u.code', 'ilike', like),
      ]),
    )
  return query
}

export function findUnit(db: Db, unitId: string, day: IsoDate): Promise<Unit | undefined> {
  return unitsOn(db, day).select(unitColumns).where('u.id', '=', unitId).executeTakeFirst()
}

/** Which units are asked for; each that is left out asks for all. */
type Among = {
  ids?: readonly string[]
  boardIds?: readonly string[]
  areaId?: string
  status?: Unit['status']
}

/** All of them by name, to choose among: however many, and without what takes a look-up for each. */
export function listUnitNames(db: Db, day: IsoDate, { ids, boardIds, areaId, status }: Among) {
  const among = (all: readonly string[]) => sql<string>`any(${[...all]}::uuid[])`
  let query = unitsOn(db, day)
    .select(['u.id', 'u.boardId', 's.providerId', 's.name', 'p.name as providerName'])
    .select('a.name as serviceArea')
  if (ids) query = query.where('u.id', '=', among(ids))
  if (boardIds) query = query.where('u.boardId', '=', among(boardIds))
  if (areaId) query = query.where('s.serviceAreaId', '=', areaId)
  if (status) query = query.where('s.status', '=', status)
  return query.orderBy(swedish('s.name')).orderBy('u.id').execute()
}

export function listServiceAreas(db: Db) {
  return db
    .selectFrom('serviceArea')
    .select(['id', 'key', 'name', 'laws', 'description', 'inHouseOnly', 'inHouseReason', 'answerableBody'])
    .where(everHeld('serviceArea'))
    .orderBy(swedish('name'))
    .orderBy('id')
    .execute()
}

export function listProviders(db: Db) {
  return db
    .selectFrom('provider')
    .select(['id', 'name', 'kind', 'organisationNumber', 'isInvented'])
    .where(everHeld('provider'))
    .orderBy(swedish('name'))
    .orderBy('id')
    .execute()
}

export function listBoards(db: Db) {
  return db.selectFrom('board').select(['id', 'name', 'abbreviation']).orderBy('name').orderBy('id').execute()
}
