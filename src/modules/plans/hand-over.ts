import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import type { Context } from '#platform/command.ts'
import { changeOf, recordChanges } from './changes.ts'
import { findItem } from './queries-items.ts'
import { holdYearPlan } from './queries.ts'
import type { PlanItem } from './rules.ts'

/**
 * Gives somebody's part of a planned follow-up to another, in a decided plan too: who carries it out is no part of what
 * the board decided. The plan's log tells of it.
 */
export async function handOverPlanned(
  context: Context,
  itemId: string,
  given: { readonly from: string; readonly to: string; readonly reason: string },
): Promise<void> {
  const before = await findItem(context.db, itemId)
  const plan = before && (await holdYearPlan(context.db, before.yearPlanId))
  const leaving = before?.team.find((member) => member.accountId === given.from)
  if (!plan || !leaving) throw new Problem('stale', { current: { id: itemId } })
  await refuseUnfit(context, plan.boardId, { to: given.to, role: leaving.role })
  const isThere = before.team.some((member) => member.accountId === given.to)
  await moveMember(context, { itemId, boardId: plan.boardId, ...given, leaving, isThere })
  const after = await findItem(context.db, itemId)
  const change = after && changeOf(before, after)
  await recordChanges(context, plan, change ? [change] : [], { reason: given.reason })
}

/** The part of an expert is taken over by one who holds that role. */
async function refuseUnfit(
  { db, now }: Context,
  boardId: string,
  wanted: { to: string; role: string },
): Promise<void> {
  const candidates = await listCandidates(db, boardId, todayIn(now))
  const receiver = candidates.find((person) => person.id === wanted.to)
  if (!receiver) throw fieldProblem('to', 'cannotTakeOver')
  const isExpert = !['lead', 'second'].includes(wanted.role)
  if (isExpert && !receiver.roles.includes(wanted.role)) throw fieldProblem('to', 'needsRole')
}

type Moved = {
  itemId: string
  boardId: string
  from: string
  to: string
  leaving: PlanItem['team'][number]
  isThere: boolean
}

/** Somebody who has a part in the row already takes no second one, only the lead. */
async function moveMember({ db, actor }: Context, moved: Moved): Promise<void> {
  const { itemId, boardId, from, to, leaving, isThere } = moved
  const rows = db.deleteFrom('planItemMember').where('planItemId', '=', itemId)
  await rows.where('accountId', '=', from).execute()
  const place = { municipalityId: actor.municipalityId, planItemId: itemId, boardId }
  const part = { accountId: to, role: leaving.role, hours: leaving.hours }
  if (!isThere)
    await db
      .insertInto('planItemMember')
      .values({ ...place, ...part })
      .execute()
  else if (leaving.role === 'lead')
    await db
      .updateTable('planItemMember')
      .set({ role: 'lead' })
      .where('planItemId', '=', itemId)
      .where('accountId', '=', to)
      .execute()
  await db
    .updateTable('planItem')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', itemId)
    .execute()
}
