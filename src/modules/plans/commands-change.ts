import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { changeOf, holdDraft, recordChanges, type Change } from './changes.ts'
import { findFollowUp } from '#modules/followups/public.ts'
import { addTeam, refuseYear, timeOf } from './commands-items.ts'
import { insertEvent } from './event.ts'
import { ChangeItem, ChangeItems, RemoveItems, RestoreItem, SettleItem } from './contract.ts'
import { listEstimates } from './queries-capacity.ts'
import { findItem, listItems } from './queries-items.ts'
import { findYearPlan, type YearPlan } from './queries.ts'
import { estimateFor, totalHours } from './rules-capacity.ts'
import type { PlanItem, TeamRole } from './rules.ts'

/** A row with the plan it stands in, both held: what two strategists see is compared by the row's own revision. */
export async function lockItem({ db }: Context, itemId: string) {
  const seen = await findItem(db, itemId)
  if (!seen) return undefined
  const plan = await holdDraft(db, seen.yearPlanId)
  await db.selectFrom('planItem').select('id').where('id', '=', itemId).forUpdate().execute()
  const item = await findItem(db, itemId)
  return plan && item && { id: item.id, boardId: item.boardId, unitId: item.unitId, item, plan }
}

export const changeItem = command({
  verb: 'yearPlan.change',
  input: ChangeItem,
  target: (context, { itemId }) => lockItem(context, itemId),
  async run(context, { item, plan }, input) {
    if (item.removed) throw new Problem('wrongState')
    if (input.revision !== item.revision) throw new Problem('stale', { current: currentOf(item) })
    refuseYear(plan, input.year)
    const { itemId, revision: _seen, team, reason, hours, ...values } = input
    const estimates = await listEstimates(context.db, plan.boardId)
    const estimate = totalHours(estimateFor(estimates, { ...input, serviceAreaId: item.serviceAreaId }))
    await saveItems(context, [itemId], { ...values, ...timeOf(input), hours: hours ?? estimate })
    await setTeam(context, plan, { itemIds: [itemId], team })
    const after = await findItem(context.db, itemId)
    const change = after && changeOf(item, after)
    await recordChanges(context, plan, change ? [change] : [], { reason })
    return { id: itemId, yearPlanId: plan.id, revision: item.revision + 1 }
  },
})

function currentOf(item: PlanItem) {
  const { year, month, half, kind, depth, announced, priority, hours, why, note, revision } = item
  const team = item.team.map((member) => member.name)
  return { year, month, half, kind, depth, announced, priority, hours, why, note, team, revision }
}

/** Many rows at once: moved, given a lead, another depth. Each is told of in the log. */
export const changeItems = command({
  verb: 'yearPlan.change',
  input: ChangeItems,
  target: ({ db }, { yearPlanId }) => holdDraft(db, yearPlanId),
  async run(context, plan, input) {
    if (input.year !== undefined) refuseYear(plan, input.year)
    const before = await chosen(context, plan, input.itemIds)
    const estimates = await listEstimates(context.db, plan.boardId)
    for (const item of before) {
      const next = nextOf(item, input)
      const hours =
        next.depth === item.depth
          ? item.hours
          : totalHours(estimateFor(estimates, { ...item, depth: next.depth }))
      await saveItems(context, [item.id], { ...next, hours })
    }
    if (input.leadId)
      await setLead(context, plan, { itemIds: before.map((item) => item.id), leadId: input.leadId })
    const changes = await changesSince(context, plan, before)
    await recordChanges(context, plan, [...changes, ...(await addEvent(context, plan, input))], input)
    return { id: plan.id, changed: changes.length }
  },
  detail: (input, result) => ({ changed: result.changed, reason: input.reason }),
})

/** The event-driven follow-up comes into the plan itself, beside what it displaces (omprioritering, M-078). */
async function addEvent(context: Context, plan: YearPlan, input: ChangeItems): Promise<Change[]> {
  if (!input.eventFollowUpId) return []
  const event = await findFollowUp(context.db, input.eventFollowUpId)
  if (event?.boardId !== plan.boardId || event.kind !== 'eventDriven')
    throw fieldProblem('eventFollowUpId', 'chooseOne')
  const itemId = await insertEvent(context, plan, { event, why: input.reason })
  return itemId ? [{ itemId, kind: 'added', before: null, after: null }] : []
}

function nextOf(item: PlanItem, input: ChangeItems) {
  const announced = input.announced ?? item.announced
  const movesCoarse = input.half !== undefined && input.month === undefined
  const month = input.month ?? (movesCoarse ? null : item.month)
  return {
    year: input.year ?? item.year,
    ...timeOf({ month, half: input.half ?? item.half, announced }),
    announced,
    depth: input.depth ?? item.depth,
    priority: input.priority ?? item.priority,
  }
}

