import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { hashPassword, passwordFault } from '#platform/session/password.ts'
import { tokenHash } from '#platform/session/session.ts'

/** A new link: the token goes to the person, its hash to the database. */
export function newLink(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenHash: tokenHash(token).toString('hex') }
}

export type OpenLink = { kind: 'invitation' | 'reset'; name: string; email: string; municipalityName: string }

/** Who a link is for, while it still holds. */
export async function findLink(db: Db, token: string, now: Date): Promise<OpenLink | undefined> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<OpenLink>`select * from auth.link(${tokenHash(token)}, ${now})`.execute(tx),
  )
  return rows[0]
}

/** Chooses the password and uses the link up. */
export async function useLink(
  db: Db,
  link: { token: string; password: string; repeated: string },
  now: Date,
): Promise<{ municipalityId: string; id: string }> {
  const person = await findLink(db, link.token, now)
  const fault = passwordFault(link.password, person && [person.name, person.email, person.municipalityName])
  if (fault) throw fieldProblem('losenord', fault)
  if (link.password !== link.repeated) throw fieldProblem('upprepat', 'passwordsDiffer')
  const hash = await hashPassword(link.password)
  const { rows } = await withoutScope(db, (tx) =>
    sql<{
      municipalityId: string
      accountId: string
    }>`select * from auth.use_link(${tokenHash(link.token)}, ${hash}, ${now})`.execute(tx),
  )
  const used = rows[0]
  if (!used) throw new Problem('linkNotValid')
  return { municipalityId: used.municipalityId, id: used.accountId }
}
