import { sql, type RawBuilder } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'

/** The first moment after a day in Sweden: what happened before it was known on that day. */
export function endOf(day: IsoDate): RawBuilder<Date> {
  return sql<Date>`((${day}::date + 1)::timestamp at time zone 'Europe/Stockholm')`
}

/** The day in Sweden of a moment, counted by the database: thousands of them are slow to count one by one here. */
export function swedishDay(moment: RawBuilder<unknown>): RawBuilder<IsoDate | null> {
  return sql<IsoDate | null>`(${moment} at time zone 'Europe/Stockholm')::date`
}

type Standing = { id: string; state: string; closedAt: Date | null }
type Event = { findingId: string; actionId: string | null; kind: string; on: IsoDate }

/**
 * The findings as they stood on a day. What is closed has its moment. For the states between, what happened since is
 * looked for; where nothing did, the state of now is the state of then. A report that is dated earlier must not know
 * what came after it.
 */
export async function findingsOn<Row extends Standing>(
  db: Db,
  rows: readonly Row[],
  day: IsoDate,
): Promise<Row[]> {
  const events = Map.groupBy(
    await listEvents(
      db,
      rows.map(({ id }) => id),
      day,
    ),
    ({ findingId }) => findingId,
  )
  return rows.map((row) => ({ ...row, state: stateOn(row, events.get(row.id) ?? [], day) }))
}

/** Everything that has moved those findings to which something happened after the day; none for a report of today. */
function listEvents(db: Db, findingIds: readonly string[], day: IsoDate): Promise<Event[]> {
  const ids = sql`${[...findingIds]}::uuid[]`
  return sql<Event>`
    with happened as (
      select s.finding_id, null::uuid as action_id, 'escalation' as kind, s.decided_at as at
      from finding_step s where s.finding_id = any(${ids}) and ${endOf(day)} <= now()
      union all
      select a.finding_id, a.id, e.kind, e.made_at
      from action a join action_entry e on e.municipality_id = a.municipality_id and e.action_id = a.id
      where a.finding_id = any(${ids}) and e.kind in ('approval', 'verification') and ${endOf(day)} <= now())
    select finding_id, action_id, kind, (at at time zone 'Europe/Stockholm')::date as on from happened
    where finding_id in (select finding_id from happened where at >= ${endOf(day)})
    order by at`
    .execute(db)
    .then(({ rows }) => rows)
}

/** The same rules as when it happened: planned when all its actions are approved, remedied when all are verified. */
export function stateOn({ state, closedAt }: Standing, events: readonly Event[], day: IsoDate): string {
  if (closedAt && todayIn(closedAt) <= day) return state
  if (!closedAt && events.every(({ on }) => on <= day)) return state
  const actions = Map.groupBy(
    events.filter(({ actionId }) => actionId !== null),
    ({ actionId }) => actionId,
  )
  const allBy = (kind: string): IsoDate | undefined => {
    const days = [...actions.values()].map((of) => of.find((one) => one.kind === kind)?.on)
    return days.length > 0 && days.every((on) => on !== undefined && on <= day)
      ? days.sort().at(-1)
      : undefined
  }
  const reached = [
    { state: 'planned', on: allBy('approval') },
    { state: 'escalated', on: events.findLast(({ kind, on }) => kind === 'escalation' && on <= day)?.on },
    { state: 'remedied', on: allBy('verification') },
  ]
  const last = reached
    .filter(({ on }) => on !== undefined)
    .sort((one, other) => String(one.on).localeCompare(String(other.on)))
  return last.at(-1)?.state ?? 'open'
}
