import { isUuid, uuidv7 } from '#kernel/ids.ts'
import { scopeOf, type Actor } from '#access/may.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'
import { newToken } from '#platform/session/token.ts'
import { AddPasskey, BeginPasskey } from './contract.ts'
import { keepCodes, keepPasskey } from './keep.ts'
import { hashFields, keeperOf, needPassword } from './own.ts'
import { countCodesLeft } from './queries.ts'

/** Long enough to find the security key in the bag. */
const challengeMinutes = 10

/** After the password: draws what the new passkey is to sign. What was drawn before and has grown old is swept away. */
export const beginPasskey = command({
  verb: 'factor.begin',
  input: BeginPasskey,
  numberFields: ['password'],
  target: async () => null,
  async run({ db, actor, now }, _target, input) {
    await needPassword(db, input.password)
    await db.deleteFrom('passkeyChallenge').where('expiresAt', '<', now).execute()
    const drawn = { id: uuidv7(now.getTime()), challenge: newToken() }
    await db
      .insertInto('passkeyChallenge')
      .values({
        ...drawn,
        municipalityId: actor.municipalityId,
        accountId: actor.accountId,
        sessionId: actor.sessionId,
        madeAt: now,
        expiresAt: new Date(now.getTime() + challengeMinutes * 60_000),
      })
      .execute()
    return { ...drawn, name: input.name }
  },
  detail: () => ({ kind: 'passkey' }),
})

/**
 * The challenge of an answer, once: taken in a transaction of its own, so that a wrong answer uses it up as well. Empty
 * when it is taken, too old, or was drawn in another session.
 */
export async function takeOwnChallenge(
  db: Db,
  actor: Actor,
  challengeId: string,
  now: Date,
): Promise<string> {
  if (!isUuid(challengeId)) return ''
  const taken = await withScope(db, scopeOf(actor), (tx) =>
    tx
      .updateTable('passkeyChallenge')
      .set({ takenAt: now })
      .where('id', '=', challengeId)
      .where('sessionId', '=', actor.sessionId)
      .where('takenAt', 'is', null)
      .where('expiresAt', '>', now)
      .returning('challenge')
      .executeTakeFirst(),
  )
  return taken?.challenge ?? ''
}

/** Keeps the passkey that has signed the challenge. The password was asked for when that was drawn. */
export const addPasskey = command({
  verb: 'factor.add',
  input: AddPasskey,
  numberFields: ['answer', 'challenge', ...hashFields],
  target: async () => null,
  async run(context, _target, input) {
    const keeper = keeperOf(context)
    await keepPasskey(keeper, input)
    const areNew = (await countCodesLeft(context.db, keeper.accountId)) === 0
    if (areNew) await keepCodes(keeper, input.codeHashes)
    return { id: input.factorId, codesKept: areNew }
  },
  detail: () => ({ kind: 'passkey' }),
})
