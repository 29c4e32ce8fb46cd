import { todayIn } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { kindRules } from './kinds.ts'
import { lacksPlan } from './rules-plan.ts'
import type { Agreement, StateRow } from './states.ts'

/**
 * A new agreement or mandate, and an extension, are not adopted before their follow-up plan is fixed or is excepted
 * with a reason. For an extension: fixed since the terms that now run began, so that it is looked through each time;
 * terms that are yet to begin cannot ask for a plan from after that day.
 */
export async function refuseWithoutPlan(
  { db, now }: Context,
  agreement: Agreement,
  states: readonly StateRow[],
): Promise<void> {
  const rule = (await kindRules(db))[agreement.kind]
  const adopted = states.filter((state) => state.status === 'adopted').map((state) => state.validFrom)
  const begun = adopted.filter((from) => from <= todayIn(now))
  const since = begun.sort().at(-1)
  const latest = await latestFixedPlan(db, agreement.id)
  if (lacksPlan(rule, latest, since ? new Date(since) : null))
    throw new Problem('checksRemain', { fields: fieldProblem('plan', 'followUpPlanNeeded').fields })
}

async function latestFixedPlan(db: Db, agreementId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('agreementPlan')
    .select((select) => select.fn.max('fixedAt').as('at'))
    .where('agreementId', '=', agreementId)
    .where('state', 'in', ['fixed', 'excepted'])
    .executeTakeFirst()
  return row?.at ?? null
}
