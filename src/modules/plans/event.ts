import { uuidv7 } from '#kernel/ids.ts'
import type { FollowUp } from '#modules/followups/public.ts'
import { findUnit } from '#modules/organisation/public.ts'
import type { Context } from '#platform/command.ts'
import { insertItems } from './commands-items.ts'
import { listEstimates } from './queries-capacity.ts'
import type { YearPlan } from './queries.ts'
import { estimateFor, totalHours } from './rules-capacity.ts'
import { halfOf } from './rules.ts'

/** When it is done and what it takes, where somebody has said so; else by its last day and the estimates. */
type Given = { lastMonth: string; hours: number }
type Wanted = { event: FollowUp; why: string; given?: Given }

/** A row for an event-driven follow-up that is under way already. Undefined when the plan has it, or its years do not. */
export async function insertEvent(
  context: Context,
  plan: YearPlan,
  wanted: Wanted,
): Promise<string | undefined> {
  const { event } = wanted
  const day = wanted.given?.lastMonth ?? event.dueOn
  const year = Number(day.slice(0, 4))
  if (year < plan.fromYear || year > plan.toYear) return undefined
  const row = await rowOf(context, plan, { ...wanted, year, month: Number(day.slice(5, 7)) })
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
  { event, why, given, year, month }: Wanted & { year: number; month: number },
) {
  const unit = await findUnit(context.db, event.unitId, event.requirementsPer)
  const estimates = await listEstimates(context.db, plan.boardId)
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
    hours:
      given?.hours ??
      totalHours(estimateFor(estimates, { kind: 'eventDriven', depth: event.depth, serviceAreaId: null })),
  }
}
