import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { hashPassword, passwordFault, passwordMatches } from '#platform/session/password.ts'
import { ChangePassword, EndAllSessions, EndSession, EndSessionsOf } from './contract.ts'
import { findAccount, lockAccount } from './queries.ts'

export const endOwnSession = command({
  verb: 'session.end',
  input: EndSession,
  target: ({ db, actor }, input) =>
    db
      .selectFrom('session')
      .select('id')
      .where('id', '=', input.sessionId)
      .where('accountId', '=', actor.accountId)
      .executeTakeFirst(),
  async run({ db, now }, session) {
    await db
      .updateTable('session')
      .set({ endedAt: now })
      .where('id', '=', session.id)
      .where('endedAt', 'is', null)
      .execute()
    return { id: session.id }
  },
})

/** Somebody has left a computer open, or a laptop is gone: the person is signed out everywhere, and may come back. */
export const endSessionsOf = command({
  verb: 'account.endSessions',
  input: EndSessionsOf,
  target: ({ db }, input) => lockAccount(db, input.accountId),
  async run(context, account) {
    if (account.id === context.actor.accountId) throw new Problem('notAllowed')
    return { id: account.id, sessions: await endOpen(context, { of: account.id }) }
  },
  detail: (_input, { sessions }) => ({ sessions }),
})

/** After an intrusion, or before a key is changed: everybody of the municipality signs in anew, but whoever says so here. */
export const endAllSessions = command({
  verb: 'account.endAllSessions',
  input: EndAllSessions,
  target: async () => null,
  run: async (context) => ({
    id: context.actor.municipalityId,
    sessions: await endOpen(context, { but: context.actor.sessionId }),
  }),
  detail: (_input, { sessions }) => ({ sessions }),
})

/** Sessions, and those whose second step is left. @returns how many sessions it was */
async function endOpen(
  { db, now }: Context,
  { of, but }: { of?: string; but?: string | undefined },
): Promise<number> {
  const ended = { session: 0, halfSignIn: 0 }
  for (const table of ['session', 'halfSignIn'] as const) {
    const { numUpdatedRows } = await db
      .updateTable(table)
      .set({ endedAt: now })
      .where('endedAt', 'is', null)
      .where('expiresAt', '>', now)
      .$if(of !== undefined, (open) => open.where('accountId', '=', of ?? ''))
      .$if(but !== undefined, (open) => open.where('id', '!=', but ?? ''))
      .executeTakeFirstOrThrow()
    ended[table] = Number(numUpdatedRows)
  }
  return ended.session
}

/** A new password ends what the old one opened: other sessions, half sign-ins and personal tokens. */
export const changePassword = command({
  verb: 'account.changePassword',
  input: ChangePassword,
  numberFields: ['current', 'next', 'repeated'],
  target: async () => null,
  async run({ db, actor, now }, _target, input) {
    const { rows } = await sql<{ hash: string | null }>`select auth.own_password_hash() as hash`.execute(db)
    if (!(await passwordMatches(input.current, rows[0]?.hash ?? null)))
      throw fieldProblem('current', 'passwordWrong')
    const fault = passwordFault(input.next, await knownOf(db, actor))
    if (fault) throw fieldProblem('next', fault)
    if (input.next !== input.repeated) throw fieldProblem('repeated', 'passwordsDiffer')
    const hash = await hashPassword(input.next)
    await sql`select auth.set_own_password(${hash}, ${actor.sessionId}, ${now})`.execute(db)
    return { done: true }
  },
})

/** What a password of theirs must not be made of. */
async function knownOf(db: Db, actor: Actor): Promise<string[]> {
  const account = await findAccount(db, actor.accountId)
  return [actor.name, actor.municipalityName, account?.email ?? '', account?.providerName ?? '']
}
