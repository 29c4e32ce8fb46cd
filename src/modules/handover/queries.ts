import { sql, type RawBuilder } from 'kysely'
import { officeRoles } from '#access/roles.ts'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { unitNameOn } from '#modules/organisation/public.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { LeaverFilter, leaverSorts } from './contract.ts'
import { noticeDays, workKinds, type Counts, type Work, type WorkKind } from './rules.ts'

export type Leaver = {
  id: string
  name: string
  profession: string
  state: 'invited' | 'active' | 'closed'
  endsOn: IsoDate | null
  left: number
} & Counts

const swedishDay = (column: string) =>
  sql<IsoDate>`(${sql.ref(column)} at time zone 'Europe/Stockholm')::date`

/** The last day somebody can do anything: that of the account or of the last role. Null: no end is known. */
const endsOn = sql<IsoDate | null>`coalesce(${swedishDay('a.closedAt')}, (select
  case when count(*) > 0 and bool_and(r.valid_to is not null) then max(r.valid_to) end
  from role_assignment r where r.municipality_id = a.municipality_id and r.account_id = a.id))`

const orders: Record<(typeof leaverSorts)[number], RawBuilder<unknown>> = {
  namn: sql`name collate "sv-SE-x-icu"`,
  slutar: sql`ends_on`,
  kvar: sql`"left"`,
}

/** People of the office who leave, or all with work in their name, with how much of each kind the reader sees. */
export async function listLeavers(
  db: Db,
  filter: LeaverFilter,
  today: IsoDate,
): Promise<{ leavers: Leaver[]; total: number }> {
  const people = sql<Leaver>`(
      select a.id, a.name, coalesce(a.profession, '') as profession, a.state, ${endsOn} as ends_on,
        coalesce(w.total, 0)::int as "left", ${sql.join(workKinds.map(countShown))}
      from account a
      left join (select account_id, count(*) as total, ${sql.join(workKinds.map(countEach))}
        from work_left group by account_id) w on w.account_id = a.id
      where ${sql.join([sql`a.side = 'office'`, ...wordsOf(filter.q)], sql` and `)})`
  const query = db
    .selectFrom(people.as('found'))
    .selectAll()
    .where(filter.show === 'all' ? sql<boolean>`"left" > 0` : isLeaving(today))
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy(swedish('name'))
    .orderBy('id')
  const { rows, total } = await paged(query, filter)
  return { leavers: rows, total }
}

/** Ends soon; or has ended, and lately or with something left. */
function isLeaving(today: IsoDate) {
  return sql<boolean>`(ends_on <= ${addDays(today, noticeDays)}
    and ("left" > 0 or ends_on >= ${addDays(today, -noticeDays)}))`
}

function countEach(kind: WorkKind) {
  return sql`count(*) filter (where kind = ${kind}) as ${sql.ref(kind)}`
}

function countShown(kind: WorkKind) {
  return sql`coalesce(w.${sql.ref(kind)}, 0)::int as ${sql.ref(kind)}`
}

function wordsOf(q: string) {
  return patternsOf(q).map((like) => sql`(a.name ilike ${like} or a.profession ilike ${like})`)
}

export function findLeaver(db: Db, accountId: string) {
  return db
    .selectFrom('account as a')
    .select(['a.id', 'a.name', 'a.state', sql<string>`coalesce(a.profession, '')`.as('profession')])
    .select(endsOn.as('endsOn'))
    .where('a.id', '=', accountId)
    .where('a.side', '=', 'office')
    .executeTakeFirst()
}

/** All that is still somebody's and that the reader's walls show, by kind and day. */
export async function listWork(db: Db, accountId: string, today: IsoDate): Promise<Work[]> {
  const { rows } = await sql<Work>`
    select w.kind, w.id, w.board_id, b.name as board_name, w.unit_id, coalesce(w.service_area_id, s.service_area_id)
      as service_area_id, coalesce(area.name, '') as service_area, w.title, w.due_on, w.part, w.href,
      case when w.unit_id is null then '' else ${unitNameOn('w', today)} end as unit_name
    from work_left w
    join board b on b.municipality_id = w.municipality_id and b.id = w.board_id
    left join lateral (select x.service_area_id from unit_state x where x.municipality_id = w.municipality_id
      and x.unit_id = w.unit_id and x.superseded_at is null order by x.valid_from desc limit 1) s on true
    left join service_area area on area.municipality_id = w.municipality_id
      and area.id = coalesce(w.service_area_id, s.service_area_id)
    where w.account_id = ${accountId}
    order by array_position(${[...workKinds]}::text[], w.kind), w.due_on nulls last,
      w.title collate "sv-SE-x-icu", w.id`.execute(db)
  return rows
}

/** Who can take over: people of the office with a role for one of the boards today. */
export function listReceivers(db: Db, given: { boardIds: readonly string[]; not: string; today: IsoDate }) {
  return db
    .selectFrom('account as a')
    .innerJoin('roleAssignment as r', (join) =>
      join.onRef('r.municipalityId', '=', 'a.municipalityId').onRef('r.accountId', '=', 'a.id'),
    )
    .select((select) => [
      'a.id',
      'a.name',
      select.fn.agg<string[]>('array_agg', ['r.role']).distinct().as('roles'),
    ])
    .where('a.state', '=', 'active')
    .where('a.id', '<>', given.not)
    .where('r.boardId', 'in', ['00000000-0000-0000-0000-000000000000', ...given.boardIds])
    .where('r.role', 'in', [...officeRoles])
    .where('r.validFrom', '<=', given.today)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', given.today)]))
    .groupBy(['a.id', 'a.name'])
    .orderBy(swedish('a.name'))
    .orderBy('a.id')
    .execute()
}

/** What was handed over before: when, by whom, how much and to whom. The latest first. */
export async function listHandedOver(db: Db, accountId: string) {
  const { rows } = await sql<{
    seq: number
    at: Date
    byName: string | null
    rows: number
    receivers: string[]
  }>`
    select x.seq, x.at, c.name as by_name, jsonb_array_length(x.detail -> 'rows') as rows,
      array(select distinct t.name from jsonb_array_elements(x.detail -> 'rows') one
        join account t on t.municipality_id = x.municipality_id and t.id = (one ->> 'to')::uuid order by 1) as receivers
    from audit x left join account c on c.municipality_id = x.municipality_id and c.id = x.account_id
    where x.target_id = ${accountId} and x.verb = 'work.handOver' and x.outcome = 'done'
    order by x.seq desc limit 100`.execute(db)
  return rows
}

/** Own drafts not sent are counted for oneself alone: nobody else's are readable at all. */
export function countOwnDrafts(db: Db): Promise<number> {
  return countOf(db.selectFrom('ownDraft'))
}
