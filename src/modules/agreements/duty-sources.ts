import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { isAsked, swedishDay, type Asked } from '#modules/duties/public.ts'
import { holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { kindRules } from './kinds.ts'
import type { AgreementKind, ExtensionOption } from './rules.ts'

type Found = {
  id: string
  boardId: string
  providerId: string
  kind: AgreementKind
  title: string
  options: ExtensionOption[]
  isAdopted: boolean
  beginsOn: IsoDate
  /** The first day of the terms that hold or come next: what a plan must be there for. */
  termsFrom: IsoDate
  endsOn: IsoDate | null
  plannedOn: IsoDate | null
  /** The unit whose follow-up comes first of those under way, and its day: what calls for the plan now. */
  followedUnitId: string | null
  followedOn: IsoDate | null
  isPlanned: boolean
}

/** Every agreement that is not over or was over lately, as its terms stand now, with the rules of its kind. */
export async function agreementsForDuties(db: Db, asked: Asked) {
  const rules = await kindRules(db)
  const { rows } = await sql<Found>`
    select g.id, g.board_id, g.provider_id, g.kind, t.title, t.options, t.status = 'adopted' as is_adopted,
      w.begins_on, t.valid_from as terms_from, w.ends_on, ${swedishDay('p.fixed_at')} as planned_on,
      p.fixed_at is not null and (w.former_from is null or p.fixed_at >= w.former_from) as is_planned,
      o.unit_id as followed_unit_id, o.due_on as followed_on
    from agreement g
    join lateral (select x.* from agreement_state x where x.municipality_id = g.municipality_id
      and x.agreement_id = g.id and x.superseded_at is null and x.status <> 'ended'
      order by x.valid_from desc limit 1) t on true
    join lateral (select coalesce(min(x.valid_from), t.valid_from) as begins_on,
        case when bool_or(x.valid_to is null) then null else max(x.valid_to) end as ends_on,
        max(x.valid_from) filter (where x.valid_from < t.valid_from) as former_from
      from agreement_state x where x.municipality_id = g.municipality_id and x.agreement_id = g.id
        and x.superseded_at is null and x.status = 'adopted') w on true
    left join lateral (select max(x.fixed_at) as fixed_at from agreement_plan x
      where x.municipality_id = g.municipality_id and x.agreement_id = g.id and x.state <> 'draft') p on true
    left join lateral (select f.unit_id, f.due_on from follow_up f
      join agreement_unit c on c.municipality_id = f.municipality_id and c.unit_id = f.unit_id
        and c.agreement_id = g.id and c.valid_from <= f.requirements_per
        and (c.valid_to is null or c.valid_to > f.requirements_per)
      where f.municipality_id = g.municipality_id and f.state in ('planned', 'prepared', 'underway', 'hearing')
      order by f.due_on, f.id limit 1) o on true
    where ${isAsked('g.id', asked)} order by g.id`.execute(db)
  return rows.map((row) => {
    const rule = rules[row.kind]
    const isOver = row.endsOn !== null && row.endsOn <= asked.today
    return { ...row, ...rule, lacksPlan: rule.needsPlan && !row.isPlanned && !isOver }
  })
}

/**
 * What comes after the agreements that end: for each whose units are in use that day, the agreement that then covers
 * them all and the day it was decided. Without such a one the decision is still owed.
 */
export async function successors(db: Db, asked: Asked) {
  const { rows } = await sql<{ id: string; agreementId: string | null; doneOn: IsoDate | null }>`
    select e.agreement_id as id, min(n.agreement_id::text)::uuid as agreement_id,
      case when count(*) filter (where n.agreement_id is null) = 0 then max(n.decided_on) end as done_on
    from (select x.municipality_id, x.agreement_id, max(x.valid_to) as ends_on from agreement_state x
      where x.superseded_at is null and x.status = 'adopted' and ${isAsked('x.agreementId', asked)}
      group by x.municipality_id, x.agreement_id having not bool_or(x.valid_to is null)) e
    join agreement_unit c on c.municipality_id = e.municipality_id and c.agreement_id = e.agreement_id
      and c.valid_from < e.ends_on and (c.valid_to is null or c.valid_to >= e.ends_on)
    join unit_state s on s.municipality_id = c.municipality_id and s.unit_id = c.unit_id and s.superseded_at is null
      and s.valid_from <= e.ends_on and (s.valid_to is null or s.valid_to > e.ends_on) and s.status = 'active'
    left join lateral (select o.agreement_id, coalesce(y.decided_on, y.valid_from) as decided_on from agreement_unit o
      join agreement_state y on y.municipality_id = o.municipality_id and y.agreement_id = o.agreement_id
        and y.superseded_at is null and y.status = 'adopted' and y.valid_from <= e.ends_on
        and (y.valid_to is null or y.valid_to > e.ends_on)
      where o.municipality_id = c.municipality_id and o.unit_id = c.unit_id and o.agreement_id <> e.agreement_id
        and o.valid_from <= e.ends_on and (o.valid_to is null or o.valid_to > e.ends_on)
      order by o.agreement_id limit 1) n on true
    group by e.agreement_id`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** The first fixed assessments of units under each operator, in order of time. */
export async function fixedAssessments(db: Db, unitIds: readonly string[]) {
  const rows = await db
    .selectFrom('assessment as a')
    .select(['a.unitId', 'a.providerId', 'a.followUpId', swedishDay('a.fixedAt').as('on')])
    .where('a.version', '=', 1)
    .where('a.unitId', '=', sql<string>`any(${unitIds}::uuid[])`)
    .orderBy('a.fixedAt')
    .orderBy('a.id')
    .execute()
  return Map.groupBy(rows, (row) => `${row.unitId} ${row.providerId}`)
}

export async function unitNames(
  db: Db,
  unitIds: readonly string[],
  day: IsoDate,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('unitState as s')
    .select(['s.unitId', 's.name'])
    .where('s.unitId', '=', sql<string>`any(${unitIds}::uuid[])`)
    .where(holdsOn('s', day))
    .where('s.status', 'in', ['active', 'planned'])
    .execute()
  return new Map(rows.map((row) => [row.unitId, row.name]))
}

/** The years in which the terms of an agreement were looked through, with the first day it was done. */
export async function doneReviews(db: Db): Promise<Map<string, IsoDate>> {
  const rows = await db
    .selectFrom('agreementNote')
    .select(['agreementId', 'notedOn'])
    .where('kind', '=', 'review')
    .orderBy('notedOn', 'desc')
    .execute()
  return new Map(rows.map((row) => [`${row.agreementId} ${row.notedOn.slice(0, 4)}`, row.notedOn]))
}
