import { sql, type RawBuilder } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { endOf, swedishDay } from './as-of.ts'
import { listStandings } from './period-actions.ts'
import { fixedWithin, lawOf, underLaw, type Asked } from './period-queries.ts'
import { periodsTo, trendLength, type Period, type PeriodAction, type PeriodPoint } from './period-rules.ts'

/**
 * The period and those before it, counted by the same rules. A chosen few say nothing of the periods before: a trend is
 * of all that fit the rest of the filter. All periods are asked for at once and parted here.
 */
export async function trendTo(db: Db, chosen: Asked): Promise<PeriodPoint[]> {
  const periods = periodsTo(chosen.period, trendLength)
  const from = periods[0]?.from ?? chosen.period.from
  const asked = {
    ...chosen,
    period: { ...chosen.period, from },
    selection: { ...chosen.selection, followUpIds: null },
  }
  const law = lawOf(chosen)
  const all = await listJudged(db, asked)
  const verdicts = await countJudged(
    db,
    all.map(({ assessmentId }) => assessmentId),
    law,
  )
  const fixed = law ? all.filter(({ assessmentId }) => verdicts.has(assessmentId)) : all
  const found = await countFound(
    db,
    fixed.map(({ id }) => id),
    { day: asked.today, law },
  )
  const promised = (await listStandings(db, asked)).filter(({ standing }) => standing !== 'notDue')
  return periods.map((period) => pointOf(period, { fixed, verdicts, found, promised }))
}

type Judged = { id: string; assessmentId: string; fixedOn: string }
type Counted = {
  fixed: readonly Judged[]
  verdicts: ReadonlyMap<string, { met: number; assessed: number }>
  found: ReadonlyMap<string, { findings: number; acute: number; repeated: number }>
  promised: readonly Pick<PeriodAction, 'dueOn' | 'standing'>[]
}

function pointOf({ key, from, to }: Period, { fixed, verdicts, found, promised }: Counted): PeriodPoint {
  const within = fixed.filter(({ fixedOn }) => fixedOn >= from && fixedOn <= to)
  const due = promised.filter(({ dueOn }) => dueOn >= from && dueOn <= to)
  const judged = within.flatMap(({ assessmentId }) => verdicts.get(assessmentId) ?? [])
  const lacks = within.flatMap(({ id }) => found.get(id) ?? [])
  return {
    period: key,
    followUps: within.length,
    met: sum(judged, ({ met }) => met),
    assessed: sum(judged, ({ assessed }) => assessed),
    findings: sum(lacks, ({ findings }) => findings),
    acute: sum(lacks, ({ acute }) => acute),
    repeated: sum(lacks, ({ repeated }) => repeated),
    due: due.length,
    inTime: due.filter(({ standing }) => standing === 'inTime').length,
  }
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0)
}

function listJudged(db: Db, asked: Asked): Promise<Judged[]> {
  return fixedWithin(db, asked)
    .select(['f.id', 'j.id as assessmentId', sql<IsoDate>`${swedishDay(sql`first.fixed_at`)}`.as('fixedOn')])
    .orderBy('f.id')
    .execute()
}

async function countJudged(db: Db, assessmentIds: readonly string[], law: string | undefined) {
  const rows = await db
    .selectFrom('fixedVerdict as v')
    .where(sql<boolean>`v.assessment_id = any(${[...assessmentIds]}::uuid[])`)
    .where(ofLaw(sql`v`, law))
    .select([
      'v.assessmentId',
      sql<number>`count(*) filter (where v.verdict = 'met')::int`.as('met'),
      sql<number>`count(*) filter (where v.verdict in ('met', 'partly', 'notMet'))::int`.as('assessed'),
    ])
    .groupBy('v.assessmentId')
    .execute()
  return new Map(rows.map(({ assessmentId, ...counts }) => [assessmentId, counts]))
}

/** Only where a law is asked for are the requirements read: a trend is of every judgement of some years. */
function ofLaw(of: RawBuilder<unknown>, law: string | undefined) {
  if (!law) return sql<boolean>`true`
  return sql<boolean>`exists (select from requirement r where r.municipality_id = ${of}.municipality_id
    and r.id = ${of}.requirement_id and ${underLaw(law)})`
}

type FoundBy = { day: IsoDate; law: string | undefined }

async function countFound(db: Db, followUpIds: readonly string[], { day, law }: FoundBy) {
  const rows = await db
    .selectFrom('finding as x')
    .where(ofLaw(sql`x`, law))
    .where(sql<boolean>`follow_up_id = any(${[...followUpIds]}::uuid[])`)
    .where('state', '<>', 'withdrawn')
    .where(sql<boolean>`found_at < ${endOf(day)}`)
    .select([
      'followUpId',
      sql<number>`count(*)::int`.as('findings'),
      sql<number>`count(*) filter (where severity = 'acute')::int`.as('acute'),
      sql<number>`count(*) filter (where repeats_id is not null)::int`.as('repeated'),
    ])
    .groupBy('followUpId')
    .execute()
  return new Map(rows.map(({ followUpId, ...counts }) => [followUpId, counts]))
}
