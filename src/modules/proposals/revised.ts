import { indexOf, type PlanIndex } from '#methods/planner/why/plan-index.ts'
import { effectOf } from '#methods/planner/why/effect.ts'
import { brokenTexts } from '#methods/planner/why/sentences.ts'
import { yearMonth } from '#kernel/dates.ts'
import { compareSwedish, listOf } from '#kernel/swedish.ts'
import { halfOf, type PlanItem } from '#modules/plans/public.ts'
import { reviseTexts as t } from '#texts/sv/plan-revise.ts'
import { proposalTexts } from '#texts/sv/proposals.ts'
import type { Answered } from './result.ts'
import { rowsOf, type ProposedRow } from './rows.ts'
import { unitIdOf } from './input-units.ts'

export const revisedKinds = ['moved', 'depth', 'added', 'dropped'] as const
export type RevisedKind = (typeof revisedKinds)[number]

/** When a follow-up lies; no nearer than its half-year where the visit is not announced. */
export type Lies = { month: number | null; half: 1 | 2; depth: 'basic' | 'inDepth' }

/** What a proposal makes of a decided follow-up, and why. */
export type Revised = {
  key: string
  unitId: string
  name: string
  areaName: string
  year: number
  kind: RevisedKind
  decided: Lies | null
  proposed: Lies | null
  why: string
}

/** `stays`: rows that are begun, prepared or locked, which taking the proposal over leaves as they are. */
type Given = Answered & { decided: readonly PlanItem[]; from: string; stays: ReadonlySet<string> }

/** A proposal against the version that holds: the year's follow-ups of units, by unit and year. */
export function revisedBy(given: Given): { rows: Revised[]; same: number } {
  const decided = new Map(
    given.decided
      .filter(
        ({ kind, unitId, otherBoardName }) =>
          kind === 'planned' && unitId !== null && otherBoardName === null,
      )
      .map((item) => [`${item.unitId} ${item.year}`, item]),
  )
  const proposed = new Map(
    rowsOf(given)
      .filter(({ kind }) => kind === 'annual')
      .map((row) => [`${row.unitId} ${row.year}`, row]),
  )
  const keys = [...new Set([...decided.keys(), ...proposed.keys()])]
  const index = indexOf(given.input, given.followUps)
  const rows = keys.flatMap((key) =>
    revisedOf({ given, index }, key, { item: decided.get(key), row: proposed.get(key) }),
  )
  return {
    rows: rows.toSorted(
      (one, other) =>
        revisedKinds.indexOf(one.kind) - revisedKinds.indexOf(other.kind) ||
        one.year - other.year ||
        compareSwedish(one.name, other.name) ||
        (one.key < other.key ? -1 : 1),
    ),
    same: keys.length - rows.length,
  }
}

type Case = { given: Given; index: PlanIndex }
type Pair = { item: PlanItem | undefined; row: ProposedRow | undefined }

function revisedOf(about: Case, key: string, { item, row }: Pair): Revised[] {
  const kind = about.given.stays.has(item?.id ?? '') ? undefined : kindOf(item, row)
  const of = item ?? row
  if (!kind || !of) return []
  const { unitId, name, areaName, year } = of
  const why = whyOf(about, kind, { item, row })
  return [{ key, unitId: unitId ?? '', name, areaName, year, kind, why, ...bothOf({ item, row }) }]
}

function bothOf({ item, row }: Pair): Pick<Revised, 'decided' | 'proposed'> {
  return {
    decided: item ? liesOf(item) : null,
    proposed: row ? proposedOf(row, item?.month === null) : null,
  }
}

function liesOf({ month, half, depth }: PlanItem): Lies {
  return { month, half, depth }
}

/** Of a visit that nobody announces the proposal tells no more than the decided plan does. */
function proposedOf({ month, depth }: ProposedRow, isCoarse: boolean): Lies {
  return { month: isCoarse ? null : month, half: halfOf(month), depth }
}

function kindOf(item: PlanItem | undefined, row: ProposedRow | undefined): RevisedKind | undefined {
  if (!item) return row ? 'added' : undefined
  if (!row) return 'dropped'
  const isThere = item.month === null ? item.half === halfOf(row.month) : item.month === row.month
  if (!isThere) return 'moved'
  return item.depth === row.depth ? undefined : 'depth'
}

function whyOf(about: Case, kind: RevisedKind, { item, row }: Pair): string {
  if (kind === 'added') return t.whys.owed
  if (kind === 'depth') return t.whys.turn
  if (kind === 'dropped') return droppedWhy(about.given, item)
  return item && row ? movedWhy(about, item, row) : ''
}

function droppedWhy({ left }: Given, item: PlanItem | undefined): string {
  const why = left.find((one) => one.unitId === item?.unitId && one.year === item.year)?.why
  return why ? proposalTexts.whyNames[why] : t.whys.gone
}

/** What would be if it stayed: what that breaks, or which goals it serves worse. */
function movedWhy({ given, index }: Case, item: PlanItem, row: ProposedRow): string {
  const month = item.month ?? (item.half === 1 ? 6 : 12)
  const to = yearMonth(item.year, month)
  if (to < given.from) return t.whys.passed
  const own = given.followUps.find(
    (one) =>
      unitIdOf(one.unitId) === row.unitId &&
      one.kind === 'annual' &&
      one.month === yearMonth(row.year, row.month),
  )
  // Where a half-year is all there is, no month of it is told by what it would break.
  if (!own || item.month === null) return t.whys.together
  const effect = effectOf(index, { kind: 'move', of: own, to })
  if (!effect) return t.whys.together
  const breaks = brokenTexts(effect, (id) => given.words[id] ?? '')
  if (breaks.length > 0) return t.whys.otherwise(listOf(breaks))
  const goals = (['riskEarly', 'evenLoad'] as const).filter((goal) => effect.cost[goal] > 0.005)
  return goals.length > 0 ? t.whys.goals(listOf(goals.map((goal) => t.goals[goal]))) : t.whys.together
}
