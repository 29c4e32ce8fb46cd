import type { FollowUp } from '#methods/planner/contract.ts'
import { hasWords, orderBy, type SortKey } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { RowFilter } from './contract.ts'
import { unitIdOf } from './input-units.ts'
import type { Answered } from './result.ts'

/** A follow-up of a proposal, in words: one row of its table. */
export type ProposedRow = {
  key: string
  unitId: string
  name: string
  areaId: string
  areaName: string
  year: number
  month: number
  depth: FollowUp['depth']
  kind: FollowUp['kind']
  risk: number
  hours: number
  team: { id: string; name: string; role: string; hours: number }[]
}

export function rowsOf({ input, followUps, words }: Answered): ProposedRow[] {
  const units = new Map(input.units.map((unit) => [unit.id, unit]))
  return followUps.map(({ unitId, month, depth, kind, team }) => {
    const unit = units.get(unitId)
    const id = unitIdOf(unitId)
    return {
      key: `${id} ${month} ${kind}`,
      unitId: id,
      name: words[id] ?? '',
      areaId: unit?.areaId ?? '',
      areaName: words[unit?.areaId ?? ''] ?? '',
      year: Number(month.slice(0, 4)),
      month: Number(month.slice(5)),
      depth,
      kind,
      risk: unit?.risk ?? 0,
      hours: Math.round(team.reduce((sum, { hours }) => sum + hours, 0) * 10) / 10,
      team: team.map(({ staffId, role, hours }) => ({
        id: staffId,
        name: words[staffId] ?? '',
        role,
        hours,
      })),
    }
  })
}

const when = (row: ProposedRow) => row.year * 12 + row.month
const keys: Readonly<Record<string, SortKey<ProposedRow>>> = {
  nar: when,
  enhet: (row) => row.name,
  omrade: (row) => row.areaName,
  djup: (row) => row.depth,
  timmar: (row) => row.hours,
  risk: (row) => row.risk,
}

/** What of a proposal a filter keeps, in the order asked for; the order is total. */
export function filterRows(rows: readonly ProposedRow[], filter: RowFilter): ProposedRow[] {
  const asked = orderBy(keys, filter.sort, when)
  return rows
    .filter((row) => isWanted(row, filter))
    .filter((row) => hasWords([row.name, row.areaName], filter.q))
    .toSorted(
      (one, other) =>
        asked(one, other) ||
        when(one) - when(other) ||
        compareSwedish(one.name, other.name) ||
        (one.key < other.key ? -1 : 1),
    )
}

function isWanted(row: ProposedRow, filter: RowFilter): boolean {
  const asked: readonly (readonly [unknown, unknown])[] = [
    [filter.year, row.year],
    [filter.month, row.month],
    [filter.area, row.areaId],
    [filter.depth, row.depth],
    [filter.kind, row.kind],
  ]
  if (filter.person && !row.team.some(({ id }) => id === filter.person)) return false
  return asked.every(([wanted, has]) => wanted === undefined || wanted === has)
}
