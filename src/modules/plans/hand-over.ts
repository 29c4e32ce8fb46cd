import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { listCandidates } from '#modules/followups/public.ts'
import type { Context } from '#platform/command.ts'
import { changeOf, recordChanges } from './changes.ts'
import { findItem } from './queries-items.ts'
import { holdYearPlan } from './queries.ts'

/**
 * Gives somebody's part of a planned follow-up to another, in a decided plan too: who carries it out is no part of what
 * the board decided. The plan's log tells of it.
 */
export async function handOverPlanned(
  context: Context,
  itemId: string,
  given: { readonly from: string; readonly to: string; readonly reason: string },
): Promise<void> {
  const { db, actor, now } = context
  const before = await findItem(db, itemId)
  const plan = before && (await holdYearPlan(db, before.yearPlanId))
  const leaving = before?.team.find((member) => member.accountId === given.from)
  if (!plan || !leaving) throw new Problem('stale', { current: { id: itemId } })
  const candidates = await listCandidates(db, plan.boardId, todayIn(now))
  const receiver = candidates.find((person) => person.id === given.to)
  if (!receiver) throw fieldProblem('to', 'cannotTakeOver')
  // The part of an expert is taken over by one who holds that role.
  const isExpert = !['lead', 'second'].includes(leaving.role)
  if (isExpert && !receiver.roles.includes(leaving.role)) throw fieldProblem('to', 'needsRole')
  const part = { role: leaving.role, hours: leaving.hours }
  const isThere = before.team.some((member) => member.accountId === given.to)
  await db
    .deleteFrom('planItemMember')
    .where('planItemId', '=', itemId)
    .where('accountId', '=', given.from)
    .execute()
  const place = { municipalityId: actor.municipalityId, planItemId: itemId, boardId: plan.boardId }
  if (!isThere)
    await db
      .insertInto('planItemMember')
      .values({ ...place, ...part, accountId: given.to })
      .execute()
  else if (leaving.role === 'lead')
    await db
      .updateTable('planItemMember')
      .set({ role: 'lead' })
      .where('planItemId', '=', itemId)
      .where('accountId', '=', given.to)
      .execute()
  await db
    .updateTable('planItem')
    .set((set) => ({ revision: set('revision', '+', 1) }))
    .where('id', '=', itemId)
    .execute()
  const after = await findItem(db, itemId)
  const change = after && changeOf(before, after)
  await recordChanges(context, plan, change ? [change] : [], { reason: given.reason })
}
