import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { contentKindOf, type EarlierVerdict, type Masks } from './rules.ts'

const facts = [
  'r.id as recordId',
  'r.matterId',
  'm.caseNumber',
  'r.number',
  'r.title',
  'r.note',
  'r.kind',
  'r.direction',
  'r.party',
  'r.registeredAt',
  'r.secrecyClaimed',
  'r.paperId',
  'r.fileId',
  'f.name as fileName',
] as const

function records(db: Db) {
  return db
    .selectFrom('record as r')
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'r.municipalityId').onRef('m.id', '=', 'r.matterId'),
    )
    .leftJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 'r.municipalityId').onRef('f.id', '=', 'r.fileId'),
    )
}

/** Every record of the matters a request concerns, in number order, with whether it has been chosen. */
export async function listRecordsToChoose(db: Db, releaseId: string) {
  const rows = await records(db)
    .innerJoin('releaseMatter as c', (join) =>
      join.onRef('c.municipalityId', '=', 'r.municipalityId').onRef('c.matterId', '=', 'r.matterId'),
    )
    .leftJoin('releaseRecord as j', (join) =>
      join
        .onRef('j.municipalityId', '=', 'r.municipalityId')
        .onRef('j.recordId', '=', 'r.id')
        .onRef('j.releaseId', '=', 'c.releaseId'),
    )
    .select([...facts, sql<boolean>`j.record_id is not null`.as('isChosen')])
    .where('c.releaseId', '=', releaseId)
    .orderBy('m.caseNumber')
    .orderBy('r.number')
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({ ...row, content: contentKindOf(row) }))
}

const judged = [
  'j.verdict',
  'j.act',
  'j.chapter',
  'j.section',
  'j.reason',
  'j.consultation',
  'j.copyFileId',
  'j.reviewedByName',
  'j.reviewedAt',
  'j.revision',
] as const

function reviewed(db: Db) {
  return records(db)
    .innerJoin('releaseRecord as j', (join) =>
      join.onRef('j.municipalityId', '=', 'r.municipalityId').onRef('j.recordId', '=', 'r.id'),
    )
    .leftJoin('file as k', (join) =>
      join.onRef('k.municipalityId', '=', 'j.municipalityId').onRef('k.id', '=', 'j.copyFileId'),
    )
}

/** What has been chosen, with what was judged of each, in number order. */
export async function listReviews(db: Db, releaseId: string) {
  const rows = await reviewed(db)
    .select([...facts, ...judged, 'k.name as copyName'])
    .where('j.releaseId', '=', releaseId)
    .orderBy('m.caseNumber')
    .orderBy('r.number')
    .orderBy('r.id')
    .execute()
  return rows.map((row) => ({ ...row, content: contentKindOf(row) }))
}
export type Review = Awaited<ReturnType<typeof listReviews>>[number]

export async function findReview(db: Db, releaseId: string, recordId: string) {
  const row = await reviewed(db)
    .select([...facts, ...judged, 'k.name as copyName', 'j.masks', 'j.earlier', 'j.boardId'])
    .where('j.releaseId', '=', releaseId)
    .where('j.recordId', '=', recordId)
    .executeTakeFirst()
  if (!row) return undefined
  // Both are written by this module's own commands in these shapes; the columns are jsonb.
  const { masks, earlier } = row as { masks: Masks; earlier: EarlierVerdict[] }
  return { ...row, masks, earlier, content: contentKindOf(row) }
}
export type FoundReview = NonNullable<Awaited<ReturnType<typeof findReview>>>

/** The row as it is changed: locked, with its board and the state of its request. */
export function lockReview(db: Db, releaseId: string, recordId: string) {
  return db
    .selectFrom('releaseRecord as j')
    .innerJoin('releaseRequest as q', (join) =>
      join.onRef('q.municipalityId', '=', 'j.municipalityId').onRef('q.id', '=', 'j.releaseId'),
    )
    .select([
      ...(['j.recordId as id', 'j.releaseId', 'j.boardId', 'j.verdict', 'j.reason', 'j.masks'] as const),
      ...([
        'j.earlier',
        'j.copyFileId',
        'j.reviewedByName',
        'j.reviewedAt',
        'j.revision',
        'q.state',
      ] as const),
    ])
    .where('j.releaseId', '=', releaseId)
    .where('j.recordId', '=', recordId)
    .forUpdate(['j', 'q'])
    .executeTakeFirst()
}
export type LockedReview = NonNullable<Awaited<ReturnType<typeof lockReview>>>
