import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { factorTexts as t } from '#texts/sv/factors.ts'
import { AddTotp, EndOthers, RemoveFactor, RenewCodes, ResetFactors } from './contract.ts'
import { endCodes, keepCodes, keepTotp, tellOwner } from './keep.ts'
import { hashFields, keeperOf, needPassword } from './own.ts'
import { countCodesLeft, isRequired, listFactors } from './queries.ts'

export const addTotp = command({
  verb: 'factor.add',
  input: AddTotp,
  numberFields: ['password', 'offer', 'code', ...hashFields],
  target: async () => null,
  async run(context, _target, input) {
    await needPassword(context.db, input.password)
    const keeper = keeperOf(context)
    await keepTotp(keeper, input)
    const areNew = (await countCodesLeft(context.db, keeper.accountId)) === 0
    if (areNew) await keepCodes(keeper, input.codeHashes)
    return { id: input.factorId, codesKept: areNew }
  },
  detail: () => ({ kind: 'totp' }),
})

/** Where the municipality wants a second factor the last one stays until there is another. */
export const removeFactor = command({
  verb: 'factor.remove',
  input: RemoveFactor,
  numberFields: ['password'],
  target: ({ db, actor }, input) => lockOwn(db, actor.accountId, input.factorId),
  async run(context, factor, input) {
    const { db, actor, now } = context
    await needPassword(db, input.password)
    const isLast = (await listFactors(db, actor.accountId)).length === 1
    if (isLast && (await isRequired(db))) throw fieldProblem('password', 'lastFactor')
    await db
      .updateTable('accountFactor')
      .set({ removedAt: now, removedBy: actor.accountId })
      .where('id', '=', factor.id)
      .execute()
    if (isLast) await endCodes(db, actor.accountId, now)
    await tellOwner(keeperOf(context), t.removedNotice[factor.kind])
    return { id: factor.id }
  },
})

export const renewCodes = command({
  verb: 'factor.renewCodes',
  input: RenewCodes,
  numberFields: ['password', ...hashFields],
  target: async () => null,
  async run(context, _target, input) {
    await needPassword(context.db, input.password)
    if ((await listFactors(context.db, context.actor.accountId)).length === 0) throw new Problem('wrongState')
    await keepCodes(keeperOf(context), input.codeHashes)
    return { id: context.actor.accountId }
  },
})

/**
 * For somebody who has lost the phone and the codes: factors and codes end, and so does whatever the account was signed
 * in with. Never one's own: who has taken over an administrator's session must not get rid of what stops them.
 */
export const resetFactors = command({
  verb: 'account.resetFactors',
  input: ResetFactors,
  target: ({ db }, input) =>
    db
      .selectFrom('account')
      .select(['id', 'name'])
      .where('id', '=', input.accountId)
      .forUpdate()
      .executeTakeFirst(),
  async run(context, account, input) {
    const { db, actor, now } = context
    if (account.id === actor.accountId) throw new Problem('notAllowed')
    const removed = await db
      .updateTable('accountFactor')
      .set({ removedAt: now, removedBy: actor.accountId, removedReason: input.reason })
      .where('accountId', '=', account.id)
      .where('removedAt', 'is', null)
      .executeTakeFirst()
    if (removed.numUpdatedRows === 0n) throw new Problem('alreadyDone')
    await endCodes(db, account.id, now)
    for (const table of ['session', 'halfSignIn'] as const)
      await db
        .updateTable(table)
        .set({ endedAt: now })
        .where('accountId', '=', account.id)
        .where('endedAt', 'is', null)
        .execute()
    await tellOwner({ ...keeperOf(context), accountId: account.id }, t.resetNotice)
    return { id: account.id }
  },
  detail: ({ reason }) => ({ reason }),
})

/** Ends whatever the person is signed in with elsewhere. */
export const endOtherSessions = command({
  verb: 'session.end',
  input: EndOthers,
  target: async () => null,
  async run({ db, actor, now }) {
    await db
      .updateTable('session')
      .set({ endedAt: now })
      .where('accountId', '=', actor.accountId)
      .where('id', '<>', actor.sessionId)
      .where('endedAt', 'is', null)
      .execute()
    return { id: actor.accountId }
  },
  detail: () => ({ which: 'others' }),
})

function lockOwn(db: Db, accountId: string, factorId: string) {
  return db
    .selectFrom('accountFactor')
    .select(['id', 'kind'])
    .where('id', '=', factorId)
    .where('accountId', '=', accountId)
    .where('removedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}
