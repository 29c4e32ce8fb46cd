import { todayIn } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { LiftHold, PlaceHold, SetDisposalRule } from './contract.ts'
import { lockHold } from './queries-rule.ts'

/**
 * Writes down what the board has decided about a kind of record. The rule before it stays readable; a proposal that rested
 * on it can no longer be approved or carried out.
 */
export const setDisposalRule = command({
  verb: 'disposal.rule',
  input: SetDisposalRule,
  target: (_, { boardId }) => Promise.resolve({ boardId }),
  async run({ db, actor, now }, _, input) {
    const years = yearsOf(input)
    if (input.decidedOn > todayIn(now)) throw fieldProblem('decidedOn', 'dateInFuture')
    const { municipalityId, accountId } = actor
    await db
      .updateTable('disposalRule')
      .set({ supersededAt: now })
      .where('boardId', '=', input.boardId)
      .where('kind', '=', input.kind)
      .where('supersededAt', 'is', null)
      .execute()
    const id = uuidv7(now.getTime())
    await db
      .insertInto('disposalRule')
      .values({
        ...{ ...input, years, municipalityId, id },
        ...{ recordedBy: accountId, recordedByName: actor.name, recordedAt: now },
      })
      .execute()
    return { id }
  },
  detail: ({ kind, action }, { id }) => ({ kind, action, ruleId: id }),
})

function yearsOf({ action, years }: { action: 'preserve' | 'dispose'; years?: number | undefined }) {
  if (action === 'preserve') return null
  if (years === undefined) throw fieldProblem('years', 'yearsOfDisposal')
  return years
}

/** Nothing of the matter is disposed of until this is lifted: an appeal, supervision, research. */
export const placeHold = command({
  verb: 'disposal.hold',
  input: PlaceHold,
  target: async ({ db }, { matterId, boardId }) =>
    db
      .selectFrom('matter')
      .select(['id', 'boardId'])
      .where('id', '=', matterId)
      .where('boardId', '=', boardId)
      .forUpdate()
      .executeTakeFirst(),
  async run({ db, actor, now }, { boardId }, { matterId, ground, reason }) {
    const id = uuidv7(now.getTime())
    const { municipalityId, accountId } = actor
    await db
      .insertInto('disposalHold')
      .values({
        ...{ municipalityId, id, boardId, matterId, ground, reason },
        ...{ placedBy: accountId, placedByName: actor.name, placedAt: now },
      })
      .execute()
    return { id }
  },
  detail: ({ ground }, { id }) => ({ ground, holdId: id }),
})

export const liftHold = command({
  verb: 'disposal.hold',
  input: LiftHold,
  target: ({ db }, { holdId }) => lockHold(db, holdId),
  async run({ db, actor, now }, hold, { reason }) {
    if (hold.liftedAt) throw new Problem('alreadyDone')
    await db
      .updateTable('disposalHold')
      .set({
        ...{ liftedBy: actor.accountId, liftedByName: actor.name },
        ...{ liftedAt: now, liftedReason: reason },
      })
      .where('id', '=', hold.id)
      .execute()
    return { id: hold.id }
  },
  detail: () => ({ lifted: true }),
})
