import type { JsonWebKey } from 'node:crypto'
import { sql } from 'kysely'
import type { Configuration } from 'openid-client'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'
import { fetchOnlyFrom } from '#platform/outgoing.ts'
import { keyedDigest } from '#platform/seal.ts'
import { groundOf, meet } from './client.ts'
import { tell, throughGate } from './gate-scope.ts'
import { openGrants } from './grants.ts'
import {
  doubtIn,
  doubtInSignature,
  oldestMinutes,
  readLogoutToken,
  signedOutBy,
  type LogoutToken,
  type SignedOut,
} from './logout-token.ts'
import { findSettings, findWay, type Settings, type Way } from './queries.ts'
import { refuse } from './refuse.ts'

/** From one address in a quarter of an hour. A provider may sign a whole office out. */
const messagesPerQuarter = 600
const answerWithinMs = 5_000

export type ToldLogout = { identityProviderId: string; token: string; address: string; now: Date }

/**
 * A provider tells that somebody has signed out there, or has been shut out: their sessions here that it opened end at
 * once, and not first when it is asked again. A message that is not believed changes nothing, and is told in the log.
 * @returns how many sessions ended: none is as it should be, when they had ended already
 */
export async function takeLogout(db: Db, told: ToldLogout): Promise<{ ended: number }> {
  await throttle(db, told)
  const way = await findWay(db, told.identityProviderId)
  if (!way) throw new Problem('notFound')
  const settings = await throughGate(db, way.municipalityId, (tx) => findSettings(tx, way.id))
  if (!settings) throw new Problem('notFound')
  const token = readLogoutToken(told.token)
  const ground = token ? await groundAgainst(token, settings, told.now) : 'form'
  if (!token || ground !== undefined) return refuse(db, way, { ground: `logout ${ground}`, now: told.now })
  const ended = await endOf(db, way, { ...signedOutBy(token), now: told.now })
  if (ended === undefined) return refuse(db, way, { ground: 'logout used', now: told.now })
  return { ended }
}

async function throttle(db: Db, { address, now }: ToldLogout): Promise<void> {
  const counted = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{
      messages: number
    }>`select auth.count_attempt(${'logout:' + address}, ${now}, 15) as messages`.execute(tx)
    return rows[0]?.messages ?? 0
  })
  if (counted > messagesPerQuarter) throw new Problem('tooManyAttempts')
}

/** The provider is asked for its keys only about a message in which nothing else is wrong. */
async function groundAgainst(token: LogoutToken, settings: Settings, now: Date): Promise<string | undefined> {
  const doubt = doubtIn(token, { issuer: settings.issuer, clientId: settings.clientId, now })
  if (doubt !== undefined) return doubt
  try {
    return doubtInSignature(token, await keysOf(await meet(settings), settings))
  } catch (fault) {
    return groundOf(fault)
  }
}

/** The keys stand where the provider itself says, on its own host. */
async function keysOf(config: Configuration, settings: Settings): Promise<JsonWebKey[]> {
  const { jwks_uri: address } = config.serverMetadata()
  if (address === undefined) return []
  const answer = await fetchOnlyFrom(new URL(settings.issuer))(address, {
    method: 'GET',
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(answerWithinMs),
  })
  const { keys }: { keys?: unknown } = Object(answer.ok ? await answer.json() : undefined)
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'object' && key !== null) : []
}

/** What the provider calls a person or their session, as it is kept here. */
export function logoutMark(name: unknown): string | null {
  return typeof name === 'string' && name !== '' ? keyedDigest(name, 'uppsikt logout') : null
}

type Ending = SignedOut & { now: Date }

/** Ends the sessions the message is about, once for each message: undefined when it has been here before. */
function endOf(db: Db, way: Way, signedOut: Ending): Promise<number | undefined> {
  const { now } = signedOut
  return throughGate(db, way.municipalityId, async (tx) => {
    if (!(await isFirst(tx, way, signedOut))) return undefined
    const sessions = await listOpen(tx, way, signedOut)
    for (const { sessionId, accountId } of sessions) {
      await tx.updateTable('session').set({ endedAt: now }).where('id', '=', sessionId).execute()
      await tx
        .updateTable('sessionGrant')
        .set({ grantSealed: null, grantKeyId: null })
        .where('sessionId', '=', sessionId)
        .execute()
      await tell(tx, {
        ...{ municipalityId: way.municipalityId, accountId, verb: 'session.ended', targetId: sessionId },
        ...{ outcome: 'done', at: now, detail: { identityProviderId: way.id, ground: 'signedOutThere' } },
      })
    }
    return sessions.length
  })
}

async function isFirst(tx: Db, way: Way, { jti, now }: Ending): Promise<boolean> {
  await tx.deleteFrom('logoutTokenSeen').where('forgetAt', '<', now).execute()
  const kept = await tx
    .insertInto('logoutTokenSeen')
    .values({
      municipalityId: way.municipalityId,
      identityProviderId: way.id,
      jtiDigest: keyedDigest(jti, 'uppsikt logout'),
      forgetAt: new Date(now.getTime() + 2 * oldestMinutes * 60_000),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jtiDigest')
    .executeTakeFirst()
  return kept !== undefined
}

/** All of the person's sessions by this provider, or the one the message names. */
function listOpen(tx: Db, way: Way, { sub, sid }: Ending) {
  return openGrants(tx)
    .select(['g.sessionId', 's.accountId'])
    .where('i.identityProviderId', '=', way.id)
    .$if(sub !== undefined, (open) => open.where('g.subjectDigest', '=', logoutMark(sub)))
    .$if(sid !== undefined, (open) => open.where('g.sidDigest', '=', logoutMark(sid)))
    .orderBy('g.sessionId')
    .forUpdate()
    .execute()
}
