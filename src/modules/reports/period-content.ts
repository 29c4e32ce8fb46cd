import { sql } from 'kysely'
import { isUuid } from '#kernel/ids.ts'
import { compareSwedish } from '#kernel/swedish.ts'
import { listAreasInView, type AreaInView } from '#modules/frameworks/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { choiceOf } from './period-choice.ts'
import { listPromised } from './period-actions.ts'
import { countVerdicts, lawOf, listDecided, listFixed, listFound, type Asked } from './period-queries.ts'
import { comparedWithPlan } from './period-plan.ts'
import { sumOf, type Period, type PeriodArea, type PeriodContent } from './period-rules.ts'
import { trendTo } from './period-trend.ts'

type Counted = Awaited<ReturnType<typeof countVerdicts>>
export type Gathered = PeriodContent & { isInvented: boolean }

/**
 * The one function that gathers a report of a period: every form of it, every table and every figure is made of its
 * answer, and it holds the rows that each number is counted from.
 */
export async function periodContent(db: Db, asked: Asked): Promise<Gathered> {
  const law = lawOf(asked)
  const all = await listFixed(db, asked)
  const counted = await countVerdicts(
    db,
    all.map((row) => row.assessmentId),
    law,
  )
  const byAssessment = Map.groupBy(counted, (row) => row.assessmentId)
  const fixed = law ? all.filter((row) => byAssessment.has(row.assessmentId)) : all
  const names = new Map(fixed.map((row) => [row.id, row.unitName]))
  const found = await listFound(db, [...names.keys()], asked.today, law)
  const frameworks = ['sol', 'lss', 'hsl']
  const national = await listAreasInView(db, 'national', frameworks)
  const own = await listAreasInView(db, 'own', frameworks)
  return {
    selection: asked.selection,
    choice: await choiceOf(db, asked.selection),
    period: asked.period,
    asOf: asked.today,
    isInvented: fixed.some((row) => row.isInvented),
    followUps: fixed.map(({ assessmentId, isInvented: _, ...row }) => ({
      ...row,
      counts: sumOf(byAssessment.get(assessmentId) ?? []),
    })),
    ...(await comparedWithPlan(db, asked, fixed)),
    findings: found.map((row) => ({ ...row, unitName: names.get(row.followUpId) ?? '' })),
    actions: await listPromised(db, asked),
    decisions: await listDecided(db, asked),
    national: national.map((area) => inArea(area, fixed, byAssessment)).filter(hasCounts),
    own: own.map((area) => inArea(area, fixed, byAssessment)).filter(hasCounts),
    trend: await trendTo(db, asked),
  }
}

const hasCounts = (area: PeriodArea): boolean => area.counts.length > 0

/** A requirement counts once in an area, also where it serves two of those that the area maps to. */
function inArea(
  { key, name, frameworkName, keys }: AreaInView,
  fixed: readonly { assessmentId: string }[],
  byAssessment: ReadonlyMap<string, Counted>,
): PeriodArea {
  const counts = fixed.flatMap(({ assessmentId }, place): PeriodArea['counts'] => {
    const serving = (byAssessment.get(assessmentId) ?? []).filter((row) =>
      row.qualityAreas.some((area) => keys.includes(area)),
    )
    const { met, partly, notMet } = sumOf(serving)
    return met + partly + notMet === 0 ? [] : [[place, met, partly, notMet]]
  })
  return { key, name, framework: frameworkName, counts }
}

/** The follow-ups that are closed or fixed without a report to the board and without a reason not to (M-259). */
export function listUnreported(db: Db, boardIds: readonly string[] | null, closedOnly = false) {
  let query = db
    .selectFrom('followUp as f')
    .innerJoin('assessment as j', (join) =>
      join
        .onRef('j.municipalityId', '=', 'f.municipalityId')
        .onRef('j.followUpId', '=', 'f.id')
        .on('j.version', '=', 1),
    )
    .where('f.state', 'in', closedOnly ? ['closed'] : ['fixed', 'closed'])
    .where('f.endedReason', '=', '')
    .where(
      sql<boolean>`not exists (select from paper x where x.municipality_id = f.municipality_id
        and x.follow_up_id = f.id and x.kind = 'followUpReport' and x.state = 'frozen')`,
    )
  if (boardIds) query = query.where('f.boardId', 'in', [...boardIds])
  return query
    .select([
      'f.id',
      'f.boardId',
      'f.unitId',
      'f.providerId',
      'f.title',
      'f.state',
      'f.closedAt',
      'j.fixedAt',
    ])
    .orderBy('j.fixedAt', 'desc')
    .orderBy('f.id')
    .execute()
}

type Choosing = { boardId: string; period: Period; today: string } & {
  [Name in 'areaId' | 'form' | 'followUpKind' | 'agreementId']?: string | undefined
}

/** What a report would be of: those fixed in the period that fit the filter, to choose among one by one. */
export function listChosen(db: Db, asked: Choosing) {
  const { boardId, period, today } = asked
  const selection = {
    ...nothingChosen,
    period: period.key,
    areaId: idOrNull(asked.areaId),
    form: asked.form ?? null,
    followUpKind: asked.followUpKind ?? null,
    agreementId: idOrNull(asked.agreementId),
  }
  return listFixed(db, { boardId, period, today, selection })
}

/** A hand-written address with something odd in it filters nothing. */
function idOrNull(text: string | undefined): string | null {
  return text && isUuid(text) ? text : null
}

/** Agreements whose units have been followed up, by their newest name: the choices for a joint summary. */
export async function listReportedAgreements(db: Db): Promise<{ value: string; label: string }[]> {
  const rows = await db
    .selectFrom('agreementState as s')
    .where('s.supersededAt', 'is', null)
    .where(
      sql<boolean>`exists (select from follow_up f join assessment j on j.municipality_id = f.municipality_id
        and j.follow_up_id = f.id where f.municipality_id = s.municipality_id and f.agreement_id = s.agreement_id)`,
    )
    .select(['s.agreementId', 's.title'])
    .distinctOn('s.agreementId')
    .orderBy('s.agreementId')
    .orderBy('s.validFrom', 'desc')
    .execute()
  return rows
    .map(({ agreementId, title }) => ({ value: agreementId, label: title }))
    .sort((one, other) => compareSwedish(one.label, other.label))
}

export const nothingChosen = {
  areaId: null,
  form: null,
  followUpKind: null,
  agreementId: null,
  followUpIds: null,
} as const
