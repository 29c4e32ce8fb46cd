import { todayIn, addDays } from '#kernel/dates.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { fieldProblem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import { EndToken, MakeToken } from './contract.ts'
import { lockToken } from './queries.ts'

/** The longest life of a token, in days. */
export const longestLife = 365

/** A token for another system that acts as the person. Who calls has made the secret; its hash is what is kept. */
export const makeToken = command({
  verb: 'token.make',
  input: MakeToken,
  numberFields: ['tokenHash'],
  target: async () => null,
  async run({ db, actor, now }, _target, input) {
    const today = todayIn(now)
    if (input.expiresOn < today) throw fieldProblem('expiresOn', 'dateInPast')
    if (input.expiresOn > addDays(today, longestLife)) throw fieldProblem('expiresOn', 'tokenTooLong')
    const id = uuidv7(now.getTime())
    await db
      .insertInto('apiToken')
      .values({
        municipalityId: actor.municipalityId,
        id,
        accountId: actor.accountId,
        name: input.name,
        tokenHash: Buffer.from(input.tokenHash, 'hex'),
        areas: [...new Set(input.areas)],
        mayWrite: input.mayWrite,
        madeAt: now,
        expiresAt: endOf(input.expiresOn),
      })
      .execute()
    return { id }
  },
  detail: ({ areas, mayWrite, expiresOn }) => ({ areas, mayWrite, expiresOn }),
})

/** Ends one's own token, or as the administrator anybody's. It is dead at the next request. */
export const endToken = command({
  verb: 'token.end',
  input: EndToken,
  target: ({ db }, { tokenId }) => lockToken(db, tokenId),
  async run({ db, now }, token) {
    await db
      .updateTable('apiToken')
      .set({ endedAt: now })
      .where('id', '=', token.id)
      .where('endedAt', 'is', null)
      .execute()
    return { id: token.id }
  },
  detail: (_input, _result, { accountId }) => ({ of: accountId }),
})

/** Midnight after the day, where the municipality is; an hour's error in summer is in the person's favour. */
function endOf(day: string): Date {
  return new Date(`${day}T23:59:59.999+01:00`)
}
