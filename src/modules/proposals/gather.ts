import { sql } from 'kysely'
import { yearMonth, type IsoDate } from '#kernel/dates.ts'
import { listCandidates } from '#modules/followups/public.ts'
import {
  askedHours,
  factsFor,
  findDecided,
  getSetting,
  listEstimates,
  listItems,
  listMeetingDays,
  listStaffHours,
  type Estimate,
  type PlanItem,
  type PlanVersion,
  type YearPlan,
} from '#modules/plans/public.ts'
import { listRisks } from '#modules/risks/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Fixed, Ground, Person } from './ground.ts'
import { addedId } from './input-staff.ts'
import { getCalculation } from './settings.ts'

export type Asked = { today: IsoDate; keepMonths: boolean }

/** The draft's rows, which of them some proposal has put there, and the version that holds beside it. */
export type Draft = {
  items: readonly PlanItem[]
  mine: ReadonlySet<string>
  decided: PlanVersion | undefined
}

export async function draftOf(db: Db, yearPlanId: string): Promise<Draft> {
  return {
    items: await listItems(db, yearPlanId),
    mine: await computedRows(db, yearPlanId),
    decided: await findDecided(db, yearPlanId),
  }
}

/** All that a proposal is computed from, in so many questions however many units there are. */
export async function groundWith(
  db: Db,
  plan: YearPlan,
  { today, keepMonths }: Asked,
  { items, mine, decided }: Draft,
): Promise<Ground> {
  const facts = await factsFor(db, plan, { planned: items, today })
  const isMine = (item: PlanItem) => isComputed(item, mine)
  const stays = items.filter((item) => !isMine(item))
  const rows = items.filter(isMine)
  const estimates = await listEstimates(db, plan.boardId)
  return {
    years: facts.years,
    areas: facts.areas,
    units: facts.units,
    rules: facts.rules,
    excepted: facts.excepted,
    estimates,
    people: await peopleOf(db, plan, { today, stays, estimates }),
    meetings: (await listMeetingDays(db, plan)).map(({ heldOn }) => heldOn),
    calculation: await getCalculation(db, plan.boardId),
    reportMonths: (await getSetting(db, plan.boardId)).reportMonths,
    risks: new Map(
      (await listRisks(db, { boardId: plan.boardId, on: today })).map((one) => [one.unitId, one.risk]),
    ),
    executed: rows.flatMap((item) => fixedIf(begunStates, item, mine)),
    pinned: [
      ...rows.filter((item) => keepMonths || item.pinned).flatMap((item) => atMonth(item, mine)),
      ...rows.flatMap((item) => fixedIf(preparedStates, item, mine)),
    ].filter(({ isExtra }) => !isExtra),
    pinnedHalves: rows.flatMap(({ unitId, year, half, month, kind, pinned }) =>
      pinned && unitId && month === null && kind === 'planned' ? [{ unitId, year, half }] : [],
    ),
    decided: decidedRows(decided, mine),
    byHand: { rows: stays.length, hours: stays.reduce((sum, { hours }) => sum + hours, 0) },
  }
}

/** What a proposal puts in and replaces: the yearly follow-ups of the board's own units, and extra ones it has put there. */
export function isComputed(
  item: Pick<PlanItem, 'id' | 'kind' | 'unitId' | 'otherBoardName'>,
  mine: ReadonlySet<string>,
): boolean {
  if (item.unitId === null || item.otherBoardName !== null) return false
  return item.kind === 'planned' || mine.has(item.id)
}

/** Rows of the plan that some proposal has put there. */
export async function computedRows(db: Db, yearPlanId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('planItem')
    .select('id')
    .where('yearPlanId', '=', yearPlanId)
    .where('proposalId', 'is not', null)
    .where('removedAt', 'is', null)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** The plan's rows as they stand now, in a few signs: another mark is another draft. */
export async function draftMarkOf(db: Db, yearPlanId: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`select count(*) || '-' ||
      coalesce(md5(string_agg(id || ':' || revision, ',' order by id)), '') as mark
    from plan_item where year_plan_id = ${yearPlanId} and removed_at is null`.execute(db)
  return rows[0]?.mark ?? ''
}

/** What of a row is carried out or under way, as the question has it. */
export function begunOf(item: PlanItem, mine: ReadonlySet<string>): Fixed | undefined {
  return fixedIf(begunStates, item, mine)[0]
}

/** Begun cannot be moved; it stands in the plan as it is. */
const begunStates: readonly string[] = ['underway', 'hearing', 'fixed', 'closed']
/** Prepared has its day told to the unit: it keeps its month. */
export const preparedStates: readonly string[] = ['planned', 'prepared']

export function fixedIf(states: readonly string[], item: PlanItem, mine: ReadonlySet<string>): Fixed[] {
  if (!item.unitId || !item.followUp || !states.includes(item.followUp.state)) return []
  const { dueOn } = item.followUp
  const own =
    item.month ?? (Number(dueOn.slice(0, 4)) === item.year ? Number(dueOn.slice(5, 7)) : item.half * 6)
  return [fixed({ ...item, unitId: item.unitId, month: own }, mine)]
}

export function atMonth(item: PlanItem, mine: ReadonlySet<string>): Fixed[] {
  const { unitId, month } = item
  return unitId !== null && month !== null ? [fixed({ ...item, unitId, month }, mine)] : []
}

function fixed(
  item: Pick<PlanItem, 'id' | 'year' | 'depth' | 'kind'> & { unitId: string; month: number },
  mine: ReadonlySet<string>,
): Fixed {
  return {
    unitId: item.unitId,
    month: yearMonth(item.year, item.month),
    depth: item.depth,
    isExtra: item.kind !== 'planned' && mine.has(item.id),
  }
}

/** The version that holds, as the months it tells; what is coarse in it binds nobody to a month. */
function decidedRows(decided: PlanVersion | undefined, mine: ReadonlySet<string>): Fixed[] {
  return (decided?.items ?? [])
    .filter((item) => item.kind === 'planned')
    .flatMap((item) => atMonth(item, mine))
}

type Staff = { today: IsoDate; stays: readonly PlanItem[]; estimates: readonly Estimate[] }

async function peopleOf(db: Db, plan: YearPlan, { today, stays, estimates }: Staff): Promise<Person[]> {
  const candidates = await listCandidates(db, plan.boardId, today)
  const taken = Map.groupBy(askedHours(stays, estimates), ([key]) => key.slice(0, -8))
  // The year before too: what has not been set for a year is as the latest one.
  const years = { from: plan.fromYear - 1, to: plan.toYear }
  const set = Map.groupBy(await listStaffHours(db, plan.boardId, years), ({ accountId }) => accountId)
  return candidates.map((person) => ({
    ...person,
    hours: Object.fromEntries(
      (set.get(person.id) ?? []).map(({ year, month, hours }) => [yearMonth(year, month), hours]),
    ),
    taken: Object.fromEntries((taken.get(person.id) ?? []).map(([key, asked]) => [key.slice(-7), asked])),
  }))
}

/** What the answer names by id, in words. */
export function wordsOf(ground: Ground, addedName: string): Record<string, string> {
  return Object.fromEntries([
    ...ground.units.map(({ unitId, name }) => [unitId, name] as const),
    ...ground.areas.map(({ id, name }) => [id, name] as const),
    ...ground.people.map(({ id, name }) => [id, name] as const),
    [addedId, addedName],
  ])
}
