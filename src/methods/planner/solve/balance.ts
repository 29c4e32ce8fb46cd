import { quarterOf } from '../months.ts'
import type { Instance } from './instance.ts'

/** The hours planned in each quarter against those there are. */
export type Balance = {
  readonly weight: number
  /** Ticks of all staff after the reserve. */
  readonly capacity: ReadonlyMap<number, number>
  readonly load: Map<number, number>
}
export type Shift = { readonly ticks: number; readonly from: number | undefined; readonly to: number }

export function balanceOf(instance: Instance): Balance {
  const weight = (instance.weights.balance * instance.units.length) / 50
  return { weight, capacity: quarterCapacity(instance), load: new Map() }
}

/** Ticks of all staff by quarter, after the reserve. */
export function quarterCapacity({ months, people }: Instance): ReadonlyMap<number, number> {
  const capacity = new Map<number, number>()
  for (const [at, month] of months.entries()) {
    const all = people.reduce((sum, person) => sum + (person.capacity[at] ?? 0), 0)
    capacity.set(quarterOf(month), (capacity.get(quarterOf(month)) ?? 0) + all)
  }
  return capacity
}

/** What the year's quarters cost by lying away from their mean, or would after a shift of hours. */
export function unevenness({ weight, capacity, load }: Balance, year: number, shift?: Shift): number {
  const shares: number[] = []
  let total = 0
  for (let quarter = year * 4; quarter < year * 4 + 4; quarter += 1) {
    const whole = capacity.get(quarter) ?? 0
    if (whole === 0) continue
    const share = ((load.get(quarter) ?? 0) + shifted(shift, quarter)) / whole
    total += share
    shares.push(share)
  }
  let away = 0
  for (const share of shares) away += Math.abs(share - total / shares.length)
  return weight * away
}

function shifted(shift: Shift | undefined, quarter: number): number {
  if (!shift || shift.to === shift.from) return 0
  if (shift.to === quarter) return shift.ticks
  return shift.from === quarter ? -shift.ticks : 0
}
