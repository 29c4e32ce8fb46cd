import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import { patternsOf, swedish } from '#platform/db/fragments.ts'
import { chosenOrder, countOf, paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import { servesArea } from './conditions.ts'
import { ActionFilter } from './contract.ts'
import { isOverdue, unfinishedActions } from './rules.ts'

/** Actions without the unsent rewritings of returned ones: those are laid over what they rewrite by `withDrafts`. */
function actions(db: Db) {
  return db
    .selectFrom('action as x')
    .innerJoin('finding as f', (join) =>
      join.onRef('f.municipalityId', '=', 'x.municipalityId').onRef('f.id', '=', 'x.findingId'),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'x.municipalityId').onRef('p.id', '=', 'x.providerId'),
    )
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('unitState as y')
          .whereRef('y.municipalityId', '=', 'x.municipalityId')
          .whereRef('y.unitId', '=', 'x.unitId')
          .whereRef('y.providerId', '=', 'x.providerId')
          .where('y.supersededAt', 'is', null)
          .orderBy('y.validFrom', 'desc')
          .limit(1)
          .select('y.name')
          .as('s'),
      (join) => join.onTrue(),
    )
    .where('x.revisesId', 'is', null)
}

const columns = [
  'x.id',
  'x.actionPlanId',
  'x.findingId',
  'x.boardId',
  'x.unitId',
  'x.providerId',
  'x.title',
  'x.description',
  'x.owner',
  'x.dueOn',
  'x.followUpOn',
  'x.state',
  'x.returnReason',
  'x.effect',
  'x.verifiedAt',
  'x.revision',
  'f.title as findingTitle',
  'f.severity',
  'f.state as findingState',
  'f.followUpId',
  'p.name as providerName',
  's.name as unitName',
] as const

const orders = {
  klar: sql`x.due_on`,
  atgard: swedish('x.title'),
  enhet: swedish('s.name'),
  utforare: swedish('p.name'),
  lage: sql`array_position(array['draft', 'returned', 'proposed', 'approved', 'reported', 'verified', 'closed'], x.state)`,
} as const

/** One page of the actions that the reader may see, with the number of all that match. The order is total. */
export async function listActions(db: Db, filter: ActionFilter, today: IsoDate) {
  const query = filtered(db, filter, today)
    .select(columns)
    // What is finished comes last in the list of what to do, whatever it was due.
    .$if(filter.sort === 'klar', (shown) => shown.orderBy(sql`x.state = 'closed'`))
    .orderBy(chosenOrder(orders, filter.sort))
    .orderBy('x.dueOn', (by) => by.asc().nullsLast())
    .orderBy('x.id')
  const { rows, total } = await paged(query, filter)
  return { actions: rows.map((row) => ({ ...row, late: isOverdue(row, today) })), total }
}

/** As many as the list of late actions shows: the start page counts by the same rule and never by another. */
export function countLateActions(db: Db, today: IsoDate): Promise<number> {
  return countOf(filtered(db, ActionFilter.parse({ show: 'late' }), today))
}

export type ActionRow = Awaited<ReturnType<typeof listActions>>['actions'][number]

function filtered(db: Db, filter: ActionFilter, today: IsoDate) {
  let query = actions(db)
  if (filter.state) query = query.where('x.state', '=', filter.state)
  if (filter.quality) query = query.where(servesArea(filter.quality))
  if (filter.provider) query = query.where('x.providerId', '=', filter.provider)
  if (filter.unit) query = query.where('x.unitId', '=', filter.unit)
  if (filter.show === 'late')
    query = query
      .where('x.dueOn', '<', today)
      .where('x.state', 'in', unfinishedActions)
      .where('f.state', '<>', 'withdrawn')
  if (filter.show === 'toJudge') query = query.where('x.state', '=', 'proposed')
  if (filter.show === 'toVerify') query = query.where('x.state', '=', 'reported')
  if (filter.show === 'unfinished')
    query = query.where('x.state', 'not in', ['verified', 'closed']).where('f.state', '<>', 'withdrawn')
  for (const like of patternsOf(filter.q)) query = query.where(mentions(like))
  return query
}

function mentions(like: string) {
  return sql<boolean>`(x.title ilike ${like} or x.owner ilike ${like} or f.title ilike ${like}
    or s.name ilike ${like} or p.name ilike ${like})`
}

export async function findAction(db: Db, actionId: string, today: IsoDate): Promise<ActionRow | undefined> {
  const row = await actions(db).select(columns).where('x.id', '=', actionId).executeTakeFirst()
  return row && { ...row, late: isOverdue(row, today) }
}

