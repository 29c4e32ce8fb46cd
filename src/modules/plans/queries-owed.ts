import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { agreementObligations, inForceOn } from '#modules/agreements/public.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { dayOf, holdsOn, swedish, swedishToday } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { getSetting, type YearPlan } from './queries.ts'
import type { OwedFacts } from './rules-areas.ts'
import { listOpenReviews } from './queries-reviews.ts'
import { exceptionKey, type AreaRule, type UnitFacts } from './rules-owed.ts'
import { isCalledOff, type PlanItem } from './rules.ts'

/** All that a plan is held against; a row whose follow-up was cancelled covers nothing. In eight questions however many units there are. */
export async function factsFor(
  db: Db,
  plan: Pick<YearPlan, 'id' | 'boardId' | 'boardName' | 'fromYear' | 'toYear'>,
  given: { planned: readonly PlanItem[]; today: IsoDate },
): Promise<OwedFacts> {
  const units = await listUnitFacts(db, plan, given.today)
  const setting = await getSetting(db, plan.boardId)
  const rules = await listAreaRules(db, plan.boardId)
  const exceptions = await listExceptions(db, plan.id)
  const reviews = await listOpenReviews(db, plan.boardId)
  const areas = new Map(units.map((unit) => [unit.serviceAreaId, unit.areaName]))
  return {
    boardId: plan.boardId,
    boardName: plan.boardName,
    years: yearsOf(plan),
    areas: [...areas].map(([id, name]) => ({ id, name })),
    rules: new Map(rules.map((rule) => [rule.serviceAreaId, rule])),
    units,
    planned: given.planned.filter((item) => !isCalledOff(item)),
    calledOff: given.planned.filter(isCalledOff),
    excepted: new Set(exceptions.map((one) => exceptionKey(one.rule, one.sourceId, one.year))),
    setting,
    reviews,
  }
}

export function yearsOf(plan: { fromYear: number; toYear: number }): number[] {
  return Array.from({ length: plan.toYear - plan.fromYear + 1 }, (_, at) => plan.fromYear + at)
}

async function listUnitFacts(
  db: Db,
  plan: Pick<YearPlan, 'id' | 'boardId' | 'fromYear' | 'toYear'>,
  today: IsoDate,
): Promise<UnitFacts[]> {
  const first = `${plan.fromYear}-01-01`
  const units = await unitsOn(db, today > first ? today : first)
    .select(['u.id as unitId', 's.name', 's.serviceAreaId', 'a.name as areaName', 's.operatingForm'])
    .select([startOfOperation.as('startsOn'), endOfOperation.as('endsOn')])
    .where('u.boardId', '=', plan.boardId)
    .where('s.status', 'in', ['active', 'planned', 'paused'])
    .orderBy(swedish('a.name'))
    .orderBy(swedish('s.name'))
    .orderBy('u.id')
    .execute()
  const followUps = groupOf(await listFollowUpDays(db, plan, today))
  const open = new Map((await countOpen(db, plan.boardId)).map((row) => [row.unitId, row]))
  const decisions = new Map(
    (await listDecisionDays(db, plan.boardId, today)).map((row) => [row.unitId, row.decisionOn]),
  )
  const obligations = groupOf(await listPlannedByAgreement(db, plan))
  return units.map(({ operatingForm, ...unit }) => ({
    ...unit,
    obligations: obligations.get(unit.unitId) ?? [],
    choiceSystem: operatingForm === 'choiceSystem',
    byAgreement: operatingForm !== 'inHouse',
    decisionOn: decisions.get(unit.unitId) ?? null,
    followUps: followUps.get(unit.unitId) ?? [],
    openActions: open.get(unit.unitId)?.actions ?? 0,
    openFindings: open.get(unit.unitId)?.findings ?? 0,
  }))
}

/**
 * What the agreements' own plans ask of the plan's years. What an agreement owes by its kind (before an extension, after
 * a start) has no method of its own: the area's setting asks for it already, and settings of an area go first.
 */
async function listPlannedByAgreement(db: Db, plan: Pick<YearPlan, 'boardId' | 'fromYear' | 'toYear'>) {
  const span = { boardId: plan.boardId, from: `${plan.fromYear}-01-01`, to: `${plan.toYear + 1}-01-31` }
  return (await agreementObligations(db, span)).filter((one) => one.methods.length > 0)
}

