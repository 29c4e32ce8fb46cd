import { sql } from 'kysely'
import { goneOf, patternsOf } from '#platform/db/fragments.ts'
import { paged } from '#platform/db/paged.ts'
import type { Db } from '#platform/db/pool.ts'
import type { Cell } from '#platform/tabular/read-shapes.ts'
import type { ImportFilter, RowFilter } from './contract.ts'
import type { StoredRow } from './plan.ts'
import type {
  CountsByKind,
  ImportKind,
  ImportStep,
  Outcome,
  RowChange,
  RowFault,
  SheetPlan,
} from './rules.ts'
import type { WorkFault } from './work-ask.ts'

const columns = [
  'i.id',
  'i.boardId',
  'i.state',
  'i.fileName',
  'i.fileSize',
  'i.validFrom',
  'i.changeKind',
  'i.note',
  'i.revision',
  'i.uploadedAt',
  'i.doneAt',
  'i.undoneAt',
] as const

/** The file's own bytes are never read with the list. */
function imports(db: Db) {
  return (
    db
      .selectFrom('import as i')
      .innerJoin('account as a', (join) =>
        join.onRef('a.municipalityId', '=', 'i.municipalityId').onRef('a.id', '=', 'i.uploadedBy'),
      )
      .select(columns)
      .select(['a.name as uploadedBy', sql<string>`encode(i.file_sha256, 'hex')`.as('fileSha256')])
      .select(goneOf('i').as('gone'))
      .leftJoin('importWork as w', (join) =>
        join.onRef('w.municipalityId', '=', 'i.municipalityId').onRef('w.importId', '=', 'i.id'),
      )
      // Written by this module only, as these shapes.
      .select(sql<CountsByKind>`i.counts`.as('counts'))
      .select(
        sql<Working | null>`case when w.asked_at is not null and w.ended_at is null then
          jsonb_build_object('step', w.step, 'begun', w.begun, 'percent', w.percent) end`.as('working'),
      )
  )
}

/** What is being done with it in the background, and how far it has come. */
export type Working = { step: ImportStep; begun: number; percent: number }

export type ImportRow = Awaited<ReturnType<ReturnType<typeof imports>['execute']>>[number]

export async function listImports(db: Db, filter: ImportFilter) {
  let matching = imports(db)
  if (filter.state) matching = matching.where('i.state', '=', filter.state)
  const { rows, total } = await paged(matching.orderBy('i.uploadedAt', 'desc').orderBy('i.id'), filter)
  return { imports: rows, total }
}

export function findImport(db: Db, importId: string) {
  return imports(db)
    .select([sql<SheetPlan[]>`i.sheets`.as('sheets'), sql<Reading | null>`i.reading`.as('reading')])
    .where('i.id', '=', importId)
    .executeTakeFirst()
}

/** Why the step that was asked for last was not done, unless something has happened with the import since. */
export async function findWorkFault(db: Db, one: Pick<FoundImport, 'id' | 'revision'>) {
  const row = await db
    .selectFrom('importWork')
    .select(['step', 'fault'])
    .where('importId', '=', one.id)
    .where('revision', '=', one.revision)
    .where('endedAt', 'is not', null)
    .where('fault', 'is not', null)
    .executeTakeFirst()
  // Written by this module only, as this shape.
  return row && { step: row.step, fault: row.fault as WorkFault }
}

/** How a text file was understood; or why nothing could be read. */
export type Reading = {
  format?: 'csv' | 'xlsx'
  encoding?: string
  delimiter?: string
  fault?: string
}

export type FoundImport = NonNullable<Awaited<ReturnType<typeof findImport>>>

/** The same file brought in before, and still so. */
export function findSameFile(db: Db, one: Pick<FoundImport, 'id' | 'fileSha256'>) {
  return db
    .selectFrom('import')
    .select(['id', 'doneAt'])
    .where('id', '<>', one.id)
    .where('state', '=', 'done')
    .where(sql<boolean>`file_sha256 = decode(${one.fileSha256}, 'hex')`)
    .orderBy('doneAt', 'desc')
    .executeTakeFirst()
}

