import { yearMonth } from '#kernel/dates.ts'
import type { FollowUp, InputUnit, PlanInput } from '#methods/planner/contract.ts'
import { windowOf } from '#methods/planner/check/window.ts'
import { monthNumber } from '#methods/planner/months.ts'
import { monthsOf } from '#modules/plans/public.ts'

/** A row that is no more exact than its half-year. */
export type Coarse = { id: string; unit: InputUnit; year: number; half: 1 | 2; hours: number }

type Known = { input: PlanInput; followUps: readonly FollowUp[] }

/**
 * A month for every coarse row, so that the plan can be asked about: among the months of its half that its own rules allow,
 * the one where the coarse rows ask least of the hours there are. The same rows always get the same months, and on the
 * whole they weigh as they will; the month of a single one means nothing and is shown to nobody.
 */
export function spread(known: Known, coarse: readonly Coarse[]): Map<string, string> {
  const hours = hoursByMonth(known.input)
  const byUnit = Map.groupBy(known.followUps, ({ unitId }) => unitId)
  const load = new Map<string, number>()
  const share = (month: string, more: number) =>
    ((load.get(month) ?? 0) + more) / Math.max(hours.get(month) ?? 0, 0.1)
  return new Map(
    coarse
      .toSorted((one, other) => (one.id < other.id ? -1 : 1))
      .map((row) => {
        const others = byUnit.get(row.unit.id) ?? []
        const [month = ''] = possible(known.input, row, others).toSorted(
          (one, other) => share(one, row.hours) - share(other, row.hours) || (one < other ? -1 : 1),
        )
        load.set(month, (load.get(month) ?? 0) + row.hours)
        return [row.id, month]
      }),
  )
}

/** As many rules kept as can be: its window, and the time to the unit's others; where nothing can, any month of the half. */
function possible(input: PlanInput, { unit, year, half }: Coarse, others: readonly FollowUp[]): string[] {
  const months = monthsOf({ month: null, half }).map((month) => yearMonth(year, month))
  const { months: window } = windowOf(input, unit, year)
  const inWindow = kept(months, (month) => window.includes(month))
  const fixed = [unit.lastFollowUp, ...others].filter((one) => one !== undefined).map(({ month }) => month)
  const isApart = (month: string) =>
    fixed.every((one) => Math.abs(monthNumber(one) - monthNumber(month)) >= input.rules.minMonthsBetween)
  return kept(inWindow, isApart)
}

function kept(months: string[], holds: (month: string) => boolean): string[] {
  const some = months.filter(holds)
  return some.length > 0 ? some : months
}

function hoursByMonth({ staff }: PlanInput): Map<string, number> {
  const hours = new Map<string, number>()
  for (const person of staff)
    for (const [month, has] of Object.entries(person.hours)) hours.set(month, (hours.get(month) ?? 0) + has)
  return hours
}
