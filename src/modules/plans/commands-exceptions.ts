import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { holdDraft } from './changes.ts'
import { ExceptMany, ExceptOwed, WithdrawException } from './contract-exceptions.ts'
import { listOwed } from './owed-list.ts'
import { lockYearPlan, type YearPlan } from './queries.ts'
import { filterOwed } from './rules-owed-filter.ts'
import type { OwedEntry } from './rules-owed-list.ts'
import type { OwedRule } from './rules-owed.ts'

/** Something owed is left out this year by a decision, which the plan lists (M-062, M-063). */
export const exceptOwed = command({
  verb: 'yearPlan.change',
  input: ExceptOwed,
  target: ({ db }, { yearPlanId }) => lockYearPlan(db, yearPlanId),
  async run(context, plan, { rule, sourceId, year, ...decision }) {
    if (plan.state !== 'draft') throw new Problem('wrongState')
    const [id] = await insertExceptions(context, plan, { decision, owed: [{ rule, sourceId, year }] })
    if (!id) throw new Problem('alreadyDone')
    return { id, yearPlanId: plan.id }
  },
  detail: ({ rule, sourceId, year }) => ({ rule, sourceId, year }),
})

/**
 * Much of what is owed is left out by one decision: a municipality that begins owes in depth everywhere the first year.
 * What is owed is counted again first, so that what a colleague has just put into the plan is not left out as well.
 */
export const exceptMany = command({
  verb: 'yearPlan.change',
  input: ExceptMany,
  target: ({ db }, { yearPlanId }) => holdDraft(db, yearPlanId),
  async run(context, plan, { keys, all, ...decision }) {
    const { entries } = await listOwed(context.db, plan, todayIn(context.now))
    const wanted = new Set(keys)
    const chosen = all
      ? filterOwed(entries, { ...all, sort: 'ar' })
      : entries.filter(({ exceptKey }) => exceptKey !== null && wanted.has(exceptKey))
    const owed = exceptableOf(chosen, plan)
    if (owed.length === 0) throw new Problem('alreadyDone')
    const made = await insertExceptions(context, plan, { decision, owed, decisionId: uuidv7() })
    return { id: plan.id, yearPlanId: plan.id, excepted: made.length }
  },
  detail: ({ keys, all, decidedBy }, { excepted }) => ({ excepted, all: all ?? null, keys, decidedBy }),
})

/** What the board itself has asked for is changed where it is written down. */
type Owed = { rule: Exclude<OwedRule, 'review'>; sourceId: string; year: number }

/** Two agreements can ask the same of a unit in a year: one exception answers to both. */
function exceptableOf(entries: readonly OwedEntry[], plan: YearPlan): Owed[] {
  const byKey = new Map(entries.flatMap((entry) => (entry.exceptKey ? [[entry.exceptKey, entry]] : [])))
  return [...byKey.values()].flatMap(({ owing: { rule }, unitId, serviceAreaId, year }) =>
    rule === 'review' ? [] : [{ rule, sourceId: unitId ?? serviceAreaId ?? plan.boardId, year }],
  )
}

type Decided = {
  decision: { reason: string; decidedBy: string; decidedOn: string }
  owed: readonly Owed[]
  /** Of those that are decided together. */
  decisionId?: string
}

async function insertExceptions(
  { db, actor, now }: Context,
  plan: YearPlan,
  { decision, owed, decisionId }: Decided,
) {
  if (decision.decidedOn > todayIn(now)) throw fieldProblem('decidedOn', 'dateInFuture')
  const made = await db
    .insertInto('planException')
    .values(
      owed.map((one) => ({
        ...one,
        ...decision,
        decisionId: decisionId ?? null,
        municipalityId: actor.municipalityId,
        id: uuidv7(now.getTime()),
        yearPlanId: plan.id,
        boardId: plan.boardId,
        madeBy: actor.accountId,
        madeAt: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute()
  return made.map(({ id }) => id)
}

export const withdrawException = command({
  verb: 'yearPlan.change',
  input: WithdrawException,
  target: ({ db }, { exceptionId }) => lockException(db, exceptionId),
  run: (context, exception) => withdraw(context, exception, false),
})

/** Everything of the same rule and year that was decided together goes back together, as it is told. */
export const withdrawDecision = command({
  verb: 'yearPlan.change',
  input: WithdrawException,
  target: ({ db }, { exceptionId }) => lockException(db, exceptionId),
  run: (context, exception) => withdraw(context, exception, true),
  detail: (_, { withdrawn }) => ({ withdrawn }),
})

function lockException(db: Context['db'], exceptionId: string) {
  return db
    .selectFrom('planException')
    .select(['id', 'boardId', 'yearPlanId', 'decisionId', 'rule', 'year', 'withdrawnAt'])
    .where('id', '=', exceptionId)
    .forUpdate()
    .executeTakeFirst()
}

type Kept = NonNullable<Awaited<ReturnType<typeof lockException>>>

async function withdraw({ db, now }: Context, exception: Kept, isWhole: boolean) {
  if (exception.withdrawnAt) throw new Problem('alreadyDone')
  const plan = await lockYearPlan(db, exception.yearPlanId)
  if (plan?.state !== 'draft') throw new Problem('wrongState')
  const { id, yearPlanId, decisionId, rule, year } = exception
  const standing = db.updateTable('planException').set({ withdrawnAt: now }).where('withdrawnAt', 'is', null)
  const which =
    isWhole && decisionId
      ? standing.where('decisionId', '=', decisionId).where('rule', '=', rule).where('year', '=', year)
      : standing.where('id', '=', id)
  const gone = await which.returning('id').execute()
  return { id, yearPlanId, withdrawn: gone.length }
}