export type ShownRow = {
  sheet: number
  rowNumber: number
  kind: ImportKind | null
  label: string
  outcome: Outcome | null
  changes: RowChange[]
  faults: RowFault[]
  targetId: string | null
}

function shownRows(db: Db, importId: string) {
  return (
    db
      .selectFrom('importRow as r')
      .select(['r.sheet', 'r.rowNumber', 'r.label', 'r.outcome', 'r.targetId'])
      // Written by this module only, as these shapes.
      .select([
        sql<ImportKind | null>`r.kind`.as('kind'),
        sql<RowChange[]>`r.changes`.as('changes'),
        sql<RowFault[]>`r.faults`.as('faults'),
      ])
      .where('r.importId', '=', importId)
  )
}

/** Rows as the preview shows them: faults first, then what changes. */
export async function listImportRows(db: Db, importId: string, filter: RowFilter) {
  let matching = shownRows(db, importId).where('r.outcome', 'is not', null)
  if (filter.outcome) matching = matching.where('r.outcome', '=', filter.outcome)
  if (filter.kind) matching = matching.where('r.kind', '=', filter.kind)
  for (const like of patternsOf(filter.q))
    matching = matching.where((where) =>
      where.or([
        where('r.label', 'ilike', like),
        where(sql<string>`r.faults::text`, 'ilike', like),
        where(sql<string>`r.changes::text`, 'ilike', like),
      ]),
    )
  const ordered = matching
    .orderBy(sql`array_position(array['faulty', 'new', 'changed', 'unchanged'], r.outcome)`)
    .orderBy('r.sheet')
    .orderBy('r.rowNumber')
  return paged(ordered, filter)
}

/** Rows with faults and all their cells: the file that is handed back to whoever made it. */
export async function listFaultyRows(db: Db, importId: string) {
  const rows = await db
    .selectFrom('importRow')
    .select(['sheet', 'rowNumber'])
    .select([sql<Cell[]>`cells`.as('cells'), sql<RowFault[]>`faults`.as('faults')])
    .where('importId', '=', importId)
    .where('outcome', '=', 'faulty')
    .orderBy('sheet')
    .orderBy('rowNumber')
    .execute()
  return rows
}

export function listStoredRows(db: Db, importId: string): Promise<StoredRow[]> {
  return db
    .selectFrom('importRow')
    .select(['sheet', 'rowNumber', sql<Cell[]>`cells`.as('cells')])
    .where('importId', '=', importId)
    .orderBy('sheet')
    .orderBy('rowNumber')
    .execute()
}

/** A few rows of each sheet, to recognise its columns by. */
export async function listSamples(db: Db, importId: string) {
  const { rows } = await sql<{ sheet: number; cells: Cell[] }>`select sheet, cells from (
      select sheet, cells, row_number() over (partition by sheet order by row_number) as place
      from import_row where import_id = ${importId}) r where place <= 3 order by sheet, place`.execute(db)
  return rows
}

/** Accounts that an import made and nobody has signed in with yet: those who wait for their link. */
export function listInvited(db: Db, importId: string) {
  return db
    .selectFrom('importRow as r')
    .innerJoin('account as a', (join) =>
      join.onRef('a.municipalityId', '=', 'r.municipalityId').onRef('a.id', '=', 'r.targetId'),
    )
    .select(['a.id', 'a.name', 'a.email'])
    .distinct()
    .where('r.importId', '=', importId)
    .where('r.kind', '=', 'people')
    .where('a.state', '=', 'invited')
    .orderBy('a.name')
    .orderBy('a.id')
    .execute()
}

/** Nothing of the municipality is in the register yet: the first thing to do is to bring it in. */
export async function isRegisterEmpty(db: Db): Promise<boolean> {
  return (await db.selectFrom('unit').select('id').limit(1).executeTakeFirst()) === undefined
}
