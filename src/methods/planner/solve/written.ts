import type { FollowUp, Plan } from '../contract.ts'
import { monthText } from '../months.ts'
import { SEED } from './highs.ts'
import type { Instance } from './instance.ts'
import { movedOf } from './objective.ts'
import type { Staffed } from './staffing.ts'

/** A plan's follow-ups as the contract writes them. */
export function written(instance: Instance, staffed: readonly Staffed[]): FollowUp[] {
  return staffed.map((one) => followUpOf(instance, one)).sort(byUnitAndMonth)
}

function followUpOf({ people, roles }: Instance, { visit, team }: Staffed): FollowUp {
  if (visit.executed) return visit.executed
  const hours = visit.unit.input.hours[visit.kind === 'extra' ? 'extra' : visit.depth] ?? {}
  return {
    unitId: visit.unit.input.id,
    month: monthText(visit.month),
    depth: visit.depth,
    kind: visit.kind,
    team: team.flatMap((person, role) => {
      const id = roles[role]?.id ?? ''
      const staffId = person === undefined ? undefined : people[person]?.id
      return staffId === undefined ? [] : [{ staffId, role: id, hours: hours[id] ?? 0 }]
    }),
  }
}

function byUnitAndMonth(a: FollowUp, b: FollowUp): number {
  return a.unitId < b.unitId ? -1 : a.unitId > b.unitId ? 1 : a.month < b.month ? -1 : 1
}

export type Frame = Pick<Plan, 'solver' | 'followUps' | 'warnings'> & { moved?: number }

/** What a plan tells beside its cost: how it was made, its follow-ups, and how many of the decided ones were moved. */
export function frame(
  instance: Instance,
  staffed: readonly Staffed[],
  made: {
    readonly version: string
    readonly options: { readonly gap: number; readonly seconds: number }
    readonly took: number
  },
): Frame {
  const { gap, seconds } = made.options
  return {
    solver: {
      name: 'HiGHS',
      version: made.version,
      options: { random_seed: SEED, gap, seconds },
      seconds: Math.round(made.took * 10) / 10,
    },
    followUps: written(instance, staffed),
    warnings: instance.warnings,
    ...(instance.input.decided && { moved: movedOf(staffed.map(({ visit }) => visit)) }),
  }
}
