import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { patternsOf } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { AgreementStatus, Answerable } from './rules.ts'

/** The follow-ups under an agreement, one a unit, the latest first, each with what its latest fixed assessment says. */
export async function listAgreementFollowUps(db: Db, agreementId: string, day: IsoDate) {
  const { rows } = await sql<{
    id: string
    title: string
    unitId: string
    unit: string
    kind: 'planned' | 'eventDriven' | 'targeted' | 'theme' | 'revisit'
    state: 'planned' | 'prepared' | 'underway' | 'hearing' | 'fixed' | 'closed' | 'cancelled'
    dueOn: IsoDate
    fixedOn: IsoDate | null
    met: number
    partly: number
    notMet: number
  }>`select f.id, f.title, f.unit_id, coalesce(s.name, '') as unit, f.kind, f.state, f.due_on,
      (a.first_at at time zone 'Europe/Stockholm')::date as fixed_on,
      coalesce(v.met, 0)::int as met, coalesce(v.partly, 0)::int as partly, coalesce(v.not_met, 0)::int as not_met
    from follow_up f
    left join unit_state s on s.municipality_id = f.municipality_id and s.unit_id = f.unit_id
      and s.superseded_at is null and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
    left join lateral (select x.id, min(x.fixed_at) over () as first_at from assessment x
      where x.municipality_id = f.municipality_id and x.follow_up_id = f.id order by x.version desc limit 1) a on true
    left join lateral (select count(*) filter (where x.verdict = 'met') as met,
        count(*) filter (where x.verdict = 'partly') as partly, count(*) filter (where x.verdict = 'notMet') as not_met
      from fixed_verdict x where x.municipality_id = f.municipality_id and x.assessment_id = a.id) v on true
    where f.agreement_id = ${agreementId} and f.state <> 'cancelled'
    order by f.due_on desc, s.name collate "sv-SE-x-icu", f.id limit 500`.execute(db)
  return rows
}
export type AgreementFollowUp = Awaited<ReturnType<typeof listAgreementFollowUps>>[number]

/** Per unit of the agreement: when it was last followed up with its operator, and how many findings are open. */
export async function unitStandings(db: Db, agreementId: string) {
  const { rows } = await sql<{ unitId: string; lastOn: IsoDate | null; open: number; serious: number }>`
    select c.unit_id,
      (select max((a.fixed_at at time zone 'Europe/Stockholm')::date) from follow_up f join assessment a
        on a.municipality_id = f.municipality_id and a.follow_up_id = f.id and a.version = 1
        where f.municipality_id = c.municipality_id and f.unit_id = c.unit_id and f.provider_id = c.provider_id)
        as last_on,
      count(x.id)::int as open, count(x.id) filter (where x.severity <> 'minor')::int as serious
    from (select distinct municipality_id, unit_id, provider_id from agreement_unit
      where agreement_id = ${agreementId}) c
    left join finding x on x.municipality_id = c.municipality_id and x.unit_id = c.unit_id
      and x.provider_id = c.provider_id and x.state not in ('closed', 'withdrawn')
    group by c.municipality_id, c.unit_id, c.provider_id`.execute(db)
  return new Map(rows.map((row) => [row.unitId, row]))
}

/**
 * What was found under an agreement over its whole time, requirement by requirement: what the next procurement should
 * know. Withdrawn findings were none.
 */
export async function findingsPerRequirement(db: Db, agreementId: string) {
  const { rows } = await sql<{
    requirementKey: string
    requirementId: string
    code: string
    title: string
    clause: string
    findings: number
    serious: number
    units: number
    repeats: number
    open: number
    firstOn: IsoDate
    lastOn: IsoDate
    ids: string[]
  }>`select n.requirement_key, r.id as requirement_id, r.code, r.title, coalesce(c.clause, '') as clause,
      n.findings, n.serious, n.units, n.repeats, n.open, n.first_on, n.last_on, n.ids
    from (select x.municipality_id, x.requirement_key, count(*)::int as findings,
        count(*) filter (where x.severity <> 'minor')::int as serious, count(distinct x.unit_id)::int as units,
        count(*) filter (where x.repeats_id is not null)::int as repeats,
        count(*) filter (where x.state <> 'closed')::int as open,
        min((x.found_at at time zone 'Europe/Stockholm')::date) as first_on,
        max((x.found_at at time zone 'Europe/Stockholm')::date) as last_on,
        (array_agg(x.requirement_id order by x.found_at desc))[1] as latest_requirement,
        (array_agg(x.id order by x.found_at desc))[1:5] as ids
      from finding x join follow_up f on f.municipality_id = x.municipality_id and f.id = x.follow_up_id
      where f.agreement_id = ${agreementId} and x.state <> 'withdrawn'
      group by x.municipality_id, x.requirement_key) n
    join requirement r on r.municipality_id = n.municipality_id and r.id = n.latest_requirement
    left join agreement_clause c on c.municipality_id = n.municipality_id and c.agreement_id = ${agreementId}
      and c.requirement_key = n.requirement_key
    order by n.findings desc, n.serious desc, r.code, n.requirement_key`.execute(db)
  return rows
}
export type RequirementFindings = Awaited<ReturnType<typeof findingsPerRequirement>>[number]

