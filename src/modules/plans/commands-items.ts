import { sql } from 'kysely'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import { unitsOn } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { dropCalledOff } from './called-off.ts'
import { holdDraft, recordChanges } from './changes.ts'
import { AddItems } from './contract.ts'
import { listEstimates } from './queries-capacity.ts'
import type { YearPlan } from './queries.ts'
import { attachSources } from './sources.ts'
import { estimateFor, totalHours, type Estimate } from './rules-capacity.ts'
import { halfOf, type PlanItem, type TeamRole } from './rules.ts'

type Wanted = AddItems
type Place = {
  unitId: string | null
  serviceAreaId: string | null
  name: string
  otherBoardId: string | null
}

/**
 * One row, or forty with the same choices in one go. A unit that somebody else has put there meanwhile is left as it is
 * and told of; nothing is written twice.
 */
export const addItems = command({
  verb: 'yearPlan.change',
  input: AddItems,
  target: ({ db }, input) => holdDraft(db, input.yearPlanId),
  async run(context, plan, input) {
    refuseYear(plan, input.year)
    const places = await placesOf(context, plan, input)
    if (places.length === 0) throw fieldProblem('unitIds', 'chooseOne')
    const estimates = await listEstimates(context.db, plan.boardId)
    const rows = places.map((place, at) => rowOf(input, place, { at, estimates }))
    const dropped = await dropCalledOff(context, plan, rows)
    const added = await insertItems(context, plan, rows)
    const ids = new Set(added)
    await addTeam(context, plan, { itemIds: added, team: input.team })
    await recordChanges(
      context,
      plan,
      [...dropped, ...added.map((itemId) => ({ itemId, kind: 'added', before: null, after: null }) as const)],
      { reason: input.reason || input.why },
    )
    const already = rows.filter((row) => !ids.has(row.id)).map((row) => row.name)
    return { id: plan.id, added: added.length, already, itemIds: added }
  },
  detail: (input, result) => ({ added: result.added, kind: input.kind, year: input.year }),
})

export function refuseYear(plan: Pick<YearPlan, 'fromYear' | 'toYear'>, year: number): void {
  if (year < plan.fromYear || year > plan.toYear) throw fieldProblem('year', 'notValid')
}

type Row = Omit<ReturnType<typeof rowOf>, 'methods' | 'originId' | 'kind'> &
  Pick<PlanItem, 'methods' | 'originId' | 'kind'>

/** A visit that is not announced is never more exact in the plan than its half-year. */
export function timeOf(input: { month: number | null; half: 1 | 2; announced: boolean }) {
  const half = input.month === null ? input.half : halfOf(input.month)
  return { month: input.announced ? input.month : null, half }
}

function rowOf(input: Wanted, place: Place, given: { at: number; estimates: readonly Estimate[] }) {
  const {
    yearPlanId: _plan,
    unitIds: _units,
    areaIds: _areas,
    team: _team,
    reason: _reason,
    ...choices
  } = input
  const { spread, hours, ...rest } = choices
  const month = spread.length > 0 ? (spread[given.at % spread.length] ?? null) : input.month
  const estimate = totalHours(estimateFor(given.estimates, { ...input, serviceAreaId: place.serviceAreaId }))
  return {
    ...rest,
    ...place,
    ...timeOf({ ...input, month }),
    id: uuidv7(),
    ground: place.otherBoardId ? input.ground : '',
    hours: hours ?? estimate,
  }
}

