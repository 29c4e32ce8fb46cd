import { listUnitsWithResults, listUnitYears, type UnitYears } from '#modules/assessments/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** How many years back a unit sees itself: this one and the three before. */
const years = 4

/** The unit of the address, or the first one, over the years; with all that can be chosen. */
export async function unitOverYears(db: Db, url: URL, today: string) {
  const units = await listUnitsWithResults(db)
  const asked = url.searchParams.get('enhet')
  const unit = units.find((one) => one.id === asked) ?? units[0]
  const span = { thisYear: Number(today.slice(0, 4)), years }
  const over: UnitYears = unit ? await listUnitYears(db, unit.id, span) : { years: [], areas: [], notMet: [] }
  return { units, unit, over, table: areaTable(over) }
}

/** One row an area, with its counts of each year that it was judged. */
function areaTable(over: UnitYears) {
  const byArea = Map.groupBy(over.areas, (one) => one.area)
  return [...byArea].map(([area, list]) => ({
    area,
    name: list[0]?.areaName ?? '',
    cells: over.years.map((year) => list.find((one) => one.year === year)?.counts),
  }))
}

export type AreaRow = ReturnType<typeof areaTable>[number]