/** A new operator starts anew: what the one before did is not the new one's first follow-up. */
const startOfOperation = sql<IsoDate>`(select min(x.valid_from) from unit_state x
  where x.municipality_id = u.municipality_id and x.unit_id = u.id and x.provider_id = s.provider_id
    and x.superseded_at is null and x.status <> 'ended')`
const endOfOperation = sql<IsoDate | null>`(select min(x.valid_from) from unit_state x
  where x.municipality_id = u.municipality_id and x.unit_id = u.id and x.superseded_at is null
    and x.status = 'ended' and x.valid_from > s.valid_from)`

/** A row of a plan lasts to the end of its month or half-year. */
const lastDayOfRow = sql<IsoDate>`(make_date(i.year, coalesce(i.month, i.half * 6), 1)
  + interval '1 month - 1 day')::date`

/**
 * What was followed up, or is to be by earlier plans; this plan's own follow-ups are counted as its rows. An earlier plan's
 * row counts while it can still be kept: one that has a follow-up is told by that, also where it was cancelled, and one whose
 * time went by with nothing done was never a follow-up.
 */
async function listFollowUpDays(db: Db, plan: Pick<YearPlan, 'id' | 'boardId' | 'fromYear'>, today: IsoDate) {
  const made = await db
    .selectFrom('followUp as f')
    .leftJoin('planItem as i', (join) =>
      join.onRef('i.municipalityId', '=', 'f.municipalityId').onRef('i.id', '=', 'f.planItemId'),
    )
    .select(['f.unitId', 'f.depth', 'f.dueOn as on'])
    .where('f.boardId', '=', plan.boardId)
    .where('f.state', '<>', 'cancelled')
    .where('f.kind', '<>', 'revisit')
    .where((where) => where.or([where('i.yearPlanId', 'is', null), where('i.yearPlanId', '<>', plan.id)]))
    .where('f.dueOn', '>=', `${plan.fromYear - 7}-01-01`)
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .execute()
  const planned = await db
    .selectFrom('planItem as i')
    .select(['i.unitId', 'i.depth'])
    .select(sql<IsoDate>`coalesce(i.done_on, ${lastDayOfRow})`.as('on'))
    .where('i.boardId', '=', plan.boardId)
    .where('i.yearPlanId', '<>', plan.id)
    .where('i.year', '<', plan.fromYear)
    .where('i.unitId', 'is not', null)
    .where('i.kind', 'in', ['planned', 'theme', 'targeted'])
    .where('i.removedAt', 'is', null)
    .where(sql<boolean>`(i.done_on is not null or ${lastDayOfRow} >= ${today})`)
    .where(
      sql<boolean>`not exists (select from follow_up f where f.municipality_id = i.municipality_id
        and f.plan_item_id = i.id)`,
    )
    .orderBy('i.year')
    .orderBy('i.id')
    .execute()
  return [...made, ...planned]
}

function countOpen(db: Db, boardId: string) {
  return db
    .selectFrom('finding as f')
    .leftJoin('action as a', (join) =>
      join
        .onRef('a.municipalityId', '=', 'f.municipalityId')
        .onRef('a.findingId', '=', 'f.id')
        .on('a.state', 'in', ['proposed', 'returned', 'approved', 'reported']),
    )
    .select([
      'f.unitId',
      sql<number>`count(distinct a.id)::int`.as('actions'),
      sql<number>`count(distinct f.id) filter (where f.state in ('open', 'planned', 'escalated'))::int`.as(
        'findings',
      ),
    ])
    .where('f.boardId', '=', boardId)
    .where('f.state', 'not in', ['closed', 'withdrawn'])
    .groupBy('f.unitId')
    .execute()
}

/** When the extension of a unit's procured agreement is to be decided: the earliest, where several bind it. */
function listDecisionDays(db: Db, boardId: string, today: IsoDate) {
  return inForceOn(db, today)
    .select(['c.unitId', sql<IsoDate>`min(t.extension_decision_by)`.as('decisionOn')])
    .where('g.kind', '=', 'lou')
    .where('c.boardId', '=', boardId)
    .where('t.extensionDecisionBy', 'is not', null)
    .groupBy('c.unitId')
    .execute()
}

