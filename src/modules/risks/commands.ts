import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { findUnit } from '#modules/organisation/public.ts'
import { command, type Context } from '#platform/command.ts'
import { JudgeUnit, SetRules, WithdrawJudgement, type JudgeUnitInput } from './contract.ts'
import { previewRules } from './preview.ts'
import { getRules } from './queries.ts'
import type { RiskRules } from './rules.ts'

/**
 * What a person judges of some of a unit's factors. It counts instead of what the system knows, and of what was judged
 * before; both stay. It is about the unit under whoever runs it now.
 */
export const judgeUnit = command({
  verb: 'risk.judge',
  input: JudgeUnit,
  target: ({ db, now }, { unitId }) => unitNow(db, unitId, todayIn(now)),
  async run({ db, actor, now }, unit, { judgements }) {
    refuseAhead(judgements, todayIn(now))
    const place = { boardId: unit.boardId, unitId: unit.id, providerId: unit.providerId }
    const rows = judgements.map((judged) => ({
      ...{ municipalityId: actor.municipalityId, id: uuidv7(now.getTime()), ...place },
      ...{ ...judged, judgedBy: actor.accountId, judgedAt: now },
    }))
    await db.insertInto('riskJudgement').values(rows).execute()
    return { id: unit.id, judgements: rows.map(({ id }) => id) }
  },
  detail: ({ judgements }) => ({ factors: judgements.map(({ factor, value }) => `${factor} ${value}`) }),
})

async function unitNow(db: Context['db'], unitId: string, today: string) {
  const unit = await findUnit(db, unitId, today)
  return unit && { ...unit, unitId: unit.id }
}

/** What has not happened yet cannot be what a judgement rests on. */
function refuseAhead(judgements: JudgeUnitInput['judgements'], today: string): void {
  const fields = judgements.flatMap(({ observedOn }, at) =>
    observedOn > today ? [{ path: `judgements.${at}.observedOn`, code: 'dateInFuture' }] : [],
  )
  if (fields.length > 0) throw new Problem('invalidInput', { fields })
}

/** Then the judgement before it counts again, or what the system knows. The reason is read beside it for ever. */
export const withdrawJudgement = command({
  verb: 'risk.withdraw',
  input: WithdrawJudgement,
  target: ({ db }, { judgementId }) =>
    db
      .selectFrom('riskJudgement')
      .select(['id', 'boardId', 'unitId', 'factor', 'withdrawnAt'])
      .where('id', '=', judgementId)
      .forUpdate()
      .executeTakeFirst(),
  async run({ db, actor, now }, judgement, { reason }) {
    if (judgement.withdrawnAt) throw new Problem('alreadyDone')
    await db
      .updateTable('riskJudgement')
      .set({ withdrawnBy: actor.accountId, withdrawnAt: now, withdrawnReason: reason })
      .where('id', '=', judgement.id)
      .execute()
    return { id: judgement.id, unitId: judgement.unitId }
  },
  detail: (_input, _result, { factor }) => ({ factor }),
})

/** How the board weighs risk from now on: what it was, what it is, why, and how many units it moved stay to be read. */
export const setRiskRules = command({
  verb: 'risk.setRules',
  input: SetRules,
  target: (_, { boardId }) => Promise.resolve({ id: boardId, boardId }),
  async run(context, { boardId }, { revision: seen, reason, boardId: _, ...rules }) {
    const { db, actor, now } = context
    const { revision, ...before } = await getRules(db, boardId)
    if (revision !== seen) throw new Problem('stale', { current: { revision, ...before } })
    const { moved } = await previewRules(db, { boardId, on: todayIn(now) }, rules)
    const by = { changedBy: actor.accountId, changedAt: now }
    await saveRules(context, { ...rowOf(rules), ...by, boardId, revision: revision + 1 })
    await db
      .insertInto('riskRuleChange')
      .values({
        ...{ municipalityId: actor.municipalityId, id: uuidv7(now.getTime()), boardId, ...by },
        ...{ revision: revision + 1, reason, unitsMoved: moved.length },
        ...{ before: JSON.stringify(before), after: JSON.stringify(rules) },
      })
      .execute()
    return { id: boardId, revision: revision + 1, unitsMoved: moved.length }
  },
  detail: (_input, { unitsMoved }) => ({ unitsMoved }),
})

function rowOf({ weights, limits, actFrom, oldAfterMonths }: RiskRules) {
  return { weights: JSON.stringify(weights), limits: JSON.stringify(limits), actFrom, oldAfterMonths }
}

type Row = ReturnType<typeof rowOf> & {
  boardId: string
  revision: number
  changedBy: string
  changedAt: Date
}

/** Two who choose at once: the second meets the number of the first. */
async function saveRules({ db, actor }: Context, row: Row): Promise<void> {
  const saved = await db
    .insertInto('riskRule')
    .values({ ...row, municipalityId: actor.municipalityId })
    .onConflict((conflict) =>
      conflict
        .columns(['municipalityId', 'boardId'])
        .doUpdateSet(row)
        .where('riskRule.revision', '=', row.revision - 1),
    )
    .executeTakeFirst()
  if (saved.numInsertedOrUpdatedRows === 0n)
    throw new Problem('stale', { current: await getRules(db, row.boardId) })
}
