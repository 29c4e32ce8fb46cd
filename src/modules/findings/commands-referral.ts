import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { addRecordIfMatter } from '#modules/meetings/public.ts'
import { command } from '#platform/command.ts'
import { authorityNames, findingsTexts as t } from '#texts/sv/findings.ts'
import { MakeReferral } from './contract.ts'

/** Passes an irregularity on to the authority it belongs to; it is never investigated here (S1 2.3). */
export const makeReferral = command({
  verb: 'referral.make',
  input: MakeReferral,
  target: ({ db }, input) =>
    db
      .selectFrom('followUp')
      .select(['id', 'boardId', 'unitId', 'matterId'])
      .where('id', '=', input.followUpId)
      .executeTakeFirst(),
  async run(context, followUp, input) {
    const { db, actor, now } = context
    const id = uuidv7(now.getTime())
    await db
      .insertInto('referral')
      .values({
        municipalityId: actor.municipalityId,
        id,
        boardId: followUp.boardId,
        unitId: followUp.unitId,
        followUpId: followUp.id,
        receiver: input.receiver,
        what: input.what,
        reference: input.reference,
        referredBy: actor.accountId,
        referredOn: todayIn(now),
      })
      .execute()
    await addRecordIfMatter(context, {
      matterId: followUp.matterId,
      boardId: followUp.boardId,
      direction: 'out',
      kind: 'referral',
      title: t.records.referral,
      sourceId: id,
      party: authorityNames[input.receiver],
    })
    return { id }
  },
  detail: (input) => ({ receiver: input.receiver }),
})
