import { sql } from 'kysely'
import { swedishToday } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'
import {
  isWithinDepth,
  listApplicableRequirements,
  type ApplicableRequirement,
} from '#modules/agreements/public.ts'
import type { Depth, FollowUp, Origin } from './rules.ts'

export type ProtocolBasis = Pick<
  FollowUp,
  'unitId' | 'requirementsPer' | 'depth' | 'focusAreas' | 'previousId' | 'kind'
> &
  Partial<Pick<FollowUp, 'narrowed' | 'requirementKeys'>>
export type PlannedRow = { requirement: ApplicableRequirement; origin: Origin }

/**
 * The requirements the protocol is made of, in the order of the catalogue: those of the agreement within the depth,
 * the standing themes, the deeper ones of the year's focus areas, and what was not met last time. A return visit has only the requirements
 * of the findings it is to check, and a narrowed follow-up only those that were chosen, however deep they lie.
 */
export async function planProtocol(db: Db, basis: ProtocolBasis) {
  const applicable = await listApplicableRequirements(db, basis.unitId, basis.requirementsPer, 'inDepth')
  if (!applicable) return undefined
  const unmet =
    basis.kind === 'revisit'
      ? await unfinishedFindings(db, basis.previousId)
      : await unmetLastTime(db, basis.previousId)
  const rows = applicable.requirements.flatMap((requirement): PlannedRow[] => {
    const origin = originOf(requirement, basis, unmet)
    return origin ? [{ requirement, origin }] : []
  })
  return { catalogueVersionId: applicable.catalogueVersionId, agreement: applicable.agreement, rows }
}

function originOf(
  requirement: { depth: Depth; focusArea: string; key: string; alwaysAsked: boolean },
  basis: Omit<ProtocolBasis, 'unitId' | 'requirementsPer' | 'previousId'>,
  unmet: ReadonlySet<string>,
): Origin | undefined {
  if (basis.kind === 'revisit') return unmet.has(requirement.key) ? 'lastTime' : undefined
  if (basis.narrowed) return isChosen(requirement, basis) ? 'focus' : undefined
  if (isWithinDepth(requirement, basis.depth)) return 'agreement'
  if (basis.focusAreas.includes(requirement.focusArea)) return 'focus'
  return unmet.has(requirement.key) ? 'lastTime' : undefined
}

function isChosen(
  requirement: { focusArea: string; key: string },
  { focusAreas, requirementKeys = [] }: Pick<ProtocolBasis, 'focusAreas' | 'requirementKeys'>,
): boolean {
  return focusAreas.includes(requirement.focusArea) || requirementKeys.includes(requirement.key)
}

/** Keys of what the latest version of the assessment did not find met: partly met is not met. */
export async function unmetLastTime(db: Db, previousId: string | null): Promise<ReadonlySet<string>> {
  if (!previousId) return new Set()
  const assessment = await db
    .selectFrom('assessment')
    .select('id')
    .where('followUpId', '=', previousId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!assessment) return new Set()
  const verdicts = await db
    .selectFrom('fixedVerdict')
    .select('requirementKey')
    .where('assessmentId', '=', assessment.id)
    .where('verdict', 'in', ['notMet', 'partly'])
    .execute()
  return new Set(verdicts.map((row) => row.requirementKey))
}

/** Requirements of the findings of a follow-up that are not closed: what a return visit looks at. */
async function unfinishedFindings(db: Db, followUpId: string | null): Promise<ReadonlySet<string>> {
  if (!followUpId) return new Set()
  const findings = await db
    .selectFrom('finding')
    .select('requirementKey')
    .where('followUpId', '=', followUpId)
    .where('state', 'not in', ['closed', 'withdrawn'])
    .execute()
  return new Set(findings.map((row) => row.requirementKey))
}

/** What the overview shows from last time: all findings, or for a return visit those that it is to check. */
export async function listLastTime(db: Db, followUp: FollowUp) {
  if (!followUp.previousId) return []
  const findings = await listFindingsOf(db, followUp.previousId)
  if (followUp.kind !== 'revisit') return findings
  if (followUp.state === 'planned') return findings.filter((finding) => finding.state !== 'closed')
  const codes = new Set((await listProtocolRequirements(db, followUp.id)).map((row) => row.code))
  return findings.filter((finding) => codes.has(finding.code))
}

