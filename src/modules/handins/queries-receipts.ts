import { sql } from 'kysely'
import { goneOf } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { HandInFilter } from './contract.ts'
import { unitNameOf, withinReach, type Reach } from './queries.ts'

function submissionsWithin(db: Db, reach: Reach) {
  return db
    .selectFrom('submission as s')
    .innerJoin('documentRequest as r', (join) =>
      join.onRef('r.municipalityId', '=', 's.municipalityId').onRef('r.id', '=', 's.documentRequestId'),
    )
    .innerJoin('file as l', (join) =>
      join.onRef('l.municipalityId', '=', 's.municipalityId').onRef('l.id', '=', 's.fileId'),
    )
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 's.municipalityId').onRef('a.id', '=', 's.submittedBy'),
    )
    .where(withinReach(reach))
}

const columns = [
  's.id',
  's.documentRequestId as requestId',
  'r.title as requestTitle',
  'r.state as requestState',
  's.unitId',
  's.receiptNumber',
  's.fileId',
  'l.name as fileName',
  'l.size',
  's.note',
  's.claimsBusinessSecret',
  'a.name as submittedBy',
  's.submittedAt',
] as const
const derived = [
  sql<string>`encode(l.sha256, 'hex')`.as('sha256'),
  unitNameOf('s').as('unitName'),
  goneOf('s').as('gone'),
  sql<boolean>`(s.submitted_at at time zone 'Europe/Stockholm')::date > r.due_on`.as('late'),
] as const

/** Everything handed in to one request, newest first: nothing is ever taken away or replaced. */
export function listReceipts(db: Db, requestId: string, reach: Reach) {
  return submissionsWithin(db, reach)
    .select(columns)
    .select(derived)
    .where('s.documentRequestId', '=', requestId)
    .orderBy('s.submittedAt', 'desc')
    .orderBy('s.id')
    .execute()
}

export type Receipt = Awaited<ReturnType<typeof listReceipts>>[number]

/** One page of all that was ever handed in, with the number of all. */
export async function listAllReceipts(
  db: Db,
  reach: Reach,
  filter: HandInFilter,
): Promise<{ receipts: Receipt[]; total: number }> {
  let matching = submissionsWithin(db, reach)
  if (filter.unit) matching = matching.where('s.unitId', '=', filter.unit)
  const query = matching.select(columns).select(derived).orderBy('s.submittedAt', 'desc').orderBy('s.id')
  const { rows, total } = await paged(query, filter)
  return { receipts: rows, total }
}

/** Documents the unit has handed in before and not to this request: the newest submission of each content. */
export async function listReusable(db: Db, request: { id: string; unitId: string }, reach: Reach) {
  const rows = await submissionsWithin(db, reach)
    .select(columns)
    .select(derived)
    .where('s.unitId', '=', request.unitId)
    .where('s.disposalId', 'is', null)
    .where(
      sql<boolean>`l.sha256 not in (select o.sha256 from submission x
        join file o on o.municipality_id = x.municipality_id and o.id = x.file_id
        where x.municipality_id = s.municipality_id and x.document_request_id = ${request.id})`,
    )
    .orderBy('s.submittedAt', 'desc')
    .orderBy('s.id')
    .limit(200)
    .execute()
  const newest = new Map<string, Receipt>()
  for (const row of rows) if (!newest.has(row.sha256)) newest.set(row.sha256, row)
  return [...newest.values()].slice(0, 30)
}

/** One earlier submission of the same unit, to hand in again. */
export function findReusable(db: Db, submissionId: string, at: { unitId: string; reach: Reach }) {
  return submissionsWithin(db, at.reach)
    .select(['s.id', 's.fileId', 'l.name as fileName'])
    .where('s.id', '=', submissionId)
    .where('s.disposalId', 'is', null)
    .where('s.unitId', '=', at.unitId)
    .executeTakeFirst()
}
