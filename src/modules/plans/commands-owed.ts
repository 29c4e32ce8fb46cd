import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { command, type Context } from '#platform/command.ts'
import { groundsText } from '#texts/sv/plans.ts'
import { dropCalledOff } from './called-off.ts'
import { changeOf, holdDraft, recordChanges } from './changes.ts'
import { insertItems, timeOf } from './commands-items.ts'
import { saveItems } from './commands-change.ts'
import { TakeOwed } from './contract.ts'
import { listEstimates } from './queries-capacity.ts'
import { listItems } from './queries-items.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlan } from './queries.ts'
import { estimateFor, totalHours } from './rules-capacity.ts'
import { filterMissing, missingIn, type OwedFacts } from './rules-areas.ts'
import type { Missing } from './rules-owed.ts'
import { halfOf, type PlanItem } from './rules.ts'

/**
 * Puts what is owed into the plan: new rows, or the row that is there already made deeper or earlier. It is counted
 * again first, so that what a colleague has just put in is not put in twice.
 */
export const takeOwed = command({
  verb: 'yearPlan.change',
  input: TakeOwed,
  target: ({ db }, { yearPlanId }) => holdDraft(db, yearPlanId),
  async run(context, plan, input) {
    const items = await listItems(context.db, plan.id)
    const facts = await factsFor(context.db, plan, { planned: items, today: todayIn(context.now) })
    const wanted = new Set(input.keys)
    const owed = missingIn(facts)
    const missing = input.all ? filterMissing(owed, input.all) : owed.filter((row) => wanted.has(row.key))
    const rows = await rowsFor(context, plan, {
      facts,
      missing: missing.filter((row) => row.itemId === null),
    })
    const dropped = await dropCalledOff(context, plan, rows)
    const added = rows.length > 0 ? await insertItems(context, plan, rows) : []
    const there = new Map(items.map((item) => [item.id, item]))
    for (const row of missing) {
      const item = row.itemId === null ? undefined : there.get(row.itemId)
      const why = groundsText(row.owing)
      if (item) await amend(context, plan, { item, row, reason: input.reason || why })
    }
    const changes = added.map((itemId) => ({ itemId, kind: 'added', before: null, after: null }) as const)
    await recordChanges(context, plan, [...dropped, ...changes], input)
    return {
      id: plan.id,
      added: added.length,
      changed: missing.length - missing.filter((row) => !row.itemId).length,
    }
  },
  detail: (_, result) => ({ added: result.added, changed: result.changed }),
})

type Wanted = { facts: OwedFacts; missing: readonly Missing[] }

async function rowsFor(context: Context, plan: YearPlan, { facts, missing }: Wanted) {
  const estimates = await listEstimates(context.db, plan.boardId)
  const names = new Map(facts.units.map((unit) => [unit.unitId, unit.name]))
  return missing.flatMap((row) => {
    const places =
      row.unitIds.length > 0
        ? row.unitIds.map((unitId) => ({ unitId, name: names.get(unitId) ?? row.name }))
        : [{ unitId: row.unitId, name: row.name }]
    return places.map((place) => ({
      ...place,
      id: uuidv7(),
      subject: subjectOf(row, place.unitId),
      serviceAreaId: row.serviceAreaId,
      otherBoardId: null,
      ground: '',
      year: row.year,
      ...timeOf({ month: row.month, half: row.half, announced: true }),
      kind: row.kind,
      depth: row.depth,
      focusAreas: [],
      methods: [],
      announced: true,
      priority: row.month === null ? ('normal' as const) : ('high' as const), // the column's words
      assignmentSource: row.assignment ?? '',
      origin: row.origin,
      originId: row.originId ?? null,
      why: groundsText(row.owing),
      theme: '',
      note: '',
      hours: totalHours(estimateFor(estimates, row)),
    }))
  })
}

function subjectOf(row: Missing, unitId: string | null): PlanItem['subject'] {
  if (unitId) return 'unit'
  return row.kind === 'selfCheck' ? 'authority' : 'area'
}

async function amend(
  context: Context,
  plan: YearPlan,
  { item, row, reason }: { item: PlanItem; row: Missing; reason: string },
): Promise<void> {
  const by = row.month
  const isLate = by !== null && (item.announced ? (item.month ?? item.half * 6) > by : item.half > halfOf(by))
  // An unannounced visit stays so, and is moved by half-years only.
  const time = isLate
    ? timeOf({ month: by, half: item.half, announced: item.announced })
    : { month: item.month, half: item.half }
  const depth = row.depth === 'inDepth' ? 'inDepth' : item.depth
  const estimates = await listEstimates(context.db, plan.boardId)
  const hours = depth === item.depth ? item.hours : totalHours(estimateFor(estimates, { ...item, depth }))
  const next = { ...time, depth, hours }
  await saveItems(context, [item.id], next)
  const change = changeOf(item, { ...item, ...next })
  await recordChanges(context, plan, change ? [change] : [], { reason })
}
