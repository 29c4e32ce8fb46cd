import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import type { Context } from '#platform/command.ts'
import { sourceTexts as t } from '#texts/sv/plans-items.ts'
import { recordChanges } from './changes.ts'
import { insertItems } from './commands-items.ts'
import { listEstimates } from './queries-capacity.ts'
import { factsFor } from './queries-owed.ts'
import type { YearPlan } from './queries.ts'
import { estimateFor, totalHours } from './rules-capacity.ts'
import { ruleOf } from './rules-areas.ts'
import { isOwedIn, type UnitFacts } from './rules-owed.ts'

/**
 * Last year's results come into a new plan by themselves (M-066, M-138): one planned follow-up for each unit where
 * something remains, with what it is to check. Not where the area's setting leaves it out, nor of units that end.
 */
export async function addLastYear(context: Context, plan: YearPlan): Promise<number> {
  const facts = await factsFor(context.db, plan, { planned: [], today: todayIn(context.now) })
  const units = facts.units.filter((unit) => {
    const rule = ruleOf(facts, unit.serviceAreaId)
    return rule.lastYearActions && unit.openFindings > 0 && isOwedIn(unit, rule, plan.fromYear)
  })
  if (units.length === 0) return 0
  const estimates = await listEstimates(context.db, plan.boardId)
  const added = await insertItems(
    context,
    plan,
    units.map((unit) => rowOf(unit, plan.fromYear, totalHours(estimateFor(estimates, rowKind(unit))))),
  )
  await recordChanges(
    context,
    plan,
    added.map((itemId) => ({ itemId, kind: 'added', before: null, after: null })),
    { reason: t.added },
  )
  return added.length
}

function rowKind({ serviceAreaId }: UnitFacts) {
  return { serviceAreaId, kind: 'planned', depth: 'basic' } as const
}

function rowOf(unit: UnitFacts, year: number, hours: number) {
  return {
    ...rowKind(unit),
    id: uuidv7(),
    subject: 'unit' as const, // the column's words
    unitId: unit.unitId,
    name: unit.name,
    otherBoardId: null,
    ground: '',
    year,
    month: null,
    half: 1 as const, // the column's numbers
    focusAreas: [],
    methods: [],
    announced: true,
    priority: 'high' as const, // the column's words
    assignmentSource: '',
    origin: 'lastYear' as const, // the column's words
    originId: null,
    why: t.why(unit.openFindings, unit.openActions),
    theme: '',
    note: '',
    hours,
  }
}
