import { uuidv7 } from '#kernel/ids.ts'
import type { FollowUp } from '#modules/followups/public.ts'
import { findUnit } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import { insertItems } from './commands-items.ts'
import { listEstimates } from './queries-capacity.ts'
import type { YearPlan } from './queries.ts'
import { estimateFor, totalHours } from './rules-capacity.ts'
import { halfOf } from './rules.ts'

/** A row for an event-driven follow-up that is under way already. Undefined when the plan has it, or its years do not. */
export async function insertEvent(
  context: Context,
  plan: YearPlan,
  { event, why }: { event: FollowUp; why: string },
): Promise<string | undefined> {
  const year = Number(event.dueOn.slice(0, 4))
  if (year < plan.fromYear || year > plan.toYear) return undefined
  const row = await rowOf(context, plan, { event, why, year })
  const [id] = await insertItems(context, plan, [row])
  if (id)
    await context.db
      .updateTable('followUp')
      .set({ planItemId: id })
      .where('id', '=', event.id)
      .where('planItemId', 'is', null)
      .execute()
  return id
}

async function rowOf(
  context: Context,
  plan: YearPlan,
  { event, why, year }: { event: FollowUp; why: string; year: number },
) {
  const unit = await findUnit(context.db, event.unitId, event.requirementsPer)
  const estimates = await listEstimates(context.db, plan.boardId)
  const month = Number(event.dueOn.slice(5, 7))
  return {
    id: uuidv7(),
    subject: 'unit' as const, // the column's words
    unitId: event.unitId,
    serviceAreaId: unit?.serviceAreaId ?? null,
    name: event.unitName,
    otherBoardId: null,
    ground: '',
    year,
    month: event.announced ? month : null,
    half: halfOf(month),
    kind: 'eventDriven' as const, // the column's words
    depth: event.depth,
    focusAreas: event.focusAreas,
    methods: event.methods,
    announced: event.announced,
    priority: 'high' as const, // the column's words
    assignmentSource: '',
    origin: 'event' as const, // the column's words
    originId: event.id,
    why: event.cause || why,
    theme: '',
    note: '',
    hours: totalHours(
      estimateFor(estimates, { kind: 'eventDriven', depth: event.depth, serviceAreaId: null }),
    ),
  }
}
