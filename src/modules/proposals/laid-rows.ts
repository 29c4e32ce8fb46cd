import { yearMonth } from '#kernel/dates.ts'
import type { FollowUp, InputUnit, PlanInput } from '#methods/planner/contract.ts'
import { hoursFor } from '#methods/planner/why/plan-index.ts'
import { estimateFor, hoursOfTeam, type Estimate, type PlanItem } from '#modules/plans/public.ts'
import { begunOf, isComputed, type Draft } from './gather.ts'
import { unitIdOf } from './input-units.ts'
import { spread, type Coarse } from './laid-months.ts'

/** A row of the draft and the follow-up that the planner sees in it. */
export type LaidRow = { item: PlanItem; followUp: FollowUp; isCoarse: boolean }

type Given = { input: PlanInput; estimates: readonly Estimate[]; draft: Draft }

/** The rows the planner knows, as follow-ups; what it does not know of a kind that it computes, is told apart. */
export function laidRows(given: Given): { rows: LaidRow[]; unknown: PlanItem[] } {
  const { input, draft } = given
  const units = Map.groupBy(input.units, ({ id }) => unitIdOf(id))
  const computed = draft.items.filter((item) => isComputed(item, draft.mine))
  const placed = computed.map((item) => ({
    item,
    ...placeOf(given, item, units.get(item.unitId ?? '') ?? []),
  }))
  const exact = placed.flatMap((one) => exactRow(given, one))
  const coarse = placed.flatMap(({ item, unit }) => coarseOf(item, unit))
  const months = spread({ input, followUps: exact.map(({ followUp }) => followUp) }, coarse)
  const rest = placed.flatMap(({ item, unit }) => {
    const month = months.get(item.id)
    return unit && month ? [rowOf(given, item, { unit, month, isCoarse: true })] : []
  })
  const known = new Set([...exact, ...rest].map(({ item }) => item.id))
  return {
    rows: [...exact, ...rest],
    // What is begun takes no more hours of anybody, known or not.
    unknown: placed.filter((one) => !known.has(one.item.id) && !one.isBegun).map(({ item }) => item),
  }
}

type Placed = { item: PlanItem; unit?: InputUnit; done?: FollowUp; isBegun: boolean }

function placeOf({ input, draft }: Given, item: PlanItem, units: readonly InputUnit[]): Omit<Placed, 'item'> {
  const begun = begunOf(item, draft.mine)
  if (begun) {
    const kind = begun.isExtra ? 'extra' : 'annual'
    const done = input.executed?.find(
      (one) => unitIdOf(one.unitId) === item.unitId && one.month === begun.month && one.kind === kind,
    )
    return { isBegun: true, ...(done && { done }) }
  }
  const unit = unitFor(item, units)
  return { isBegun: false, ...(unit && { unit }) }
}

/** A unit that owes nothing some year is several to the planner: the one that is in operation then, else that year. */
function unitFor({ year, month, half }: PlanItem, units: readonly InputUnit[]): InputUnit | undefined {
  const at = yearMonth(year, month ?? half * 6)
  const within = (from: string, to: string) =>
    units.find(({ startsOn = '', endsOn = '9999' }) => startsOn <= to && endsOn >= from)
  return within(at, at) ?? within(`${year}-01`, `${year}-12`)
}

function exactRow(given: Given, { item, unit, done }: Placed): LaidRow[] {
  if (done) return [{ item, followUp: done, isCoarse: item.month === null }]
  if (!unit || item.month === null) return []
  const month = yearMonth(item.year, item.month)
  return [rowOf(given, item, { unit, month, isCoarse: false })]
}

function coarseOf({ id, year, half, month, hours }: PlanItem, unit: InputUnit | undefined): Coarse[] {
  return unit && month === null ? [{ id, unit, year, half, hours }] : []
}

type Place = { unit: InputUnit; month: string; isCoarse: boolean }

function rowOf(given: Given, item: PlanItem, { unit, month, isCoarse }: Place): LaidRow {
  const { depth } = item
  const kind = item.kind === 'planned' ? ('annual' as const) : ('extra' as const)
  const team = teamOf(given, item, hoursFor(unit, { kind, depth }))
  return { item, isCoarse, followUp: { unitId: unit.id, month, depth, kind, team } }
}

/**
 * The row's people in the roles of the question: whoever sits in a role that is not asked for sits as the second where that
 * is empty. Hours that differ from what is asked only by how they were rounded are those asked.
 */
function teamOf(given: Given, item: PlanItem, needed: Readonly<Record<string, number>>): FollowUp['team'] {
  const hours = hoursOfTeam(item, estimateFor(given.estimates, item))
  const taken = new Set(item.team.map(({ role }): string => role))
  return item.team.map(({ accountId, role }) => {
    const sitsAs = needed[role] !== undefined || taken.has('second') || !needed['second'] ? role : 'second'
    taken.add(sitsAs)
    const own = hours.get(accountId) ?? 0
    const asked = needed[sitsAs] ?? 0
    return { staffId: accountId, role: sitsAs, hours: Math.abs(own - asked) < 0.1 ? asked : own }
  })
}
