import { sql } from 'kysely'
import { openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { ReviewedUnit } from './year-rules.ts'

/**
 * Every unit with an assessment first fixed in the year: the newest one, in its newest version, counted over the
 * obligatory requirements, and the findings open now. A unit that changed operator counts once for each.
 */
export async function listReviewedUnits(db: Db, year: number): Promise<ReviewedUnit[]> {
  const { rows } = await sql<ReviewedUnit>`
    with newest as (
      select distinct on (a.unit_id, a.provider_id) a.municipality_id, a.id, a.unit_id, a.provider_id,
        (first.fixed_at at time zone 'Europe/Stockholm')::date as fixed_on
      from assessment a
      join assessment first on first.municipality_id = a.municipality_id
        and first.follow_up_id = a.follow_up_id and first.version = 1
      where extract(year from first.fixed_at at time zone 'Europe/Stockholm') = ${year}
        and not exists (select from assessment later where later.municipality_id = a.municipality_id
          and later.follow_up_id = a.follow_up_id and later.version > a.version)
      order by a.unit_id, a.provider_id, first.fixed_at desc, a.id),
    counted as (
      select v.assessment_id, ${countOf('met')} as met, ${countOf('partly')} as partly,
        ${countOf('notMet')} as not_met, ${countOf('notAssessed')} as not_assessed
      from newest n
      join fixed_verdict v on v.municipality_id = n.municipality_id and v.assessment_id = n.id
      join requirement r on r.municipality_id = v.municipality_id and r.id = v.requirement_id
      where r.kind = 'must' group by v.assessment_id),
    open as (
      select f.unit_id, f.provider_id, ${openOf('acute')} as acute, ${openOf('serious')} as serious,
        ${openOf('minor')} as minor
      from finding f where ${openFinding('f')} group by f.unit_id, f.provider_id)
    select n.id as assessment_id, n.unit_id, s.name as unit_name, area.name as service_area, n.provider_id,
      p.name as provider_name, p.kind as provider_kind, n.fixed_on,
      coalesce(c.met, 0) as met, coalesce(c.partly, 0) as partly, coalesce(c.not_met, 0) as not_met,
      coalesce(c.not_assessed, 0) as not_assessed,
      coalesce(o.acute, 0) as acute, coalesce(o.serious, 0) as serious, coalesce(o.minor, 0) as minor
    from newest n
    join provider p on p.municipality_id = n.municipality_id and p.id = n.provider_id
    join lateral (select x.municipality_id, x.name, x.service_area_id from unit_state x
      where x.municipality_id = n.municipality_id and x.unit_id = n.unit_id and x.provider_id = n.provider_id
        and x.superseded_at is null order by x.valid_from desc limit 1) s on true
    join service_area area on area.municipality_id = s.municipality_id and area.id = s.service_area_id
    left join counted c on c.assessment_id = n.id
    left join open o on o.unit_id = n.unit_id and o.provider_id = n.provider_id
    order by p.name collate "sv-SE-x-icu", s.name collate "sv-SE-x-icu", n.id`.execute(db)
  return rows
}

/** The years in which assessments were fixed, the latest first. */
export async function listReviewedYears(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('assessment')
    .select(sql<number>`extract(year from fixed_at at time zone 'Europe/Stockholm')::int`.as('year'))
    .where('version', '=', 1)
    .distinct()
    .orderBy('year', 'desc')
    .execute()
  return rows.map((row) => row.year)
}

function countOf(verdict: string) {
  return sql`count(*) filter (where v.verdict = ${verdict})::int`
}

function openOf(severity: string) {
  return sql`count(*) filter (where f.severity = ${severity})::int`
}