/** The rows of a plan. To the operator a returned row reads as it is being rewritten; the office sees what was sent. */
export async function listPlanActions(db: Db, planId: string, today: IsoDate) {
  const rows = await actions(db)
    .select(columns)
    .where('x.actionPlanId', '=', planId)
    .orderBy('x.id')
    .execute()
  return withDrafts(db, rows, today)
}

export async function listFindingActions(db: Db, findingId: string, today: IsoDate) {
  const rows = await actions(db)
    .select(columns)
    .where('x.findingId', '=', findingId)
    .orderBy('x.id')
    .execute()
  return rows.map((row) => ({ ...row, late: isOverdue(row, today) }))
}

async function withDrafts(db: Db, rows: readonly Omit<ActionRow, 'late'>[], today: IsoDate) {
  const drafts = rows.length === 0 ? [] : await listRewritten(db, rows[0]?.actionPlanId ?? '')
  return rows.map((row) => {
    const draft = drafts.find((one) => one.revisesId === row.id)
    const late = isOverdue(row, today)
    if (!draft) return { ...row, late, rewritten: false }
    const { title, description, owner, dueOn, followUpOn, revision } = draft
    return { ...row, title, description, owner, dueOn, followUpOn, revision, late, rewritten: true }
  })
}

/** Unsent rewritings of returned actions: row-level security shows them to the operator alone. */
export function listRewritten(db: Db, planId: string) {
  return db
    .selectFrom('action')
    .selectAll()
    .where('actionPlanId', '=', planId)
    .where('revisesId', 'is not', null)
    .orderBy('id')
    .execute()
}

export function findRewritten(db: Db, actionId: string) {
  return db.selectFrom('action').selectAll().where('revisesId', '=', actionId).executeTakeFirst()
}

export function listEntries(db: Db, actionId: string) {
  return db
    .selectFrom('actionEntry as e')
    .leftJoin('file as l', (join) =>
      join.onRef('l.municipalityId', '=', 'e.municipalityId').onRef('l.id', '=', 'e.fileId'),
    )
    .select(['e.id', 'e.kind', 'e.text', 'e.fileId', 'l.name as fileName', 'e.madeByName', 'e.madeAt'])
    .where('e.actionId', '=', actionId)
    .orderBy('e.madeAt')
    .orderBy(sql`e.kind = 'evidence'`)
    .orderBy('e.id')
    .execute()
}

function plans(db: Db) {
  return db
    .selectFrom('actionPlan as ap')
    .leftJoin('followUp as u', (join) =>
      join.onRef('u.municipalityId', '=', 'ap.municipalityId').onRef('u.id', '=', 'ap.followUpId'),
    )
    .innerJoin('provider as p', (join) =>
      join.onRef('p.municipalityId', '=', 'ap.municipalityId').onRef('p.id', '=', 'ap.providerId'),
    )
    .innerJoinLateral(
      (lateral) =>
        lateral
          .selectFrom('unitState as y')
          .whereRef('y.municipalityId', '=', 'ap.municipalityId')
          .whereRef('y.unitId', '=', 'ap.unitId')
          .whereRef('y.providerId', '=', 'ap.providerId')
          .where('y.supersededAt', 'is', null)
          .orderBy('y.validFrom', 'desc')
          .limit(1)
          .select('y.name')
          .as('s'),
      (join) => join.onTrue(),
    )
    .select([
      'ap.id',
      'ap.followUpId',
      'ap.boardId',
      'ap.unitId',
      'ap.providerId',
      'ap.state',
      'ap.dueOn',
      'ap.requestedAt',
      'ap.submittedAt',
      'ap.revision',
      'u.title as followUpTitle',
      'p.name as providerName',
      's.name as unitName',
    ])
}

export function findPlan(db: Db, planId: string) {
  return plans(db).where('ap.id', '=', planId).executeTakeFirst()
}

export type PlanRow = NonNullable<Awaited<ReturnType<typeof findPlan>>>

export function listPlansOf(db: Db, followUpId: string): Promise<PlanRow[]> {
  return plans(db)
    .where('ap.followUpId', '=', followUpId)
    .orderBy('ap.requestedAt')
    .orderBy('ap.id')
    .execute()
}

/** Plans the operator still has something to write in. */
export function listOpenPlans(db: Db): Promise<PlanRow[]> {
  return plans(db)
    .where('ap.state', 'in', ['requested', 'returned'])
    .orderBy('ap.dueOn')
    .orderBy('ap.id')
    .execute()
}

export function lockPlan(db: Db, planId: string) {
  return db.selectFrom('actionPlan').selectAll().where('id', '=', planId).forUpdate().executeTakeFirst()
}

export function lockAction(db: Db, actionId: string) {
  return db
    .selectFrom('action')
    .selectAll()
    .where('id', '=', actionId)
    .where('revisesId', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}
