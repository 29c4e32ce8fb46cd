import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, type IsoDate } from '#kernel/dates.ts'
import { containing, startingWith } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields, rowsUpTo } from '#platform/list-filter.ts'
import { day, optionalSentence } from '#platform/shapes.ts'
import { verbsNamed } from '#texts/sv/log-words.ts'

export const LogFilter = z.object({
  verb: optionalSentence(100),
  who: optionalSentence(200),
  outcome: z.enum(['done', 'denied', 'read']).optional(),
  /** The rows that one thing of a log review is about. */
  item: z.uuid().optional(),
  from: day.optional(),
  to: day.optional(),
  page: listFields.page,
  limit: rowsUpTo(10_000, 100),
})
export type LogFilter = z.output<typeof LogFilter>

/** The log, newest first: who did what when, by reference; and from which page or address, where it was a reading. */
export function listLog(db: Db, filter: LogFilter) {
  const matching = matchingLog(db, filter)
    .select(['l.seq', 'l.at', 'l.verb', 'l.outcome', 'l.targetId', 'a.name as who'])
    .select(sql<string>`coalesce(l.detail ->> 'route', l.detail ->> 'address', '')`.as('place'))
    .orderBy('l.seq', 'desc')
  return paged(matching, filter)
}

/** What the references lead to, by id: the names of units, providers and people, and of nothing else. */
export async function namesOf(
  db: Db,
  rows: readonly { targetId: string | null }[],
  today: IsoDate,
): Promise<Record<string, string>> {
  const ids = [...new Set(rows.map(({ targetId }) => targetId).filter((id) => id !== null))]
  const { rows: found } = await sql<{ id: string; name: string }>`
    select id, name from log_target_names(${ids}::uuid[], ${today})`.execute(db)
  return Object.fromEntries(found.map(({ id, name }) => [id, name]))
}

function matchingLog(db: Db, filter: LogFilter) {
  let query = db
    .selectFrom('audit as l')
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'l.municipalityId').onRef('a.id', '=', 'l.accountId'),
    )
  if (filter.verb) query = query.where(isCalled(filter.verb))
  if (filter.who) query = query.where('a.name', 'ilike', containing(filter.who))
  if (filter.item)
    query = query.where(
      sql<boolean>`l.seq in (select seq from log_review_row where item_id = ${filter.item})`,
    )
  if (filter.outcome) query = query.where('l.outcome', '=', filter.outcome)
  if (filter.from) query = query.where('l.at', '>=', swedishMidnight(filter.from))
  if (filter.to) query = query.where('l.at', '<', swedishMidnight(addDays(filter.to, 1)))
  return query
}

/** By the beginning of the verb, or by any of the words it is shown with. */
function isCalled(typed: string) {
  return sql<boolean>`(l.verb like ${startingWith(typed)} or l.verb = any(${verbsNamed(typed)}::text[]))`
}

/** When the day begins for whoever reads the log, wherever the server stands. */
function swedishMidnight(day: IsoDate) {
  return sql<Date>`(${day}::date::timestamp at time zone 'Europe/Stockholm')`
}
