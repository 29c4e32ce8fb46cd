import { monthNumber, yearOf } from '../months.ts'
import type { FollowUp } from '../contract.ts'
import type { Instance, PlanUnit } from './instance.ts'
import type { Visit } from './visits.ts'

/** What of the decided plan can still be as it was: months and depths that are open to the unit, what is carried out aside. */
export function asDecided({ units, input }: Instance): Visit[] {
  const decided = Map.groupBy(input.decided?.followUps ?? [], ({ unitId }) => unitId)
  return units.flatMap((unit) => (decided.get(unit.input.id) ?? []).flatMap((one) => asVisit(unit, one)))
}

function asVisit(unit: PlanUnit, { month, kind, depth }: FollowUp): Visit[] {
  const at = monthNumber(month)
  const year = unit.years.findIndex(({ window }) => window.year === yearOf(at))
  const facts = unit.years[year]
  if (!facts || (kind === 'annual' && facts.executed)) return []
  const open = kind === 'annual' ? facts.open : facts.extraMonths
  const fits = kind === 'extra' || unit.patterns.some((depths) => depths[year] === depth)
  return open.includes(at) && fits ? [{ unit, month: at, kind, depth }] : []
}
