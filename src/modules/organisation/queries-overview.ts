import { sql } from 'kysely'
import { openFinding } from '#platform/db/fragments.ts'
import type { Db } from '#platform/db/pool.ts'

/** What a measured value is held against. */
export type GuideValue = { value: number; unit: string; better: 'higher' | 'lower'; of: string }

/** How many fixed verdicts of each kind; what is not assessed is counted too, so that the sum is the whole. */
export type VerdictCounts = Record<'met' | 'partly' | 'notMet' | 'notApplicable' | 'notAssessed', number>

/** The follow-ups of a unit and what the latest of them found, for a page that shows both. */
export async function unitOverview(db: Db, unitId: string) {
  const fixed = await latestAssessments(db, unitId)
  return { followUps: await followUpsWith(db, unitId, fixed), results: await resultsOf(db, fixed) }
}

/** The follow-ups of a unit, latest first, each with the verdicts of its latest fixed assessment. */
export async function listUnitFollowUps(db: Db, unitId: string) {
  return followUpsWith(db, unitId, await latestAssessments(db, unitId))
}

/** What the unit's latest fixed assessment says, requirement by requirement, with what results are grouped by. */
export async function listLatestResults(db: Db, unitId: string) {
  return resultsOf(db, await latestAssessments(db, unitId))
}

type Fixed = Awaited<ReturnType<typeof latestAssessments>>

async function followUpsWith(db: Db, unitId: string, fixed: Fixed) {
  const followUps = await db
    .selectFrom('followUp')
    .select(['id', 'title', 'kind', 'depth', 'state', 'dueOn', 'announced', 'providerId'])
    .where('unitId', '=', unitId)
    .orderBy('dueOn', 'desc')
    .orderBy('id')
    .limit(100)
    .execute()
  const counts = await countVerdicts(
    db,
    fixed.map((assessment) => assessment.id),
  )
  return followUps.map((followUp) => {
    const assessment = fixed.find((row) => row.followUpId === followUp.id)
    const verdicts = assessment && counts.get(assessment.id)
    return {
      ...followUp,
      assessmentId: assessment?.id ?? null,
      fixedAt: assessment?.fixedAt ?? null,
      verdicts: verdicts ?? null,
    }
  })
}

async function resultsOf(db: Db, [latest]: Fixed) {
  if (!latest) return undefined
  const rows = await db
    .selectFrom('fixedVerdict as f')
    .innerJoin('requirement as r', (join) =>
      join.onRef('r.municipalityId', '=', 'f.municipalityId').onRef('r.id', '=', 'f.requirementId'),
    )
    .select(['f.requirementId', 'f.verdict', 'r.dimension', 'r.qualityAreas', 'r.title', 'f.measured'])
    // The catalogue's own commands check this shape; the column holds nothing else.
    .select(sql<GuideValue | null>`r.guide_value`.as('guideValue'))
    .where('f.assessmentId', '=', latest.id)
    .orderBy('f.requirementId')
    .execute()
  return { assessmentId: latest.id, fixedAt: latest.fixedAt, rows }
}

export function listOpenFindings(db: Db, unitId: string) {
  return db
    .selectFrom('finding as f')
    .select(['id', 'title', 'severity', 'state', 'foundAt', 'repeatsId'])
    .where('unitId', '=', unitId)
    .where(openFinding('f'))
    .orderBy((order) => order.case('severity').when('acute').then(1).when('serious').then(2).else(3).end())
    .orderBy('foundAt', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()
}

/** The quality areas of the given frameworks, in their order. */
export function listQualityAreas(db: Db, frameworks: readonly string[]) {
  return db
    .selectFrom('qualityArea as q')
    .innerJoin('framework as f', (join) =>
      join.onRef('f.municipalityId', '=', 'q.municipalityId').onRef('f.id', '=', 'q.frameworkId'),
    )
    .select(['q.key', 'q.name', 'q.description', 'f.key as framework', 'f.name as frameworkName'])
    .where('f.key', 'in', ['', ...frameworks])
    .orderBy(sql`array_position(${[...frameworks]}::text[], f.key)`)
    .orderBy('q.position')
    .orderBy('q.id')
    .execute()
}

/** The latest version of each assessment of a unit, by when it was first fixed: a correction does not make it newer. */
function latestAssessments(db: Db, unitId: string) {
  return db
    .selectFrom('assessment as a')
    .innerJoin('assessment as first', (join) =>
      join
        .onRef('first.municipalityId', '=', 'a.municipalityId')
        .onRef('first.followUpId', '=', 'a.followUpId')
        .on('first.version', '=', 1),
    )
    .select(['a.id', 'a.followUpId', 'a.fixedAt'])
    .where('a.unitId', '=', unitId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('assessment as later')
            .select('later.id')
            .whereRef('later.municipalityId', '=', 'a.municipalityId')
            .whereRef('later.followUpId', '=', 'a.followUpId')
            .whereRef('later.version', '>', 'a.version'),
        ),
      ),
    )
    .orderBy('first.fixedAt', 'desc')
    .orderBy('a.id')
    .execute()
}

async function countVerdicts(db: Db, assessmentIds: readonly string[]): Promise<Map<string, VerdictCounts>> {
  const counts = new Map<string, VerdictCounts>()
  if (assessmentIds.length === 0) return counts
  const rows = await db
    .selectFrom('fixedVerdict')
    .select((select) => ['assessmentId', 'verdict', select.fn.countAll<number>().as('count')])
    .where('assessmentId', 'in', [...assessmentIds])
    .groupBy(['assessmentId', 'verdict'])
    .execute()
  for (const { assessmentId, verdict, count } of rows) {
    const so = counts.get(assessmentId) ?? { met: 0, partly: 0, notMet: 0, notApplicable: 0, notAssessed: 0 }
    counts.set(assessmentId, { ...so, [verdict]: count })
  }
  return counts
}
