import { hasPersonalNumber } from '#kernel/personal-number.ts'
import { isSoleTraderNumber } from '#kernel/organisation-number.ts'
import { cellAddress } from '#platform/tabular/read-names.ts'
import type { SheetRow, Workbook } from '#platform/tabular/read-shapes.ts'
import { importFaults as t } from '#texts/sv/imports.ts'
import type { RowFault } from './rules.ts'
import type { ReadSheet } from './sheets.ts'
import { textOf } from './values.ts'

export type Personal = { sheet: number; number: number; faults: RowFault[] }

/** Every cell, also of hidden sheets and above the headings, and names. The number itself is never kept nor shown. */
export function personalFaults(workbook: Workbook, sheets: readonly ReadSheet[]): Personal[] {
  return workbook.sheets.flatMap((sheet, index) => {
    const headers = sheets[index]?.plan.headers ?? []
    const ofRows = sheet.rows.flatMap((row) => {
      const faults = row.cells.flatMap((_, at) => personalFault(row, at, headers))
      return faults.length > 0 ? [{ sheet: index, number: row.number, faults }] : []
    })
    const faults = nameFaults(sheet.name, headers)
    return faults.length > 0 ? [{ sheet: index, number: ofTheSheet, faults }, ...ofRows] : ofRows
  })
}

/** The row of what belongs to no row: the name of the sheet, and a heading that stands in several cells. */
const ofTheSheet = 0

function nameFaults(name: string, headers: readonly string[]): RowFault[] {
  const suggestion = t.personalNumberAdvice
  const inName = hasPersonalNumber(name) ? [t.personalSheetName] : []
  const inHeading = headers.some(hasPersonalNumber) ? [t.personalHeading] : []
  return [...inName, ...inHeading].map((text) => ({ cell: '', column: '', text, suggestion }))
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