async function chosen(context: Context, plan: YearPlan, itemIds: readonly string[]): Promise<PlanItem[]> {
  const wanted = new Set(itemIds)
  const items = (await listItems(context.db, plan.id)).filter((item) => wanted.has(item.id))
  if (items.length === 0) throw fieldProblem('itemIds', 'rowsGone')
  return items
}

async function changesSince(
  context: Context,
  plan: YearPlan,
  before: readonly PlanItem[],
): Promise<Change[]> {
  const after = new Map((await listItems(context.db, plan.id)).map((item) => [item.id, item]))
  return before.flatMap((item) => {
    const is = after.get(item.id)
    return (is && changeOf(item, is)) ?? []
  })
}

type ItemPatch = Partial<
  Pick<
    PlanItem,
    'year' | 'month' | 'half' | 'kind' | 'depth' | 'announced' | 'priority' | 'hours' | 'why' | 'note'
  >
>

export async function saveItems(
  { db }: Context,
  itemIds: readonly string[],
  patch: ItemPatch,
): Promise<void> {
  await db
    .updateTable('planItem')
    .set((set) => ({ ...patch, revision: set('revision', '+', 1) }))
    .where('id', 'in', [...itemIds])
    .execute()
}

type Team = readonly { accountId: string; role: TeamRole; hours: number | null }[]

export async function setTeam(
  context: Context,
  plan: YearPlan,
  wanted: { itemIds: readonly string[]; team: Team },
): Promise<void> {
  await context.db
    .deleteFrom('planItemMember')
    .where('planItemId', 'in', [...wanted.itemIds])
    .execute()
  await addTeam(context, plan, wanted)
}

/** The new one takes the lead; whoever led before leaves the row. */
async function setLead(
  context: Context,
  plan: YearPlan,
  wanted: { itemIds: readonly string[]; leadId: string },
): Promise<void> {
  const itemIds = [...wanted.itemIds]
  await context.db
    .deleteFrom('planItemMember')
    .where('planItemId', 'in', itemIds)
    .where((where) => where.or([where('accountId', '=', wanted.leadId), where('role', '=', 'lead')]))
    .execute()
  await addTeam(context, plan, { itemIds, team: [{ accountId: wanted.leadId, role: 'lead', hours: null }] })
}

/** Taken out of the plan with a reason; the row and its history stay, and it can be put back. */
export const removeItems = command({
  verb: 'yearPlan.change',
  input: RemoveItems,
  target: ({ db }, { yearPlanId }) => holdDraft(db, yearPlanId),
  async run(context, plan, input) {
    const items = await chosen(context, plan, input.itemIds)
    if (items.some((item) => item.followUp && item.followUp.state !== 'cancelled'))
      throw new Problem('wrongState')
    const ids = items.map((item) => item.id)
    await context.db
      .updateTable('planItem')
      .set((set) => ({ removedAt: context.now, revision: set('revision', '+', 1) }))
      .where('id', 'in', ids)
      .execute()
    const changes = ids.map((itemId) => ({ itemId, kind: 'removed', before: null, after: null }) as const)
    await recordChanges(context, plan, changes, input)
    return { id: plan.id, removed: ids.length }
  },
  detail: (input, result) => ({ removed: result.removed, reason: input.reason }),
})

export const restoreItem = command({
  verb: 'yearPlan.change',
  input: RestoreItem,
  target: (context, { itemId }) => lockItem(context, itemId),
  async run(context, { item, plan }, input) {
    if (!item.removed) throw new Problem('alreadyDone')
    await context.db
      .updateTable('planItem')
      .set((set) => ({ removedAt: null, revision: set('revision', '+', 1) }))
      .where('id', '=', item.id)
      .execute()
    await recordChanges(
      context,
      plan,
      [{ itemId: item.id, kind: 'restored', before: null, after: null }],
      input,
    )
    return { id: item.id, yearPlanId: plan.id }
  },
})

/** What is no follow-up of a unit (the self-check, an area as such, a theme) is ticked off by hand, also in a decided plan. */
export const settleItem = command({
  verb: 'yearPlan.change',
  input: SettleItem,
  async target({ db }, { itemId }) {
    const item = await findItem(db, itemId)
    const plan = item && (await findYearPlan(db, item.yearPlanId))
    return plan && item && { id: item.id, boardId: item.boardId, item }
  },
  async run({ db }, { item }, { doneOn, doneNote }) {
    if (item.removed || item.followUp) throw new Problem('wrongState')
    await db
      .updateTable('planItem')
      .set((set) => ({ doneOn, doneNote, revision: set('revision', '+', 1) }))
      .where('id', '=', item.id)
      .execute()
    return { id: item.id, yearPlanId: item.yearPlanId, done: doneOn !== null }
  },
})
