import { sql } from 'kysely'
import { hasWords, orderBy, type SortKey } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { holdsOn, swedish, swedishToday } from '#platform/db/fragments.ts'
import type { ItemFilter } from './contract.ts'
import { monthsOf, progressOf, type PlanItem } from './rules.ts'

const inOrder = sql`t.role <> 'lead', t.role, c.name, t.account_id`
const team = sql<PlanItem['team']>`coalesce(jsonb_agg(jsonb_build_object('accountId', t.account_id,
    'name', c.name, 'role', t.role, 'hours', t.hours) order by ${inOrder}), '[]')`
const itsAccount = sql`join account c on c.municipality_id = t.municipality_id and c.id = t.account_id`

/** The follow-up that carries it out; one that was cancelled only while there is no other. */
const followUp = sql<
  PlanItem['followUp']
>`jsonb_build_object('id', f.id, 'state', f.state, 'dueOn', f.due_on)`
const latestFirst = sql`f.state = 'cancelled', f.created_at desc, f.id`

/** What belongs to a row: of one row asked for beside it, of a whole plan asked for once. */
const besideRow = [
  sql<PlanItem['team']>`(select ${team} from plan_item_member t ${itsAccount}
    where t.municipality_id = i.municipality_id and t.plan_item_id = i.id)`.as('team'),
  sql<PlanItem['followUp']>`(select ${followUp} from follow_up f
    where f.municipality_id = i.municipality_id and f.plan_item_id = i.id
    order by ${latestFirst} limit 1)`.as('followUp'),
  sql<number>`(select count(*)::int from plan_item_source x
    where x.municipality_id = i.municipality_id and x.plan_item_id = i.id)`.as('sources'),
] as const

type Beside = Partial<Pick<PlanItem, 'team' | 'followUp' | 'sources'>>

/**
 * The same of a whole plan. Of each row in turn it takes thousands of small questions inside one, so many that PostgreSQL
 * compiles them; joined to the rows it takes rows times rows, where rows have just come and their number is not known yet.
 */
async function besidePlan(db: Db, yearPlanId: string): Promise<Map<string, Beside>> {
  const ofPlan = (
    alias: string,
  ) => sql`join plan_item j on j.municipality_id = ${sql.ref(alias)}.municipality_id
    and j.id = ${sql.ref(alias)}.plan_item_id and j.year_plan_id = ${yearPlanId} and j.removed_at is null`
  const { rows } = await sql<{ planItemId: string; beside: Beside }>`
    select t.plan_item_id, jsonb_build_object('team', ${team}) as beside
      from plan_item_member t ${itsAccount} ${ofPlan('t')} group by t.plan_item_id
    union all
    (select distinct on (f.plan_item_id) f.plan_item_id, jsonb_build_object('followUp', ${followUp})
      from follow_up f ${ofPlan('f')} order by f.plan_item_id, ${latestFirst})
    union all
    select x.plan_item_id, jsonb_build_object('sources', count(*)) from plan_item_source x ${ofPlan('x')}
      group by x.plan_item_id`.execute(db)
  const byRow = new Map<string, Beside>()
  for (const { planItemId, beside } of rows) byRow.set(planItemId, { ...byRow.get(planItemId), ...beside })
  return byRow
}

const columns = [
  'i.id',
  'i.yearPlanId',
  'i.boardId',
  'i.subject',
  'i.unitId',
  'i.serviceAreaId',
  'i.name',
  sql<string>`coalesce(a.name, '')`.as('areaName'),
  sql<string>`coalesce(p.name, '')`.as('providerName'),
  'b.name as otherBoardName',
  'i.ground',
  'i.year',
  'i.month',
  // The column's check allows the two halves.
  sql<1 | 2>`i.half`.as('half'),
  'i.kind',
  'i.depth',
  'i.focusAreas',
  'i.methods',
  'i.announced',
  'i.priority',
  'i.assignmentSource',
  'i.origin',
  'i.originId',
  'i.why',
  'i.hours',
  'i.theme',
  'i.note',
  'i.doneOn',
  'i.doneNote',
  // A lock holds a month, or the half-year of what has no more.
  sql<boolean>`i.pinned_at is not null`.as('pinned'),
  'i.revision',
] as const

function items(db: Db) {
  return db
    .selectFrom('planItem as i')
    .leftJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 'i.municipalityId').onRef('a.id', '=', 'i.serviceAreaId'),
    )
    .leftJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'i.municipalityId').onRef('b.id', '=', 'i.otherBoardId'),
    )
    .leftJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'i.municipalityId')
        .onRef('s.unitId', '=', 'i.unitId')
        .on(holdsOn('s', swedishToday)),
    )
    .leftJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 's.municipalityId').onRef('p.id', '=', 's.providerId'),
    )
    .select(columns)
}

/** All that stands in the plan, in the order of time. */
export async function listItems(db: Db, yearPlanId: string): Promise<PlanItem[]> {
  const rows = await items(db)
    .where('i.yearPlanId', '=', yearPlanId)
    .where('i.removedAt', 'is', null)
    .orderBy('i.year')
    .orderBy(sql`coalesce(i.month, i.half * 6)`)
    .orderBy(swedish('i.name'))
    .orderBy('i.id')
    .execute()
  const beside = await besidePlan(db, yearPlanId)
  return rows.map((row) => ({ ...row, team: [], followUp: null, sources: 0, ...beside.get(row.id) }))
}

