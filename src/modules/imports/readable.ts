import { onSeveralLines } from '#kernel/plain-text.ts'
import type { Cell, Sheet, Workbook } from '#platform/tabular/read-shapes.ts'

/** What a file says, without what cannot be seen and what no database takes: half a sign, a NUL. Forms lose it alike. */
export function readable(workbook: Workbook): Workbook {
  return { ...workbook, sheets: workbook.sheets.map(readableSheet) }
}

function readableSheet(sheet: Sheet): Sheet {
  const rows = sheet.rows.map((row) => ({ ...row, cells: row.cells.map(readableCell) }))
  return { ...sheet, name: plain(sheet.name), rows }
}

function readableCell(cell: Cell): Cell {
  return cell.kind === 'text' ? { ...cell, text: plain(cell.text) } : cell
}

function plain(text: string): string {
  return onSeveralLines(text.toWellFormed())
}
