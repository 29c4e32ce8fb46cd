import { sql } from 'kysely'
import type { IsoDate } from '#kernel/dates.ts'
import type { Db } from '#platform/db/pool.ts'
import { swedish } from '#platform/db/fragments.ts'
import type { PlanRow } from './rules-plan.ts'

/** Every version of an agreement's follow-up plan, the newest first, with who and when. */
export async function listPlans(db: Db, agreementId: string) {
  const rows = await db
    .selectFrom('agreementPlan as p')
    .leftJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'p.municipalityId').onRef('w.id', '=', 'p.createdBy'),
    )
    .leftJoin('account as f', (join) =>
      join.onRef('f.municipalityId', '=', 'p.municipalityId').onRef('f.id', '=', 'p.fixedBy'),
    )
    .select(['p.id', 'p.version', 'p.state', 'p.occasion', 'p.rows', 'p.note', 'p.revision'])
    .select(['p.createdAt', 'w.name as createdBy', 'p.fixedAt', 'f.name as fixedBy'])
    .where('p.agreementId', '=', agreementId)
    .orderBy('p.version', 'desc')
    .execute()
  return rows.map(typed)
}
export type AgreementPlan = Awaited<ReturnType<typeof listPlans>>[number]

export async function findPlanDraft(db: Db, agreementId: string) {
  const row = await db
    .selectFrom('agreementPlan')
    .select(['id', 'version', 'occasion', 'rows', 'note', 'revision'])
    .where('agreementId', '=', agreementId)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return row && typed(row)
}

/** The column holds what `savePlan` has checked. */
function typed<Row extends { rows: unknown }>(row: Row): Row & { rows: PlanRow[] } {
  return { ...row, rows: row.rows as PlanRow[] }
}

/** Agreements with a fixed plan that another can begin from. */
export function listPlansToCopy(db: Db, boardId: string) {
  return db
    .selectFrom('agreementPlan as p')
    .innerJoin('agreementState as t', (join) =>
      join
        .onRef('t.municipalityId', '=', 'p.municipalityId')
        .onRef('t.agreementId', '=', 'p.agreementId')
        .on('t.supersededAt', 'is', null),
    )
    .distinctOn('p.agreementId')
    .select(['p.agreementId as id', 't.title as name'])
    .where('p.boardId', '=', boardId)
    .where('p.state', '=', 'fixed')
    .orderBy('p.agreementId')
    .orderBy('t.validFrom', 'desc')
    .execute()
}

/** The last fixed plan of each agreement of a board. */
export async function fixedPlans(db: Db, boardId: string) {
  const rows = await db
    .selectFrom('agreementPlan as p')
    .distinctOn('p.agreementId')
    .select(['p.agreementId', 'p.id', 'p.version', 'p.rows', 'p.fixedAt'])
    .where('p.boardId', '=', boardId)
    .where('p.state', '=', 'fixed')
    .orderBy('p.agreementId')
    .orderBy('p.version', 'desc')
    .execute()
  return rows.map(typed)
}

/** Who can own a piece of work for a board: those of the office who write agreements. */
export function listOwners(db: Db, boardIds: readonly string[], day: IsoDate) {
  return db
    .selectFrom('roleAssignment as r')
    .innerJoin('account as w', (join) =>
      join.onRef('w.municipalityId', '=', 'r.municipalityId').onRef('w.id', '=', 'r.accountId'),
    )
    .select(['w.id', 'w.name'])
    .groupBy(['w.id', 'w.name'])
    .where('r.boardId', '=', sql<string>`any(${[...boardIds]}::uuid[])`)
    .where('r.role', 'in', ['strategist', 'contractManager', 'director'])
    .where('r.validFrom', '<=', day)
    .where((where) => where.or([where('r.validTo', 'is', null), where('r.validTo', '>=', day)]))
    .where('w.state', '=', 'active')
    .orderBy(swedish('w.name'))
    .orderBy('w.id')
    .execute()
}
