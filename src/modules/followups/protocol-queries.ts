import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { protocolTexts } from '#texts/sv/protocol.ts'
import type { CurrentRow, RowView } from './protocol-contract.ts'
import type { GuideValue } from './protocol-rules.ts'

/** The rows of a protocol as they are now, area by area. */
export async function listRows(db: Db, followUpId: string): Promise<RowView[]> {
  const rows = await rowsOf(db).where('r.followUpId', '=', followUpId).execute()
  return rows.map(toView)
}

export async function findRow(
  db: Db,
  rowId: string,
): Promise<(RowView & { followUpId: string }) | undefined> {
  const row = await rowsOf(db).where('r.id', '=', rowId).executeTakeFirst()
  return row && { ...toView(row), followUpId: row.followUpId }
}

/** Rows touched since a moment, by what was written or by evidence that came or went. */
export async function listChangedRows(db: Db, followUpId: string, since: Date): Promise<RowView[]> {
  const rows = await rowsOf(db)
    .where('r.followUpId', '=', followUpId)
    .where((where) =>
      where.or([
        where('r.changedAt', '>', since),
        where.exists(
          where
            .selectFrom('evidence as e')
            .select('e.id')
            .whereRef('e.municipalityId', '=', 'r.municipalityId')
            .whereRef('e.protocolRowId', '=', 'r.id')
            .where((touched) =>
              touched.or([touched('e.addedAt', '>', since), touched('e.removedAt', '>', since)]),
            ),
        ),
      ]),
    )
    .execute()
  return rows.map(toView)
}

const rowColumns = [
  'r.id as rowId',
  'r.followUpId',
  'r.requirementId',
  'r.requirementKey as key',
  'q.code',
  'q.title',
  'q.focusArea as area',
  'a.name as areaName',
  'q.kind',
  'q.guideValue',
  'r.verdict',
  'r.level',
  'r.measured',
  'r.note',
  'r.reason',
  'r.revision',
  'c.name as changedBy',
  'r.changedAt',
] as const

function rowsOf(db: Db) {
  return db
    .selectFrom('protocolRow as r')
    .innerJoin('requirement as q', (join) =>
      join.onRef('q.municipalityId', '=', 'r.municipalityId').onRef('q.id', '=', 'r.requirementId'),
    )
    .leftJoin('qualityArea as a', (join) =>
      join
        .onRef('a.municipalityId', '=', 'r.municipalityId')
        .on('a.key', '=', sql<string>`'fokus/' || q.focus_area`),
    )
    .leftJoin('account as c', (join) =>
      join.onRef('c.municipalityId', '=', 'r.municipalityId').onRef('c.id', '=', 'r.changedBy'),
    )
    .select(rowColumns)
    .select(
      sql<number>`(select count(*) from evidence e where e.municipality_id = r.municipality_id
        and e.protocol_row_id = r.id and e.removed_at is null)`.as('evidenceCount'),
    )
    .orderBy(sql`a.position nulls last`)
    .orderBy('q.focusArea')
    .orderBy('r.position')
    .orderBy('r.id')
}

type Raw = Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number]

function toView({ followUpId: _, ...row }: Raw): RowView {
  return {
    ...row,
    areaName: row.areaName ?? row.area,
    // The catalogue's loader checks this shape; the column holds nothing else.
    guideValue: row.guideValue as GuideValue | null,
    changedAt: row.changedAt?.toISOString() ?? null,
  }
}

/** The row, held until the transaction ends, with its follow-up held from moving on meanwhile. */
export function lockRow(db: Db, rowId: string) {
  return db
    .selectFrom('protocolRow as r')
    .innerJoin('followUp as f', (join) =>
      join.onRef('f.municipalityId', '=', 'r.municipalityId').onRef('f.id', '=', 'r.followUpId'),
    )
    .select(['r.id', 'r.followUpId', 'r.boardId', 'r.unitId', 'f.providerId', 'f.state', 'f.agreementId'])
    .select([
      'r.requirementId',
      'r.requirementKey',
      'r.verdict',
      'r.level',
      'r.measured',
      'r.note',
      'r.reason',
    ])
    .select(['r.revision', 'r.changedBy', 'r.changedAt'])
    .where('r.id', '=', rowId)
    .forUpdate('r')
    .forShare('f')
    .executeTakeFirst()
}
export type LockedRow = NonNullable<Awaited<ReturnType<typeof lockRow>>>

/** What holds now, for the one whose copy was old. */
export async function currentOf(db: Db, row: LockedRow): Promise<CurrentRow> {
  const { verdict, level, measured, note, reason, revision, changedAt } = row
  const by = row.changedBy
    ? await db.selectFrom('account').select('name').where('id', '=', row.changedBy).executeTakeFirst()
    : undefined
  return {
    verdict,
    level,
    measured,
    note,
    reason,
    revision,
    changedBy: by?.name ?? null,
    changedAt: changedAt?.toISOString() ?? null,
  }
}

/** Taken out for bias: such a person no longer judges. */
export async function isBiased(db: Db, followUpId: string, accountId: string): Promise<boolean> {
  const member = await db
    .selectFrom('followUpMember')
    .select('bias')
    .where('followUpId', '=', followUpId)
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return member?.bias === 'biased'
}

/** The texts of the follow-up as its form shows them: what is missing apart from the reason. */
export async function findAnalysis(db: Db, followUpId: string) {
  const found = await db
    .selectFrom('followUp')
    .select(['summary', 'analysis', 'individualInput', 'economyInput', 'revision'])
    .select(['individualCases', 'individualFrom', 'individualTo'])
    .where('id', '=', followUpId)
    .executeTakeFirst()
  if (!found) return undefined
  const { individualInput, economyInput, ...texts } = found
  return {
    ...texts,
    individual: withoutPrefix(individualInput),
    individualMissing: individualInput.startsWith(protocolTexts.missingPrefix),
    economy: withoutPrefix(economyInput),
    economyMissing: economyInput.startsWith(protocolTexts.missingPrefix),
  }
}

function withoutPrefix(text: string): string {
  return text.startsWith(protocolTexts.missingPrefix) ? text.slice(protocolTexts.missingPrefix.length) : text
}
