import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import type { PlanContent, PlanItem, PlanState } from './rules.ts'
import type { Uncovered } from './rules-uncovered.ts'

/** A year's plan with the board and matter it belongs to. */
export type YearPlan = {
  id: string
  boardId: string
  boardName: string
  title: string
  fromYear: number
  toYear: number
  matterId: string | null
  caseNumber: string
  basis: string
  riskAnalysis: string
  focusAreas: { year: number; areas: string[] }[]
  notCovered: { what: string; why: string }[]
  /** As it was when the plan was handed over; null before. */
  uncovered: Uncovered[] | null
  state: PlanState
  version: number
  reason: string
  paperId: string | null
  meetingId: string | null
  returnedNote: string
  revision: number
}

function plans(db: Db) {
  return db
    .selectFrom('yearPlan as y')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'y.municipalityId').onRef('b.id', '=', 'y.boardId'),
    )
    .leftJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'y.municipalityId').onRef('m.id', '=', 'y.matterId'),
    )
    .select([
      'y.id',
      'y.boardId',
      'b.name as boardName',
      'y.title',
      'y.fromYear',
      'y.toYear',
      'y.matterId',
      sql<string>`coalesce(m.case_number, '')`.as('caseNumber'),
      'y.basis',
      'y.riskAnalysis',
      // Written by our own commands in these shapes.
      sql<YearPlan['focusAreas']>`y.focus_areas`.as('focusAreas'),
      sql<YearPlan['notCovered']>`y.not_covered`.as('notCovered'),
      sql<YearPlan['uncovered']>`y.uncovered`.as('uncovered'),
      'y.state',
      'y.version',
      'y.reason',
      'y.paperId',
      'y.meetingId',
      'y.returnedNote',
      'y.revision',
    ])
}

export function findYearPlan(db: Db, yearPlanId: string): Promise<YearPlan | undefined> {
  return plans(db).where('y.id', '=', yearPlanId).executeTakeFirst()
}

/** Holds the plan, so that a decision and a change of its rows never cross. */
export function lockYearPlan(db: Db, yearPlanId: string): Promise<YearPlan | undefined> {
  return plans(db).where('y.id', '=', yearPlanId).forUpdate('y').executeTakeFirst()
}

/** For changes of single rows: two strategists may write at once, a decision waits for both. */
export function holdYearPlan(db: Db, yearPlanId: string): Promise<YearPlan | undefined> {
  return plans(db).where('y.id', '=', yearPlanId).forShare('y').executeTakeFirst()
}

export type YearPlanRow = YearPlan & { items: number; hours: number; decidedVersion: number | null }

/** The boards' plans, the latest years first. */
export function listYearPlans(db: Db): Promise<YearPlanRow[]> {
  return plans(db)
    .select([
      sql<number>`(select count(*) from plan_item i where i.municipality_id = y.municipality_id
        and i.year_plan_id = y.id and i.removed_at is null)`.as('items'),
      sql<number>`(select coalesce(sum(i.hours), 0) from plan_item i where i.municipality_id = y.municipality_id
        and i.year_plan_id = y.id and i.removed_at is null)`.as('hours'),
      sql<number | null>`(select max(v.version) from year_plan_version v
        where v.municipality_id = y.municipality_id and v.year_plan_id = y.id
          and v.withdrawn_at is null)`.as('decidedVersion'),
    ])
    .orderBy('y.fromYear', 'desc')
    .orderBy('b.name')
    .orderBy('y.id')
    .execute()
}

/** A decided version: its content as papers have it, and its rows as the next version is compared with them. */
export type PlanVersion = {
  id: string
  yearPlanId: string
  version: number
  content: PlanContent
  items: PlanItem[]
  decidedBy: 'board' | 'management'
  decidedOn: IsoDate
  paragraph: string
  delegationPoint: string
  wording: string
  reason: string
  recordedAt: Date
}

const versionHead = [
  'v.id',
  'v.yearPlanId',
  'v.version',
  'v.decidedBy',
  'v.decidedOn',
  'v.paragraph',
  'v.delegationPoint',
  'v.wording',
  'v.reason',
  'v.recordedAt',
] as const

// Both are written by `freezeVersion` in these shapes and never changed.
const frozenContent = sql<PlanContent>`v.content->'content'`.as('content')
const frozenItems = sql<PlanItem[]>`v.content->'items'`.as('items')

/** The latest first. Where both decide, the board's decision is the one that holds: it stands first. */
function decidedOf(db: Db, yearPlanId: string) {
  return db
    .selectFrom('yearPlanVersion as v')
    .where('v.yearPlanId', '=', yearPlanId)
    .where('v.withdrawnAt', 'is', null)
    .orderBy('v.version', 'desc')
    .orderBy('v.decidedBy')
    .orderBy('v.id')
}

