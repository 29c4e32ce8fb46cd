import { sql } from 'kysely'
import { goneOf } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import type { EvidenceView, LawView, RowDetail } from './protocol-contract.ts'

/** What an assessor reads beside the row: the wording, what helps to judge it, what was found last time. */
export async function listDetails(
  db: Db,
  followUp: { id: string; unitId: string; providerId: string },
  rowIds: readonly string[],
): Promise<RowDetail[]> {
  if (rowIds.length === 0) return []
  const rows = await db
    .selectFrom('protocolRow as r')
    .innerJoin('requirement as q', (join) =>
      join.onRef('q.municipalityId', '=', 'r.municipalityId').onRef('q.id', '=', 'r.requirementId'),
    )
    .select(['r.id as rowId', 'r.requirementKey as key', 'r.origin', 'r.clause', 'q.text', 'q.levels'])
    .select(['q.guidance', 'q.evidence as evidenceAsked', 'q.questions', 'q.lawKeys'])
    .where('r.followUpId', '=', followUp.id)
    .where('r.id', 'in', [...rowIds])
    .execute()
  // One after the other: a transaction is one connection, which answers one question at a time.
  const laws = await lawsByKey(db, [...new Set(rows.flatMap((row) => row.lawKeys))])
  const last = await lastTimes(db, followUp)
  const acute = await acuteByRow(db, followUp.id)
  const evidence = await listEvidence(db, followUp.id)
  return rows.map(({ key, lawKeys, levels, ...row }) => ({
    ...row,
    // The catalogue's loader checks this shape; the column holds nothing else.
    levels: levels as RowDetail['levels'],
    laws: lawKeys.flatMap((lawKey) => laws.get(lawKey) ?? []),
    lastTime: last.get(key) ?? null,
    acuteFindingId: acute.get(row.rowId) ?? null,
    evidence: evidence.filter((one) => one.rowId === row.rowId),
  }))
}

async function lawsByKey(db: Db, keys: readonly string[]): Promise<Map<string, LawView>> {
  if (keys.length === 0) return new Map()
  const laws = await db
    .selectFrom('lawReference')
    .select(['key', 'short', 'section', 'summary', 'validFrom', 'validTo'])
    .where('key', 'in', [...keys])
    .execute()
  return new Map(
    laws.map(({ short, section, ...law }) => [law.key, { ...law, name: `${short} ${section}`.trim() }]),
  )
}

/**
 * The fixed verdicts of the unit before this follow-up, in their newest version, under the same operator: a later
 * operator never inherits an earlier one's. When they were first fixed decides: a correction does not make them newer.
 */
async function lastTimes(db: Db, followUp: { id: string; unitId: string; providerId: string }) {
  const fixed = await db
    .selectFrom('fixedVerdict as v')
    .innerJoin('assessment as s', (join) =>
      join.onRef('s.municipalityId', '=', 'v.municipalityId').onRef('s.id', '=', 'v.assessmentId'),
    )
    .innerJoin('assessment as first', (join) =>
      join
        .onRef('first.municipalityId', '=', 's.municipalityId')
        .onRef('first.followUpId', '=', 's.followUpId')
        .on('first.version', '=', 1),
    )
    .distinctOn('v.requirementKey')
    .select(['v.requirementKey', 'v.verdict', 's.fixedAt'])
    .where('v.unitId', '=', followUp.unitId)
    .where('v.providerId', '=', followUp.providerId)
    .where('s.followUpId', '<>', followUp.id)
    .where(
      sql<boolean>`first.fixed_at < coalesce((select own.fixed_at from assessment own
        where own.municipality_id = s.municipality_id and own.follow_up_id = ${followUp.id} and own.version = 1), 'infinity')`,
    )
    .orderBy('v.requirementKey')
    .orderBy('first.fixedAt', 'desc')
    .orderBy('s.version', 'desc')
    .execute()
  return new Map(
    fixed.map((row) => [row.requirementKey, { verdict: row.verdict, on: row.fixedAt.toISOString() }]),
  )
}

async function acuteByRow(db: Db, followUpId: string): Promise<Map<string, string>> {
  const findings = await db
    .selectFrom('finding')
    .select(['id', 'protocolRowId'])
    .where('followUpId', '=', followUpId)
    .where('severity', '=', 'acute')
    .where('state', 'not in', ['closed', 'withdrawn'])
    .where('protocolRowId', 'is not', null)
    .orderBy('foundAt')
    .orderBy('id')
    .execute()
  return new Map(findings.map((finding) => [finding.protocolRowId ?? '', finding.id]))
}

export async function listEvidence(
  db: Db,
  followUpId: string,
  rowIds?: readonly string[],
): Promise<EvidenceView[]> {
  if (rowIds?.length === 0) return []
  let query = db
    .selectFrom('evidence as e')
    .leftJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 'e.municipalityId').onRef('f.id', '=', 'e.fileId'),
    )
    .leftJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'e.municipalityId').onRef('a.id', '=', 'e.addedBy'),
    )
    .select(['e.id', 'e.protocolRowId as rowId', 'e.kind', 'e.text', 'e.fileId', 'f.name as fileName'])
    .select(['a.name as addedBy', 'e.addedAt', goneOf('e').as('gone')])
    .where('e.followUpId', '=', followUpId)
    .where('e.removedAt', 'is', null)
    .orderBy('e.addedAt')
    .orderBy('e.id')
  if (rowIds) query = query.where('e.protocolRowId', 'in', [...rowIds])
  const rows = await query.execute()
  return rows.map((row) => ({
    ...row,
    addedBy: row.addedBy ?? '',
    addedAt: row.addedAt.toISOString(),
  }))
}

/** Documents handed in for this follow-up, to point at as evidence. */
export function listSubmittedFiles(db: Db, followUpId: string) {
  return db
    .selectFrom('submission as s')
    .innerJoin('documentRequest as d', (join) =>
      join.onRef('d.municipalityId', '=', 's.municipalityId').onRef('d.id', '=', 's.documentRequestId'),
    )
    .innerJoin('file as f', (join) =>
      join.onRef('f.municipalityId', '=', 's.municipalityId').onRef('f.id', '=', 's.fileId'),
    )
    .select(['f.id', 'f.name', 'd.title as request'])
    .where('s.disposalId', 'is', null)
    .where('d.followUpId', '=', followUpId)
    .orderBy('s.submittedAt', 'desc')
    .orderBy('f.id')
    .execute()
}
