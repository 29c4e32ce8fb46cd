import { compareSwedish } from '#kernel/swedish.ts'
import type { ProposedRow } from './rows.ts'

export type Difference = {
  key: string
  unitId: string
  name: string
  areaName: string
  year: number
  kind: 'moved' | 'depth' | 'added' | 'dropped'
  /** As it stands in each; null where it does not. */
  first: ProposedRow | null
  second: ProposedRow | null
}

/** What differs between two proposals, follow-up by follow-up: a unit, a year, and whether it is the year's or an extra one. */
export function differencesOf(first: readonly ProposedRow[], second: readonly ProposedRow[]) {
  const inFirst = new Map(first.map((row) => [keyOf(row), row]))
  const inSecond = new Map(second.map((row) => [keyOf(row), row]))
  const all = [...new Set([...inFirst.keys(), ...inSecond.keys()])]
  const differences = all
    .flatMap((key) => differenceOf(key, inFirst.get(key) ?? null, inSecond.get(key) ?? null))
    .toSorted(
      (one, other) =>
        one.year - other.year || compareSwedish(one.name, other.name) || (one.key < other.key ? -1 : 1),
    )
  const count = (kind: Difference['kind']) => differences.filter((one) => one.kind === kind).length
  const counts = {
    moved: count('moved'),
    depth: count('depth'),
    added: count('added'),
    dropped: count('dropped'),
  }
  return { differences, counts: { ...counts, same: all.length - differences.length } }
}

function keyOf({ unitId, year, kind }: ProposedRow): string {
  return `${unitId} ${year} ${kind}`
}

function differenceOf(key: string, first: ProposedRow | null, second: ProposedRow | null): Difference[] {
  const row = first ?? second
  const kind = kindOf(first, second)
  if (!row || !kind) return []
  return [
    { key, unitId: row.unitId, name: row.name, areaName: row.areaName, year: row.year, kind, first, second },
  ]
}

function kindOf(first: ProposedRow | null, second: ProposedRow | null): Difference['kind'] | undefined {
  if (!first) return 'added'
  if (!second) return 'dropped'
  if (first.month !== second.month) return 'moved'
  return first.depth === second.depth ? undefined : 'depth'
}
