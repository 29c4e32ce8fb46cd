import { scopeOf, type Actor } from '#access/may.ts'
import { isUuid } from '#kernel/ids.ts'
import { Problem } from '#kernel/problem.ts'
import type { Db } from '#platform/db/pool.ts'
import { withScope } from '#platform/db/transaction.ts'

/** What the hook lays ready for every request. */
export type Locals = {
  db: Db
  actor: Actor | undefined
  now: Date
  requestId: string
  theme: 'light' | 'dark' | 'auto'
}

/** Reads with the person's scope; a signed-out person is sent to sign-in by the hook before this is reached. */
export function ask<Result>(
  locals: Locals,
  work: (tx: Db, actor: Actor) => Promise<Result>,
): Promise<Result> {
  const actor = signedIn(locals)
  return withScope(locals.db, scopeOf(actor), (tx) => work(tx, actor))
}

export function signedIn(locals: Locals): Actor {
  if (!locals.actor) throw new Problem('signedOut')
  return locals.actor
}

/** The row of an address, or the answer a stranger gets too: that there is no such page. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Problem('notFound')
  return row
}

/** The id in an address. An address that holds none is asked of nothing: the database would refuse the text itself. */
export function idFrom(text: string): string {
  return found(isUuid(text) ? text : undefined)
}
