import { sql } from 'kysely'
import { listFocusAreas } from '#modules/followups/public.ts'
import type { Db } from '#platform/db/pool.ts'

/** How a focus area of a plan's year was covered: planned rows, and the units where its requirements were assessed. */
export type FocusCoverage = { year: number; area: string; planned: number; begun: number; assessed: number }

/**
 * Whether each focus area of the plan was covered (M-068): from the protocols of the follow-ups made from its rows. One
 * counts as assessed when a requirement of the area has a verdict in it. The plan's own areas are names, and those of
 * the rows are the keys of the municipality's list: an area that is on no row shows as not covered.
 */
export async function listFocusCoverage(
  db: Db,
  plan: { id: string; focusAreas: readonly { year: number; areas: readonly string[] }[] },
): Promise<FocusCoverage[]> {
  const rows = await listPlanned(db, plan.id)
  const assessed = await listAssessed(
    db,
    rows.flatMap(({ followUpIds }) => followUpIds ?? []),
  )
  const names = new Map((await listFocusAreas(db)).map(({ key, name }) => [key, name]))
  const onRows = rows.map(({ year, key, planned, followUpIds }) => {
    const begun = followUpIds ?? []
    const isAssessed = (id: string) => assessed.has(`${id} ${key}`)
    return {
      ...{ year, area: names.get(key) ?? key, planned },
      ...{ begun: begun.length, assessed: begun.filter(isAssessed).length },
    }
  })
  const isOnRow = (year: number, area: string) =>
    onRows.some((row) => row.year === year && isSame(row.area, area))
  const alone = plan.focusAreas.flatMap(({ year, areas }) =>
    areas
      .filter((area) => !isOnRow(year, area))
      .map((area) => ({ year, area, planned: 0, begun: 0, assessed: 0 })),
  )
  return [...onRows, ...alone].toSorted((one, other) => one.year - other.year)
}

type PlannedArea = { year: number; key: string; planned: number; followUpIds: string[] | null }

async function listPlanned(db: Db, yearPlanId: string): Promise<PlannedArea[]> {
  const { rows } = await sql<PlannedArea>`
    select i.year, k.key, count(*)::int as planned,
      array_agg(f.id) filter (where f.id is not null) as follow_up_ids
    from plan_item i cross join unnest(i.focus_areas) k(key)
    left join follow_up f on f.municipality_id = i.municipality_id and f.plan_item_id = i.id
      and f.state <> 'cancelled'
    where i.year_plan_id = ${yearPlanId} and i.removed_at is null and i.focus_areas <> '{}'
    group by i.year, k.key order by i.year, k.key`.execute(db)
  return rows
}

/** `follow-up area` of each area with a verdict. Of the plan's own follow-ups only: a municipality has protocols by the thousand. */
async function listAssessed(db: Db, followUpIds: readonly string[]): Promise<Set<string>> {
  if (followUpIds.length === 0) return new Set()
  const { rows } = await sql<{ followUpId: string; focusArea: string }>`
    select distinct r.follow_up_id, q.focus_area from protocol_row r
      join requirement q on q.municipality_id = r.municipality_id and q.id = r.requirement_id
      where r.follow_up_id = any(${[...new Set(followUpIds)]}::uuid[]) and r.verdict <> 'notAssessed'`.execute(
    db,
  )
  return new Set(rows.map(({ followUpId, focusArea }) => `${followUpId} ${focusArea}`))
}

function isSame(one: string, other: string): boolean {
  return one.toLocaleLowerCase('sv') === other.toLocaleLowerCase('sv')
}
