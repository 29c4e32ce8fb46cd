import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'

/** When the requirement was last judged, by its key through the versions, within what the reader may see. */
export function findLastAssessed(db: Db, key: string) {
  return db
    .selectFrom('fixedVerdict as x')
    .innerJoin('assessment as a', (join) =>
      join.onRef('a.municipalityId', '=', 'x.municipalityId').onRef('a.id', '=', 'x.assessmentId'),
    )
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'a.municipalityId').onRef('f.id', '=', 'a.followUpId'),
    )
    .select(['f.id as followUpId', 'f.title', 'a.fixedAt'])
    .select(sql<number>`count(*) over ()`.as('times'))
    .where('x.requirementKey', '=', key)
    .where('x.verdict', '<>', 'notAssessed')
    .where('a.version', '=', 1)
    .orderBy('a.fixedAt', 'desc')
    .orderBy('f.id')
    .limit(1)
    .executeTakeFirst()
}

type Reaching = {
  key: string
  serviceAreas: readonly string[]
  laws: readonly string[]
  depth: string
  alwaysAsked: boolean
  focusArea: string
}

/**
 * The next follow-up that takes the requirement up: one whose protocol has it, or one that is not yet prepared and is
 * of a unit and a depth that it applies to.
 */
export function findNextPlanned(db: Db, requirement: Reaching, today: IsoDate) {
  const { key, serviceAreas, laws, depth, alwaysAsked, focusArea } = requirement
  const asked = sql<boolean>`exists (select 1 from protocol_row p
    where p.municipality_id = f.municipality_id and p.follow_up_id = f.id and p.requirement_key = ${key})`
  const toBeAsked = sql<boolean>`(f.state = 'planned' and f.kind <> 'revisit'
    and (f.depth = 'inDepth' or ${depth === 'basic' || alwaysAsked} or ${focusArea} = any(f.focus_areas))
    and exists (select 1 from unit_state s join service_area a
        on a.municipality_id = s.municipality_id and a.id = s.service_area_id
      where s.municipality_id = f.municipality_id and s.unit_id = f.unit_id and s.superseded_at is null
        and s.valid_from <= f.due_on and (s.valid_to is null or s.valid_to > f.due_on)
        and s.laws && ${[...laws]}::text[] and array['all', a.key] && ${[...serviceAreas]}::text[]))`
  return db
    .selectFrom('followUp as f')
    .select(['f.id as followUpId', 'f.title', 'f.dueOn'])
    .select(sql<number>`count(*) over ()`.as('times'))
    .where('f.state', 'in', ['planned', 'prepared', 'underway'])
    .where('f.dueOn', '>=', today)
    .where((where) => where.or([asked, toBeAsked]))
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .limit(1)
    .executeTakeFirst()
}
