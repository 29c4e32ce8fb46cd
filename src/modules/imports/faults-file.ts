import type { Db } from '#platform/db/pool.ts'
import { safeFileName, type ExportedFile } from '#platform/tabular/export.ts'
import { toXlsxSheets, type PlainSheet } from '#platform/tabular/xlsx.ts'
import { importTexts as t } from '#texts/sv/imports.ts'
import { listFaultyRows, type FoundImport } from './queries.ts'
import type { RowFault, SheetPlan } from './rules.ts'
import { textOf } from './values.ts'

/** The rows with faults as they stand in the file, with what is wrong first: to be mended and brought in again. */
export async function faultsFile(db: Db, found: FoundImport, day: string): Promise<ExportedFile> {
  const rows = await listFaultyRows(db, found.id)
  const bySheet = Map.groupBy(rows, (row) => row.sheet)
  const sheets = found.sheets.flatMap((sheet) => {
    const own = bySheet.get(sheet.index)
    return own ? [faultSheet(sheet, own)] : []
  })
  return {
    body: await toXlsxSheets(sheets.length > 0 ? sheets : [emptySheet]),
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    fileName: safeFileName(`${t.faultsName} ${day}`, 'xlsx'),
  }
}

type Faulty = Awaited<ReturnType<typeof listFaultyRows>>[number]

const ownColumns = [
  { title: t.faultColumn, type: 'text' },
  { title: t.row, type: 'integer' },
] as const
const emptySheet: PlainSheet = { name: t.faultsName, columns: ownColumns, rows: [] }

function faultSheet(sheet: SheetPlan, rows: readonly Faulty[]): PlainSheet {
  return {
    name: sheet.name.slice(0, 31) || t.faultsName,
    columns: [...ownColumns, ...sheet.headers.map((title) => ({ title, type: 'text' as const }))],
    rows: rows.map(({ rowNumber, cells, faults }) => [
      faults.map(faultText).join('\n'),
      rowNumber,
      ...sheet.headers.map((_, at) => textOf(cells[at])),
    ]),
  }
}

function faultText({ cell, column, text, suggestion }: RowFault): string {
  return `${t.fault(cell, column)}: ${text}${suggestion ? ` ${suggestion}` : ''}`
}
