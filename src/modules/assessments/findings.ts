import type { Context } from '#platform/command.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Place } from './place.ts'
import type { SnapshotFinding } from './rules.ts'

type Opening = { assessmentId: string; findings: readonly SnapshotFinding[] }

/** Not met becomes findings, tied to requirement version, unit, follow-up and the row with its evidence. */
export async function openFindings(context: Context, place: Place, opening: Opening): Promise<void> {
  if (opening.findings.length === 0) return
  const { db } = context
  const earlier = await earlierFindings(db, place)
  const rows = opening.findings.map((finding) => ({
    ...rowOf(finding, context, place),
    assessmentId: opening.assessmentId,
    repeatsId: finding.repeats ? (earlier.get(finding.key) ?? null) : null,
  }))
  await db
    .insertInto('finding')
    .values(rows)
    // A finding that an earlier correction withdrew and that holds again is the same finding, opened again.
    .onConflict((conflict) =>
      conflict.columns(['municipalityId', 'id']).doUpdateSet((set) => ({
        state: 'open',
        severity: set.ref('excluded.severity'),
        description: set.ref('excluded.description'),
        assessmentId: set.ref('excluded.assessmentId'),
        closedAt: null,
        closedReason: '',
        revision: set('finding.revision', '+', 1),
      })),
    )
    .execute()
}

function rowOf(finding: SnapshotFinding, { actor, now }: Context, place: Place) {
  const { boardId, unitId, providerId, followUpId } = place
  return {
    ...{ municipalityId: actor.municipalityId, followUpId, boardId, unitId, providerId },
    id: finding.id,
    requirementId: finding.requirementId,
    requirementKey: finding.key,
    protocolRowId: finding.rowId,
    severity: finding.severity,
    title: finding.title,
    description: finding.description,
    state: 'open' as const,
    foundAt: now,
    sharedAt: now,
  }
}

/** An acute finding raised during the follow-up is not made twice: it is tied to the assessment. */
export async function linkRaised(
  { db }: Context,
  of: { followUpId: string; assessmentId: string },
): Promise<void> {
  await db
    .updateTable('finding')
    .set((set) => ({ assessmentId: of.assessmentId, revision: set('revision', '+', 1) }))
    .where('followUpId', '=', of.followUpId)
    .where('assessmentId', 'is', null)
    .where('state', '<>', 'withdrawn')
    .execute()
}

export async function withdrawFindings(
  { db, now }: Context,
  ids: readonly string[],
  reason: string,
): Promise<void> {
  if (ids.length === 0) return
  await db
    .updateTable('finding')
    .set((set) => ({
      state: 'withdrawn',
      closedAt: now,
      closedReason: reason,
      revision: set('revision', '+', 1),
    }))
    .where('id', 'in', [...ids])
    .execute()
}

/** A correction can make a finding more or less serious; what has been done about it stays. */
export async function changeFindings(
  { db }: Context,
  findings: readonly SnapshotFinding[],
  assessmentId: string,
): Promise<void> {
  for (const { id, severity, description } of findings)
    await db
      .updateTable('finding')
      .set((set) => ({ severity, description, assessmentId, revision: set('revision', '+', 1) }))
      .where('id', '=', id)
      .execute()
}

/** The newest earlier finding of the unit by requirement, under the same provider: what a repeat points at. */
async function earlierFindings(db: Db, place: Place): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('finding')
    .select(['id', 'requirementKey'])
    .where('unitId', '=', place.unitId)
    .where('providerId', '=', place.providerId)
    .where('followUpId', '<>', place.followUpId)
    .where('state', '<>', 'withdrawn')
    .orderBy('foundAt')
    .orderBy('id')
    .execute()
  return new Map(rows.map((row) => [row.requirementKey, row.id]))
}
