import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { unfinishedActions } from '#modules/findings/rules.ts'
import { openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Facts } from './fact-rules.ts'
import { ofThoseWhoRunThem, oneUnit } from './facts-parts.ts'
import type { Asked, RiskUnit } from './units.ts'

type Results = NonNullable<Facts['results']>
type Findings = NonNullable<Facts['findings']>

/**
 * The verdicts of the latest fixed assessment, in its latest version: a correction does not make it newer. What was
 * found under an earlier operator is not the later one's.
 */
export async function results(
  db: Db,
  asked: Asked,
  units: readonly RiskUnit[],
): Promise<Map<string, Results>> {
  const { rows } = await sql<Results & { unitId: string; providerId: string; onDay: IsoDate }>`
    with latest as (
      select distinct on (a.unit_id, a.provider_id) a.municipality_id, a.unit_id, a.provider_id, a.follow_up_id,
          (a.fixed_at at time zone 'Europe/Stockholm')::date as on_day
        from assessment a where a.board_id = ${asked.boardId} and a.version = 1 and ${oneUnit('a', asked)}
        order by a.unit_id, a.provider_id, a.fixed_at desc, a.id)
    select f.unit_id, f.provider_id, f.on_day, l.id as assessment_id, v.met, v.partly, v.not_met
      from latest f
      cross join lateral (select x.id from assessment x where x.municipality_id = f.municipality_id
          and x.follow_up_id = f.follow_up_id order by x.version desc limit 1) l
      cross join lateral (select (count(*) filter (where verdict = 'met'))::int as met,
            (count(*) filter (where verdict = 'partly'))::int as partly,
            (count(*) filter (where verdict = 'notMet'))::int as not_met
          from fixed_verdict y where y.municipality_id = f.municipality_id and y.assessment_id = l.id) v`.execute(
    db,
  )
  return ofThoseWhoRunThem(units, rows, ({ met, partly, notMet, onDay, assessmentId }) => {
    return { met, partly, notMet, on: onDay, assessmentId }
  })
}

/** Every unit has this one: no open finding is known too. */
export async function findingsOf(
  db: Db,
  asked: Asked,
  units: readonly RiskUnit[],
): Promise<Map<string, Findings>> {
  const open = new Map((await countOpen(db, asked)).map((row) => [row.unitId, row]))
  const late = new Map((await countLate(db, asked)).map((row) => [row.unitId, row.late]))
  return new Map(
    units.map(({ unitId }) => {
      const { acute = 0, serious = 0, minor = 0, onDay = null } = open.get(unitId) ?? {}
      return [unitId, { acute, serious, minor, late: late.get(unitId) ?? 0, on: onDay }]
    }),
  )
}

type Counted = { unitId: string; acute: number; serious: number; minor: number; onDay: IsoDate | null }

async function countOpen(db: Db, asked: Asked): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select f.unit_id, (count(*) filter (where f.severity = 'acute'))::int as acute,
        (count(*) filter (where f.severity = 'serious'))::int as serious,
        (count(*) filter (where f.severity = 'minor'))::int as minor,
        (min(f.found_at) at time zone 'Europe/Stockholm')::date as on_day
      from finding f where f.board_id = ${asked.boardId} and ${openFinding('f')} and ${oneUnit('f', asked)}
      group by f.unit_id`.execute(db)
  return rows
}

async function countLate(db: Db, asked: Asked): Promise<{ unitId: string; late: number }[]> {
  const { rows } = await sql<{ unitId: string; late: number }>`
    select x.unit_id, count(*)::int as late
      from action x join finding f on f.municipality_id = x.municipality_id and f.id = x.finding_id
      where x.board_id = ${asked.boardId} and x.due_on < ${asked.on} and f.state <> 'withdrawn'
        and x.state = any(${[...unfinishedActions]}::text[]) and ${oneUnit('x', asked)}
      group by x.unit_id`.execute(db)
  return rows
}
