import { sql } from 'kysely'
import type { Actor } from '#access/may.ts'
import type { Db } from '#platform/db/pool.ts'
import { withoutScope } from '#platform/db/transaction.ts'

/** Calls a minute. Many people come from one address, behind the municipality's own network; strangers seldom. */
const perMinute = { caller: 600, address: 6000, stranger: 120 }

type Caller = { db: Db; actor: Actor | undefined; now: Date; address?: string | undefined }
export type Allowance = { readonly isOver: boolean; readonly headers: Readonly<Record<string, string>> }

const unlimited: Allowance = { isOver: false, headers: {} }

/**
 * Counts the call by token or account, and by address, in the database, because there may be several servers. Told in
 * the answer as the draft standard of RateLimit fields says; 0 turns the limit off, for measuring. A call from within
 * the server has no address and is not counted.
 */
export async function countCall({ db, actor, now, address }: Caller): Promise<Allowance> {
  const most = Number(process.env['API_CALLS_PER_MINUTE'] ?? perMinute.caller)
  if (most === 0 || address === undefined) return unlimited
  const counters = countersOf(actor, address, most)
  const counted = await count(
    db,
    counters.map(({ key }) => key),
    now,
  )
  const left = counters.map(({ most: limit }, at) => limit - (counted[at] ?? 0))
  const seconds = 60 - now.getUTCSeconds()
  const headers = {
    'ratelimit-policy': `"minute";q=${counters[0]?.most ?? most};w=60`,
    ratelimit: `"minute";r=${Math.max(0, left[0] ?? 0)};t=${seconds}`,
  }
  const isOver = left.some((one) => one < 0)
  return { isOver, headers: isOver ? { ...headers, 'retry-after': String(seconds) } : headers }
}

type Counter = { key: string; most: number }

function countersOf(actor: Actor | undefined, address: string, most: number): Counter[] {
  if (!actor) return [{ key: `stranger:${address}`, most: perMinute.stranger }]
  const key = actor.token ? `token:${actor.token.id}` : `account:${actor.accountId}`
  return [
    { key, most },
    { key: `address:${address}`, most: perMinute.address },
  ]
}

async function count(db: Db, keys: readonly string[], now: Date): Promise<number[]> {
  const { rows } = await withoutScope(db, (tx) =>
    sql<{ counted: number[] }>`select auth.count_calls(${[...keys]}, ${now}) as counted`.execute(tx),
  )
  return rows[0]?.counted ?? []
}
