import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { endOf } from './as-of.ts'
import { fitting, lawOf, underLaw, type Asked } from './period-queries.ts'
import { actionStanding, type PeriodAction } from './period-rules.ts'

/** Actions whose day fell in the period, whichever follow-up they come from. */
export async function listPromised(db: Db, asked: Asked): Promise<PeriodAction[]> {
  const rows = await promised(db, asked)
    .select(['x.id', 'x.title', 'f.id as followUpId', 's.name as unitName', 'p.kind as providerKind'])
    .select(told)
    .orderBy('x.dueOn')
    .orderBy('x.id')
    .execute()
  return rows.map(({ isReady, ...row }) => ({
    ...row,
    standing: actionStanding({ ...row, isReady }, asked.today),
  }))
}

/** The same, of which only the day and how it went is wanted: for a trend over years. */
export async function listStandings(db: Db, asked: Asked) {
  const rows = await promised(db, asked).select(told).orderBy('x.id').execute()
  return rows.map((row) => ({ dueOn: row.dueOn, standing: actionStanding(row, asked.today) }))
}

const told = [
  sql<IsoDate>`x.due_on`.as('dueOn'),
  sql<IsoDate | null>`coalesce(e.reported_on, e.verified_on)`.as('reportedOn'),
  sql<boolean>`case when e.is_changed then e.reported_at is not null and e.reported_at > coalesce(e.returned_at, '-infinity')
    else x.state in ('reported', 'verified', 'closed') end`.as('isReady'),
] as const

/** What happened to an action up to the day of the report, and whether something has happened since. */
function entriesTo(day: IsoDate) {
  return sql<{ reportedOn: IsoDate | null }>`lateral (
    select max(y.made_at) filter (where y.kind = 'report' and y.made_at < ${endOf(day)}) as reported_at,
      (max(y.made_at) filter (where y.kind = 'report' and y.made_at < ${endOf(day)})
        at time zone 'Europe/Stockholm')::date as reported_on,
      max(y.made_at) filter (where y.kind = 'return' and y.made_at < ${endOf(day)}) as returned_at,
      case when x.verified_at < ${endOf(day)} then (x.verified_at at time zone 'Europe/Stockholm')::date end
        as verified_on,
      coalesce(bool_or(y.made_at >= ${endOf(day)} and y.kind in ('report', 'return', 'verification')), false)
        as is_changed
    from action_entry y where y.municipality_id = x.municipality_id and y.action_id = x.id)`
}

function promised(db: Db, asked: Asked) {
  return fitting(db, asked)
    .innerJoin('finding as n', (join) =>
      join.onRef('n.municipalityId', '=', 'f.municipalityId').onRef('n.followUpId', '=', 'f.id'),
    )
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'n.municipalityId').onRef('r.id', '=', 'n.requirementId'),
    )
    .innerJoin('action as x', (join) =>
      join.onRef('x.municipalityId', '=', 'n.municipalityId').onRef('x.findingId', '=', 'n.id'),
    )
    .innerJoin(entriesTo(asked.today).as('e'), (join) => join.onTrue())
    .where(underLaw(lawOf(asked)))
    .where('n.state', '<>', 'withdrawn')
    .where('x.state', '<>', 'draft')
    .where('x.dueOn', '>=', asked.period.from)
    .where('x.dueOn', '<=', asked.period.to)
}
