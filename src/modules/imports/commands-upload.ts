import { createHash } from 'node:crypto'
import { mayAnywhere } from '#access/may.ts'
import { todayIn } from '#kernel/dates.ts'
import { stateAfter } from '#kernel/moves.ts'
import { hasPersonalNumber } from '#kernel/personal-number.ts'
import { isSoleTraderNumber } from '#kernel/organisation-number.ts'
import { fieldProblem, isProblem, Problem } from '#kernel/problem.ts'
import { command, type Context } from '#platform/command.ts'
import { cellAddress } from '#platform/tabular/read-names.ts'
import type { SheetRow, Workbook } from '#platform/tabular/read-shapes.ts'
import { readWorkbook } from '#platform/tabular/read.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import { ReadImport, UploadImport, UploadPeople } from './contract.ts'
import { lockImport, refuseOther, type ImportVerb } from './lock.ts'
import type { Reading } from './queries.ts'
import { importMoves, largestImport, mostRows, type RowFault, type SheetPlan } from './rules.ts'
import { understand, type ReadSheet } from './sheets.ts'
import { textOf } from './values.ts'
import { inParts } from './written.ts'

type Uploaded = { id: string; fileName: string; bytes: Uint8Array }

/** The file is kept as it came, before anything is read of it. */
export const uploadImport = command({
  verb: 'import.run',
  input: UploadImport,
  target: async ({ db }, { boardId }) => {
    const board = await db.selectFrom('board').select('id').where('id', '=', boardId).executeTakeFirst()
    return board && { boardId }
  },
  run: (context, { boardId }, input) => store(context, input, boardId),
  detail: ({ fileName, bytes }) => ({ fileName, sha256: sha256(bytes).toString('hex') }),
})

export const uploadPeople = command({
  verb: 'import.people',
  input: UploadPeople,
  target: () => Promise.resolve(null),
  run: (context, _nothing, input) => store(context, input, null),
  detail: ({ fileName, bytes }) => ({ fileName, sha256: sha256(bytes).toString('hex') }),
})

async function store({ db, actor, now }: Context, { id, fileName, bytes }: Uploaded, boardId: string | null) {
  if (bytes.length === 0) throw fieldProblem('bytes', 'fileEmpty')
  if (bytes.length > largestImport)
    throw new Problem('tooLarge', { fields: [{ path: 'bytes', code: 'tableTooLarge' }] })
  await db
    .insertInto('import')
    .values({
      ...{ municipalityId: actor.municipalityId, id, boardId, state: 'uploaded', fileName },
      ...{ fileSha256: sha256(bytes), fileSize: bytes.length, content: Buffer.from(bytes) },
      ...{ reading: null, validFrom: todayIn(now), uploadedBy: actor.accountId, uploadedAt: now },
    })
    .execute()
  return { id, revision: 1 }
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest()
}

export const readImport = makeRead('import.run')
export const readPeople = makeRead('import.people')

/** Reads the rows of the file and guesses its columns. What cannot be read, or must not be, is refused and said so. */
function makeRead(verb: ImportVerb) {
  return command({
    verb,
    input: ReadImport,
    target: ({ db }, { importId }) => lockImport(db, importId),
    async run(context, held, { importId }) {
      refuseOther(verb, held)
      stateAfter(importMoves, held.state, 'read')
      const outcome = await read(context, importId, held.fileName)
      if ('fault' in outcome) return refuse(context, importId, { fault: outcome.fault })
      const personal = personalFaults(outcome.workbook, outcome.sheets)
      if (personal.length > 0) return refusePersonal(context, held, { outcome, personal })
      return keep(context, held, outcome)
    },
    detail: (_input, result) => ({ state: result.state }),
  })
}

type Held = NonNullable<Awaited<ReturnType<typeof lockImport>>>
type ReadFile = { workbook: Workbook; sheets: ReadSheet[] }

async function read({ db }: Context, importId: string, name: string): Promise<ReadFile | { fault: string }> {
  const { content } = await db
    .selectFrom('import')
    .select('content')
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  try {
    const workbook = await readWorkbook({ name, bytes: new Uint8Array(content ?? []) })
    const sheets = understand(workbook, name)
    const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0)
    return rows > mostRows ? { fault: 'importTooManyRows' } : { workbook, sheets }
  } catch (error) {
    if (isProblem(error) && error.fields[0]) return { fault: error.fields[0].code }
    throw error
  }
}

async function refuse(
  { db }: Context,
  importId: string,
  reading: Reading,
  sheets: readonly SheetPlan[] = [],
) {
  const state = stateAfter(importMoves, 'uploaded', 'refuse')
  await db
    .updateTable('import')
    .set({
      state,
      content: null,
      reading: JSON.stringify(reading),
      sheets: JSON.stringify(sheets),
      revision: 2,
    })
    .where('id', '=', importId)
    .execute()
  return { id: importId, revision: 2, state }
}

