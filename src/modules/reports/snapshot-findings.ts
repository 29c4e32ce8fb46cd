import { sql } from 'kysely'
import { todayIn, type IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { endOf, findingsOn } from './as-of.ts'
import { isOpen, type ReportAction, type ReportFinding } from './rules.ts'

type Judged = { followUpId: string; unitId: string; providerId: string }

const weight = { acute: 0, serious: 1, minor: 2 } as const

/**
 * The findings of this follow-up as they stood on the day of the report, and those of earlier ones that were still
 * open. One that has come back is told once, as repeated: it is the same lack.
 */
export async function listReportFindings(db: Db, judged: Judged, day: IsoDate): Promise<ReportFinding[]> {
  const rows = await findingsOn(db, await listKnown(db, judged, day), day)
  const here = rows.filter((row) => row.followUpId === judged.followUpId)
  const keys = new Set(here.map((row) => row.requirementKey))
  const earlier = rows.filter(
    (row) => row.followUpId !== judged.followUpId && isOpen(row) && !keys.has(row.requirementKey),
  )
  const actions = await actionsByFinding(
    db,
    [...here, ...earlier].map((row) => row.id),
  )
  return [...here, ...earlier]
    .map((row) => ({
      key: row.requirementKey,
      severity: row.severity,
      title: row.title,
      state: row.state,
      repeats: row.repeatsId !== null,
      earlier: row.followUpId !== judged.followUpId,
      foundOn: todayIn(row.foundAt),
      actions: actions.get(row.id) ?? [],
    }))
    .sort((one, other) => weight[one.severity] - weight[other.severity])
}

function listKnown(db: Db, judged: Judged, day: IsoDate) {
  return db
    .selectFrom('finding')
    .select([
      'id',
      'followUpId',
      'requirementKey',
      'severity',
      'title',
      'state',
      'repeatsId',
      'foundAt',
      'closedAt',
    ])
    .where('unitId', '=', judged.unitId)
    .where('providerId', '=', judged.providerId)
    .where('state', '<>', 'withdrawn')
    .where(sql<boolean>`found_at < ${endOf(day)}`)
    .orderBy('foundAt')
    .orderBy('id')
    .execute()
}

async function actionsByFinding(db: Db, findingIds: readonly string[]) {
  if (findingIds.length === 0) return new Map<string, ReportAction[]>()
  const rows = await actionRows(db)
    .where('a.findingId', 'in', [...findingIds])
    .execute()
  return Map.groupBy(rows.map(toAction), (action) => action.findingId)
}

/** The actions of the plans of some follow-ups: what is counted as ready in time. None against a withdrawn finding. */
export async function listActions(db: Db, followUpIds: readonly string[]): Promise<ReportAction[]> {
  const rows = await actionRows(db)
    .innerJoin('actionPlan as p', (join) =>
      join.onRef('p.municipalityId', '=', 'a.municipalityId').onRef('p.id', '=', 'a.actionPlanId'),
    )
    .innerJoin('finding as f', (join) =>
      join.onRef('f.municipalityId', '=', 'a.municipalityId').onRef('f.id', '=', 'a.findingId'),
    )
    .where('p.followUpId', 'in', [...followUpIds])
    .where('f.state', '<>', 'withdrawn')
    .execute()
  return rows.map(toAction)
}

function actionRows(db: Db) {
  return db
    .selectFrom('action as a')
    .select((select) => [
      'a.id',
      'a.findingId',
      'a.title',
      'a.owner',
      'a.dueOn',
      'a.state',
      select
        .selectFrom('actionEntry as e')
        .whereRef('e.municipalityId', '=', 'a.municipalityId')
        .whereRef('e.actionId', '=', 'a.id')
        .where('e.kind', '=', 'report')
        .select((last) => last.fn.max<Date | null>('e.madeAt').as('at'))
        .as('reportedAt'),
    ])
    .where('a.state', '<>', 'draft')
    .orderBy('a.dueOn')
    .orderBy('a.id')
}

type Row = {
  findingId: string
  title: string
  owner: string
  dueOn: string | null
  state: string
  reportedAt: Date | null
}

function toAction(row: Row): ReportAction & { findingId: string } {
  const { findingId, title, owner, dueOn, state, reportedAt } = row
  return { findingId, title, owner, dueOn, state, reportedOn: reportedAt && todayIn(reportedAt) }
}
