import { sql } from 'kysely'
import { addMonths, type IsoDate } from '#kernel/dates.ts'
import { coversDay, everHeld, holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Facts } from './fact-rules.ts'
import { oneUnit, ofThoseWhoRunThem } from './facts-parts.ts'
import type { Asked, RiskUnit } from './units.ts'

type Changes = NonNullable<Facts['change']>
type Deviations = NonNullable<Facts['deviations']>
type Depth = NonNullable<Facts['inDepth']>
type Start = NonNullable<Facts['newAgreement']>

/** What several factors are told from, asked for once: whose the unit has been, and how it was followed up. */
export type Known = { readonly courses: ReadonlyMap<string, Course>; readonly followed: readonly Followed[] }

export async function knownOf(db: Db, asked: Asked): Promise<Known> {
  return { courses: await coursesOf(db, asked), followed: await listFollowed(db, asked) }
}

/** The latest change of operator and of manager, and the latest merger or split, of every unit. */
export async function changesOf(
  db: Db,
  { courses, ...asked }: Asked & Known,
  units: readonly RiskUnit[],
): Promise<Map<string, Changes>> {
  const successions = await successionsOf(db, asked)
  return new Map(
    units.map(({ unitId }) => {
      const { provider = null, manager = null } = courses.get(unitId) ?? {}
      return [unitId, { provider, manager, succession: successions.get(unitId) ?? null }]
    }),
  )
}

type Course = { unitId: string; provider: IsoDate | null; manager: IsoDate | null; began: IsoDate }

/** A manager that nobody had written before is no change of manager. */
async function coursesOf(db: Db, asked: Asked): Promise<Map<string, Course>> {
  const { rows } = await sql<Course>`
    select c.unit_id, max(c.valid_from) filter (where c.was_provider <> c.provider_id) as provider,
        max(c.valid_from) filter (where c.was_manager <> '' and c.manager <> '' and c.was_manager <> c.manager
          and c.was_provider = c.provider_id) as manager,
        min(c.valid_from) as began
      from (select s.unit_id, s.valid_from, s.provider_id, s.manager, lag(s.provider_id) over w as was_provider,
            lag(s.manager) over w as was_manager
          from unit_state s where s.board_id = ${asked.boardId} and s.superseded_at is null
            and s.valid_from <= ${asked.on} and ${everHeld('s')} and ${oneUnit('s', asked)}
          window w as (partition by s.unit_id order by s.valid_from)) c
      group by c.unit_id`.execute(db)
  return new Map(rows.map((row) => [row.unitId, row]))
}

async function successionsOf(db: Db, asked: Asked): Promise<Map<string, IsoDate>> {
  const { rows } = await sql<{ unitId: string; onDay: IsoDate }>`
    select s.to_unit_id as unit_id, max(s.happened_on) as on_day from unit_succession s
      where s.board_id = ${asked.boardId} and s.happened_on <= ${asked.on} and ${oneUnit('s', asked, 'toUnitId')}
      group by s.to_unit_id`.execute(db)
  return new Map(rows.map((row) => [row.unitId, row.onDay]))
}

type Followed = {
  unitId: string
  providerId: string
  inDepthOn: IsoDate | null
  deviations: number
  deviatedOn: IsoDate | null
}

/** The last that was carried through in depth, and those that an event made necessary in the last twelve months. */
async function listFollowed(db: Db, asked: Asked): Promise<Followed[]> {
  const createdOn = sql`(f.created_at at time zone 'Europe/Stockholm')::date`
  const deviates = sql`f.kind = 'eventDriven' and f.state <> 'cancelled' and ${createdOn} > ${addMonths(asked.on, -12)}`
  const { rows } = await sql<Followed>`
    select f.unit_id, f.provider_id,
        max(f.due_on) filter (where f.depth = 'inDepth' and f.state in ('fixed', 'closed')) as in_depth_on,
        (count(*) filter (where ${deviates}))::int as deviations, max(${createdOn}) filter (where ${deviates}) as deviated_on
      from follow_up f where f.board_id = ${asked.boardId} and ${oneUnit('f', asked)}
      group by f.unit_id, f.provider_id`.execute(db)
  return rows
}

/** The last follow-up in depth that was carried through under whoever runs the unit now, and since when they do. */
export function depths({ courses, followed }: Known, units: readonly RiskUnit[]): Map<string, Depth> {
  const last = ofThoseWhoRunThem(units, followed, ({ inDepthOn }) => inDepthOn)
  return new Map(
    units.flatMap(({ unitId }) => {
      const course = courses.get(unitId)
      if (!course) return []
      return [[unitId, { on: last.get(unitId) ?? null, runSince: course.provider ?? course.began }] as const]
    }),
  )
}

/** None is not known to be none: there may be deviations that nobody went out for. */
export function deviationsOf({ followed }: Known, units: readonly RiskUnit[]): Map<string, Deviations> {
  const found = followed.flatMap(({ deviations: count, deviatedOn, ...of }) =>
    deviatedOn === null ? [] : [{ ...of, count, on: deviatedOn }],
  )
  return ofThoseWhoRunThem(units, found, ({ count, on }) => ({ count, on }))
}

/** From when the unit has been under its newest agreement that is in force. */
export async function starts(db: Db, asked: Asked, units: readonly RiskUnit[]): Promise<Map<string, Start>> {
  const { rows } = await sql<Omit<Start, 'on'> & { unitId: string; providerId: string; onDay: IsoDate }>`
    select distinct on (u.unit_id) u.unit_id, u.provider_id, u.valid_from as on_day, s.title, s.agreement_id
      from agreement_unit u
      join agreement_state s on s.municipality_id = u.municipality_id and s.agreement_id = u.agreement_id
        and ${holdsOn('s', asked.on)} and s.status = 'adopted'
      where u.board_id = ${asked.boardId} and ${coversDay('u', asked.on)} and ${oneUnit('u', asked)}
      order by u.unit_id, u.valid_from desc, s.id`.execute(db)
  return ofThoseWhoRunThem(units, rows, ({ onDay, title, agreementId }) => ({
    on: onDay,
    title,
    agreementId,
  }))
}
