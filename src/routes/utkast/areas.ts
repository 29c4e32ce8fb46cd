import type { SnapshotRow } from '#modules/assessments/rules.ts'

export type Area = { key: string; name: string; rows: SnapshotRow[] }

/** The requirements by focus area, in the order of the protocol. */
export function areasOf(rows: readonly SnapshotRow[]): Area[] {
  const areas = new Map<string, Area>()
  for (const row of rows) {
    const area = areas.get(row.focusArea) ?? { key: row.focusArea, name: row.focusAreaName, rows: [] }
    area.rows.push(row)
    areas.set(row.focusArea, area)
  }
  return [...areas.values()]
}
