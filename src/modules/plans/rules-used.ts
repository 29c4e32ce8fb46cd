import type { EstimateKey, RoleHours } from './rules-capacity.ts'
import { teamRoles } from './rules.ts'
import { fewest } from './rules-uncovered.ts'

/** What follow-ups of one area, kind and depth took on the average, beside what they were estimated to take. */
export type Used = EstimateKey & {
  /** '' for all areas together. */
  areaName: string
  /** How many follow-ups the mean is of. */
  followUps: number
  estimate: RoleHours
  used: RoleHours
}

/** One sum of hours: `followUps` is that of the group, the same on each of its roles. */
export type UsedSum = EstimateKey & { areaName: string; role: string; hours: number; followUps: number }

/** Means by role: over all follow-ups of the group, so that the parts add up to what one of them takes. */
export function meansOf(sums: readonly UsedSum[]): Omit<Used, 'estimate'>[] {
  const groups = Map.groupBy(sums, (sum) => `${sum.serviceAreaId ?? ''} ${sum.kind} ${sum.depth}`)
  return [...groups.values()].flatMap((of) => {
    const [first] = of
    if (!first) return []
    const { serviceAreaId, kind, depth, areaName, followUps } = first
    const used = Object.fromEntries(
      teamRoles.flatMap((role) => {
        const sum = of.find((one) => one.role === role)
        return sum ? [[role, tenths(sum.hours / followUps)]] : []
      }),
    )
    return [{ serviceAreaId, kind, depth, areaName, followUps, used }]
  })
}

/**
 * What the office is told that does not plan: the mean of one follow-up is what one person took. Means of few are left out,
 * and so is that of all areas where those that are shown would leave only a few when they are subtracted from it.
 */
export function withoutFew<Row extends Omit<Used, 'estimate'>>(rows: readonly Row[]): Row[] {
  const shown = rows.filter(({ followUps }) => followUps >= fewest)
  return shown.filter((row) => {
    if (row.serviceAreaId !== null) return true
    const areas = shown.filter(
      ({ serviceAreaId, kind, depth }) => serviceAreaId !== null && kind === row.kind && depth === row.depth,
    )
    const rest = row.followUps - areas.reduce((sum, { followUps }) => sum + followUps, 0)
    return rest === 0 || rest >= fewest
  })
}

/** A mean of few follow-ups is not more exact than half an hour; what nobody gave is left out. */
export function asEstimate(used: RoleHours): RoleHours {
  return Object.fromEntries(
    Object.entries(used).flatMap(([role, hours]) => {
      const halves = Math.round(hours * 2) / 2
      return halves > 0 ? [[role, halves]] : []
    }),
  )
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
