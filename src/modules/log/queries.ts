import { sql } from 'kysely'
import { z } from 'zod'
import { containing, startingWith } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'

export const LogFilter = z.object({
  verb: z.string().trim().max(100).default(''),
  who: z.string().trim().max(200).default(''),
  outcome: z.enum(['done', 'denied', 'read']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  page: z.coerce.number().int().min(1).default(1),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
})
export type LogFilter = z.output<typeof LogFilter>

/** The log, newest first: who did what when, by reference. */
export async function listLog(db: Db, filter: LogFilter) {
  const matching = matchingLog(db, filter)
  const rows = await matching
    .select(['l.seq', 'l.at', 'l.verb', 'l.outcome', 'l.targetId', 'a.name as who'])
    .orderBy('l.seq', 'desc')
    .limit(filter.limit)
    .offset((filter.page - 1) * filter.limit)
    .execute()
  const counted = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { rows, total: counted.total }
}

function matchingLog(db: Db, filter: LogFilter) {
  let query = db
    .selectFrom('audit as l')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'l.municipalityId').onRef('a.id', '=', 'l.accountId'),
    )
  if (filter.verb) query = query.where('l.verb', 'like', startingWith(filter.verb))
  if (filter.who) query = query.where('a.name', 'ilike', containing(filter.who))
  if (filter.outcome) query = query.where('l.outcome', '=', filter.outcome)
  if (filter.from) query = query.where('l.at', '>=', sql<Date>`${filter.from}::date`)
  if (filter.to) query = query.where('l.at', '<', sql<Date>`${filter.to}::date + 1`)
  return query
}

/** The number of the first row whose chain does not hold, or null when it is whole. */
export async function firstBrokenRow(db: Db): Promise<number | null> {
  const { rows } = await sql<{
    broken: number | null
  }>`select first_broken_audit(scope.municipality()) as broken`.execute(db)
  return rows[0]?.broken ?? null
}
