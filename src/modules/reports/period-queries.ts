import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { dayOf, holdsOn } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import { endOf, findingsOn, swedishDay } from './as-of.ts'
import { noVerdicts, plannedStanding } from './period-rules.ts'
import { typeRule } from './period-type-rules.ts'
import type {
  Period,
  PeriodDecision,
  PeriodFinding,
  PeriodFollowUp,
  PeriodPlanned,
  PeriodSelection,
} from './period-rules.ts'

export type Asked = { boardId: string; selection: PeriodSelection; period: Period; today: IsoDate }

/** Follow-ups of the board that fit the selection, whenever they were; each with its unit as it was on its day. */
export function fitting(db: Db, { boardId, selection }: Pick<Asked, 'boardId' | 'selection'>) {
  let query = db
    .selectFrom('followUp as f')
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'f.municipalityId').onRef('p.id', '=', 'f.providerId'),
    )
    .innerJoin('unitState as s', (join) =>
      join
        .onRef('s.municipalityId', '=', 'f.municipalityId')
        .onRef('s.unitId', '=', 'f.unitId')
        .on(holdsOn('s', dayOf('f.requirementsPer'))),
    )
    .innerJoin('serviceArea as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.serviceAreaId'),
    )
    .where('f.boardId', '=', boardId)
  for (const [column, value] of filtersOf(selection)) query = query.where(sql.ref(column), '=', value)
  if (selection.followUpIds) query = query.where(sql<boolean>`f.id = any(${selection.followUpIds}::uuid[])`)
  return query
}

function filtersOf(selection: PeriodSelection) {
  const wanted = [
    ['s.serviceAreaId', selection.areaId],
    ['s.operatingForm', selection.form],
    ['f.kind', selection.followUpKind],
    ['f.agreementId', selection.agreementId],
  ] as const
  return wanted.flatMap(([column, value]) => (value ? [[column, value] as const] : []))
}

/** The first judgement decides when a follow-up was fixed; the newest decides what was found. */
export function fixedWithin(db: Db, asked: Asked) {
  return fitting(db, asked)
    .innerJoin('assessment as first', (join) =>
      join
        .onRef('first.municipalityId', '=', 'f.municipalityId')
        .onRef('first.followUpId', '=', 'f.id')
        .on('first.version', '=', 1),
    )
    .innerJoin('assessment as j', (join) =>
      join
        .onRef('j.municipalityId', '=', 'f.municipalityId')
        .onRef('j.followUpId', '=', 'f.id')
        .on(
          sql<boolean>`j.version = (select max(x.version) from assessment x
            where x.municipality_id = f.municipality_id and x.follow_up_id = f.id
              and x.fixed_at < ${endOf(asked.today)})`,
        ),
    )
    .where(
      sql<boolean>`first.fixed_at >= ${asked.period.from}::date::timestamp at time zone 'Europe/Stockholm'`,
    )
    .where(sql<boolean>`first.fixed_at < ${endOf(lastDay(asked))}`)
}

/** A report that is made before its period has ended, or is dated earlier, ends on its own day. */
export function lastDay({ period, today }: Pick<Asked, 'period' | 'today'>): IsoDate {
  return today < period.to ? today : period.to
}

export type FixedRow = PeriodFollowUp & { assessmentId: string; isInvented: boolean }

export async function listFixed(db: Db, asked: Asked): Promise<FixedRow[]> {
  const rows = await fixedWithin(db, asked)
    .innerJoin('unit as u', (join) =>
      join.onRef('u.municipalityId', '=', 'f.municipalityId').onRef('u.id', '=', 'f.unitId'),
    )
    .select([
      'f.id',
      'f.title',
      'f.unitId',
      's.name as unitName',
      'p.name as providerName',
      'p.kind as providerKind',
      'a.id as areaId',
      'a.name as area',
      'f.kind',
      'f.dueOn',
      sql<IsoDate>`${swedishDay(sql`first.fixed_at`)}`.as('fixedOn'),
      'j.id as assessmentId',
      'j.version',
      'u.isInvented',
    ])
    .orderBy(sql`a.name collate "sv-SE-x-icu"`)
    .orderBy(sql`s.name collate "sv-SE-x-icu"`)
    .orderBy('first.fixedAt')
    .orderBy('f.id')
    .execute()
  return rows.map((row) => ({ ...row, counts: noVerdicts }))
}

/** Undefined where every requirement counts. */
export function lawOf({ selection, period }: Pick<Asked, 'selection' | 'period'>): string | undefined {
  return typeRule(selection, period.kind).law
}

/** `r` is the requirement. */
export function underLaw(law: string | undefined) {
  return law ? sql<boolean>`${law} = any(r.laws)` : sql<boolean>`true`
}

