import { Problem } from '#kernel/problem.ts'

const megabyte = 1024 * 1024

/**
 * What one file may hold. Wide of anything a municipality keeps in a spreadsheet, and narrow enough that a file made to
 * hurt is refused before it fills the memory. `archive.size` is what the parts may unpack to together.
 */
export const tableLimits = {
  file: 50 * megabyte,
  archive: { entries: 2_000, part: 1_000 * megabyte, total: 1_200 * megabyte, ratio: 200 },
  sheets: 200,
  rows: 600_000,
  columns: 500,
  cells: 5_000_000,
  /** Excel's own limit; a longer cell in a text file is a quotation mark that was never closed. */
  cellLength: 32_767,
  texts: 3_000_000,
  textLength: 300 * megabyte,
  formats: 70_000,
  merges: 10_000,
  /** Between two tags of a part; what is longer is no spreadsheet. */
  gap: 4 * megabyte,
  depth: 64,
} as const

export type TableFault =
  | 'tableEmpty'
  | 'tableTooLarge'
  | 'tableTooManyRows'
  | 'tableTooManyColumns'
  | 'tableTooMuch'
  | 'tableCellTooLong'
  | 'tableNotOne'
  | 'tableOldExcel'
  | 'tableOtherSpreadsheet'
  | 'tableLocked'
  | 'tableMacros'
  | 'tableDamaged'
  | 'tableQuoteOpen'
  | 'tableTooSlow'

/** The file is not read at all: one code, and at the field which of the reasons it was. */
export function tableProblem(code: TableFault, detail = ''): Problem {
  return new Problem('tableUnreadable', { fields: [{ path: 'file', code }], detail })
}
