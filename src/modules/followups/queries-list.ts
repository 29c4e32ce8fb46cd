import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { dayOf, holdsOn, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { FollowUpFilter } from './contract.ts'
import { isLate, lateStates, type Depth, type FollowUpKind, type FollowUpState } from './rules.ts'

export type FollowUpRow = {
  id: string
  unitId: string
  unitName: string
  providerName: string
  serviceArea: string
  title: string
  kind: FollowUpKind
  depth: Depth
  state: FollowUpState
  dueOn: string
  lead: string
  late: boolean
}

export type Reader = { accountId: string; today: IsoDate }

const ended = sql`f.state in ('closed', 'cancelled')`
/** What an event calls for goes before what was planned, while it is open. */
const urgentFirst = sql`case when ${ended} then 2 when f.kind = 'eventDriven' then 0 else 1 end`

const orders = {
  nasta: urgentFirst,
  datum: sql`f.due_on`,
  enhet: sql`coalesce(s.name, '') collate "sv-SE-x-icu"`,
  utforare: swedish('p.name'),
  typ: sql`f.kind`,
  lage: sql`array_position(
    array['planned', 'prepared', 'underway', 'hearing', 'fixed', 'closed', 'cancelled'], f.state)`,
} as const

/** One page of the list, with the number of all that match and of those that are late. */
export async function listFollowUps(db: Db, filter: FollowUpFilter, reader: Reader) {
  const matching = followUpsMatching(db, filter, reader)
  const query = matching
    .select([
      'f.id',
      'f.unitId',
      'f.title',
      'f.kind',
      'f.depth',
      'f.state',
      'f.dueOn',
      sql<string>`coalesce(s.name, '')`.as('unitName'),
      'p.name as providerName',
      sql<string>`coalesce(a.name, '')`.as('serviceArea'),
      sql<string>`coalesce((select m.name from follow_up_member m
        where m.municipality_id = f.municipality_id and m.follow_up_id = f.id and m.is_lead
          and m.removed_at is null order by m.account_id limit 1), '')`.as('lead'),
    ])
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy(sql`case when ${ended} then null else f.due_on end`)
    .orderBy('f.dueOn', 'desc')
    .orderBy('f.id')
  const { rows, total } = await paged(query, filter)
  const followUps: FollowUpRow[] = rows.map((row) => ({ ...row, late: isLate(row, reader.today) }))
  return { followUps, total, late: await countOf(matching.where(lateNow(reader.today))) }
}

/** The unit as it was named and placed on the day the requirements are of. */
export function followUpsMatching(db: Db, filter: FollowUpFilter, reader: Reader) {
  let query = db
    .selectFrom('followUp as f')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .leftJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on(holdsOn('s', dayOf('f.requirementsPer'))),
    )
    .leftJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
  for (const [column, value] of ownColumns(filter)) query = query.where(sql.ref(column), '=', value)
  if (filter.state === 'notCancelled') query = query.where('f.state', '<>', 'cancelled')
  if (filter.purpose) query = query.where(sql<boolean>`${filter.purpose} = any(f.purposes)`)
  if (filter.year)
    query = query
      .where('f.dueOn', '>=', `${String(filter.year).padStart(4, '0')}-01-01`)
      .where('f.dueOn', '<=', `${String(filter.year).padStart(4, '0')}-12-31`)
  if (filter.mine) query = query.where(isMember(reader.accountId))
  if (filter.late) query = query.where(lateNow(reader.today))
  for (const like of patternsOf(filter.q)) query = query.where(holdsWord(like))
  return query
}

function ownColumns(filter: FollowUpFilter) {
  const wanted = [
    ['f.state', filter.state === 'notCancelled' ? undefined : filter.state],
    ['f.kind', filter.kind],
    ['f.level', filter.level],
    ['s.serviceAreaId', filter.area],
    ['f.unitId', filter.unit],
  ] as const
  return wanted.flatMap(([column, value]) => (value ? [[column, value] as const] : []))
}

function lateNow(today: IsoDate) {
  return sql<boolean>`(f.due_on < ${today} and f.state in (${sql.join(lateStates)}))`
}

function isMember(accountId: string) {
  return sql<boolean>`exists (select 1 from follow_up_member m where m.municipality_id = f.municipality_id
    and m.follow_up_id = f.id and m.account_id = ${accountId} and m.removed_at is null)`
}

function holdsWord(like: string) {
  return sql<boolean>`(f.title ilike ${like} or s.name ilike ${like} or p.name ilike ${like})`
}

/** The years there are follow-ups in, the latest first: the choices of the list's filter. */
export async function listYears(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('followUp')
    .select(sql<number>`extract(year from due_on)::int`.as('year'))
    .distinct()
    .orderBy('year', 'desc')
    .execute()
  return rows.map((row) => row.year)
}
