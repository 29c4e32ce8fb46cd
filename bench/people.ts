import type { Actor } from '#access/may.ts'
import { openSession, findActor } from '#platform/session/session.ts'
import type { Db } from '#platform/db/pool.ts'

/** Somebody of the office who is signed in. */
export type Person = { readonly actor: Actor; readonly cookie: string }

/** Strategists and reviewers of Storkommunen, each with a session of their own, without the cost of sixty passwords. */
export async function openPeople(bare: Db, db: Db, municipalityId: string): Promise<Person[]> {
  const accounts = await bare
    .selectFrom('account as a')
    .select('a.id')
    .where('a.municipalityId', '=', municipalityId)
    .where((where) =>
      where.or([
        where('a.email', 'like', 'strateg%'),
        where('a.email', 'like', 'uppfoljare%'),
        where('a.email', 'like', 'mas%'),
      ]),
    )
    .orderBy('a.email')
    .execute()
  return Promise.all(accounts.map(({ id }) => openPerson(db, { municipalityId, id })))
}

async function openPerson(db: Db, account: { municipalityId: string; id: string }): Promise<Person> {
  const now = new Date()
  const { token } = await openSession(db, account, { agent: 'bench', now })
  const actor = await findActor(db, token, now)
  if (!actor) throw new Error('A session that was just opened does not hold')
  return { actor, cookie: `uppsikt=${token}` }
}
