import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { CloseAccount, ReopenAccount } from './contract.ts'
import { endAccount } from './leaving.ts'
import { insertLink } from './new-link.ts'
import { lockAccount } from './queries.ts'

export const closeAccount = command({
  verb: 'account.close',
  input: CloseAccount,
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account) {
    if (account.id === context.actor.accountId) throw new Problem('notAllowed')
    if (account.state === 'closed') throw new Problem('alreadyDone')
    return { id: account.id, ...(await endAccount(context, account)) }
  },
  detail: (_input, { id: _id, ...ended }) => ended,
})

/**
 * Somebody is back. Whoever comes by an identity provider does so again; anybody else chooses a new password with a
 * link, because nobody knows who has learnt the old one since.
 */
export const reopenAccount = command({
  verb: 'account.reopen',
  input: ReopenAccount,
  numberFields: ['tokenHash'],
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account, input) {
    if (account.state !== 'closed') throw new Problem('alreadyDone')
    const state = (await hasIdentity(context.db, account.id)) ? 'active' : 'invited'
    await context.db
      .updateTable('account')
      .set({ state, closedAt: null, reopenedAt: context.now, idleWarnedAt: null })
      .where('id', '=', account.id)
      .execute()
    if (state === 'invited') await insertLink(context, input, 'invitation')
    return { id: account.id, state }
  },
  detail: (_input, { state }) => ({ state }),
})

async function hasIdentity(db: Db, accountId: string): Promise<boolean> {
  const bound = await db
    .selectFrom('accountIdentity')
    .select('id')
    .where('accountId', '=', accountId)
    .where('state', '=', 'bound')
    .executeTakeFirst()
  return bound !== undefined
}
