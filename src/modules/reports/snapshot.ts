import type { IsoDate } from '#kernel/dates.ts'
import { todayIn } from '#kernel/dates.ts'
import type { AssessmentSnapshot } from '#modules/assessments/rules.ts'
import { planContent } from '#modules/plans/public.ts'
import type { Db } from '#platform/db/pool.ts'
import { periodContent } from './period-content.ts'
import { periodOf, type PeriodSelection } from './period-rules.ts'
import { findPaper } from './queries.ts'
import {
  inTime,
  type PaperSnapshot,
  type PlanSource,
  type Previous,
  type ReportContent,
  type ReportRow,
} from './rules.ts'
import { listActions, listReportFindings } from './snapshot-findings.ts'
import { newestTemplate } from './queries-templates.ts'

/**
 * The one function that gathers what a paper says. It is read once, compared once and stored: everything rendered
 * comes from its answer, so that no form of the paper can say something else than another.
 */
export async function reportSnapshot(
  db: Db,
  paperId: string,
  today: IsoDate,
): Promise<PaperSnapshot | undefined> {
  const paper = await findPaper(db, paperId)
  if (!paper) return undefined
  const place = await findPlace(db, paper)
  const report = paper.followUpId ? await reportContent(db, paper.followUpId, today) : undefined
  const gathered = await gatheredPeriod(db, paper, today)
  const plan = await gatheredPlan(db, paper, today)
  const template = await newestTemplate(db)
  const replaces = paper.replacesId ? await toReplaced(db, paper.replacesId) : undefined
  return {
    format: 1,
    paperId,
    kind: paper.kind,
    title: paper.title,
    ...place,
    date: today,
    author: paper.authorName,
    sections: paper.sections,
    report: report ?? null,
    ...(gathered && { period: gathered.content, isInvented: gathered.isInvented }),
    ...(plan && { plan }),
    ...(template && { template }),
    ...(replaces && { replaces }),
  }
}

type Sourced = { kind: string; boardId: string; source: unknown }

async function gatheredPeriod(db: Db, paper: Sourced, today: IsoDate) {
  if (paper.kind !== 'periodReport') return undefined
  // Written by this module's own command in this shape; the column is jsonb.
  const selection = paper.source as PeriodSelection
  const period = periodOf(selection.period)
  if (!period) return undefined
  const { isInvented, ...content } = await periodContent(db, {
    boardId: paper.boardId,
    selection,
    period,
    today,
  })
  return { isInvented, content }
}

async function gatheredPlan(db: Db, paper: Sourced, today: IsoDate) {
  if (paper.kind !== 'plan') return undefined
  // Written by this module's own command in this shape; the column is jsonb.
  const { yearPlanId, version } = paper.source as PlanSource
  return planContent(db, yearPlanId, version, today)
}

async function toReplaced(db: Db, paperId: string): Promise<PaperSnapshot['replaces']> {
  const row = await db
    .selectFrom('paper as p')
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'p.municipalityId').onRef('m.id', '=', 'p.matterId'),
    )
    .select(['p.id', 'p.title', 'p.frozenAt', 'm.caseNumber'])
    .where('p.id', '=', paperId)
    .executeTakeFirst()
  if (!row?.frozenAt) return undefined
  return { id: row.id, title: row.title, date: todayIn(row.frozenAt), caseNumber: row.caseNumber ?? '' }
}

type Placed = { boardId: string; matterId: string | null; unitId: string | null }

/** Whose paper it is, and the colour of the municipality. */
export async function findPlace(db: Db, paper: Placed) {
  const municipality = await db
    .selectFrom('municipality')
    .select(['name', 'accent'])
    .executeTakeFirstOrThrow()
  const board = await db
    .selectFrom('board')
    .select('name')
    .where('id', '=', paper.boardId)
    .executeTakeFirstOrThrow()
  const matter = paper.matterId
    ? await db.selectFrom('matter').select('caseNumber').where('id', '=', paper.matterId).executeTakeFirst()
    : undefined
  const unit = paper.unitId
    ? await db.selectFrom('unit').select('isInvented').where('id', '=', paper.unitId).executeTakeFirst()
    : undefined
  return {
    municipality: municipality.name,
    accent: municipality.accent,
    board: board.name,
    caseNumber: matter?.caseNumber ?? '',
    isInvented: unit?.isInvented ?? false,
  }
}

