import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { citation, lawOn } from '#modules/catalogues/public.ts'
import type { Db } from '#platform/db/pool.ts'
import type { GuideValue, SnapshotEvidence, SnapshotRow, Verdict } from './rules.ts'
import type { Origin } from './snapshot-follow-up.ts'

/** The protocol's rows with all that explains them: evidence, level texts, legal ground and last time's verdict. */
export async function listSnapshotRows(db: Db, origin: Origin): Promise<SnapshotRow[]> {
  const rows = await listProtocol(db, origin.followUpId)
  const evidence = await evidenceByRow(db, origin.followUpId)
  const lawName = await lawNamer(db, origin.requirementsPer)
  const previous = await previousVerdicts(db, origin)
  const acute = await acuteFindings(db, origin.followUpId)
  const areas = await areaNames(db)
  return rows.map(({ lawKeys, levels, guideValue, ...row }) => {
    // Written by the catalogue's own shape; the column is jsonb.
    const levelTexts = levels as { level: number; text: string }[]
    return {
      ...row,
      focusAreaName: areas.get(row.focusArea) ?? row.focusArea,
      levels: levelTexts,
      levelText: levelTexts.find((one) => one.level === row.level)?.text ?? '',
      // As above: the check constraint ties it to the kind guideValue.
      guideValue: guideValue as GuideValue | null,
      evidence: evidence.get(row.rowId) ?? [],
      lawReferences: [...new Set(lawKeys.map(lawName))].filter(Boolean),
      previousVerdict: previous.get(row.key) ?? null,
      acuteFindingId: acute.get(row.rowId) ?? null,
    }
  })
}

function listProtocol(db: Db, followUpId: string) {
  return db
    .selectFrom('protocolRow as r')
    .innerJoin('requirement as q', (join) =>
      join.onRef('q.municipalityId', '=', 'r.municipalityId').onRef('q.id', '=', 'r.requirementId'),
    )
    .select([
      'r.id as rowId',
      'r.requirementId',
      'r.requirementKey as key',
      'q.code',
      'q.title',
      'q.text',
      'q.kind',
      'q.focusArea',
      'q.qualityAreas',
      'r.clause',
      'r.origin',
      'r.verdict',
      'r.level',
      'r.measured',
      'r.note',
      'r.reason',
      'q.levels',
      'q.guideValue',
      'q.lawKeys',
      'q.severityIfNotMet',
    ])
    .where('r.followUpId', '=', followUpId)
    .orderBy('r.position')
    .orderBy('r.id')
    .execute()
}

async function evidenceByRow(db: Db, followUpId: string): Promise<Map<string, SnapshotEvidence[]>> {
  const rows = await db
    .selectFrom('evidence as e')
    .leftJoin('file as x', (join) =>
      join.onRef('x.municipalityId', '=', 'e.municipalityId').onRef('x.id', '=', 'e.fileId'),
    )
    .select(['e.protocolRowId', 'e.kind', 'e.text', 'x.name as fileName'])
    .where('e.followUpId', '=', followUpId)
    .where('e.removedAt', 'is', null)
    .orderBy('e.addedAt')
    .orderBy('e.id')
    .execute()
  const byRow = new Map<string, SnapshotEvidence[]>()
  for (const { protocolRowId, ...piece } of rows)
    byRow.set(protocolRowId, [...(byRow.get(protocolRowId) ?? []), piece])
  return byRow
}

/**
 * Law as it held on the day the protocol was made of: a report of 2023 cites the act of 2001 also where the catalogue
 * names the one that replaced it. What nothing held that day is left out.
 */
async function lawNamer(db: Db, day: IsoDate): Promise<(key: string) => string> {
  const rows = await db
    .selectFrom('lawReference')
    .select(['key', 'act', 'short', 'section', 'summary', 'validFrom', 'validTo', 'replaces', 'verified'])
    .execute()
  const references = new Map(rows.map((row) => [row.key, row]))
  return (key) => {
    const reference = lawOn(references, key, day)
    return reference ? citation(reference) : ''
  }
}

/** Requirements carry the key of a focus area without its framework's. */
async function areaNames(db: Db): Promise<Map<string, string>> {
  const prefix = 'fokus/'
  const rows = await db
    .selectFrom('qualityArea')
    .select(['key', 'name'])
    .where('key', 'like', `${prefix}%`)
    .execute()
  return new Map(rows.map((row) => [row.key.slice(prefix.length), row.name]))
}

/**
 * Last time's verdicts: the newest version of earlier follow-ups of the unit under the same provider. A new provider
 * does not inherit what the one before was told.
 */
async function previousVerdicts(db: Db, origin: Origin): Promise<Map<string, Verdict>> {
  const { rows } = await sql<{ requirementKey: string; verdict: Verdict }>`
    select distinct on (v.requirement_key) v.requirement_key, v.verdict
    from fixed_verdict v
    join assessment a on a.municipality_id = v.municipality_id and a.id = v.assessment_id
    join assessment first on first.municipality_id = a.municipality_id and first.follow_up_id = a.follow_up_id
      and first.version = 1
    where v.unit_id = ${origin.unitId} and a.provider_id = ${origin.providerId}
      and a.follow_up_id <> ${origin.followUpId} and v.verdict <> 'notAssessed'
      and not exists (select from assessment later where later.municipality_id = a.municipality_id
        and later.follow_up_id = a.follow_up_id and later.version > a.version)
      and first.fixed_at < coalesce((select own.fixed_at from assessment own
        where own.municipality_id = a.municipality_id and own.follow_up_id = ${origin.followUpId}
          and own.version = 1), 'infinity')
    order by v.requirement_key, first.fixed_at desc, a.id`.execute(db)
  return new Map(rows.map((row) => [row.requirementKey, row.verdict]))
}

async function acuteFindings(db: Db, followUpId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['id', 'protocolRowId'])
    .where('followUpId', '=', followUpId)
    .where('severity', '=', 'acute')
    .where('state', '<>', 'withdrawn')
    .orderBy('foundAt', 'desc')
    .orderBy('id')
    .execute()
  return new Map(rows.flatMap((row) => (row.protocolRowId ? [[row.protocolRowId, row.id] as const] : [])))
}
