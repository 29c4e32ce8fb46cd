import { sql } from 'kysely'
import { z } from 'zod'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { listFields } from '#platform/list-filter.ts'
import { readSnapshot } from './shapes.ts'
import type { AssessmentSnapshot, Counts } from './rules.ts'

/** One version of a fixed assessment. (Fastställd bedömning) */
export type Assessment = {
  id: string
  followUpId: string
  boardId: string
  unitId: string
  providerId: string
  version: number
  reason: string
  statement: string
  fixedAt: Date
  sha256: string
  snapshot: AssessmentSnapshot
}

const columns = [
  'a.id',
  'a.followUpId',
  'a.boardId',
  'a.unitId',
  'a.providerId',
  'a.version',
  'a.reason',
  'a.statement',
  'a.fixedAt',
] as const

export async function findAssessment(db: Db, assessmentId: string): Promise<Assessment | undefined> {
  const row = await db
    .selectFrom('assessment as a')
    .select([...columns, 'a.snapshot', sql<string>`encode(a.sha256, 'hex')`.as('sha256')])
    .where('a.id', '=', assessmentId)
    .executeTakeFirst()
  return row && { ...row, snapshot: readSnapshot(row.snapshot) }
}

/** All versions of a follow-up's assessment, the newest first. Both the mistaken and the mended stay readable. */
export async function listVersions(db: Db, followUpId: string): Promise<Assessment[]> {
  const rows = await db
    .selectFrom('assessment as a')
    .select([...columns, 'a.snapshot', sql<string>`encode(a.sha256, 'hex')`.as('sha256')])
    .where('a.followUpId', '=', followUpId)
    .orderBy('a.version', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, snapshot: readSnapshot(row.snapshot) }))
}

/** What holds now: the newest fixed version. */
export async function findCurrentAssessment(db: Db, followUpId: string): Promise<Assessment | undefined> {
  const newest = await db
    .selectFrom('assessment')
    .select('id')
    .where('followUpId', '=', followUpId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest && findAssessment(db, newest.id)
}

export type Result = {
  id: string
  followUpId: string
  unitId: string
  unitName: string
  title: string
  version: number
  fixedAt: Date
  counts: Counts
  findings: number
}

const newest = sql<boolean>`not exists (select from assessment later where later.municipality_id = a.municipality_id
  and later.follow_up_id = a.follow_up_id and later.version > a.version)`

/** Which page of the results: the same in the page's address and in the API. */
export const ResultFilter = z.object({ page: listFields.page, limit: listFields.limit })
export type ResultFilter = z.output<typeof ResultFilter>

/** The results the reader may see, newest version of each, newest first. */
export async function listResults(
  db: Db,
  filter: ResultFilter,
): Promise<{ results: Result[]; total: number }> {
  const all = db
    .selectFrom('assessment as a')
    .where(newest)
    .select([
      'a.id',
      'a.followUpId',
      'a.unitId',
      'a.version',
      'a.fixedAt',
      sql<string>`a.snapshot->'followUp'->>'unitName'`.as('unitName'),
      sql<string>`a.snapshot->'followUp'->>'title'`.as('title'),
      sql<Counts>`a.snapshot->'counts'`.as('counts'),
      sql<number>`jsonb_array_length(a.snapshot->'findings')`.as('findings'),
    ])
    .orderBy('a.fixedAt', 'desc')
    .orderBy('a.id')
  const { rows, total } = await paged(all, filter)
  return { results: rows, total }
}

/** Holds the newest version of a fixed assessment by its id. */
export async function lockAssessment(db: Db, assessmentId: string): Promise<Assessment | undefined> {
  const found = await findAssessment(db, assessmentId)
  if (!found) return undefined
  await sql`select pg_advisory_xact_lock(hashtextextended('assessment:' || ${found.followUpId}::text, 0))`.execute(
    db,
  )
  return found
}
