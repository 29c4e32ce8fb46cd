import { sql } from 'kysely'
import { z } from 'zod'
import type { IsoDate } from '#kernel/dates.ts'
import { unfinishedActions } from '#modules/findings/rules.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { listRisks, type UnitRisk } from '#modules/risks/public.ts'
import { openFinding, patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields, sortBy } from '#platform/list-filter.ts'
import { standsInPlan } from './called-off.ts'
import type { YearPlan } from './queries.ts'

export const reasonSorts = [
  'enhet',
  'risk',
  'akuta',
  'allvarliga',
  'mindre',
  'sena',
  'fordjupad',
  'plan',
] as const
export const ReasonFilter = z.object({
  ...listFields,
  area: z.uuid().optional(),
  inPlan: z.enum(['in', 'out']).optional(),
  findings: z.stringbool().optional(),
  late: z.stringbool().optional(),
  sort: sortBy(reasonSorts, '-akuta'),
})
export type ReasonFilter = z.output<typeof ReasonFilter>

type Plan = Pick<YearPlan, 'id' | 'boardId' | 'fromYear'>

const findingsOf = (severity: string) => sql<number>`(select count(*)::int from finding f
  where f.municipality_id = u.municipality_id and f.unit_id = u.id and f.severity = ${severity}
    and ${openFinding('f')})`

const lateActions = (today: IsoDate) => sql<number>`(select count(*)::int from action x
  join finding f on f.municipality_id = x.municipality_id and f.id = x.finding_id
  where x.municipality_id = u.municipality_id and x.unit_id = u.id and x.due_on < ${today}
    and x.state = any(${[...unfinishedActions]}::text[]) and f.state <> 'withdrawn')`

/** The last year with a follow-up in depth that was carried through under whoever runs the unit now. */
const lastInDepth = sql<number | null>`(select max(extract(year from f.due_on))::int from follow_up f
  where f.municipality_id = u.municipality_id and f.unit_id = u.id and f.provider_id = s.provider_id
    and f.depth = 'inDepth' and f.state in ('fixed', 'closed'))`

const isInPlan = (planId: string) => sql<boolean>`exists (select from plan_item i
  where i.municipality_id = u.municipality_id and i.unit_id = u.id and i.year_plan_id = ${planId}
    and i.removed_at is null and ${standsInPlan('i')})`

/** Why a unit is proposed for the plan (M-073): its risk with what it rests on, and reason by reason what is counted. */
export async function listReasons(db: Db, plan: Plan, filter: ReasonFilter, today: IsoDate) {
  const orders = {
    enhet: swedish('name'),
    risk: sql`points`,
    akuta: sql`acute`,
    allvarliga: sql`serious`,
    mindre: sql`minor`,
    sena: sql`late`,
    // Never in depth is the longest time of all.
    fordjupad: sql`coalesce(years_since, 9999)`,
    plan: sql`in_plan`,
  } as const
  const risks = await listRisks(db, { boardId: plan.boardId, on: today })
  const { rows, total } = await paged(
    filtered(reasonsOf(db, { plan, today, risks }), filter)
      .orderBy(chosenOrder(orders, filter.sort))
      .orderBy(sql`acute desc, serious desc, late desc, minor desc`)
      .orderBy(swedish('name'))
      .orderBy('unitId'),
    filter,
  )
  const reasons = new Map(risks.map((one) => [one.unitId, one.reasons]))
  return { units: rows.map((row) => ({ ...row, reasons: reasons.get(row.unitId) ?? [] })), total }
}
export type ReasonRow = Awaited<ReturnType<typeof listReasons>>['units'][number]

/** One row a unit, with its counts as columns that can be asked for and sorted by. */
function reasonsOf(
  db: Db,
  { plan, today, risks }: { plan: Plan; today: IsoDate; risks: readonly UnitRisk[] },
) {
  const weighed = sql<{ id: string; points: number; risk: UnitRisk['risk'] }>`(select * from unnest(
    ${risks.map((one) => one.unitId)}::uuid[], ${risks.map((one) => one.points)}::int[],
    ${risks.map((one) => one.risk)}::int[]) as weighed (id, points, risk))`
  const counted = unitsOn(db, today)
    .select(['u.id as unitId', 's.name', 's.serviceAreaId', 'a.name as areaName', 'p.name as providerName'])
    .select([
      findingsOf('acute').as('acute'),
      findingsOf('serious').as('serious'),
      findingsOf('minor').as('minor'),
      lateActions(today).as('late'),
      sql<number | null>`${plan.fromYear}::int - ${lastInDepth}`.as('yearsSince'),
      isInPlan(plan.id).as('inPlan'),
    ])
    .innerJoin(weighed.as('w'), (join) => join.onRef('w.id', '=', 'u.id'))
    .select(['w.points', 'w.risk'])
    .where('u.boardId', '=', plan.boardId)
    .where('s.status', 'in', ['active', 'planned', 'paused'])
  return db.selectFrom(counted.as('r')).selectAll()
}

function filtered(rows: ReturnType<typeof reasonsOf>, filter: ReasonFilter) {
  let query = rows
  if (filter.area) query = query.where('serviceAreaId', '=', filter.area)
  if (filter.inPlan) query = query.where('inPlan', '=', filter.inPlan === 'in')
  if (filter.findings) query = query.where(sql<boolean>`acute + serious + minor > 0`)
  if (filter.late) query = query.where('late', '>', 0)
  for (const like of patternsOf(filter.q))
    query = query.where((where) =>
      where.or([where('name', 'ilike', like), where('providerName', 'ilike', like)]),
    )
  return query
}
