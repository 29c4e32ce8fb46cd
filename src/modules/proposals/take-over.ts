import { halfOf, type PlanItem } from '#modules/plans/public.ts'
import { isComputed } from './gather.ts'
import type { ProposedRow } from './rows.ts'

/** What taking a proposal over does to the rows of the draft. Nothing is written twice, and what is begun stays. */
export type Steps = {
  added: ProposedRow[]
  changed: { item: PlanItem; row: ProposedRow }[]
  removed: PlanItem[]
  /** Rows that stand right already, or are begun. */
  same: number
}

/** `asItIs` are rows that the computing was told to leave: begun, or of a year that has ended. */
export function stepsOf(
  items: readonly PlanItem[],
  mine: ReadonlySet<string>,
  rows: readonly ProposedRow[],
  asItIs: ReadonlySet<string> = new Set(),
): Steps {
  const computed = items.filter((item) => isComputed(item, mine))
  const isLeft = (row: ProposedRow) => asItIs.has(keyOfRow(row))
  const there = new Map(computed.map((item) => [keyOfItem(item), item]))
  const wanted = new Set(rows.map(keyOfRow))
  const changed = rows.flatMap((row) => {
    const item = there.get(keyOfRow(row))
    return item && !isBegun(item) && !isLeft(row) && !isKept(item, row) && !stands(item, row)
      ? [{ item, row }]
      : []
  })
  const removed = computed.filter((item) => !wanted.has(keyOfItem(item)) && !isBegun(item) && !item.pinned)
  return {
    added: rows.filter((row) => !there.has(keyOfRow(row))),
    changed,
    removed,
    same: computed.length - changed.length - removed.length,
  }
}

function keyOfItem({ unitId, year, kind }: PlanItem): string {
  return `${unitId} ${year} ${kind === 'planned' ? 'annual' : 'extra'}`
}

export function keyOfRow({ unitId, year, kind }: Pick<ProposedRow, 'unitId' | 'year' | 'kind'>): string {
  return `${unitId} ${year} ${kind}`
}

/** Locked after the proposal was computed, for another time than it has: then all of the row stays as it is. */
function isKept(item: PlanItem, { month }: ProposedRow): boolean {
  if (item.pinned !== true) return false
  return item.month === null ? item.half !== halfOf(month) : item.month !== month
}

/** A visit that nobody announces, and what is locked to its half-year, never gets a month. */
export function isCoarse({ announced, pinned, month }: PlanItem): boolean {
  return !announced || (pinned === true && month === null)
}

/** A follow-up that has been made of a row is worked with: its row is no longer the plan's alone to move. */
function isBegun({ followUp }: PlanItem): boolean {
  return followUp !== null && followUp.state !== 'cancelled'
}

/** What is no more exact than its half-year stands right in any month of the half. */
function stands(item: PlanItem, row: ProposedRow): boolean {
  const isThen = isCoarse(item) ? item.half === halfOf(row.month) : item.month === row.month
  return isThen && item.depth === row.depth && item.hours === row.hours && teamOf(item) === teamOfRow(row)
}

function teamOf({ team }: PlanItem): string {
  return JSON.stringify(team.map(({ accountId, role, hours }) => [accountId, role, hours]).toSorted())
}

function teamOfRow({ team }: ProposedRow): string {
  return JSON.stringify(team.map(({ id, role, hours }) => [id, role, hours]).toSorted())
}