export function listAreaRules(db: Db, boardId: string): Promise<(AreaRule & { revision: number })[]> {
  return db
    .selectFrom('areaRule')
    .select([
      'serviceAreaId',
      'coverage',
      'sharePercent',
      'inDepthEvery',
      'inDepthOf',
      'choiceSystemMonths',
      'procuredMonths',
      'lastYearActions',
      'needsSas',
      'ground',
      'revision',
    ])
    .where('boardId', '=', boardId)
    .orderBy('serviceAreaId')
    .execute()
}

export function listExceptions(db: Db, yearPlanId: string) {
  return db
    .selectFrom('planException as e')
    .leftJoin('account as p', (join) =>
      join.onRef('p.municipalityId', '=', 'e.municipalityId').onRef('p.id', '=', 'e.madeBy'),
    )
    .select(['e.id', 'e.rule', 'e.sourceId', 'e.year', 'e.reason', 'e.decidedBy', 'e.decidedOn'])
    .select(['e.decisionId', 'e.madeAt', 'p.name as madeByName'])
    .where('e.yearPlanId', '=', yearPlanId)
    .where('e.withdrawnAt', 'is', null)
    .orderBy('e.year')
    .orderBy('e.decidedOn')
    .orderBy('e.id')
    .execute()
}

/** Last year's results, one row for each action that remains and each finding without one (M-066, M-138). */
export function listRemaining(db: Db, boardId: string, before: number) {
  return db
    .selectFrom('finding as f')
    .innerJoin('followUp as u', (join) =>
      join.onRef('u.municipalityId', '=', 'f.municipalityId').onRef('u.id', '=', 'f.followUpId'),
    )
    .leftJoin('action as a', (join) =>
      join
        .onRef('a.municipalityId', '=', 'f.municipalityId')
        .onRef('a.findingId', '=', 'f.id')
        .on('a.state', 'not in', ['draft', 'closed', 'verified']),
    )
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on(holdsOn('s', dayOf('u.requirementsPer'))),
    )
    .select([
      'f.id as findingId',
      'f.unitId',
      's.name as unitName',
      'f.title as findingTitle',
      'f.severity',
      'f.state as findingState',
      'a.id as actionId',
      'a.title as actionTitle',
      'a.state as actionState',
      'a.dueOn',
    ])
    .where('f.boardId', '=', boardId)
    .where('f.state', 'in', ['open', 'planned', 'escalated'])
    .where('u.dueOn', '<', `${before}-01-01`)
    .orderBy(sql`array_position(array['acute', 'serious', 'minor'], f.severity)`)
    .orderBy(swedish('s.name'))
    .orderBy('f.id')
    .orderBy('a.id')
    .execute()
}

/** The units where least was met at their latest fixed assessment: a reason to begin there (M-073, M-075). */
export async function listLowResults(db: Db, boardId: string) {
  const { rows } = await sql<{
    unitId: string
    unitName: string
    notMet: number
    partly: number
    assessed: number
  }>`
    with latest as (select distinct on (a.unit_id) a.municipality_id, a.id, a.unit_id from assessment a
      where a.board_id = ${boardId} order by a.unit_id, a.fixed_at desc, a.id)
    select l.unit_id, s.name as unit_name,
      count(*) filter (where v.verdict = 'notMet')::int as not_met,
      count(*) filter (where v.verdict = 'partly')::int as partly,
      count(*) filter (where v.verdict in ('met', 'partly', 'notMet'))::int as assessed
    from latest l
    join fixed_verdict v on v.municipality_id = l.municipality_id and v.assessment_id = l.id
    join unit_state s on s.municipality_id = l.municipality_id and s.unit_id = l.unit_id
      and ${holdsOn('s', swedishToday)}
    group by l.unit_id, s.name
    having count(*) filter (where v.verdict = 'notMet') > 0
    order by count(*) filter (where v.verdict = 'notMet') desc, s.name, l.unit_id limit 200`.execute(db)
  return rows
}

function groupOf<Row extends { unitId: string | null }>(rows: readonly Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => row.unitId ?? '')
}
