import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { isRole, scopeOf, type Actor } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { Problem } from '#kernel/problem.ts'
import { command } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope, withScope } from '#platform/db/transaction.ts'
import { tokenHash } from '#platform/session/session.ts'
import { calendarTexts as t } from '#texts/sv/calendar.ts'
import { icsOf } from './ics.ts'
import { listEntries } from './queries.ts'

/** 256 bits as text; the hash of it is all that is kept. */
const tokenShape = /^[A-Za-z0-9_-]{43}$/

export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: tokenHash(token).toString('hex') }
}

export const RenewFeed = z.object({ tokenHash: z.string().regex(/^[0-9a-f]{64}$/, 'wrongFormat') }).strict()
export const EndFeed = z.object({}).strict()

/**
 * Gives the person a new calendar address; the old one is dead. Who calls makes the secret and hands over its hash, so
 * that the secret itself stands nowhere: not in the history, not among the answers kept for repeated requests.
 */
export const renewFeed = command({
  verb: 'feed.renew',
  input: RenewFeed,
  numberFields: ['tokenHash'],
  target: async () => null,
  async run({ db, actor, now }, _target, input) {
    const values = {
      tokenHash: Buffer.from(input.tokenHash, 'hex'),
      madeAt: now,
      readAt: null,
      endedAt: null,
    }
    await db
      .insertInto('calendarFeed')
      .values({ ...values, municipalityId: actor.municipalityId, accountId: actor.accountId })
      .onConflict((conflict) => conflict.columns(['municipalityId', 'accountId']).doUpdateSet(values))
      .execute()
    return { id: actor.accountId }
  },
})

export const endFeed = command({
  verb: 'feed.renew',
  input: EndFeed,
  target: async () => null,
  async run({ db, actor, now }) {
    await db
      .updateTable('calendarFeed')
      .set({ endedAt: now })
      .where('accountId', '=', actor.accountId)
      .where('endedAt', 'is', null)
      .execute()
    return { id: actor.accountId }
  },
})

/** Whether the person has an address, since when, and when a calendar last asked for it. */
export function findFeed(tx: Db, actor: Actor) {
  return tx
    .selectFrom('calendarFeed')
    .select(['madeAt', 'readAt'])
    .where('accountId', '=', actor.accountId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
}

/** Calendars ask a few times an hour; who guesses addresses asks thousands of times. */
const perQuarter = { feed: 60, address: 300 }

type Asking = { readonly token: string; readonly address: string; readonly now: Date; readonly home: URL }

/**
 * The calendar behind an address, read with its owner's reach at this moment; undefined when the address is dead: it
 * was replaced or ended, or its owner's account is closed.
 */
export async function readFeed(db: Db, asking: Asking): Promise<string | undefined> {
  const { now } = asking
  const token = asking.token.replace(/\.ics$/, '')
  if (!tokenShape.test(token)) return undefined
  const hash = tokenHash(token)
  await throttle(db, { feed: hash.toString('hex').slice(0, 16), address: asking.address }, now)
  const actor = await findOwner(db, hash, now)
  if (!actor) return undefined
  const place = { today: todayIn(now), home: asking.home }
  const entries = await withScope(db, scopeOf(actor), (tx) => listEntries(tx, actor, place))
  return icsOf({ name: t.name, stamp: wholeHour(now), entries })
}

async function findOwner(db: Db, hash: Buffer, now: Date): Promise<Actor | undefined> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ actor: Actor | null }>`select auth.calendar_person(${hash}, ${now}) as actor`.execute(tx),
  )
  const actor = rows[0]?.actor
  return actor ? { ...actor, assignments: actor.assignments.filter((held) => isRole(held.role)) } : undefined
}

async function throttle(db: Db, by: { feed: string; address: string }, now: Date): Promise<void> {
  const counted = await withoutScope(db, async (tx) => {
    const { rows } = await sql<{ feed: number; address: number }>`select
      auth.count_attempt(${`feed:${by.feed}`}, ${now}, 15) as feed,
      auth.count_attempt(${`feed-address:${by.address}`}, ${now}, 15) as address`.execute(tx)
    return rows[0]
  })
  if (counted && (counted.feed > perQuarter.feed || counted.address > perQuarter.address))
    throw new Problem('tooManyAttempts')
}

/** Within the hour an unchanged calendar is the same bytes, and its answer "not changed". */
function wholeHour(now: Date): Date {
  return new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000)
}