export function listNotes(db: Db, agreementId: string) {
  return db
    .selectFrom('agreementNote as n')
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'n.municipalityId').onRef('w.id', '=', 'n.writtenBy'),
    )
    .select([
      'n.id',
      'n.kind',
      'n.requirementKey',
      'n.text',
      'n.notedOn',
      'n.writtenAt',
      'w.name as writtenBy',
    ])
    .where('n.agreementId', '=', agreementId)
    .orderBy('n.writtenAt', 'desc')
    .orderBy('n.id')
    .execute()
}

/** The matter of the agreement, by the case number both carry, and the latest of its records. */
export async function findMatter(db: Db, boardId: string, caseNumber: string) {
  if (caseNumber === '') return undefined
  const matter = await db
    .selectFrom('matter')
    .select(['id', 'title', 'caseNumber'])
    .where('boardId', '=', boardId)
    .where('caseNumber', '=', caseNumber)
    .executeTakeFirst()
  if (!matter) return undefined
  const records = await db
    .selectFrom('record')
    .select(['id', 'number', 'title', 'registeredAt'])
    .where('matterId', '=', matter.id)
    .orderBy('number', 'desc')
    .limit(20)
    .execute()
  return { ...matter, records }
}

type CareRow = {
  id: string
  unitId: string
  unit: string
  agreementId: string
  task: string
  answerable: Answerable
  clause: string
  validFrom: IsoDate
  validTo: IsoDate | null
}

/** Who answers for which health-care task, of a unit or of every unit of an agreement, with dates. */
export async function listCare(db: Db, of: { agreementId: string } | { unitId: string }, day: IsoDate) {
  const which = 'unitId' in of ? sql`c.unit_id = ${of.unitId}` : sql`c.agreement_id = ${of.agreementId}`
  const { rows } = await sql<CareRow>`
    select c.id, c.unit_id, coalesce(s.name, '') as unit, c.agreement_id, c.task, c.answerable, c.clause,
      c.valid_from, c.valid_to
    from care_responsibility c
    left join unit_state s on s.municipality_id = c.municipality_id and s.unit_id = c.unit_id
      and s.superseded_at is null and s.valid_from <= ${day} and (s.valid_to is null or s.valid_to > ${day})
    where ${which} and c.superseded_at is null
    order by s.name collate "sv-SE-x-icu", lower(c.task), c.valid_from, c.id`.execute(db)
  return rows
}

type WorkRow = {
  id: string
  boardId: string
  board: string
  serviceAreaId: string
  serviceArea: string
  title: string
  position: number
  ownerId: string | null
  owner: string | null
  dueOn: IsoDate
  agreementId: string | null
  agreement: string | null
  status: AgreementStatus | null
  adoptedOn: IsoDate | null
  note: string
  dropped: boolean
  revision: number
}

/** The internal agreements that are to be written, in order. What is dropped comes last. */
export async function listWork(db: Db, day: IsoDate, words = '') {
  const like = patternsOf(words)
  const { rows } = await sql<WorkRow>`
    select w.id, w.board_id, b.name as board, w.service_area_id, a.name as service_area, w.title, w.position,
      w.owner_id, o.name as owner, w.due_on, w.agreement_id, t.title as agreement, t.status,
      t.decided_on as adopted_on, w.note,
      w.dropped_at is not null as dropped, w.revision
    from agreement_work w
    join board b on b.municipality_id = w.municipality_id and b.id = w.board_id
    join service_area a on a.municipality_id = w.municipality_id and a.id = w.service_area_id
    left join account o on o.municipality_id = w.municipality_id and o.id = w.owner_id
    left join lateral (select x.title, x.status, x.decided_on from agreement_state x
      where x.municipality_id = w.municipality_id and x.agreement_id = w.agreement_id and x.superseded_at is null
      order by (x.valid_from <= ${day} and (x.valid_to is null or x.valid_to > ${day})) desc, x.valid_from desc
      limit 1) t on true
    where ${like.length === 0} or concat_ws(' ', w.title, a.name, o.name) ilike all(${like}::text[])
    order by (w.dropped_at is not null), b.name, w.position, w.due_on, w.id`.execute(db)
  return rows.map((row) => ({ ...row, progress: progressOf(row) }))
}

export type Progress = 'waiting' | 'drafted' | 'adopted' | 'dropped'

/** How far it has come is what the agreement itself says. */
function progressOf({ dropped, status }: WorkRow): Progress {
  if (dropped) return 'dropped'
  if (status === null || status === 'ended') return 'waiting'
  return status
}
export type Work = Awaited<ReturnType<typeof listWork>>[number]

/** External agreements of the boards that are in force or adopted to come, to choose what an internal one follows. */
export async function listExternal(db: Db, day: IsoDate) {
  const rows = await db
    .selectFrom('agreement as g')
    .innerJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'g.municipalityId')
        .onRef('t.agreementId', '=', 'g.id')
        .on('t.supersededAt', 'is', null)
        .on('t.status', '=', 'adopted'),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'g.municipalityId').onRef('p.id', '=', 'g.providerId'),
    )
    .select(['g.id', 't.title', 'p.name as provider'])
    .distinctOn('g.id')
    .where('g.kind', 'not in', ['internal', 'mandate'])
    .where((where) => where.or([where('t.validTo', 'is', null), where('t.validTo', '>', day)]))
    .orderBy('g.id')
    .orderBy('t.validFrom')
    .execute()
  return rows.toSorted((one, other) => compareSwedish(one.title, other.title))
}
