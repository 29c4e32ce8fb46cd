import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { kindRules } from './kinds.ts'
import type { AgreementKind } from './rules.ts'
import { lacksPlan } from './rules-plan.ts'

/**
 * A new agreement or mandate, an extension and other terms are not adopted before the follow-up plan is fixed or is
 * excepted with a reason.
 */
export async function refuseWithoutPlan({ db, now }: Context, agreement: { id: string }): Promise<void> {
  const lacking = await agreementsLackingPlan(db, [agreement.id], todayIn(now))
  if (lacking.has(agreement.id))
    throw new Problem('checksRemain', { fields: fieldProblem('plan', 'followUpPlanNeeded').fields })
}

/**
 * Which of the agreements cannot be given other terms before their follow-up plan is there: fixed since the terms that
 * now run began, so that it is looked through each time. Terms that are yet to begin cannot ask for a plan from after
 * that day.
 */
export async function agreementsLackingPlan(
  db: Db,
  agreementIds: readonly string[],
  today: IsoDate,
): Promise<ReadonlySet<string>> {
  const rules = await kindRules(db)
  const { rows } = await sql<{
    id: string
    kind: AgreementKind
    since: IsoDate | null
    fixedAt: Date | null
  }>`
    select g.id, g.kind,
      (select max(t.valid_from) from agreement_state t where t.municipality_id = g.municipality_id
        and t.agreement_id = g.id and t.superseded_at is null and t.status = 'adopted'
        and t.valid_from <= ${today}) as since,
      (select max(p.fixed_at) from agreement_plan p where p.municipality_id = g.municipality_id
        and p.agreement_id = g.id and p.state in ('fixed', 'excepted')) as fixed_at
    from agreement g where g.id = any(${[...agreementIds]}::uuid[])`.execute(db)
  const lacking = rows.filter((row) =>
    lacksPlan(rules[row.kind], row.fixedAt, row.since === null ? null : new Date(row.since)),
  )
  return new Set(lacking.map((row) => row.id))
}
