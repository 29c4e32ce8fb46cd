import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { z } from 'zod'
import { WriteAction } from './contract.ts'
import { findRewritten, lockAction, lockPlan } from './queries-plans.ts'

type Input = z.output<typeof WriteAction>
type Words = Pick<Input, 'title' | 'description' | 'owner' | 'dueOn' | 'followUpOn'>
type Action = NonNullable<Awaited<ReturnType<typeof lockAction>>>
type Plan = NonNullable<Awaited<ReturnType<typeof lockPlan>>>

/** Adds or changes a row of the plan. Half-written rows are kept too, in the operator's own space until sent. */
export const writeAction = command({
  verb: 'action.write',
  input: WriteAction,
  async target(context, input) {
    const plan = await lockPlan(context.db, input.planId)
    // Without a board in the audit row the office does not even learn that somebody is writing.
    return plan && { id: plan.id, unitId: plan.unitId, boardId: null, plan }
  },
  async run(context, { plan }, input) {
    if (plan.state !== 'requested' && plan.state !== 'returned') throw new Problem('wrongState')
    refuseBackwards(input)
    if (!input.actionId) return addRow(context, plan, input)
    const action = await lockAction(context.db, input.actionId)
    if (!action || action.actionPlanId !== plan.id || action.findingId !== input.findingId)
      throw new Problem('notFound')
    if (action.state === 'draft') return changeDraft(context.db, action, input)
    if (action.state === 'returned') return rewrite(context, action, input)
    throw new Problem('wrongState')
  },
  detail: (input) => ({ planId: input.planId, findingId: input.findingId }),
})

function refuseBackwards({ dueOn, followUpOn }: Input): void {
  if (dueOn && followUpOn && followUpOn < dueOn) throw fieldProblem('followUpOn', 'dateBeforeOther')
}

async function addRow(context: Context, plan: Plan, input: Input) {
  const finding = await context.db
    .selectFrom('finding')
    .select('id')
    .where('id', '=', input.findingId)
    .where('actionPlanId', '=', plan.id)
    .executeTakeFirst()
  if (!finding) throw new Problem('notFound')
  const id = uuidv7(context.now.getTime())
  const { municipalityId, boardId, unitId, providerId } = plan
  await context.db
    .insertInto('action')
    .values({
      ...{ municipalityId, id, boardId, unitId, providerId },
      ...{ actionPlanId: plan.id, findingId: finding.id, state: 'draft' },
      ...wordsOf(input),
    })
    .execute()
  return { id, revision: 1 }
}

async function changeDraft(db: Db, draft: Action, input: Input) {
  refuseStale(draft, input)
  const revision = draft.revision + 1
  await db
    .updateTable('action')
    .set({ ...wordsOf(input), revision })
    .where('id', '=', draft.id)
    .execute()
  return { id: input.actionId ?? draft.id, revision }
}

/** The returned row itself stays as the office read it; the new wording waits beside it until the plan is sent. */
async function rewrite(context: Context, returned: Action, input: Input) {
  const draft = await findRewritten(context.db, returned.id)
  if (draft) return changeDraft(context.db, draft, input)
  refuseStale(returned, input)
  const { municipalityId, boardId, unitId, providerId, actionPlanId, findingId } = returned
  const revision = returned.revision + 1
  await context.db
    .insertInto('action')
    .values({
      ...{ municipalityId, boardId, unitId, providerId, actionPlanId, findingId },
      ...{ id: uuidv7(context.now.getTime()), revisesId: returned.id, state: 'draft', revision },
      ...wordsOf(input),
    })
    .execute()
  return { id: returned.id, revision }
}

function wordsOf({ title, description, owner, dueOn, followUpOn }: Words): Words {
  return { title, description, owner, dueOn, followUpOn }
}

/** Two colleagues at the provider wrote in the same row: both texts are shown, nobody's is lost. */
function refuseStale(row: Words & { revision: number }, input: Input): void {
  if (row.revision === input.revision) return
  throw new Problem('stale', { current: { ...wordsOf(row), revision: row.revision } })
}