type Personal = { sheet: number; number: number; faults: RowFault[] }

/** Every cell, also of hidden sheets and above the headings. The number itself is never kept nor shown. */
function personalFaults(workbook: Workbook, sheets: readonly ReadSheet[]): Personal[] {
  return workbook.sheets.flatMap((sheet, index) => {
    const headers = sheets[index]?.plan.headers ?? []
    return sheet.rows.flatMap((row) => {
      const faults = row.cells.flatMap((_, at) => personalFault(row, at, headers))
      return faults.length > 0 ? [{ sheet: index, number: row.number, faults }] : []
    })
  })
}

function personalFault(row: SheetRow, at: number, headers: readonly string[]): RowFault[] {
  const cell = row.cells[at]
  const text = textOf(cell)
  if (cell?.kind === 'date' || text.length < 10) return []
  const heading = headers[at] ?? ''
  const words = personalWords(text, heading)
  if (!words) return []
  const column = hasPersonalNumber(heading) ? '' : heading
  return [{ cell: cellAddress(row.number, at), column, ...words }]
}

function personalWords(text: string, heading: string): Pick<RowFault, 'text' | 'suggestion'> | undefined {
  if (/org/i.test(heading) && isSoleTraderNumber(text))
    return { text: t.soleTrader, suggestion: t.soleTraderAdvice }
  if (!hasPersonalNumber(text)) return undefined
  return { text: t.personalNumber, suggestion: t.personalNumberAdvice }
}

type RefusedFile = { outcome: ReadFile; personal: readonly Personal[] }

async function refusePersonal(context: Context, held: Held, { outcome, personal }: RefusedFile) {
  const { db, actor } = context
  const rows = personal.map(({ sheet, number, faults }) => ({
    ...{
      municipalityId: actor.municipalityId,
      importId: held.id,
      boardId: held.boardId,
      sheet,
      rowNumber: number,
    },
    ...{ cells: '[]', outcome: 'faulty' as const, faults: JSON.stringify(faults) },
  }))
  await inParts(rows, (part) => db.insertInto('importRow').values(part).execute())
  const sheets = outcome.sheets.map(({ plan }) => ({
    ...plan,
    name: hasPersonalNumber(plan.name) ? '' : plan.name,
    ...{ kind: null, headers: [], columns: {} },
  }))
  return refuse(context, held.id, { fault: 'personalNumberInFile' }, sheets)
}

async function keep(context: Context, held: Held, { workbook, sheets }: ReadFile) {
  const { db, actor } = context
  const plans = await remembered(context, sheets, held)
  const isRead = new Set(plans.filter(({ skipped }) => skipped === null).map(({ index }) => index))
  const rows = sheets
    .filter(({ plan }) => isRead.has(plan.index))
    .flatMap(({ plan, rows: own }) =>
      own.map((row) => ({
        ...{
          municipalityId: actor.municipalityId,
          importId: held.id,
          boardId: held.boardId,
          sheet: plan.index,
        },
        ...{ rowNumber: row.number, cells: JSON.stringify(row.cells) },
      })),
    )
  await inParts(rows, (part) => db.insertInto('importRow').values(part).execute())
  const reading: Reading = { format: workbook.format, ...workbook.reading }
  const state = stateAfter(importMoves, held.state, 'read')
  const revision = held.revision + 1
  await db
    .updateTable('import')
    .set({ state, reading: JSON.stringify(reading), sheets: JSON.stringify(plans), revision })
    .where('id', '=', held.id)
    .execute()
  return { id: held.id, revision, state }
}

/** Columns as they were chosen the last time the same headings came; and only what the person may bring in. */
async function remembered(
  { db, actor }: Context,
  sheets: readonly ReadSheet[],
  held: Held,
): Promise<SheetPlan[]> {
  const saved = await db
    .selectFrom('importMapping')
    .select(['kind', 'signature', 'columns'])
    .orderBy('savedAt')
    .execute()
  return sheets.map(({ plan }) => {
    const own = saved.filter(({ signature }) => signature === plan.signature)
    const found = own.find(({ kind }) => kind === plan.kind) ?? (plan.kind === null ? own.at(-1) : undefined)
    // Written by this module only, as these shapes.
    const kept = found && {
      kind: found.kind as SheetPlan['kind'],
      columns: found.columns as SheetPlan['columns'],
    }
    const chosen: SheetPlan = kept && plan.skipped === null ? { ...plan, ...kept, isRemembered: true } : plan
    const isAllowed = chosen.kind === 'people' ? mayAnywhere(actor, 'import.people') : held.boardId !== null
    return chosen.kind === null || isAllowed
      ? chosen
      : { ...chosen, kind: null, skipped: 'notAllowed', rows: 0 }
  })
}
