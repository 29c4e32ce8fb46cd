import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import type { Judgement } from './assess.ts'
import type { Factor, RiskRules, Value } from './rules.ts'

/** A judgement as it was made, under whoever ran the unit then, and what became of it. */
export type KeptJudgement = Judgement & {
  providerId: string
  providerName: string
  withdrawnBy: string | null
  withdrawnAt: Date | null
  withdrawnReason: string
}

/** Everything that was ever judged of a unit, the latest first. */
export function listJudgements(db: Db, unitId: string): Promise<KeptJudgement[]> {
  return (
    db
      .selectFrom('riskJudgement as j')
      .innerJoin('account as a', (join) =>
        join.onRef('a.municipalityId', '=', 'j.municipalityId').onRef('a.id', '=', 'j.judgedBy'),
      )
      .innerJoin('provider as p', (join) =>
        join.onRef('p.municipalityId', '=', 'j.municipalityId').onRef('p.id', '=', 'j.providerId'),
      )
      .leftJoin('account as w', (join) =>
        join.onRef('w.municipalityId', '=', 'j.municipalityId').onRef('w.id', '=', 'j.withdrawnBy'),
      )
      .select(['j.id', 'j.reason', 'j.source', 'j.observedOn', 'j.judgedAt', 'a.name as judgedBy'])
      .select(['j.providerId', 'p.name as providerName'])
      .select(['w.name as withdrawnBy', 'j.withdrawnAt', 'j.withdrawnReason'])
      // The shape of `judgeUnit` lets nothing else in.
      .select([sql<Factor>`j.factor`.as('factor'), sql<Value>`j.value`.as('value')])
      .where('j.unitId', '=', unitId)
      .orderBy('j.judgedAt', 'desc')
      .orderBy('j.id', 'desc')
      .execute()
  )
}

/** Every change of a board's rules, the latest first. */
export function listRuleChanges(db: Db, boardId: string) {
  return (
    db
      .selectFrom('riskRuleChange as c')
      .innerJoin('account as a', (join) =>
        join.onRef('a.municipalityId', '=', 'c.municipalityId').onRef('a.id', '=', 'c.changedBy'),
      )
      .select(['c.id', 'c.revision', 'c.unitsMoved', 'c.reason', 'c.changedAt', 'a.name as changedBy'])
      // Written by `setRiskRules` in this shape.
      .select([sql<RiskRules>`c.before`.as('before'), sql<RiskRules>`c.after`.as('after')])
      .where('c.boardId', '=', boardId)
      .orderBy('c.revision', 'desc')
      .execute()
  )
}
export type RuleChange = Awaited<ReturnType<typeof listRuleChanges>>[number]
