import { repeatsHeader, type Header } from './read-header.ts'
import type { Cell, Sheet, SheetRow } from './read-shapes.ts'
import { asNumber } from './read-values.ts'

/** Why a row below the header is no row of the list; worded in texts/sv/tables.ts. */
export type SkipReason = 'total' | 'onlyNumbers' | 'headerAgain' | 'note'

export type SkippedRow = { readonly number: number; readonly why: SkipReason; readonly text: string }

export type Body = { readonly rows: readonly SheetRow[]; readonly skipped: readonly SkippedRow[] }

/**
 * The rows of the list below the header. Sums, headers said again and notes under the table are left out and told of,
 * so that nobody wonders where they went. Rows with nothing under a named column are not rows.
 */
export function bodyRows(sheet: Pick<Sheet, 'rows'>, header: Header): Body {
  const below = sheet.rows.filter((row) => row.number > header.last && namedCells(row, header).length > 0)
  const notesFrom = firstNote(below, header)
  const rows: SheetRow[] = []
  const skipped: SkippedRow[] = []
  for (const row of below) {
    const why = row.number >= notesFrom ? 'note' : reasonToSkip(row, header)
    if (why) skipped.push({ number: row.number, why, text: textOf(row) })
    else rows.push(row)
  }
  return { rows, skipped }
}

function reasonToSkip(row: SheetRow, header: Header): SkipReason | undefined {
  const cells = namedCells(row, header)
  if (isTotal(cells)) return 'total'
  if (isOnlyNumbers(row, cells, header)) return 'onlyNumbers'
  return repeatsHeader(row, header) ? 'headerAgain' : undefined
}

function namedCells(row: SheetRow, header: Header): Cell[] {
  return header.columns
    .map(({ index }) => row.cells[index])
    .filter((cell): cell is Cell => cell !== undefined && cell.kind !== 'empty')
}

const totalWords = new Set(
  'summa delsumma totalsumma slutsumma total totalt s:a saldo snitt genomsnitt medel medelvärde sum average'.split(
    ' ',
  ),
)

/** "Summa" or "Totalt 2026" and then only amounts: a unit called "Total Omsorg" has more to say in its row. */
function isTotal([first, ...others]: readonly Cell[]): boolean {
  if (first?.kind !== 'text') return false
  const [word = ''] = first.text.toLowerCase().match(/[\p{L}:]+/u) ?? []
  return totalWords.has(word.replace(/:$/, '')) && others.every(isAmount)
}

function isAmount(cell: Cell): boolean {
  if (cell.kind === 'number' || cell.kind === 'error') return true
  return cell.kind === 'text' && 'value' in asNumber(cell)
}

/** Sums without a word: only amounts, and besides the first column another is empty too. Else it is a row without its name. */
function isOnlyNumbers(row: SheetRow, cells: readonly Cell[], { columns }: Header): boolean {
  const first = columns[0]
  const isUnnamed = first !== undefined && (row.cells[first.index]?.kind ?? 'empty') === 'empty'
  return isUnnamed && cells.length < columns.length - 1 && cells.every(isAmount)
}

/** Notes stand last, after an empty row, each in one cell: sources, explanations, who made the list. */
function firstNote(rows: readonly SheetRow[], header: Header): number {
  if (header.columns.length < 3) return Number.POSITIVE_INFINITY
  let from = Number.POSITIVE_INFINITY
  for (let at = rows.length - 1; at > 0; at -= 1) {
    const row = rows[at]!
    if (namedCells(row, header).length > 1) break
    if (row.number > rows[at - 1]!.number + 1) from = row.number
  }
  return from
}

function textOf({ cells }: SheetRow): string {
  const texts = cells.flatMap((cell) => (cell.kind === 'empty' ? [] : [cell.text]))
  return texts.join(' | ').slice(0, 120)
}
