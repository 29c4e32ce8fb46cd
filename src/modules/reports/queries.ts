import { sql } from 'kysely'
import type { Db } from '#platform/db/pool.ts'
import { paperKinds, type PaperKind, type PaperSnapshot, type Section } from './rules.ts'

const columns = [
  'id',
  'boardId',
  'unitId',
  'providerId',
  'matterId',
  'followUpId',
  'kind',
  'period',
  'source',
  'replacesId',
  'title',
  'state',
  'sections',
  'sha256',
  'authorName',
  'createdAt',
  'frozenAt',
  'sharedAt',
  'putBeforeBoardAt',
  'revision',
] as const

/**
 * A paper that somebody writes, without its rendered forms: they are large, and are read one at a time. Notices and
 * extracts are papers too, but nobody writes them: the meetings have pages of their own for those.
 */
export async function findPaper(db: Db, paperId: string) {
  return described(
    await db
      .selectFrom('paper')
      .select([...columns, sql<boolean>`xlsx is not null`.as('hasExcel')])
      .where('id', '=', paperId)
      .where('kind', 'in', paperKinds)
      .$narrowType<{ kind: PaperKind }>()
      .executeTakeFirst(),
  )
}

export async function lockPaper(db: Db, paperId: string) {
  return described(
    await db
      .selectFrom('paper')
      .select(columns)
      .where('id', '=', paperId)
      .where('kind', 'in', paperKinds)
      .$narrowType<{ kind: PaperKind }>()
      .forUpdate()
      .executeTakeFirst(),
  )
}

export async function listPapersOf(db: Db, place: { followUpId: string } | { matterId: string }) {
  const all = db
    .selectFrom('paper')
    .select(columns)
    .where('kind', 'in', paperKinds)
    .$narrowType<{ kind: PaperKind }>()
  const here =
    'followUpId' in place
      ? all.where('followUpId', '=', place.followUpId)
      : all.where('matterId', '=', place.matterId)
  const rows = await here.orderBy('createdAt', 'desc').orderBy('id').execute()
  return rows.map((row) => withSections(row))
}

type Row = { sections: unknown; sha256: Buffer | null }

function described<Found extends Row>(row: Found | undefined) {
  return row && withSections(row)
}

function withSections<Found extends Row>(row: Found) {
  // Written by this module's own commands in this shape; the column is jsonb.
  return { ...row, sections: row.sections as Section[], sha256: row.sha256?.toString('hex') ?? null }
}

export const forms = ['pdf', 'pdfa', 'docx', 'xlsx', 'html', 'json'] as const
export type Form = (typeof forms)[number]

const columnOf = {
  pdf: 'pdf',
  pdfa: 'pdfArchive',
  docx: 'docx',
  xlsx: 'xlsx',
  html: 'html',
  json: 'snapshot',
} as const

/** One stored form of a frozen paper, as it was rendered then. */
export async function findForm(db: Db, paperId: string, form: Form) {
  const row = await db
    .selectFrom('paper')
    .select(['title', 'frozenAt', `${columnOf[form]} as content`])
    .where('id', '=', paperId)
    .where('state', '=', 'frozen')
    .executeTakeFirst()
  return row?.content === null ? undefined : row
}

export async function findFrozenSnapshot(db: Db, paperId: string): Promise<PaperSnapshot | undefined> {
  const row = await db
    .selectFrom('paper')
    .select('snapshot')
    .where('id', '=', paperId)
    .where('state', '=', 'frozen')
    .executeTakeFirst()
  // Written by the freezing in this shape; the column is jsonb.
  return row ? (row.snapshot as PaperSnapshot) : undefined
}

/** Who the paper was delivered to, and when each of them opened it. */
export function listDeliveries(db: Db, paperId: string) {
  return db
    .selectFrom('notice as n')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'n.municipalityId').onRef('a.id', '=', 'n.accountId'),
    )
    .select(['n.id', 'a.name', 'a.side', 'n.sentAt', 'n.openedAt'])
    .where('n.kind', '=', 'paperDelivered')
    .where('n.href', '=', `/rapporter/${paperId}`)
    .orderBy('n.sentAt')
    .orderBy('a.name')
    .orderBy('n.id')
    .execute()
}

/** The number of the newest version of the judgement, to tell when a paper is about an older one. */
export async function newestVersion(db: Db, followUpId: string): Promise<number> {
  const row = await db
    .selectFrom('assessment')
    .select((select) => select.fn.max<number | null>('version').as('version'))
    .where('followUpId', '=', followUpId)
    .executeTakeFirstOrThrow()
  return row.version ?? 0
}