/** The newest fixed judgement of a follow-up with what has come of it; undefined where nothing is fixed yet. */
export async function reportContent(
  db: Db,
  followUpId: string,
  today: IsoDate,
): Promise<ReportContent | undefined> {
  const fixed = await findNewest(db, followUpId)
  if (!fixed) return undefined
  const { snapshot } = fixed
  const last = await findLastTime(db, fixed)
  const then = new Map(last?.snapshot.rows.map((row) => [row.key, row.verdict]))
  const findings = await listReportFindings(db, fixed, today)
  const actions = await listActions(db, [followUpId, ...(last ? [last.followUpId] : [])])
  return {
    assessmentVersion: fixed.version,
    ruleVersion: fixed.ruleVersion,
    fixedOn: todayIn(fixed.fixedAt),
    correction: fixed.reason,
    followUp: snapshot.followUp,
    economyInput: snapshot.economyInput,
    individualInput: snapshot.individualInput,
    analysis: [snapshot.summary, snapshot.analysis].filter(Boolean).join('\n\n'),
    areas: areasOf(snapshot),
    rows: snapshot.rows.map((row) => toRow(row, then.get(row.key) ?? row.previousVerdict)),
    counts: snapshot.counts,
    findings,
    actions: inTime(actions, today),
    previous: last ? await toPrevious(db, last) : null,
    comments: snapshot.comments,
    statement: fixed.statement || snapshot.statement,
    laws: [...new Set(snapshot.rows.flatMap((row) => row.lawReferences))].sort(),
  }
}

const assessmentColumns = [
  'followUpId',
  'unitId',
  'providerId',
  'version',
  'snapshot',
  'ruleVersion',
  'reason',
  'statement',
  'fixedAt',
] as const

type Fixed = NonNullable<Awaited<ReturnType<typeof findNewest>>>

async function findNewest(db: Db, followUpId: string) {
  const row = await db
    .selectFrom('assessment')
    .select(assessmentColumns)
    .where('followUpId', '=', followUpId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  // Written by the assessment's own fixing in this shape; the column is jsonb.
  return row && { ...row, snapshot: row.snapshot as AssessmentSnapshot }
}

/**
 * The judgement before this one, of the same unit in the hands of the same provider, in its newest version. When each
 * was first fixed decides which came before: a correction of an old one must not be compared with what came after it.
 */
async function findLastTime(db: Db, fixed: Fixed): Promise<Fixed | undefined> {
  const earlier = await db
    .selectFrom('assessment')
    .select('followUpId')
    .where('unitId', '=', fixed.unitId)
    .where('providerId', '=', fixed.providerId)
    .where('followUpId', '<>', fixed.followUpId)
    .where('version', '=', 1)
    .where('fixedAt', '<', (own) =>
      own
        .selectFrom('assessment as first')
        .select('first.fixedAt')
        .where('first.followUpId', '=', fixed.followUpId)
        .where('first.version', '=', 1),
    )
    .orderBy('fixedAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return earlier && findNewest(db, earlier.followUpId)
}

async function toPrevious(db: Db, last: Fixed): Promise<Previous> {
  const { snapshot } = last
  return {
    title: snapshot.followUp.title,
    fixedOn: todayIn(last.fixedAt),
    counts: snapshot.counts,
    verdicts: snapshot.rows.map(({ key, focusArea, verdict }) => ({ key, focusArea, verdict })),
    findings: snapshot.findings.length,
    actions: await actionsToldLastTime(db, last.followUpId),
  }
}

/** What the board was told then, so that a change is a change since what it read. */
async function actionsToldLastTime(db: Db, followUpId: string) {
  const paper = await db
    .selectFrom('paper')
    .select('snapshot')
    .where('followUpId', '=', followUpId)
    .where('kind', '=', 'followUpReport')
    .where('state', '=', 'frozen')
    .orderBy('frozenAt', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  // Written by the freezing in this shape; the column is jsonb.
  return (paper?.snapshot as PaperSnapshot | undefined)?.report?.actions ?? null
}

/** The focus areas of the judgement in the order of the protocol, by the names they had in it. */
function areasOf({ rows }: AssessmentSnapshot): { key: string; name: string }[] {
  const names = new Map(rows.map((row) => [row.focusArea, row.focusAreaName || nameOf(row.focusArea)]))
  return [...names].map(([key, name]) => ({ key, name }))
}

/** An area without a name: its key is the best there is. */
function nameOf(key: string): string {
  const words = (key.split('/').at(-1) ?? key).replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

type SnapshotRow = AssessmentSnapshot['rows'][number]

function toRow(row: SnapshotRow, previousVerdict: ReportRow['previousVerdict']): ReportRow {
  const { key, code, title, focusArea, verdict, level, note, reason } = row
  return {
    key,
    code,
    title,
    focusArea,
    verdict,
    previousVerdict,
    level,
    note,
    reason,
    measured: measuredOf(row),
  }
}

function measuredOf({ measured, guideValue }: SnapshotRow): string {
  if (measured === null || !guideValue) return ''
  const sign = guideValue.better === 'higher' ? 'minst' : 'högst'
  return `${written(measured)} ${guideValue.unit}, riktvärde ${sign} ${written(guideValue.value)} ${guideValue.unit}`
}

function written(value: number): string {
  return String(value).replace('.', ',')
}