/** Rows of a plan, each with what it is to check of earlier years. A row that is there already is passed by. */
export async function insertItems(context: Context, plan: YearPlan, rows: readonly Row[]): Promise<string[]> {
  const { db, actor, now } = context
  const inserted = await db
    .insertInto('planItem')
    .values(
      rows.map((row) => ({
        ...row,
        municipalityId: actor.municipalityId,
        yearPlanId: plan.id,
        boardId: plan.boardId,
        createdBy: actor.accountId,
        createdAt: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  const ids = inserted.map((row) => row.id)
  await attachSources(context, plan, ids)
  return ids
}

type TeamWanted = readonly { accountId: string; role: TeamRole; hours: number | null }[]

/** The same team on every row; only people who may be in a team of the board. */
export async function addTeam(
  { db, actor, now }: Context,
  plan: { boardId: string },
  wanted: { itemIds: readonly string[]; team: TeamWanted },
): Promise<void> {
  if (wanted.team.length === 0 || wanted.itemIds.length === 0) return
  const known = new Set((await listCandidates(db, plan.boardId, todayIn(now))).map((person) => person.id))
  if (wanted.team.some((member) => !known.has(member.accountId))) throw fieldProblem('team', 'chooseOne')
  await db
    .insertInto('planItemMember')
    .values(
      wanted.itemIds.flatMap((planItemId) =>
        wanted.team.map((member) => ({
          ...member,
          municipalityId: actor.municipalityId,
          planItemId,
          boardId: plan.boardId,
        })),
      ),
    )
    .execute()
}

async function placesOf(context: Context, plan: YearPlan, input: Wanted): Promise<Place[]> {
  if (input.subject === 'unit') return unitPlaces(context, plan, input)
  if (input.subject === 'area') return areaPlaces(context, input)
  const name = input.name || input.theme
  if (name === '') throw fieldProblem('name', 'required')
  return [{ unitId: null, serviceAreaId: null, name, otherBoardId: null }]
}

/** The board's own units; another board's only by a ground, and then by name and area (S1 §1.3). */
async function unitPlaces({ db, now }: Context, plan: YearPlan, input: Wanted): Promise<Place[]> {
  if (input.unitIds.length === 0) return []
  // As the list to choose among has them: a unit that opens before the plan's year can be planned already.
  const first = `${plan.fromYear}-01-01`
  const own = await unitsOn(db, todayIn(now) > first ? todayIn(now) : first)
    .select(['u.id as unitId', 's.serviceAreaId', 's.name'])
    .where('u.boardId', '=', plan.boardId)
    .where('u.id', 'in', input.unitIds)
    .execute()
  const places: Place[] = own.map((unit) => ({ ...unit, otherBoardId: null }))
  const found = new Set(own.map((unit) => unit.unitId))
  const missing = input.unitIds.filter((id) => !found.has(id))
  const others = missing.length > 0 ? await listOtherBoardsUnits(db) : []
  for (const id of missing) {
    const unit = others.find((other) => other.unitId === id)
    if (!unit) throw new Problem('notFound')
    if (input.ground === '') throw fieldProblem('ground', 'reasonNeeded')
    places.push({
      unitId: id,
      serviceAreaId: unit.serviceAreaId,
      name: unit.name,
      otherBoardId: unit.boardId,
    })
  }
  const order = new Map(input.unitIds.map((id, at) => [id, at]))
  return places.toSorted(
    (one, other) => (order.get(one.unitId ?? '') ?? 0) - (order.get(other.unitId ?? '') ?? 0),
  )
}

async function areaPlaces({ db }: Context, input: Wanted): Promise<Place[]> {
  if (input.areaIds.length === 0) throw fieldProblem('areaIds', 'chooseOne')
  const areas = await db
    .selectFrom('serviceArea')
    .select(['id', 'name'])
    .where('id', 'in', input.areaIds)
    .execute()
  if (areas.length !== new Set(input.areaIds).size) throw new Problem('notFound')
  return areas.map((area) => ({ unitId: null, serviceAreaId: area.id, name: area.name, otherBoardId: null }))
}

export type OtherBoardsUnit = {
  unitId: string
  name: string
  serviceAreaId: string
  areaName: string
  boardId: string
  boardName: string
}

/** By a reviewed function: name and area of the other boards' units, nothing that happens there. */
export async function listOtherBoardsUnits(db: Context['db']): Promise<OtherBoardsUnit[]> {
  const { rows } = await sql<OtherBoardsUnit>`select * from units_of_other_boards()`.execute(db)
  return rows
}
