import { fieldProblem, Problem } from '#kernel/problem.ts'
import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { passwordMatches } from '#platform/session/password.ts'
import type { Keeper } from './keep.ts'
import { ownPasswordHash } from './queries.ts'

/** Fields of hashes, in which long numbers are expected. */
export const hashFields = Array.from({ length: 10 }, (_, at) => `codeHashes.${at}`)

/** Whoever sits down at a computer left open does not change how the account is signed in to. */
export async function needPassword(db: Db, password: string): Promise<void> {
  const hash = await ownPasswordHash(db)
  if (hash === null) throw new Problem('wrongState')
  if (!(await passwordMatches(password, hash))) throw fieldProblem('password', 'passwordWrong')
}

export function keeperOf({ db, actor, now }: Context): Keeper {
  return { db, now, municipalityId: actor.municipalityId, accountId: actor.accountId }
}