/** With all rows of each, which are megabytes where a plan is large: for whatever compares them. */
export function listVersions(db: Db, yearPlanId: string): Promise<PlanVersion[]> {
  return decidedOf(db, yearPlanId)
    .select([...versionHead, frozenContent, frozenItems])
    .execute()
}

/** The version that holds, with its rows. */
export function findDecided(db: Db, yearPlanId: string): Promise<PlanVersion | undefined> {
  return decidedOf(db, yearPlanId)
    .select([...versionHead, frozenContent, frozenItems])
    .limit(1)
    .executeTakeFirst()
}

/** The rows of one version, as they were decided. */
export async function listDecidedItems(db: Db, yearPlanId: string, version: number): Promise<PlanItem[]> {
  const found = await decidedOf(db, yearPlanId)
    .select(frozenItems)
    .where('v.version', '=', version)
    .limit(1)
    .executeTakeFirst()
  return found?.items ?? []
}

/** Without their rows: how each was decided, how many follow-ups it had planned, and how it differed, in words. */
export function listVersionHeads(db: Db, yearPlanId: string) {
  return decidedOf(db, yearPlanId)
    .select(versionHead)
    .select([
      sql<PlanContent['difference']>`v.content->'content'->'difference'`.as('difference'),
      sql<number>`jsonb_array_length(v.content->'content'->'items')`.as('planned'),
    ])
    .execute()
}

/** What was written as decided by an outcome that was mended: it never held, and stays to be read. */
export function listWithdrawn(db: Db, yearPlanId: string) {
  return db
    .selectFrom('yearPlanVersion as v')
    .select(['v.id', 'v.version', 'v.decidedOn', 'v.paragraph', 'v.withdrawnAt', 'v.withdrawnNote'])
    .where('v.yearPlanId', '=', yearPlanId)
    .where('v.withdrawnAt', 'is not', null)
    .orderBy('v.withdrawnAt', 'desc')
    .orderBy('v.id')
    .execute()
}

/** Every board's decided plans, for members too: the version that holds, by the plan's own years. */
export function listDecidedVersions(db: Db) {
  return db
    .selectFrom('yearPlanVersion as v')
    .distinctOn('v.yearPlanId')
    .select(['v.id', 'v.yearPlanId', 'v.version', 'v.decidedOn', 'v.paragraph'])
    .select([
      sql<string>`v.content->'content'->>'title'`.as('title'),
      sql<string>`v.content->'content'->>'boardName'`.as('boardName'),
      sql<number[]>`v.content->'content'->'years'`.as('years'),
    ])
    .where('v.withdrawnAt', 'is', null)
    .orderBy('v.yearPlanId')
    .orderBy('v.version', 'desc')
    .orderBy('v.recordedAt', 'desc')
    .execute()
}

export type PlanSetting = {
  boardId: string
  fixedBy: 'board' | 'management' | 'both'
  changedBy: 'board' | 'management' | 'both'
  delegationPoint: string
  selfCheckEvery: number
  selfCheckFirst: number
  reportMonths: number
  decideByMonth: number
  /** How long before its month a follow-up of the decided plan is to be prepared. */
  prepareWeeks: number
  needsRiskAnalysis: boolean
  /** The unit of the office that plans and carries out the follow-ups (M-049). */
  answerableUnit: string
  /** 0: the board has set nothing, and the product's own beginning holds. */
  revision: number
}

/** How the board plans, or what the product starts with. */
export async function getSetting(db: Db, boardId: string): Promise<PlanSetting> {
  const row = await db
    .selectFrom('planSetting')
    .select([
      'boardId',
      'fixedBy',
      'changedBy',
      'delegationPoint',
      'selfCheckEvery',
      'selfCheckFirst',
      'reportMonths',
      'decideByMonth',
      'prepareWeeks',
      'needsRiskAnalysis',
      'answerableUnit',
      'revision',
    ])
    .where('boardId', '=', boardId)
    .executeTakeFirst()
  return row ?? { boardId, ...standardSetting }
}

const standardSetting = {
  fixedBy: 'board',
  changedBy: 'board',
  delegationPoint: '',
  selfCheckEvery: 2,
  selfCheckFirst: 2018,
  reportMonths: 1,
  decideByMonth: 12,
  prepareWeeks: 4,
  needsRiskAnalysis: true,
  answerableUnit: '',
  revision: 0,
} as const

/** One decided version by its own id: the page a board member reads. */
export async function findDecidedContent(db: Db, versionId: string): Promise<PlanContent | undefined> {
  const version = await db
    .selectFrom('yearPlanVersion as v')
    .select(frozenContent)
    .where('v.id', '=', versionId)
    .where('v.withdrawnAt', 'is', null)
    .executeTakeFirst()
  return version?.content
}