/** A row also after it was taken away: its history stands. */
export async function findItem(
  db: Db,
  itemId: string,
): Promise<(PlanItem & { removed: boolean }) | undefined> {
  return items(db)
    .select(besideRow)
    .select(sql<boolean>`i.removed_at is not null`.as('removed'))
    .where('i.id', '=', itemId)
    .executeTakeFirst()
}

/** Every person's rows by unit over the years: what each plan of the board has asked in depth before. */
export function listUnitYears(db: Db, boardId: string, before: number) {
  return db
    .selectFrom('planItem')
    .select(['unitId', 'year', 'depth'])
    .where('boardId', '=', boardId)
    .where('year', '<', before)
    .where('unitId', 'is not', null)
    .where('removedAt', 'is', null)
    .orderBy('year')
    .orderBy('id')
    .execute()
}

const when = (item: PlanItem) =>
  item.year * 100 + (monthsOf(item).at(-1) ?? 12) * 2 - (item.month === null ? 0 : 1)
const leadName = (item: PlanItem) => item.team.find((member) => member.role === 'lead')?.name ?? ''
const sortKeys: Readonly<Record<string, SortKey<PlanItem>>> = {
  nar: when,
  namn: (item) => item.name,
  omrade: (item) => item.areaName,
  utforare: (item) => item.providerName,
  typ: (item) => item.kind,
  djup: (item) => item.depth,
  timmar: (item) => item.hours,
  lage: (item) => item.followUp?.state ?? '',
  ansvarig: leadName,
}

/** What of a plan a filter keeps, in the order asked for; the order is total. A plan is read whole, for its sums. */
export function filterItems(items: readonly PlanItem[], filter: ItemFilter, today: IsoDate): PlanItem[] {
  const asked = orderBy(sortKeys, filter.sort, when)
  return items
    .filter((item) => isWanted(item, filter) && hasWords(textsOf(item), filter.q))
    .filter((item) => !filter.progress || progressOf(item, today) === filter.progress)
    .toSorted(
      (one, other) =>
        asked(one, other) ||
        when(one) - when(other) ||
        compareSwedish(one.name, other.name) ||
        one.id.localeCompare(other.id),
    )
}

function isWanted(item: PlanItem, filter: ItemFilter): boolean {
  if (askedOf(item, filter).some(([wanted, has]) => wanted !== undefined && wanted !== has)) return false
  if (filter.month && !monthsOf(item).includes(filter.month)) return false
  if (filter.person && !item.team.some((member) => member.accountId === filter.person)) return false
  const lead = item.team.find((member) => member.role === 'lead')?.accountId ?? 'none'
  return filter.lead === undefined || filter.lead === lead
}

function askedOf(item: PlanItem, filter: ItemFilter): (readonly [unknown, unknown])[] {
  return [
    [filter.year, item.year],
    [filter.area, item.serviceAreaId ?? 'none'],
    [filter.kind, item.kind],
    [filter.depth, item.depth],
    [filter.origin, item.origin],
    [filter.priority, item.priority],
    [filter.pinned, item.pinned ? 'ja' : 'nej'],
    [filter.placed, item.month === null ? 'half' : 'month'],
  ]
}

function textsOf({ name, areaName, providerName, theme, why, note }: PlanItem): string[] {
  return [name, areaName, providerName, theme, why, note]
}

function changes(db: Db, yearPlanId: string) {
  return db
    .selectFrom('planChange as c')
    .innerJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'c.municipalityId').onRef('i.id', '=', 'c.planItemId'),
    )
    .leftJoin('account as p', (join) =>
      join.onRef('p.municipalityId', '=', 'c.municipalityId').onRef('p.id', '=', 'c.changedBy'),
    )
    .select([
      'c.id',
      'c.planItemId',
      'c.version',
      'c.kind',
      'c.reason',
      'c.eventFollowUpId',
      'c.changedAt',
      'i.name',
      sql<string>`coalesce(p.name, '')`.as('by'),
      // Written by `recordChanges` in this shape.
      sql<ChangedValues | null>`c.before`.as('before'),
      sql<ChangedValues | null>`c.after`.as('after'),
    ])
    .where('c.yearPlanId', '=', yearPlanId)
    .orderBy('c.changedAt', 'desc')
    .orderBy('c.id', 'desc')
}

/** The latest changes of a plan. */
export function listChanges(db: Db, yearPlanId: string, version?: number) {
  const all = changes(db, yearPlanId)
  return (version === undefined ? all : all.where('c.version', '=', version)).limit(1000).execute()
}

/** Of one row all of them, also where thousands of others have changed since. */
export function listItemChanges(db: Db, { id, yearPlanId }: Pick<PlanItem, 'id' | 'yearPlanId'>) {
  return changes(db, yearPlanId).where('c.planItemId', '=', id).execute()
}

/** The parts of a row that a change tells of. */
export type ChangedValues = Partial<
  Pick<
    PlanItem,
    'year' | 'month' | 'half' | 'kind' | 'depth' | 'hours' | 'announced' | 'priority' | 'focusAreas'
  >
> & { team?: string[] }
