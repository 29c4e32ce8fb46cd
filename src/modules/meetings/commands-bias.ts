import { may } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { z } from 'zod'
import { command, type Context } from '#platform/command.ts'
import { DeclareItemBias, WithdrawBias } from './contract-meetings.ts'
import { findMeeting } from './queries.ts'
import { findItem, listBias, listMembers } from './queries-items.ts'

/**
 * Bias (jäv, KL 6:28–32) in one item: the member tells of it, or the secretary notes it with who took part instead.
 * A member's way to the item is only to read it, so it is not locked.
 */
export const declareItemBias = command({
  verb: 'agenda.declareBias',
  input: DeclareItemBias,
  target: ({ db }, input) => findItem(db, input.itemId),
  async run(context, item, input) {
    const { db, actor, now } = context
    const meeting = item.meetingId ? await findMeeting(db, item.meetingId) : undefined
    if (!meeting || meeting.state === 'adjusted' || meeting.state === 'cancelled')
      throw new Problem('wrongState')
    const person = await personOf(context, item.boardId, input)
    const declared = await listBias(db, [item.id])
    const isThere = declared.some((one) =>
      person.accountId ? one.accountId === person.accountId : one.personName === person.personName,
    )
    if (isThere) throw new Problem('alreadyDone')
    const id = uuidv7(now.getTime())
    await db
      .insertInto('agendaBias')
      .values({
        ...{ municipalityId: actor.municipalityId, id, itemId: item.id, boardId: item.boardId, ...person },
        ...{
          reason: input.reason,
          replacedBy: input.replacedBy,
          declaredBy: actor.accountId,
          declaredAt: now,
        },
      })
      .execute()
    return { id, itemId: item.id, meetingId: meeting.id }
  },
})

/** The office names anybody of the board; a member speaks for themself alone. */
async function personOf(
  { db, actor, now }: Context,
  boardId: string,
  input: z.output<typeof DeclareItemBias>,
): Promise<{ accountId: string | null; personName: string }> {
  if (!may(actor, 'agenda.decide', { boardId })) {
    if (input.accountId && input.accountId !== actor.accountId) throw new Problem('notAllowed')
    return { accountId: actor.accountId, personName: actor.name }
  }
  if (!input.accountId) {
    if (input.personName === '') throw fieldProblem('personName', 'required')
    return { accountId: null, personName: input.personName }
  }
  const members = await listMembers(db, boardId, todayIn(now))
  const member = members.find((one) => one.id === input.accountId)
  if (!member) throw fieldProblem('accountId', 'chooseOne')
  return { accountId: member.id, personName: member.name }
}

/** Noted by mistake: it is taken out of the list and stays in the history. */
export const withdrawBias = command({
  verb: 'agenda.decide',
  input: WithdrawBias,
  target: ({ db }, { biasId }) =>
    db
      .selectFrom('agendaBias as b')
      .innerJoin('agendaItem as i', (join) =>
        join.onRef('i.municipalityId', '=', 'b.municipalityId').onRef('i.id', '=', 'b.itemId'),
      )
      .select(['b.id', 'b.boardId', 'b.withdrawnAt', 'i.extractNumber'])
      .where('b.id', '=', biasId)
      .executeTakeFirst(),
  async run({ db, now }, bias) {
    if (bias.withdrawnAt) throw new Problem('alreadyDone')
    if (bias.extractNumber !== null) throw new Problem('wrongState')
    await db.updateTable('agendaBias').set({ withdrawnAt: now }).where('id', '=', bias.id).execute()
    return { id: bias.id }
  },
})
