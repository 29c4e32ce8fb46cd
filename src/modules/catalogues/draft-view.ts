import { hasWords } from '#kernel/lists.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import type { DraftFilter } from './contract-drafts.ts'
import { differenceOf } from './difference-rules.ts'
import { missingFields, type RequirementField } from './draft-rules.ts'
import type { WrittenRequirement } from './queries-drafts.ts'

export const changeKinds = ['added', 'changed', 'moved', 'takenOut'] as const
export type ChangeKind = (typeof changeKinds)[number]

/** A requirement of a version with what is changed of it since the version before, and what it lacks. */
export type DraftRow = WrittenRequirement & { changes: ChangeKind[]; missing: RequirementField[] }

export function draftRows(
  rows: readonly WrittenRequirement[],
  base: readonly WrittenRequirement[],
): DraftRow[] {
  const difference = differenceOf(
    base,
    rows.filter((row) => row.takenOutAt === null),
  )
  const keys = {
    added: new Set(difference.added.map(({ key }) => key)),
    changed: new Set(difference.changed.map(({ after }) => after.key)),
    moved: new Set(difference.moved.map(({ key }) => key)),
    takenOut: new Set(rows.filter((row) => row.takenOutAt !== null).map(({ key }) => key)),
  }
  return rows.map((row) => ({
    ...row,
    changes: changeKinds.filter((kind) => keys[kind].has(row.key)),
    missing: row.takenOutAt === null ? missingFields(row) : [],
  }))
}

/** How many requirements each kind of change has, and how many lack something. */
export function countChanges(rows: readonly DraftRow[]) {
  const having = (kind: ChangeKind) => rows.filter((row) => row.changes.includes(kind)).length
  return {
    all: rows.filter((row) => row.takenOutAt === null).length,
    added: having('added'),
    changed: having('changed'),
    moved: having('moved'),
    takenOut: having('takenOut'),
    missing: rows.filter((row) => row.missing.length > 0).length,
  }
}

const orders: Record<string, (one: DraftRow, other: DraftRow) => number> = {
  ordning: (one, other) => one.position - other.position,
  kod: (one, other) => compareSwedish(one.code, other.code),
  krav: (one, other) => compareSwedish(one.title, other.title),
  andrat: (one, other) => (one.changedAt?.getTime() ?? 0) - (other.changedAt?.getTime() ?? 0),
}

/** A catalogue is some hundred requirements, and what is changed is known only when all are read: so it is done here. */
export function filterRows(rows: readonly DraftRow[], filter: DraftFilter): DraftRow[] {
  const found = rows.filter(
    (row) =>
      (!filter.part || row.part === filter.part) &&
      (!filter.focus || row.focusArea === filter.focus) &&
      isOf(row, filter.change) &&
      hasWords([row.code, row.title, row.text], filter.q),
  )
  const falling = filter.sort.startsWith('-')
  const order = orders[filter.sort.replace('-', '')]
  return order ? found.sort((one, other) => order(one, other) * (falling ? -1 : 1)) : found
}

function isOf(row: DraftRow, change: DraftFilter['change']): boolean {
  if (change === undefined) return true
  return change === 'missing' ? row.missing.length > 0 : row.changes.includes(change)
}