/** Verdicts of some judgements, counted for each set of quality areas: a requirement can serve several of them. */
export function countVerdicts(db: Db, assessmentIds: readonly string[], law?: string) {
  return db
    .selectFrom('fixedVerdict as v')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'v.municipalityId').onRef('r.id', '=', 'v.requirementId'),
    )
    .where(sql<boolean>`v.assessment_id = any(${[...assessmentIds]}::uuid[])`)
    .where(underLaw(law))
    .select([
      'v.assessmentId',
      'r.qualityAreas',
      sql<number>`count(*) filter (where v.verdict = 'met')::int`.as('met'),
      sql<number>`count(*) filter (where v.verdict = 'partly')::int`.as('partly'),
      sql<number>`count(*) filter (where v.verdict = 'notMet')::int`.as('notMet'),
      sql<number>`count(*) filter (where v.verdict in ('notApplicable', 'notAssessed'))::int`.as('other'),
    ])
    .groupBy(['v.assessmentId', 'r.qualityAreas'])
    .execute()
}

/** What was planned for the period, also what was never done: by the day it was due. */
export async function listPlanned(db: Db, asked: Asked): Promise<PeriodPlanned[]> {
  const rows = await fitting(db, asked)
    .where('f.dueOn', '>=', asked.period.from)
    .where('f.dueOn', '<=', asked.period.to)
    .select([
      'f.id',
      'f.title',
      's.name as unitName',
      'a.id as areaId',
      'a.name as area',
      'f.dueOn',
      'f.state',
      'f.endedReason as reason',
      sql<IsoDate | null>`(select (x.fixed_at at time zone 'Europe/Stockholm')::date from assessment x
        where x.municipality_id = f.municipality_id and x.follow_up_id = f.id and x.version = 1
          and x.fixed_at < ${endOf(asked.today)})`.as('fixedOn'),
    ])
    .orderBy('f.dueOn')
    .orderBy('f.id')
    .execute()
  return rows.map(({ state, ...row }) => ({
    ...row,
    standing: plannedStanding({ ...row, state }, asked.period.to),
  }))
}

/** As they stood on the day of the report. */
export async function listFound(
  db: Db,
  followUpIds: readonly string[],
  day: IsoDate,
  law?: string,
): Promise<PeriodFinding[]> {
  const rows = await db
    .selectFrom('finding as x')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'x.municipalityId').onRef('r.id', '=', 'x.requirementId'),
    )
    .where(sql<boolean>`x.follow_up_id = any(${[...followUpIds]}::uuid[])`)
    .where(underLaw(law))
    .where('x.state', '<>', 'withdrawn')
    .where(sql<boolean>`x.found_at < ${endOf(day)}`)
    .select([
      'x.id',
      'x.followUpId',
      'x.severity',
      'x.title',
      'r.code',
      'x.state',
      'x.closedAt',
      sql<boolean>`x.repeats_id is not null`.as('repeats'),
      sql<IsoDate>`${swedishDay(sql`x.found_at`)}`.as('foundOn'),
    ])
    .orderBy(sql`array_position(array['acute', 'serious', 'minor'], x.severity)`)
    .orderBy('x.foundAt')
    .orderBy('x.id')
    .execute()
  const then = await findingsOn(db, rows, day)
  return then.map(({ closedAt: _, ...row }) => ({ ...row, unitName: '' }))
}

/** What the board took up in the period. With a filter only what was about the follow-ups that fit it. */
export async function listDecided(db: Db, asked: Asked): Promise<PeriodDecision[]> {
  const { boardId, period, selection } = asked
  const isWhole = filtersOf(selection).length === 0 && !selection.followUpIds
  const about = sql`select n.state, n.closed_at from finding n where n.municipality_id = i.municipality_id
    and n.state <> 'withdrawn' and (n.follow_up_id = r.follow_up_id or n.board_paper_id = r.id)
    and n.found_at < ${endOf(asked.today)}`
  let query = db
    .selectFrom('agendaItem as i')
    .innerJoin('meeting as m', (join) =>
      join.onRef('m.municipalityId', '=', 'i.municipalityId').onRef('m.id', '=', 'i.meetingId'),
    )
    .leftJoin('paper as r', (join) =>
      join.onRef('r.municipalityId', '=', 'i.municipalityId').onRef('r.id', '=', 'i.paperId'),
    )
    .where('i.boardId', '=', boardId)
    .where('i.outcome', 'is not', null)
    .where('m.heldOn', '>=', period.from)
    .where('m.heldOn', '<=', lastDay(asked))
  if (!isWhole) query = query.where('r.followUpId', 'in', fitting(db, asked).select('f.id'))
  const rows = await query
    .select([
      'i.id',
      'm.heldOn',
      'i.title',
      'i.kind',
      'i.outcome',
      'i.paragraph',
      'r.followUpId',
      sql<number>`(select count(*)::int from (${about}) n)`.as('findings'),
      sql<number>`(select count(*)::int from (${about}) n where n.closed_at is null and n.state <> 'closed'
        or n.closed_at >= ${endOf(asked.today)})`.as('open'),
    ])
    .orderBy('m.heldOn')
    .orderBy('i.number')
    .orderBy('i.id')
    .execute()
  return rows.map((row) => ({ ...row, outcome: row.outcome ?? '' }))
}
