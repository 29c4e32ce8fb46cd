import { uuidv7 } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { PlaceAgreement, WithdrawPlacing } from './contract.ts'

/** Where an agreement stands by importance and by value or complexity. The placing before it stays to be read. */
export const placeAgreement = command({
  verb: 'risk.place',
  input: PlaceAgreement,
  target: ({ db }, { agreementId }) =>
    db.selectFrom('agreement').select(['id', 'boardId']).where('id', '=', agreementId).executeTakeFirst(),
  async run({ db, actor, now }, agreement, { agreementId, ...placed }) {
    const id = uuidv7(now.getTime())
    await db
      .insertInto('riskPlacing')
      .values({
        ...{ municipalityId: actor.municipalityId, id, boardId: agreement.boardId, agreementId },
        ...{ ...placed, placedBy: actor.accountId, placedAt: now },
      })
      .execute()
    return { id: agreementId, placingId: id }
  },
  detail: ({ importance, complexity }) => ({ importance, complexity }),
})

export const withdrawPlacing = command({
  verb: 'risk.withdrawPlacing',
  input: WithdrawPlacing,
  target: ({ db }, { placingId }) =>
    db
      .selectFrom('riskPlacing')
      .select(['id', 'boardId', 'agreementId', 'withdrawnAt'])
      .where('id', '=', placingId)
      .forUpdate()
      .executeTakeFirst(),
  async run({ db, actor, now }, placing, { reason }) {
    if (placing.withdrawnAt) throw new Problem('alreadyDone')
    await db
      .updateTable('riskPlacing')
      .set({ withdrawnBy: actor.accountId, withdrawnAt: now, withdrawnReason: reason })
      .where('id', '=', placing.id)
      .execute()
    return { id: placing.id, agreementId: placing.agreementId }
  },
})
