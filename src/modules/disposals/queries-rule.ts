import type { Db } from '#platform/db/pool.ts'
import type { Kind } from './rules.ts'

const columns = [
  'r.id',
  'r.boardId',
  'b.name as boardName',
  'r.kind',
  'r.action',
  'r.years',
  'r.ground',
  'r.decidedBy',
  'r.decidedOn',
  'r.reference',
  'r.recordedByName',
  'r.recordedAt',
  'r.supersededAt',
] as const

function rules(db: Db) {
  return db
    .selectFrom('disposalRule as r')
    .innerJoin('board as b', (join) =>
      join.onRef('b.municipalityId', '=', 'r.municipalityId').onRef('b.id', '=', 'r.boardId'),
    )
    .select(columns)
}

const told = <Row extends { recordedAt: Date; supersededAt: Date | null }>(row: Row) => ({
  ...row,
  recordedAt: row.recordedAt.toISOString(),
  supersededAt: row.supersededAt?.toISOString() ?? null,
})

/** The rules in force; with `history` the earlier ones too, the newest first. */
export async function listRules(db: Db, { history = false } = {}) {
  let query = rules(db)
    .orderBy('b.name')
    .orderBy('r.boardId')
    .orderBy('r.kind')
    .orderBy('r.recordedAt', 'desc')
    .orderBy('r.id')
  if (!history) query = query.where('r.supersededAt', 'is', null)
  return (await query.execute()).map(told)
}
export type Rule = Awaited<ReturnType<typeof listRules>>[number]

export function findRule(db: Db, at: { boardId: string; kind: Kind }) {
  return rules(db)
    .where('r.boardId', '=', at.boardId)
    .where('r.kind', '=', at.kind)
    .where('r.supersededAt', 'is', null)
    .executeTakeFirst()
}

export function findRuleInForce(db: Db, ruleId: string) {
  return rules(db).where('r.id', '=', ruleId).where('r.supersededAt', 'is', null).executeTakeFirst()
}

/** Also one that has been replaced: the certificate tells the rule that held. */
export function getRule(db: Db, ruleId: string) {
  return rules(db).where('r.id', '=', ruleId).executeTakeFirstOrThrow()
}

/** Matters that are not disposed of, whatever the rules say. */
export async function listHolds(db: Db) {
  const rows = await db
    .selectFrom('disposalHold as h')
    .innerJoin('matter as m', (join) =>
      join.onRef('m.municipalityId', '=', 'h.municipalityId').onRef('m.id', '=', 'h.matterId'),
    )
    .select(['h.id', 'h.boardId', 'h.matterId', 'm.caseNumber', 'm.title', 'h.ground', 'h.reason'])
    .select(['h.placedByName', 'h.placedAt'])
    .where('h.liftedAt', 'is', null)
    .orderBy('h.placedAt', 'desc')
    .orderBy('h.id')
    .limit(500)
    .execute()
  return rows.map((row) => ({ ...row, placedAt: row.placedAt.toISOString() }))
}

export function lockHold(db: Db, holdId: string) {
  return db
    .selectFrom('disposalHold')
    .select(['id', 'boardId', 'matterId', 'liftedAt'])
    .where('id', '=', holdId)
    .forUpdate()
    .executeTakeFirst()
}

/** The boards somebody keeps records for, by name. */
export function listKeptBoards(db: Db, boardIds: readonly string[]) {
  return db
    .selectFrom('board')
    .select(['id', 'name'])
    .where('id', 'in', boardIds.length > 0 ? [...boardIds] : [''])
    .orderBy('name')
    .orderBy('id')
    .execute()
}