/** The assessed follow-up that a return visit goes back to; another unit's or operator's is none. */
export function findRevisited(db: Db, of: { unitId: string; providerId: string; id: string }) {
  return db
    .selectFrom('followUp')
    .select('id')
    .where('id', '=', of.id)
    .where('unitId', '=', of.unitId)
    .where('providerId', '=', of.providerId)
    .where('state', 'in', ['fixed', 'closed'])
    .executeTakeFirst()
}

/** The latest assessed follow-up of the unit under the same operator: nobody inherits the one before. */
export function findPrevious(db: Db, of: { unitId: string; providerId: string; id?: string }) {
  return db
    .selectFrom('followUp as f')
    .innerJoin('assessment as a', (join) =>
      join
        .onRef('a.municipalityId', '=', 'f.municipalityId')
        .onRef('a.followUpId', '=', 'f.id')
        // When it was first fixed: a later correction does not make it the latest.
        .on('a.version', '=', 1),
    )
    .select(['f.id', 'f.title', 'f.dueOn', 'f.depth', 'a.fixedAt'])
    .where('f.unitId', '=', of.unitId)
    .where('f.providerId', '=', of.providerId)
    .where('f.state', 'in', ['fixed', 'closed'])
    .$if(of.id !== undefined, (query) => query.where('f.id', '<>', of.id ?? ''))
    .orderBy('a.fixedAt', 'desc')
    .orderBy('f.id')
    .limit(1)
    .executeTakeFirst()
}

/** Findings of an earlier follow-up with where they stand now, the worst first. */
export function listFindingsOf(db: Db, followUpId: string) {
  return db
    .selectFrom('finding as n')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'n.municipalityId').onRef('r.id', '=', 'n.requirementId'),
    )
    .select(['n.id', 'n.title', 'n.severity', 'n.state', 'n.foundAt', 'r.code'])
    .where('n.followUpId', '=', followUpId)
    .where('n.state', '<>', 'withdrawn')
    .orderBy((order) =>
      order
        .case()
        .when('n.severity', '=', 'acute')
        .then(1)
        .when('n.severity', '=', 'serious')
        .then(2)
        .else(3)
        .end(),
    )
    .orderBy('n.foundAt')
    .orderBy('n.id')
    .execute()
}

/** How many rows the protocol has for each reason, and how many are judged. */
export async function countProtocol(db: Db, followUpId: string) {
  const rows = await db
    .selectFrom('protocolRow')
    .select((select) => [
      'origin',
      select.fn.countAll<number>().as('total'),
      select.fn.countAll<number>().filterWhere('verdict', '<>', 'notAssessed').as('assessed'),
    ])
    .where('followUpId', '=', followUpId)
    .groupBy('origin')
    .execute()
  return {
    total: rows.reduce((sum, row) => sum + row.total, 0),
    assessed: rows.reduce((sum, row) => sum + row.assessed, 0),
    byOrigin: Object.fromEntries(rows.map((row) => [row.origin, row.total])) as Partial<
      Record<Origin, number>
    >, // the keys come from the column, whose check allows only these
  }
}

/** What can be asked about in a request: the requirements of the protocol. */
export function listProtocolRequirements(db: Db, followUpId: string) {
  return db
    .selectFrom('protocolRow as p')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'p.municipalityId').onRef('r.id', '=', 'p.requirementId'),
    )
    .select(['r.id', 'r.code', 'r.title', 'r.focusArea', 'p.origin'])
    .where('p.followUpId', '=', followUpId)
    .orderBy('p.position')
    .orderBy('p.id')
    .execute()
}

/** The year's focus areas as the frameworks name them. Requirements carry the key without the framework's. */
export async function listFocusAreas(db: Db): Promise<{ key: string; name: string }[]> {
  const areas = await db
    .selectFrom('qualityArea')
    .select(['key', 'name'])
    .where('key', 'like', 'fokus/%')
    .where(sql<boolean>`(valid_to is null or valid_to > ${swedishToday})`)
    .orderBy('position')
    .orderBy('id')
    .execute()
  return areas.map((area) => ({ key: area.key.slice('fokus/'.length), name: area.name }))
}
