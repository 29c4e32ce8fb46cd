import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { FindingState } from '#modules/findings/rules.ts'
import type { Counts, Severity } from './rules.ts'

/** How an area was judged in one assessment: how many requirements of each verdict. */
export type AreaYear = { area: string; areaName: string; year: number; counts: Counts }

/** What was not met, and what came of it. A finding that is no longer shown keeps its words from the assessment. */
export type NotMet = {
  id: string
  year: number
  assessmentId: string
  areaName: string
  code: string
  title: string
  severity: Severity
  state: FindingState | null
  closedOn: IsoDate | null
  actions: number
  actionsDone: number
}

export type UnitYears = { years: number[]; areas: AreaYear[]; notMet: NotMet[] }

/** The newest version of each assessment of the unit that the reader may see, by the year it was first fixed. */
const newest = (unitId: string, from: number) => sql`(
  select a.municipality_id, a.id, a.snapshot,
    extract(year from first.fixed_at at time zone 'Europe/Stockholm')::int as year
  from assessment a
  join assessment first on first.municipality_id = a.municipality_id and first.follow_up_id = a.follow_up_id
    and first.version = 1
  where a.unit_id = ${unitId} and extract(year from first.fixed_at at time zone 'Europe/Stockholm') >= ${from}
    and not exists (select from assessment later where later.municipality_id = a.municipality_id
      and later.follow_up_id = a.follow_up_id and later.version > a.version))`

/**
 * A unit's results over the years, area by area: counts, never a mean. What the reader may not see of the unit, because
 * another operator ran it then, is not there; the walls decide it.
 */
export async function listUnitYears(
  db: Db,
  unitId: string,
  span: { readonly thisYear: number; readonly years: number },
): Promise<UnitYears> {
  const from = span.thisYear - span.years + 1
  const areas = await sql<AreaYear>`
    select one ->> 'focusArea' as area, max(one ->> 'focusAreaName') as area_name, n.year, jsonb_build_object(
      'met', ${verdicts('met')}, 'partly', ${verdicts('partly')}, 'notMet', ${verdicts('notMet')},
      'notApplicable', ${verdicts('notApplicable')}, 'notAssessed', ${verdicts('notAssessed')},
      'total', count(*)::int) as counts
    from ${newest(unitId, from)} n, jsonb_array_elements(n.snapshot -> 'rows') with ordinality as r (one, position)
    group by one ->> 'focusArea', n.year
    order by min(position), one ->> 'focusArea', n.year desc`.execute(db)
  const notMet = await sql<NotMet>`
    select found ->> 'id' as id, n.year, n.id as assessment_id, coalesce(max(one ->> 'focusAreaName'), '') as area_name,
      found ->> 'code' as code, found ->> 'title' as title, found ->> 'severity' as severity, f.state,
      (f.closed_at at time zone 'Europe/Stockholm')::date as closed_on,
      (select count(*)::int from action x where x.municipality_id = n.municipality_id
        and x.finding_id = f.id) as actions,
      (select count(*)::int from action x where x.municipality_id = n.municipality_id and x.finding_id = f.id
        and x.state in ('verified', 'closed')) as actions_done
    from ${newest(unitId, from)} n
    cross join lateral jsonb_array_elements(n.snapshot -> 'findings') found
    left join lateral jsonb_array_elements(n.snapshot -> 'rows') one on one ->> 'rowId' = found ->> 'rowId'
    left join finding f on f.municipality_id = n.municipality_id and f.id::text = found ->> 'id'
    group by n.municipality_id, n.id, n.year, found, f.id, f.state, f.closed_at
    order by n.year desc, array_position(array['acute', 'serious', 'minor'], found ->> 'severity'),
      found ->> 'code', found ->> 'id'`.execute(db)
  const years = Array.from({ length: span.years }, (_, at) => span.thisYear - at)
  return { years, areas: areas.rows, notMet: notMet.rows }
}

function verdicts(verdict: string) {
  return sql`count(*) filter (where one ->> 'verdict' = ${verdict})::int`
}

/** The units the reader may see results of, by the name they had at the newest. */
export async function listUnitsWithResults(db: Db): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`select id, name from (
      select distinct on (a.unit_id) a.unit_id as id, a.snapshot -> 'followUp' ->> 'unitName' as name
      from assessment a order by a.unit_id, a.fixed_at desc) newest
    order by name collate "sv-SE-x-icu", id`.execute(db)
  return rows
}
