import { hasWords, rowsOnPage } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { Db } from '#platform/db/pool.ts'
import type { RiskFilter, riskSorts } from './contract.ts'
import { getRules, weighUnits, type WeighedUnit } from './queries.ts'
import { classes, type Class } from './rules.ts'
import type { Asked } from './units.ts'

type Order = (one: WeighedUnit, other: WeighedUnit) => number

const orders: Readonly<Record<(typeof riskSorts)[number], Order>> = {
  enhet: (one, other) => compareSwedish(one.name, other.name),
  omrade: (one, other) => compareSwedish(one.areaName, other.areaName),
  utforare: (one, other) => compareSwedish(one.providerName, other.providerName),
  poang: (one, other) => one.points - other.points,
  sannolikhet: (one, other) => one.likelihood - other.likelihood,
  konsekvens: (one, other) => one.consequence - other.consequence,
  saknas: (one, other) => one.unknown.length - other.unknown.length,
}

/**
 * One page of a board's units by risk. They are weighed all together, since none of it is stored: the order and the
 * filter are of what comes out. The order is total.
 */
export async function listRiskRows(db: Db, asked: Asked, filter: RiskFilter) {
  const { actFrom } = await getRules(db, asked.boardId)
  const all = await weighUnits(db, asked)
  const matching = all.filter((unit) => isAsked(unit, filter, actFrom)).sort(orderOf(filter.sort))
  return { units: rowsOnPage(matching, filter), total: matching.length, all: all.length }
}

function orderOf(sort: RiskFilter['sort']): Order {
  // The shape allows only the keys of `orders` after an optional minus.
  const order = orders[sort.replace('-', '') as keyof typeof orders]
  const way = sort.startsWith('-') ? -1 : 1
  return (one, other) =>
    way * order(one, other) ||
    other.points - one.points ||
    compareSwedish(one.name, other.name) ||
    (one.unitId < other.unitId ? -1 : 1)
}

function isAsked(unit: WeighedUnit, filter: RiskFilter, actFrom: Class): boolean {
  const same = <Value>(wanted: Value | undefined, is: Value) => wanted === undefined || wanted === is
  return (
    same(filter.area, unit.serviceAreaId) &&
    same(filter.provider, unit.providerId) &&
    same<number>(filter.risk, unit.risk) &&
    same<number>(filter.likelihood, unit.likelihood) &&
    same<number>(filter.consequence, unit.consequence) &&
    isMarked(unit, filter, actFrom) &&
    hasWords([unit.name, unit.providerName, unit.code], filter.q)
  )
}

function isMarked(unit: WeighedUnit, { missing, old, act }: RiskFilter, actFrom: Class): boolean {
  if (missing && unit.unknown.length === 0) return false
  if (old && unit.old.length === 0) return false
  return !act || unit.risk >= actFrom
}

export type Cell = { likelihood: Class; consequence: Class; units: number }

/** How many units there are in each cell of the matrix: the likeliest first, then by consequence. */
export function matrixOf(units: readonly Pick<WeighedUnit, 'likelihood' | 'consequence'>[]): Cell[][] {
  return classes.toReversed().map((likelihood) =>
    classes.map((consequence) => ({
      likelihood,
      consequence,
      units: units.filter((unit) => unit.likelihood === likelihood && unit.consequence === consequence)
        .length,
    })),
  )
}
